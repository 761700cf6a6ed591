"""What a host writes in Markdown, as readers need it: clean HTML, plain text, ASCII addresses."""

from podpub.markup.address import ascii_url
from podpub.markup.commonmark import without_control_characters
from podpub.markup.excerpt import fit
from podpub.markup.render import to_html
from podpub.markup.text import to_text

__all__ = ["ascii_url", "fit", "to_html", "to_text", "without_control_characters"]
