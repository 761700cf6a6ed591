"""A card for an episode, as others show it beside a link: its cover, and its title in large letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageOps

from podpub.artwork.colours import flat
from podpub.artwork.cover import CARD_PX
from podpub.artwork.header import opened
from podpub.artwork.jpeg import jpeg
from podpub.artwork.lettering import face, spelled, typeset

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT_BYTES = 200_000
_MARGIN_PX = 48
_TITLE_PX = range(76, 33, -4)
_SHOW_PX = 28
_DARK = 70  # of 255, the brightest that the ground may be: white on it has a contrast of 7 and more
_LEADING = 1.2
_LONGEST = 300


def episode_card(cover: Path, title: str, show: str) -> bytes:
    """Return a JPEG of 1200 x 630 pixels (Open Graph, og:image): the cover, and beside it the titles.

    Letters that no font at hand has are spelled otherwise or left out; a title that is too long is cut.

    Raises:
        PictureError: The cover is no picture, damaged or too large.
    """
    _, height = CARD_PX
    with opened(cover) as picture:
        picture.draft("RGB", (height, height))
        square = ImageOps.fit(flat(ImageOps.exif_transpose(picture)), (height, height))
    card = Image.new("RGB", CARD_PX, _ground(square))
    card.paste(square, (0, 0))
    _write(card, height + _MARGIN_PX, title[:_LONGEST], show[:_LONGEST])
    return jpeg(card, _LIMIT_BYTES)


def _write(card: Image.Image, left: int, title: str, show: str) -> None:
    """Write the title from the top, and the show's, in one line, at the bottom."""
    draw, small = ImageDraw.Draw(card), face(_SHOW_PX)
    room = card.width - left - _MARGIN_PX
    below = card.height - _MARGIN_PX
    names, _ = typeset(spelled(show, small), (room, 2 * _SHOW_PX), (_SHOW_PX,))
    draw.text((left, below), "".join(names[:1]), fill="white", font=small, anchor="ls")
    lines, large = typeset(spelled(title, small), (room, below - _SHOW_PX - 2 * _MARGIN_PX), _TITLE_PX)
    for number, line in enumerate(lines, start=1):
        baseline = _MARGIN_PX + number * large.size * _LEADING
        draw.text((left, baseline), line, fill="white", font=large, anchor="ls")


def _ground(square: Image.Image) -> tuple[int, int, int]:
    """Return the average colour, as dark as white letters need it."""
    red, green, blue = square.resize((1, 1), Image.Resampling.BOX).tobytes()
    share = min(1.0, _DARK / max(red, green, blue, 1))
    return round(red * share), round(green * share), round(blue * share)
