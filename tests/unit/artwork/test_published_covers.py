"""What is published as a cover is what directories take: judged by ffmpeg's decoders, not by Pillow's."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, ImageCms
from PIL.JpegImagePlugin import JpegImageFile

from podpub.artwork import inspect, prints
from podpub.errors import SourceError
from podpub.model import Repair
from tests.support.house import bundled_ffmpeg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 160, 60), (40, 60, 200), (230, 210, 40)


@cache
def quarters(side: int = 1400, height: int | None = None) -> Image.Image:
    """Return a picture that shows how it was turned, cut and coloured."""
    small = Image.new("RGB", (2, 2))
    small.putdata([RED, GREEN, BLUE, YELLOW])
    return small.resize((side, height or side), Image.Resampling.NEAREST)


@cache
def grain(side: int, strength: int) -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise((side, side), strength) for _ in range(3)])


@dataclass(frozen=True)
class Judged:
    """What ffmpeg says of a picture."""

    codec: str
    layout: str
    pixels: np.ndarray[Any, np.dtype[np.uint8]]

    @property
    def corners(self) -> list[tuple[int, ...]]:
        """The colours in the middle of each quarter, row by row."""
        height, width = self.pixels.shape[:2]
        places = [(y, x) for y in (height // 4, height * 3 // 4) for x in (width // 4, width * 3 // 4)]
        return [tuple(int(value) for value in self.pixels[place]) for place in places]


def judged(content: bytes) -> Judged:
    argv = [
        bundled_ffmpeg(),
        "-hide_banner",
        "-nostdin",
        "-i",
        "pipe:0",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
    ]
    run = subprocess.run([*argv, "pipe:1"], input=content, capture_output=True, check=True)
    found = re.search(r"Video: (\w+(?: \(\w+\))?), (\w+).*?, (\d+)x(\d+)", run.stderr.decode())
    assert found, run.stderr
    pixels = np.frombuffer(run.stdout, np.uint8).reshape(int(found[4]), int(found[3]), 3)
    return Judged(found[1], found[2], pixels)


def like(seen: list[tuple[int, ...]], *wanted: tuple[int, int, int], within: int = 8) -> bool:
    return bool(np.abs(np.subtract(seen, wanted)).max() <= within)


def written(path: Path, picture: Image.Image, **options: Any) -> Path:
    picture.save(path, **options)
    return path


def published(path: Path) -> bytes:
    """Return the cover as it is published."""
    body = prints(path)[0].body
    return path.read_bytes() if body is None else body


def turned_by_exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def exif_of_a_phone() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def see_through(picture: Image.Image, opacity: int) -> Image.Image:
    layer = picture.convert("RGBA")
    layer.putalpha(opacity)
    return layer


@pytest.mark.parametrize(("name", "side"), [("cover.jpg", 3000), ("cover.JPEG", 1400), ("cover.png", 1400)])
def test_what_is_right_is_published_byte_for_byte(tmp_path: Path, name: str, side: int) -> None:
    path = written(tmp_path / name, quarters(side))
    assert inspect(path).repairs == ()
    first = prints(path)[0]
    assert (first.body, first.width, first.height) == (None, side, side)
    assert first.extension == ("png" if name.endswith("png") else "jpg")


def test_remarks_that_harm_nobody_are_no_reason_to_encode_again(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0131] = "A drawing program"
    path = written(tmp_path / "cover.jpg", quarters(), exif=exif, comment=b"hello", dpi=(300, 300))
    assert inspect(path).repairs == ()


GREY = [(round(0.299 * r + 0.587 * g + 0.114 * b),) * 3 for r, g, b in (RED, GREEN, BLUE, YELLOW)]
HALF = [tuple((value + 255) // 2 for value in colour) for colour in (RED, GREEN, BLUE, YELLOW)]
PLAIN = [RED, GREEN, BLUE, YELLOW]
CASES: dict[str, tuple[str, Callable[[], Image.Image], dict[str, Any], set[Repair], list[Any]]] = {
    "grey": ("a.jpg", lambda: quarters().convert("L"), {}, {Repair.COLOURS}, GREY),
    "CMYK": ("a.jpg", lambda: quarters().convert("CMYK"), {}, {Repair.COLOURS}, PLAIN),
    "palette": ("a.png", lambda: quarters().quantize(8), {}, {Repair.COLOURS}, PLAIN),
    "grey and alpha": (
        "a.png",
        lambda: quarters().convert("LA"),
        {},
        {Repair.COLOURS, Repair.OPAQUE},
        GREY,
    ),
    "opaque alpha": ("a.png", lambda: see_through(quarters(), 255), {}, {Repair.OPAQUE}, PLAIN),
    "half transparent": ("a.png", lambda: see_through(quarters(), 128), {}, {Repair.OPAQUE}, HALF),
    "a transparent colour": (
        "a.png",
        quarters,
        {"transparency": RED},
        {Repair.OPAQUE},
        [(255, 255, 255), GREEN, BLUE, YELLOW],
    ),
    "progressive": ("a.jpg", quarters, {"progressive": True, "quality": 90}, {Repair.BASELINE}, PLAIN),
    "on its side": (
        "a.jpg",
        quarters,
        {"exif": turned_by_exif(6), "quality": 92},
        {Repair.UPRIGHT},
        [BLUE, RED, YELLOW, GREEN],
    ),
    "place": ("a.jpg", quarters, {"exif": exif_of_a_phone()}, {Repair.PRIVATE}, PLAIN),
    "WebP": ("a.webp", quarters, {"lossless": True}, {Repair.KIND}, PLAIN),
    "AVIF": ("a.avif", quarters, {"quality": 90, "speed": 10}, {Repair.KIND}, PLAIN),
    "TIFF": ("a.tif", quarters, {"compression": "tiff_lzw"}, {Repair.KIND}, PLAIN),
    "TIFF of a printer": (
        "a.tiff",
        lambda: quarters().convert("CMYK"),
        {},
        {Repair.KIND, Repair.COLOURS, Repair.LIGHTER},
        PLAIN,
    ),
    "large": ("a.jpg", lambda: quarters(3200), {}, {Repair.SCALED}, PLAIN),
    "a little wide": ("a.png", lambda: quarters(1428, 1400), {}, {Repair.CUT}, PLAIN),
    "a PNG called JPEG": ("a.jpg", quarters, {"format": "PNG"}, {Repair.NAMED}, PLAIN),
    "heavy for no reason": ("a.png", quarters, {"compress_level": 0}, {Repair.LIGHTER}, PLAIN),
}


@pytest.mark.parametrize("case", CASES)
def test_a_cover_that_can_be_mended_is(tmp_path: Path, case: str) -> None:
    name, draw, options, repairs, colours = CASES[case]
    path = written(tmp_path / name, draw(), **options)
    before = path.read_bytes()
    assert {*inspect(path).repairs} == repairs
    first, body = prints(path)[0], published(path)
    seen = judged(body)
    assert seen.pixels.shape[:2] == (first.height, first.width)
    assert 1400 <= first.width == first.height <= 3000
    assert (seen.codec, seen.layout, first.extension) in {
        ("png", "rgb24", "png"),
        ("mjpeg (Baseline)", "yuvj420p", "jpg"),
        ("mjpeg (Baseline)", "yuvj444p", "jpg"),
    }
    assert like(seen.corners, *colours)
    assert len(body) <= 512_000
    assert b"Exif" not in body
    assert path.read_bytes() == before


def tables(jpeg: bytes) -> list[list[int]]:
    """Return how coarse a JPEG is."""
    with Image.open(BytesIO(jpeg)) as picture:
        assert isinstance(picture, JpegImageFile)
        return [*picture.quantization.values()]


def test_a_progressive_jpeg_keeps_its_tables_and_so_its_looks(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jpg", grain(1400, 20), quality=60, progressive=True)
    body = published(path)
    assert tables(body) == tables(path.read_bytes())
    difference = np.abs(judged(body).pixels.astype(int) - judged(path.read_bytes()).pixels)
    assert difference.mean() < 0.5


def test_a_heavy_photograph_becomes_the_best_jpeg_that_is_light_enough(tmp_path: Path) -> None:
    path = written(tmp_path / "a.png", grain(1500, 25))
    body = published(path)
    assert judged(body).codec == "mjpeg (Baseline)"
    assert 300_000 < len(body) <= 512_000


def test_rather_fewer_pixels_than_a_quality_that_everybody_sees(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jpg", grain(800, 40).resize((2000, 2000)), quality=97)
    assert inspect(path).repairs == (Repair.LIGHTER,)
    first = prints(path)[0]
    assert first.body is not None
    assert 1400 <= first.width < 2000
    assert max(map(max, tables(first.body))) <= 61  # as libjpeg's quality of 75 has it


def swapped_profile() -> bytes:
    """Return a colour profile in which red is blue, and blue red."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"----", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"----", b"bXYZ", 1)


