"""podpub turns a recording into a published podcast episode with one command."""
