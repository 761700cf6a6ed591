"""podpub beside other ways to an MP3: `make bench`, explained in docs/explanation/speed.md."""
