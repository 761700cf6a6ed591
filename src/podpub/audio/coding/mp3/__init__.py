"""The MP3 stream itself: its frames, and the header frame that tells players how long it is."""
