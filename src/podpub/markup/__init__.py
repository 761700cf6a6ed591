"""What a host writes in Markdown, as readers need it: clean HTML and plain text."""

from podpub.markup.clean import clean_html
from podpub.markup.commonmark import without_control_characters
from podpub.markup.excerpt import fit
from podpub.markup.render import to_html
from podpub.markup.text import to_text

__all__ = ["clean_html", "fit", "to_html", "to_text", "without_control_characters"]
