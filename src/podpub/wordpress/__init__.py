"""WordPress's export files: a show written as one, and the players of old hosts found in one (lxml)."""

from podpub.wordpress.belonging import Belonging, By, Known, Library, Sure
from podpub.wordpress.embeds import Embed, find_embeds
from podpub.wordpress.reading import Post, read_posts
from podpub.wordpress.writing import export_file

__all__ = [
    "Belonging",
    "By",
    "Embed",
    "Known",
    "Library",
    "Post",
    "Sure",
    "export_file",
    "find_embeds",
    "read_posts",
]
