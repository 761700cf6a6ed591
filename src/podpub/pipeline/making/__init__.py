"""Files on disk, under a fingerprint of what they were made from."""
