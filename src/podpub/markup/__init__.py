"""What a host writes in Markdown, as readers need it: clean HTML and plain text; and back from HTML."""

from podpub.markup.addresses import in_ascii, is_moment
from podpub.markup.characters import is_printable, without_control_characters
from podpub.markup.clean import clean_html
from podpub.markup.excerpt import fit
from podpub.markup.foreign import to_markdown
from podpub.markup.render import to_html
from podpub.markup.text import begins, to_text

__all__ = [
    "begins",
    "clean_html",
    "fit",
    "in_ascii",
    "is_moment",
    "is_printable",
    "to_html",
    "to_markdown",
    "to_text",
    "without_control_characters",
]
