"""Pictures of chapters: keys for records, small ones for tags, and a word when they weigh too much."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from podpub.config import SHOW_FILE
from podpub.model import Chapter
from podpub.model.layout import digits_in
from podpub.pipeline.material.illustrations import illustrated, pictures_in_tags, weight_findings
from podpub.pipeline.planning.manuscript import read_manuscript
from tests.support.house import sample_show
from tests.support.samples import episode, production

if TYPE_CHECKING:
    from pathlib import Path

CHAPTERS = tuple(Chapter(float(number), f"Kapitel {number}") for number in range(3))


def picture(folder: Path, name: str, colour: str) -> Path:
    Image.new("RGB", (800, 600), colour).save(folder / name)
    return folder / name


def test_a_picture_gets_a_key_by_what_is_in_it_and_each_is_made_once(tmp_path: Path) -> None:
    red, blue = picture(tmp_path, "red.png", "red"), picture(tmp_path, "blue.png", "blue")
    one = replace(production(tmp_path, episode=episode(chapters=CHAPTERS)), chapter_images=(red, None, blue))
    made = illustrated(one)
    first, none, last = (chapter.image for chapter in made.chapters)
    assert none is None
    assert set(made.pictures) == set(made.sources) == {first, last}
    assert all(digits_in(key) for key in made.pictures)
    again = illustrated(replace(one, chapter_images=(picture(tmp_path, "other.png", "red"), red, blue)))
    assert [chapter.image for chapter in again.chapters] == [first, first, last]
    small = pictures_in_tags(made.chapters, made.sources)
    assert small.keys() == made.pictures.keys()


def test_every_copy_of_a_picture_weighs() -> None:
    chapters = [replace(one, image="assets/a-0.jpg") for one in CHAPTERS]
    assert list(weight_findings(chapters, {"assets/a-0.jpg": bytes(600_000)}, "here:1")) == []
    (found,) = weight_findings(chapters, {"assets/a-0.jpg": bytes(700_000)}, "here:1")
    assert (found.code, found.where) == ("chapter-images-heavy", "here:1")
    assert "2.1 MB" in found.message


def test_a_picture_that_cannot_be_read_is_told_before_any_work(tmp_path: Path) -> None:
    house = sample_show(tmp_path / "show")
    file = house / "episodes" / "003-die-fehlerrunde" / "episode.yaml"
    (file.parent / "a.jpg").write_bytes(b"no picture")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("chapters.txt", "[{start: 0, title: A, image: a.jpg}]"), encoding="utf-8")
    (found,) = read_manuscript(house / SHOW_FILE, [file]).findings
    assert (found.code, found.where.rpartition("/")[2]) == ("image-unreadable", "episode.yaml:9")
