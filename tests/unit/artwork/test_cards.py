"""The card of an episode: as networks want it, always the same, whatever the title."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from podpub.artwork import episode_card
from podpub.errors import PictureError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def cover(tmp_path: Path) -> Path:
    Image.new("RGB", (1400, 1400), "#ffcc33").save(tmp_path / "cover.png")
    return tmp_path / "cover.png"


@pytest.mark.parametrize(
    "title", ["Vertrauen", "", "x" * 10_000, "wort " * 5000, "日本語の題名 🎙", "\u202eRTL\x00", "Ä" * 300]
)
def test_a_card_is_a_light_jpeg_of_the_right_size(cover: Path, title: str) -> None:
    body = episode_card(cover, title, title)
    with Image.open(BytesIO(body)) as card:
        assert (card.format, card.size, card.mode) == ("JPEG", (1200, 630), "RGB")
    assert len(body) < 200_000
    assert body == episode_card(cover, title, title)


def test_white_letters_can_be_read_on_the_ground(cover: Path) -> None:
    with Image.open(BytesIO(episode_card(cover, "", ""))) as card:
        assert max(card.getpixel((1190, 10))) <= 76  # type: ignore[arg-type]
        assert max(card.getpixel((10, 10))) > 200  # type: ignore[arg-type]


def test_another_title_is_another_card(cover: Path) -> None:
    assert episode_card(cover, "Eins", "Show") != episode_card(cover, "Zwei", "Show")


def test_a_picture_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "cover.png").write_bytes(b"no picture")
    with pytest.raises(PictureError):
        episode_card(tmp_path / "cover.png", "Titel", "Show")
