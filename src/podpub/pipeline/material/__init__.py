"""What an episode is made of besides its sound: pictures, chapters, transcripts, finished work."""
