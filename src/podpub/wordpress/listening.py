"""A player that every post can have, and nobody has to consent to: the browser's own."""

from __future__ import annotations

from html import escape


def audio_block(url: str) -> str:
    """Return a block of WordPress's editor with an `<audio>` in it (Gutenberg, core/audio: save.js).

    It loads nothing before somebody presses play, needs no script, and is operated by keyboard.
    """
    player = f'<audio controls src="{escape(url)}" preload="none"></audio>'
    return f'<!-- wp:audio -->\n<figure class="wp-block-audio">{player}</figure>\n<!-- /wp:audio -->'
