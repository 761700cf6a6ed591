"""Into the storage and out of it again, with the feed last."""
