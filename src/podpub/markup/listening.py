"""A player that every page can have, and nobody has to consent to: the browser's own."""

from __future__ import annotations

from html import escape

from podpub.markup.characters import without_control_characters


def audio_block(url: str, *, caption: str = "") -> str:
    """Return a block of WordPress's editor with an `<audio>` in it; any other page takes it as HTML, too.

    It loads nothing before somebody presses play, needs no script, and is operated by keyboard. Both texts
    are taken for text, never for HTML (Gutenberg, core/audio: save.js).
    """
    address = escape(without_control_characters(url))
    words = escape(without_control_characters(" ".join(caption.split())), quote=False)
    below = f'<figcaption class="wp-element-caption">{words}</figcaption>' if words else ""
    player = f'<audio controls src="{address}" preload="none"></audio>'
    return f'<!-- wp:audio -->\n<figure class="wp-block-audio">{player}{below}</figure>\n<!-- /wp:audio -->'
