"""A file becomes PCM: ffmpeg, and what it may be trusted with."""
