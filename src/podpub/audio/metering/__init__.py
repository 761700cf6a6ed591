"""PCM becomes loudness and true peaks, after ITU-R BS.1770 and EBU Tech 3341 and 3342."""
