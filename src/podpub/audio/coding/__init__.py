"""PCM becomes a file: MP3 on all cores, M4A, Opus."""
