"""The feed of a show that moves in, as far as it needs nobody else: no pictures, no transcripts."""

from __future__ import annotations

import re
from dataclasses import replace

from benchmarks.many.episodes import NOW, releases, show_record
from podpub.feed import render

_PICTURE = re.compile(rb"<(itunes:image|podcast:image|podcast:images)\b[^>]*/>")


def feed_alone(count: int) -> bytes:
    """Return a feed with so many episodes, and with 1 to 3 kB of show notes in each."""
    plain = (replace(one, transcripts=()) for one in releases(count))
    return _PICTURE.sub(b"", render(show_record("https://old.example.org/show/"), plain, NOW))
