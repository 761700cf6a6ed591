"""WordPress's export files: a show written as one, and the players of old hosts found in one (lxml)."""

from podpub.wordpress.writing import export_file

__all__ = ["export_file"]
