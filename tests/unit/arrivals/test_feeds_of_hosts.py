"""Feeds as hosting companies, plugins and people write them are imported whole, or the loss is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from podpub.config import SHOW_FILE, episode_files, load_all
from podpub.model import Chapter, Level
from tests.support.arriving import FEEDS, SOUND, imported, serve
from tests.support.web import Site, site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from podpub.model import Production

_NO_PLACE = "podpub has no place for it"


@dataclass(frozen=True)
class Told:
    """What has to come over.

    Attributes:
        episodes: GUIDs with dates, the oldest first; without the addresses of the server.
        losses: How often each tag is among the losses.
        mended: How many mistakes of the feed are told.
        silent: Episodes without sound.
    """

    episodes: Mapping[str, str]
    losses: Mapping[str, int] = field(default_factory=dict)
    mended: int = 0
    silent: int = 0


FEEDS_OF_HOSTS = {
    "libsyn": Told(
        {
            "00112233445566778899aabbccddeeff": "2026-01-08T05:00:00-05:00",
            "8f0e1d2c3b4a59687786958493a2b1c0": "2026-01-15T10:00:00+00:00",
        },
        {"itunes:category": 2, "itunes:keywords": 1, "itunes:title": 1},
    ),
    "podlove": Told(
        {
            "podlove-2026-10-25t00:11:08+00:00-000000000000001": "2026-10-25T00:30:00+00:00",
            "podlove-2026-11-22t17:11:08+00:00-5b1d2f8e3a7c9d1": "2026-11-22T18:00:00+00:00",
        },
        {
            "atom:link": 3,
            "itunes:summary": 1,
            "itunes:subtitle": 1,
            "itunes:category": 2,
            "itunes:title": 1,
            "content:encoded": 1,
        },
    ),
    "powerpress": Told(
        {"https://garden.example/?p=812": "2026-11-23T09:00:00+00:00"},
        {
            "itunes:category": 1,
            "sy:updatePeriod": 1,
            "rawvoice:location": 1,
            "content:encoded": 3,
            "dc:creator": 1,
            "comments": 1,
            "item": 1,
        },
        mended=2,
    ),
    "seriously-simple": Told(
        {"https://ssp.example/?post_type=podcast&p=77": "2026-02-10T08:00:00+00:00"},
        {
            "itunes:owner": 1,
            "itunes:category": 1,
            "podcast:guid": 1,
            "podcast:locked": 1,
            "enclosure": 1,
        },
        mended=2,
    ),
    "buzzsprout": Told(
        {"Buzzsprout-16000001": "2026-03-04T03:00:00-05:00"},
        {"itunes:owner": 1, "podcast:chapters": 1, "podcast:transcript": 2},
    ),
    "anchor": Told({"7d8b8b8e-6f5e-4a52-9a3c-1f2e3d4c5b6a": "2026-03-20T08:00:00+00:00"}),
    "podigee": Told(
        {"0a1b2c3d4e5f60718293a4b5c6d7e8f9": "2026-04-06T06:00:00+02:00"},
        {"atom:link": 1, "subtitle": 1, "itunes:category": 2, "itunes:title": 1, "enclosure": 1},
    ),
    "castopod": Told(
        {"https://pod.example/@fedi/episodes/salut": "2026-05-05T04:00:00+00:00"},
        {
            "podcast:funding": 1,
            "podcast:previousUrl": 1,
            "podcast:comments": 1,
            "podcast:liveValue": 1,
            "podcast:alternateEnclosure": 1,
        },
    ),
    "transistor": Told(
        {"f8f7a6b5-c4d3-4e2f-a1b0-c9d8e7f6a5b4": "2026-06-02T05:00:00-04:00"},
        {"itunes:keywords": 1, "itunes:image": 1, "podcast:transcript": 1, "channel": 1},
    ),
    "jekyll": Told(
        {
            "../../../etc/passwd": "2016-04-30T06:00:00+02:00",
            "{home}jekyll/1": "2016-05-01T05:59:00+02:00",
            "{home}jekyll/Folge%20Null.mp3": "2016-05-01T06:00:00+02:00",
        },
        {"image": 1, "channel": 2, "item": 3, "pubDate": 1, "itunes:image": 1, "enclosure": 1},
        mended=1,
        silent=1,
    ),
    "soundcloud": Told(
        {"tag:soundcloud,2010:tracks/123456789": "2026-07-01T20:00:00+00:00"},
        {"ttl": 1, "itunes:image": 1, "enclosure": 1},
    ),
    "acast": Told(
        {"64cc": "2026-07-29T03:00:00+00:00", "64cd": "2026-08-05T03:00:00+00:00"},
        {
            "ttl": 1,
            "acast:showId": 1,
            "acast:showUrl": 1,
            "acast:signature": 1,
            "acast:episodeId": 1,
            "itunes:episode": 1,
            "enclosure": 1,
        },
    ),
    "handmade": Told(
        {"koeln-1": "2009-02-02T20:15:00+01:00", "koeln-2": "2009-03-02T20:15:00+01:00"},
        {"media:rating": 1},
        mended=6,
    ),
}


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


def _productions(root: Path) -> list[Production]:
    loaded = load_all(root / SHOW_FILE, episode_files(root))
    assert [one for one in loaded.findings if one.level is Level.ERROR] == []
    return sorted(loaded.productions, key=lambda one: one.episode.date)


def test_every_feed_has_its_expectation() -> None:
    assert {file.stem for file in FEEDS.glob("*.xml")} == FEEDS_OF_HOSTS.keys() | {"podlove-2"}


@pytest.mark.parametrize("name", FEEDS_OF_HOSTS)
def test_a_feed_of_a_host_comes_over(name: str, web: Site, tmp_path: Path) -> None:
    told = FEEDS_OF_HOSTS[name]
    moved = imported(serve(web, name), tmp_path / "show")
    productions = _productions(tmp_path / "show")
    assert {one.episode.guid.replace(web.url, "{home}"): one.episode.date for one in productions} == {
        guid: datetime.fromisoformat(date) for guid, date in told.episodes.items()
    }
    assert [one.episode.date.utcoffset() for one in productions] == [
        datetime.fromisoformat(date).utcoffset() for date in told.episodes.values()
    ]
    assert _counted(loss.tag for loss in moved.losses) == told.losses
    assert len(moved.inspected.findings) == told.mended
    assert len(moved.missing) == told.silent
    sounds = [file.read_bytes() for file in tmp_path.rglob("original.*")]
    assert sounds == [SOUND] * (len(told.episodes) - told.silent)
    report = (tmp_path / "show" / "import-report.md").read_text(encoding="utf-8")
    assert all(f"### `{tag}`" in report for tag in told.losses)


def _counted(tags: Iterator[str]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for tag in tags:
        counted[tag] = counted.get(tag, 0) + 1
    return counted


def _only(name: str, web: Site, root: Path) -> Production:
    imported(serve(web, name), root)
    return _productions(root)[-1]


def test_chapters_come_from_where_there_are_most(web: Site, tmp_path: Path) -> None:
    assert _only("buzzsprout", web, tmp_path / "buzz").episode.chapters == (
        Chapter(0.0, "Smoke"),
        Chapter(90.5, "Fire"),
    )
    podlove = _only("podlove", web, tmp_path / "podlove")
    assert [one.title for one in podlove.episode.chapters] == ["Änfang", "Zu früh", "Bagger & Rohre"]
    assert [one and one.name for one in podlove.chapter_images] == [None, None, "chapter-001.jpg"]


def test_transcripts_come_once_with_their_speakers(web: Site, tmp_path: Path) -> None:
    production = _only("buzzsprout", web, tmp_path / "show")
    assert [(one.path.name, one.language) for one in production.transcripts] == [("transcript.json", "en-us")]


def test_what_people_wrote_stays_what_it_was(web: Site, tmp_path: Path) -> None:
    assert _only("handmade", web, tmp_path / "a").episode.title == "Karneval überall"
    assert _only("handmade", web, tmp_path / "a").episode.notes == "Alaaf! **Jeck** €5"
    assert _only("anchor", web, tmp_path / "b").episode.title == "なぜ?"
    assert _only("seriously-simple", web, tmp_path / "c").episode.notes == "Sleepers & stars."
    notes = _only("podlove", web, tmp_path / "d").episode.notes
    assert notes == "## Glas\n\nLicht – langsam.\n\n> Zitat\n\n- Ayşe"


def test_numbers_and_their_names_come_along(web: Site, tmp_path: Path) -> None:
    episode = _only("transistor", web, tmp_path / "show").episode
    assert (episode.season, episode.season_name) == (3, "The Year of Pricing")
    assert (episode.number, episode.number_display) == (1, "Ch. 1.5")


def test_a_show_without_a_guid_gets_the_one_that_everybody_computes(tmp_path: Path) -> None:
    """The example of the namespace's page, guid: the feed of mp3s.nashownotes.com."""
    feed = (FEEDS / "libsyn.xml").read_text(encoding="utf-8")
    file = tmp_path / "feed.xml"
    address = "https://mp3s.nashownotes.com/pc20rss.xml"
    file.write_text(feed.replace("{home}libsyn.xml", address), encoding="utf-8")
    imported(str(file), tmp_path / "show", sounds=False)
    text = (tmp_path / "show" / SHOW_FILE).read_text(encoding="utf-8")
    assert "guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810" in text


def test_no_name_of_a_file_is_taken_from_a_feed(web: Site, tmp_path: Path) -> None:
    imported(serve(web, "jekyll"), tmp_path / "show")
    names = {file.name for file in tmp_path.rglob("*") if file.is_file() and ".podpub" not in file.parts}
    assert names == {
        "show.yaml",
        "cover.jpg",
        ".gitignore",
        "import-report.md",
        "episode.yaml",
        "notes.md",
        "original.mp3",
    }
    assert {file.name for file in tmp_path.iterdir()} == {"show"}
