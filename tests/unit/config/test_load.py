"""A show and its episodes, from the disk to the nouns."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from podpub.config import episode_files, find_show, load_all
from podpub.errors import ConfigError
from podpub.model import (
    Category,
    Chapter,
    EpisodeType,
    FolderLocation,
    Level,
    Mastering,
    Owner,
    Person,
    Show,
    ShowType,
    Site,
    TranscriptSource,
)

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf


_GOLDEN = Path(__file__).parent / "golden" / "all_mistakes.txt"


def test_a_whole_show_becomes_a_project(shelf: Shelf) -> None:
    shelf.with_show(
        "categories: [Business > Careers, {category: Education, subcategory: Self-Improvement}, Technology]",
        "owner: {name: Studio Beispiel, email: podcast@example.org}",
        "explicit: yes",
        "type: Serial",
        "copyright: Studio Beispiel",
        "locked: no",
        "hosts: Anna",
        "guests: [Ben, {name: Cem, role: Editor, url: https://example.org/cem}]",
        "new_feed_url: https://example.org/feed.xml",
        "block: true",
        "complete: true",
        "storage: {path: public, public_url: http://localhost:8000}",
    )
    loaded = load_all(shelf.show_file, ())
    project = loaded.project
    assert loaded.findings == ()
    assert project.root == shelf.root
    assert project.image == shelf.root / "cover.jpg"
    assert project.storage == FolderLocation(shelf.root / "public", "http://localhost:8000/")
    assert project.show == Show(
        title="Auf Augenhöhe",
        description="Gespräche über Vertrauen im Beruf.",
        link="https://example.org/podcast",
        language="de",
        author="Studio Beispiel",
        categories=(
            Category("Business", "Careers"),
            Category("Education", "Self-Improvement"),
            Category("Technology"),
        ),
        guid=UUID("5b7f0f1e-5c3c-4b1f-9a55-0a8a0f5a2f10"),
        timezone="Europe/Berlin",
        explicit=True,
        type=ShowType.SERIAL,
        owner=Owner("Studio Beispiel", "podcast@example.org"),
        copyright="Studio Beispiel",
        locked=False,
        persons=(
            Person("Anna", "host"),
            Person("Ben", "guest"),
            Person("Cem", "editor", "https://example.org/cem"),
        ),
        new_feed_url="https://example.org/feed.xml",
        block=True,
        complete=True,
        site=Site(pretty_urls=True),
    )


def test_a_whole_episode_becomes_a_production(shelf: Shelf) -> None:
    for name in ("notes.md", "own.png"):
        (shelf.folder / name).write_text(f"{name} ä\n", encoding="utf-8")
    (shelf.folder / "t.vtt").rename(shelf.folder / "transcript.vtt")
    (shelf.folder / "english.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
    shelf.with_episode(
        "number: 042",
        "season: 2",
        "slug: vertrauen",
        "summary: Woran man merkt, dass ein Team sich traut.",
        "notes: notes.md",
        "chapters:\n  - 0 Anfang\n  - {start: 3:12.5, title: 'Was ist Vertrauen?', url: https://example.org}",
        "transcripts: [transcript.vtt, {file: english.srt, language: en}]",
        "guest: Ben",
        "image: own.png",
        "link: https://example.org/42",
        "explicit: no",
        "type: bonus",
        "tags: Team, Vertrauen",
        "draft: yes",
        "block: on",
    )
    production = shelf.production()
    episode = production.episode
    assert (episode.number, episode.season, str(episode.slug)) == (42, 2, "vertrauen")
    assert episode.date == datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
    assert episode.notes == "notes.md ä"
    assert episode.chapters == (
        Chapter(0.0, "Anfang"),
        Chapter(192.5, "Was ist Vertrauen?", "https://example.org"),
    )
    assert production.transcripts == (
        TranscriptSource(shelf.folder / "transcript.vtt", "de"),
        TranscriptSource(shelf.folder / "english.srt", "en"),
    )
    assert episode.persons == (Person("Ben", "guest"),)
    assert (episode.explicit, episode.type, episode.block) == (False, EpisodeType.BONUS, True)
    assert (episode.tags, production.draft) == (("Team", "Vertrauen"), True)
    assert (production.file, production.tracks[0].file) == (
        shelf.episode_file,
        shelf.folder / "recording.wav",
    )
    assert production.image == shelf.folder / "own.png"


def test_what_is_left_out_or_empty_has_the_defaults_of_the_nouns(shelf: Shelf) -> None:
    shelf.with_episode("number:", "notes: ~", "chapters:", "image: null", "draft:")
    production = shelf.production()
    assert str(production.episode.slug) == "042-vertrauen"
    assert (production.episode.number, production.episode.notes, production.episode.chapters) == (
        None,
        "",
        (),
    )
    assert production.mastering == Mastering()
    assert (production.image, production.draft) == (None, False)


def test_scalars_are_never_guessed_to_be_something_else(shelf: Shelf) -> None:
    shelf.with_show("language: no", "title: 1:30", "author: 2026-11-24").with_episode(
        "guid: 0x1F", "title: 010"
    )
    loaded = shelf.load()
    assert loaded.project.show.language == "no"
    assert (loaded.project.show.title, loaded.project.show.author) == ("1:30", "2026-11-24")
    assert (loaded.productions[0].episode.guid, loaded.productions[0].episode.title) == ("0x1F", "010")


def test_every_mistake_of_every_file_is_told_at_once(shelf: Shelf) -> None:
    other = shelf.another("043-mut", "number: viele", "audio: recordin.wav", "length: 12")
    shelf.with_show(
        "link: example.org",
        "language: de_AT",
        "colour: red",
        "funding: http://example.org/give",
        "license: cc by 4.0",
    ).with_episode(
        "title: Vertrauen: der Anfang", "date: 24.11.2026", "guid:", "keywords: a", "soundbites: [Mut]"
    )
    with pytest.raises(ConfigError) as refused:
        load_all(shelf.show_file, [shelf.episode_file, other])
    assert {one.where.rpartition(":")[0] for one in refused.value.findings} == {
        "show.yaml",
        "episodes/042-vertrauen/episode.yaml",
        "episodes/043-mut/episode.yaml",
    }
    assert shelf.findings([shelf.episode_file, other]) == _GOLDEN.read_text(encoding="utf-8").splitlines()


def test_all_that_is_required_is_asked_for(shelf: Shelf) -> None:
    shelf.show_file.write_text("explicit: false\n")
    shelf.episode_file.write_text("summary: Hallo\n")
    asked = [line.split(" ")[3] for line in shelf.findings() if " missing-key " in line]
    assert asked == [
        *("`title`", "`description`", "`link`", "`language`", "`author`", "`categories`"),
        *("`image`", "`guid`", "`timezone`", "`storage`"),
        *("`title`", "`date`", "`guid`", "`audio`"),
    ]


@pytest.mark.parametrize(("key", "line"), [("guid", "guid: 9D"), ("slug", "slug: one")])
def test_two_episodes_cannot_share_an_identity(shelf: Shelf, key: str, line: str) -> None:
    shelf.with_episode(line)
    other = shelf.another("043-mut", "guid: other", line)
    (found,) = shelf.findings([shelf.episode_file, other])
    assert f"same-{key} episodes/043-mut/episode.yaml:" in found
    assert "is also that of episodes/042-vertrauen/episode.yaml:" in found


def test_an_episode_asked_for_twice_is_read_once(shelf: Shelf) -> None:
    assert len(load_all(shelf.show_file, [shelf.episode_file, shelf.episode_file]).productions) == 1


def test_warnings_come_with_the_result(shelf: Shelf) -> None:
    findings = shelf.with_episode("title:", "episode: 3", "title: Mut").load().findings
    assert [(finding.level, finding.code) for finding in findings] == [(Level.WARNING, "other-name")]


def test_every_key_has_its_place(shelf: Shelf) -> None:
    places = shelf.with_episode("episode: 3").load().places
    assert places.where(shelf.show_file, "image") == "show.yaml:7"
    assert places.where(shelf.episode_file, "number") == "episodes/042-vertrauen/episode.yaml:5"
    assert places.where(shelf.episode_file, "image") == "episodes/042-vertrauen/episode.yaml:1"


def test_a_recording_that_is_not_on_this_disk_is_no_mistake_of_the_file(shelf: Shelf) -> None:
    (shelf.folder / "recording.wav").unlink()
    loaded = shelf.load()
    assert loaded.productions[0].tracks[0].file == shelf.folder / "recording.wav"
    (missing,) = loaded.absent[shelf.episode_file]
    assert (missing.code, missing.where) == ("missing-file", "episodes/042-vertrauen/episode.yaml:4")


def test_a_folder_whose_name_has_no_letters_needs_a_slug(shelf: Shelf) -> None:
    nameless = shelf.another("日本", "guid: other")
    assert "no web address can be made" in shelf.findings([nameless])[0]
    nameless.write_text(f"{nameless.read_text()}slug: japan\n")
    assert shelf.findings([nameless]) == []


def test_the_show_is_found_from_any_place_in_it(shelf: Shelf, tmp_path: Path) -> None:
    for start in (
        shelf.root,
        shelf.show_file,
        shelf.folder,
        shelf.episode_file,
        shelf.folder / "new" / "one",
    ):
        assert find_show(start) == tmp_path / "show.yaml"


def test_a_relative_start_is_found_too(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shelf.folder)
    assert find_show(shelf.folder.relative_to(shelf.folder)) == shelf.show_file


def test_without_a_show_the_remedy_is_podpub_init(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        find_show(tmp_path)
    assert "podpub init" in refused.value.fix


def test_a_show_yml_is_told_its_name(tmp_path: Path) -> None:
    (tmp_path / "show.yml").touch()
    with pytest.raises(ConfigError) as refused:
        find_show(tmp_path)
    assert refused.value.fix == "Rename it to show.yaml."


def test_episodes_are_listed_by_their_numbers(shelf: Shelf) -> None:
    for name in ("10-zehn", "9-neun", "042-b"):
        shelf.another(name)
    (shelf.root / "episodes" / "empty").mkdir()
    names = [file.parent.name for file in episode_files(shelf.root)]
    assert names == ["9-neun", "10-zehn", "042-b", "042-vertrauen"]


def test_a_show_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        load_all(tmp_path / "show.yaml", ())
    assert [one.where for one in refused.value.findings] == ["show.yaml:1"]
    assert "the file cannot be read" in refused.value.findings[0].message


def test_a_show_reached_through_a_link_keeps_its_paths(shelf: Shelf, tmp_path: Path) -> None:
    alias = tmp_path / "alias"
    alias.symlink_to(shelf.root)
    assert load_all(alias / "show.yaml", ()).project.image == alias / "cover.jpg"