def test_a_colour_profile_is_obeyed(tmp_path: Path) -> None:
    picture = Image.new("RGB", (1400, 1400), (255, 0, 0))
    path = written(tmp_path / "a.png", see_through(picture, 255), icc_profile=swapped_profile())
    assert like(judged(published(path)).corners, *[(0, 0, 255)] * 4)
    plain = written(tmp_path / "b.png", picture, icc_profile=swapped_profile())
    assert inspect(plain).repairs == ()  # whoever shows it, obeys the profile in it
    small = prints(plain)[-2].body
    assert small is not None
    assert like(judged(small).corners, *[(0, 0, 255)] * 4)


@pytest.mark.parametrize("profile", [b"GEHEIM", swapped_profile()[:300]])
def test_a_broken_colour_profile_is_left_alone(tmp_path: Path, profile: bytes) -> None:
    path = written(tmp_path / "a.png", see_through(quarters(), 255), icc_profile=profile)
    body = published(path)
    assert like(judged(body).corners, *PLAIN)
    assert b"GEHEIM" not in body


def test_a_profile_of_other_colours_than_the_pictures_is_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jpg", quarters().convert("CMYK"), icc_profile=swapped_profile())
    assert like(judged(published(path)).corners, *PLAIN)


def test_smaller_squares_and_a_card_go_with_it(tmp_path: Path) -> None:
    sizes = prints(written(tmp_path / "a.png", quarters(2000)))
    assert [(one.width, one.height) for one in sizes] == [
        (2000, 2000),
        (1400, 1400),
        (600, 600),
        (300, 300),
        (1200, 630),
    ]
    for one in sizes[1:]:
        assert one.body is not None
        assert len(one.body) < 300_000
        seen = judged(one.body)
        assert (seen.codec, seen.pixels.shape) == ("mjpeg (Baseline)", (one.height, one.width, 3))
    assert sizes[-1].body is not None
    card = judged(sizes[-1].body).pixels
    assert like([tuple(card[157, 440]), tuple(card[472, 760])], RED, YELLOW)
    average = tuple(np.mean(PLAIN, axis=0).round().astype(int))
    assert like([tuple(card[20, 20]), tuple(card[600, 1180])], average, average)


