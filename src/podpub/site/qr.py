"""The door to segno: an address as a picture that a phone's camera reads (ISO/IEC 18004)."""

from __future__ import annotations

import io
from html import escape

import segno

_QUIET = 4  # modules around it (ISO/IEC 18004, 6.3.8)


def svg(address: str, label: str) -> str:
    """Return an address as an SVG element, always dark on light; `label` stands for it in words."""
    drawn = segno.make_qr(address, error="m").svg_inline(
        border=_QUIET, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)


def lines(address: str) -> str:
    """Return an address as lines for a terminal."""
    written = io.StringIO()
    segno.make_qr(address, error="l").terminal(written, border=2, compact=True)
    return written.getvalue()
