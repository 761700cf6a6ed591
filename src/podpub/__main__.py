"""The entry point: `podpub`, or `python -m podpub`."""

from podpub.cli import main

if __name__ == "__main__":
    main()