def test_a_small_cover_is_not_blown_up(tmp_path: Path) -> None:
    sizes = prints(written(tmp_path / "a.png", quarters(1400)))
    assert [one.width for one in sizes] == [1400, 600, 300, 1200]


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp"])
def test_the_same_file_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, quarters(1500).convert("RGB"), quality=80)
    assert prints(path) == prints(path)


@pytest.mark.parametrize("size", [(1399, 1399), (1400, 1429), (3000, 1500), (100, 100)])
def test_what_is_not_square_or_too_small_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    path = written(tmp_path / "a.png", quarters(*size))
    told = inspect(path)
    assert (told.is_usable, told.repairs) == (False, ())
    with pytest.raises(SourceError, match=rf"a\.png is {size[0]} x {size[1]} pixels") as refused:
        prints(path)
    assert "square" in refused.value.fix


@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.avif", "a.tif"])
def test_several_pictures_are_no_cover(tmp_path: Path, name: str) -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    path = written(tmp_path / name, frames[0], save_all=True, append_images=frames[1:])
    with pytest.raises(SourceError, match="holds several pictures"):
        inspect(path)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="3000"/>', id="SVG"),
        pytest.param(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100), id="HEIC"),
        pytest.param(b"BM" + bytes(100), id="BMP"),
        pytest.param(b"II*\0\xff\xff\xff\xff", id="TIFF to nowhere"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cover.png"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="cannot be read"):
        prints(path)


CODED: dict[str, dict[str, Any]] = {"a.avif": {"speed": 10}, "a.webp": {"method": 0}}


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.avif", "a.tif"])
def test_a_file_that_breaks_off_is_refused_and_nothing_else_happens(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, grain(200, 30).resize((1400, 1400)), **CODED.get(name, {}))
    whole = path.read_bytes()
    for length in (10, 100, 1000, len(whole) // 2, len(whole) - 2000):
        path.write_bytes(whole[:length])
        with pytest.raises(SourceError, match=re.escape(name)):
            prints(path)


def test_no_pixel_of_a_png_is_decoded_to_know_what_it_needs(tmp_path: Path) -> None:
    path = written(tmp_path / "a.png", quarters())
    path.write_bytes(path.read_bytes()[:200])
    assert inspect(path).width == 1400
