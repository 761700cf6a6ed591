"""Pictures of chapters are published small, square and without a past, and never made worse twice."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from podpub.artwork import PICTURES_LIMIT_BYTES, chapter_picture, tag_picture
from podpub.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

_any_disk = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)


def saved(folder: Path, size: tuple[int, int], kind: str = "JPEG", mode: str = "RGB", **options: Any) -> Path:
    file = folder / f"picture.{kind.lower()}"
    Image.effect_noise(size, 60).convert(mode).save(file, kind, **options)
    return file


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(BytesIO(jpeg))


@given(
    width=st.integers(1, 1600),
    height=st.integers(1, 1600),
    kind=st.sampled_from(["JPEG", "PNG"]),
    mode=st.sampled_from(["RGB", "L"]),
)
@_any_disk
def test_doing_it_twice_does_it_once(tmp_path: Path, width: int, height: int, kind: str, mode: str) -> None:
    first = chapter_picture(saved(tmp_path, (width, height), kind, mode))
    (tmp_path / "again.jpg").write_bytes(first)
    assert chapter_picture(tmp_path / "again.jpg") == first
    picture = opened(first)
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert picture.width == picture.height <= 1400


def test_a_picture_that_is_right_stays_as_it_is(tmp_path: Path) -> None:
    file = saved(tmp_path, (800, 800), quality=95)
    assert chapter_picture(file) == file.read_bytes()


def test_where_a_picture_was_taken_stays_at_home(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x8825] = {2: (52.0, 31.0, 0.0)}  # the position
    file = saved(tmp_path, (800, 800), exif=exif)
    assert b"Exif" in file.read_bytes()
    assert b"Exif" not in chapter_picture(file)


@pytest.mark.parametrize(
    "options", [{"progressive": True}, {"comment": b"draft 3"}, {"icc_profile": b"x" * 200}]
)
def test_only_a_plain_picture_is_left_alone(tmp_path: Path, options: dict[str, Any]) -> None:
    file = saved(tmp_path, (300, 300), **options)
    assert chapter_picture(file) != file.read_bytes()


@pytest.mark.parametrize("among", [1, 10, 40, 200])
def test_all_pictures_together_fit_into_the_tags(tmp_path: Path, among: int) -> None:
    body = tag_picture(saved(tmp_path, (1400, 1400)), among=among)
    assert len(body) <= 100_000
    assert len(body) * min(among, 100) <= PICTURES_LIMIT_BYTES
    assert opened(body).width >= 200


def test_what_is_no_picture_is_our_own_error(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff no picture")
    for make in (chapter_picture, lambda file: tag_picture(file, among=1)):
        with pytest.raises(SourceError, match=r"a\.jpg"):
            make(tmp_path / "a.jpg")
