"""The command line: the only room that prints, asks and exits."""

from podpub.cli.app import main

__all__ = ["main"]
