from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from podpub.artwork import inspect, placeholder_cover, tag_cover
from podpub.artwork.lettering import spelled, typeset
from podpub.errors import SourceError
from podpub.model import Picture

if TYPE_CHECKING:
    from pathlib import Path


def saved(path: Path, picture: Image.Image, **options: Any) -> Path:
    picture.save(path, **options)
    return path


def reopened(jpeg: bytes) -> Image.Image:
    picture = Image.open(BytesIO(jpeg))
    picture.load()
    return picture


def huge_png(path: Path, side: int) -> Path:
    """Write a PNG that says it is huge, with hardly a byte in it."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    return path


@pytest.mark.parametrize(
    ("name", "mode", "kind"),
    [
        ("a.jpg", "RGB", "JPEG"),
        ("a.jpg", "L", "JPEG"),
        ("a.jpg", "CMYK", "JPEG"),
        ("a.png", "RGBA", "PNG"),
        ("a.png", "P", "PNG"),
    ],
)
def test_the_header_says_what_the_picture_is(tmp_path: Path, name: str, mode: str, kind: str) -> None:
    path = saved(tmp_path / name, Image.new(mode, (40, 30)))
    assert inspect(path) == Picture(path, 40, 30, kind, mode, path.stat().st_size)


def test_a_wrong_extension_does_not_deceive(tmp_path: Path) -> None:
    assert inspect(saved(tmp_path / "a.jpg", Image.new("RGB", (9, 9)), format="PNG")).format == "PNG"


def test_a_phone_picture_of_several_frames_is_a_jpeg(tmp_path: Path) -> None:
    frame = Image.new("RGB", (32, 32), "red")
    path = saved(tmp_path / "a.jpg", frame, format="MPO", save_all=True, append_images=[frame])
    assert inspect(path).format == "JPEG"
    assert reopened(tag_cover(path)).size == (32, 32)


def test_only_the_header_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", Image.effect_noise((500, 500), 50).convert("RGB"))
    path.write_bytes(path.read_bytes()[:3000])
    assert inspect(path).width == 500
    with pytest.raises(SourceError, match=r"a\.jpg"):
        tag_cover(path)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"no picture", id="text"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", id="cut off PNG"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF", id="cut off JPEG"),
        pytest.param(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", id="GIF"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", id="PostScript"),
    ],
)
def test_what_is_no_jpeg_or_png_is_refused_with_a_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cover.jpg"
    path.write_bytes(content)
    for use in (inspect, tag_cover):
        with pytest.raises(SourceError, match=r"cover\.jpg cannot be read as JPEG or PNG") as refused:
            use(path)
        assert "1400 to 3000" in refused.value.fix


def test_a_damaged_avif_is_refused_as_every_other_picture(tmp_path: Path) -> None:
    """Its decoder has failures of its own kind."""
    whole = saved(tmp_path / "a.avif", Image.effect_noise((64, 64), 50).convert("RGB")).read_bytes()
    path = tmp_path / "b.avif"
    for place in range(0, 400, 4):
        path.write_bytes(whole[:place] + b"\xff\xff" + whole[place + 2 :])
        with suppress(SourceError):
            tag_cover(path)


@pytest.mark.parametrize("side", [6001, 9000, 12_000, 60_000])
def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path, side: int) -> None:
    path = huge_png(tmp_path / "bomb.png", side)
    assert path.stat().st_size < 200
    for use in (inspect, tag_cover):
        with pytest.raises(SourceError, match=r"bomb\.png .*too (large|many)"):
            use(path)


def test_a_missing_picture_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no picture .*fehlt\.jpg"):
        inspect(tmp_path / "fehlt.jpg")
    with pytest.raises(SourceError, match="cannot be read"):
        inspect(tmp_path)


@pytest.mark.parametrize("size", [(3000, 3000), (1400, 1400), (600, 600)])
def test_the_small_cover_is_a_plain_square_jpeg(tmp_path: Path, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x010E] = "GEHEIM"
    exif.get_ifd(0x8825)[1] = "N"
    path = saved(
        tmp_path / "a.jpg",
        Image.new("RGB", size, "teal"),
        exif=exif,
        comment=b"GEHEIM",
        icc_profile=b"GEHEIM",
    )
    small = tag_cover(path)
    picture = reopened(small)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (600, 600))
    assert not picture.info.get("progressive")
    assert b"GEHEIM" not in small
    assert b"Exif" not in small
    assert tag_cover(path) == small


def test_the_worst_picture_stays_below_300_kb(tmp_path: Path) -> None:
    channels = [Image.effect_noise((600, 600), 250) for _ in range(3)]
    path = saved(tmp_path / "noise.png", Image.merge("RGB", channels))
    assert len(tag_cover(path)) < 300_000


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    assert reopened(tag_cover(saved(tmp_path / "a.png", Image.new("RGB", (200, 100))))).size == (200, 200)


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.new("RGBA", (64, 64), (255, 0, 0, 0)))
    assert reopened(tag_cover(path)).getpixel((32, 32)) == (255, 255, 255)


def test_what_is_not_square_gets_white_edges_and_is_not_stretched(tmp_path: Path) -> None:
    cover = reopened(tag_cover(saved(tmp_path / "a.png", Image.new("RGB", (800, 400), "black"))))
    assert cover.size == (600, 600)
    assert [cover.getpixel((300, y)) for y in (10, 300, 590)] == [(255,) * 3, (0,) * 3, (255,) * 3]


def test_a_picture_that_lies_on_its_side_is_stood_up(tmp_path: Path) -> None:
    picture = Image.new("RGB", (64, 64), "white")
    picture.paste("black", (0, 0, 64, 32))
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    path = saved(tmp_path / "a.jpg", picture, exif=exif)
    pixel = reopened(tag_cover(path)).getpixel((32, 10))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 200


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_kind_of_picture_becomes_a_cover(tmp_path: Path, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    path = saved(tmp_path / "a", Image.new(mode, (64, 64)), format=kind)
    assert reopened(tag_cover(path)).mode == "RGB"


def test_sixteen_bits_of_grey_keep_their_shade(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.new("I;16", (64, 64), 0x8000))
    assert reopened(tag_cover(path)).getpixel((32, 32)) == (128, 128, 128)


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Auf Augenhöhe – Gespräche über Vertrauen im Berufsleben", id="German"),
        pytest.param("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller", id="one word"),
        pytest.param("日本語 😀 \x07\ud800", id="no letters for it"),
        pytest.param("", id="empty"),
        pytest.param("sehr lang " * 100, id="long"),
    ],
)
def test_the_first_cover_of_a_show_is_what_directories_demand(tmp_path: Path, title: str) -> None:
    path = tmp_path / "cover.jpg"
    placeholder_cover(title, path)
    picture = inspect(path)
    assert (picture.width, picture.height, picture.format, picture.mode) == (3000, 3000, "JPEG", "RGB")
    assert picture.bytes < 512_000


def test_titles_look_different(tmp_path: Path) -> None:
    placeholder_cover("Auf Augenhöhe", tmp_path / "a.jpg")
    placeholder_cover("Auf Augenhöhen", tmp_path / "b.jpg")
    assert (tmp_path / "a.jpg").read_bytes() != (tmp_path / "b.jpg").read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(title=st.text(max_size=200) | st.text("mW–ä", min_size=20, max_size=80))
def test_no_line_is_wider_or_the_text_higher_than_its_room(title: str) -> None:
    lines, font = typeset(title, (2440, 2160))
    assert all(font.getlength(line) <= 2440 for line in lines)
    assert len(lines) * font.size * 1.2 <= 2160


def test_letters_that_a_font_lacks_are_spelled_otherwise_or_left_out() -> None:
    plain_font = ImageFont.load_default(100)
    assert isinstance(plain_font, ImageFont.FreeTypeFont)
    assert spelled("Größe – Café 😀\n in Łódź", plain_font) == "Groesse - Cafe in odz"
