"""The schemas for editors agree with what is loaded."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from podpub.config import episode_schema, show_schema
from podpub.config.episode import WrittenEpisode
from podpub.config.show import WrittenShow

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf

_SHOWS = [
    (),
    ("owner: {name: A, email: a@b.de}", "explicit: yes", "type: serial", "locked: false", "block:"),
    ("categories: Technology", "hosts: Anna", "guests: [Ben, {name: Cem, role: editor}]"),
    ("categories: [{category: Arts, subcategory: Books}]", "title: 1984", "copyright: null"),
    ("audio: {loudness: -16, true_peak: -1.5, channels: mono, bitrate: 96, sample_rate: 48000, trim: no}",),
    ("audio: {channels: 2, crossfade: 0.5, intro: none}", "persons:", "complete: true"),
    ("audio: {formats: [mp3, m4a, opus]}",),
    ("audio: {formats: m4a}",),
    ("new_feed_url: https://example.org/feed", "people: [Anna]"),
    (
        "funding: https://x.org",
        "license: arr",
        "locations: [Berlin, {name: Tor, geo: '52.5,13.4'}]",
        "social: disabled",
    ),
    (
        "funding: [{url: https://x.org, text: Danke}]",
        "license: {name: a, url: https://x.org}",
        "txt: [a, {text: b}]",
    ),
    ("update_frequency: weekly", "podroll: 5b7f0f1e-5c3c-4b1f-9a55-0a8a0f5a2f10", "medium: music"),
    (
        "update_frequency: {text: a, rrule: FREQ=WEEKLY}",
        "spotify: {countries: de, limit: 3}",
        "blocked_services: amazon",
    ),
    ("directories: {apple: 'https://podcasts.apple.com/de/podcast/id1'}",),
    ("value: {type: a, method: b, suggested: 0.5, recipients: {type: c, address: d, split: 1, fee: true}}",),
]
_EPISODES = [
    (),
    ("number: 42", "season: 1", "explicit: false", "type: bonus", "tags: a, b", "draft: true", "block: no"),
    ("number:", "summary:", "notes:", "chapters:", "transcripts:", "image:", "tags:", "mastering:"),
    ("chapters: |\n  00:00 A\n  00:10 B", "notes: |\n  Text", "tags: [a, 2]", "slug: 42", "title: 42"),
    ("chapters: [0 A, {start: 1:30, title: B, url: 'https://x.org'}, {start: 99.5, title: C}]",),
    ("transcripts: t.vtt", "persons: [{name: A, role: host, url: 'https://x.org'}]", "link: https://x.org"),
    ("transcripts: [t.vtt, {file: t.vtt, language: en}]", "guest: Ben", "mastering: {intro: none}"),
    ("soundbites: [1:13-2:13, {start: 73, duration: 60.5}]", "season: 1", "season_name: a", "txt: a"),
    ("number: 1", "number_display: 1.5"),
    ("episode: 3", "keywords: a", "shownotes: Hallo", "date: 2026-11-24"),
]


def _as_an_editor_sees_it(text: str) -> Any:
    """YAML 1.2 has no dates."""

    def plain(value: Any) -> Any:
        if isinstance(value, date | datetime):
            return str(value)
        if isinstance(value, dict):
            return {key: plain(below) for key, below in value.items()}
        return [plain(below) for below in value] if isinstance(value, list) else value

    return plain(yaml.safe_load(text))


@pytest.mark.parametrize("schema", [show_schema(), episode_schema()], ids=["show", "episode"])
def test_the_schemas_are_schemas(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for known in schema["properties"].values():
        assert known["title"]
        assert known["description"]


@pytest.mark.parametrize("lines", _SHOWS)
def test_a_show_that_loads_fits_its_schema(shelf: Shelf, lines: tuple[str, ...]) -> None:
    shelf.with_show(*lines).load()
    Draft202012Validator(show_schema()).validate(_as_an_editor_sees_it(shelf.show_file.read_text()))


def test_a_required_key_may_go_by_its_other_name(shelf: Shelf) -> None:
    shelf.show_file.write_text(shelf.show_file.read_text().replace("timezone:", "tz:"))
    shelf.load()
    Draft202012Validator(show_schema()).validate(_as_an_editor_sees_it(shelf.show_file.read_text()))


@pytest.mark.parametrize("lines", _EPISODES)
def test_an_episode_that_loads_fits_its_schema(shelf: Shelf, lines: tuple[str, ...]) -> None:
    shelf.with_episode(*lines).load()
    Draft202012Validator(episode_schema()).validate(_as_an_editor_sees_it(shelf.episode_file.read_text()))


@pytest.mark.parametrize(
    "line",
    ["sumary: x", "length: 3", "number: x", "number: 0", "explicit: clean", "type: teaser", "title: [a]"],
)
def test_what_does_not_load_does_not_fit(shelf: Shelf, line: str) -> None:
    shelf.with_episode(line)
    assert shelf.findings()
    seen = _as_an_editor_sees_it(shelf.episode_file.read_text())
    assert not Draft202012Validator(episode_schema()).is_valid(seen)


@pytest.mark.parametrize("key", ["title", "date", "guid", "audio"])
def test_what_is_required_is_required_by_the_schema(shelf: Shelf, key: str) -> None:
    seen = _as_an_editor_sees_it(shelf.episode_file.read_text())
    del seen[key]
    assert not Draft202012Validator(episode_schema()).is_valid(seen)


@pytest.mark.parametrize(
    ("schema", "model"),
    [(show_schema(), WrittenShow), (episode_schema(), WrittenEpisode)],
    ids=["show", "episode"],
)
def test_other_names_are_deprecated(
    schema: dict[str, Any], model: type[WrittenShow | WrittenEpisode]
) -> None:
    deprecated = {name for name, known in schema["properties"].items() if known.get("deprecated")}
    assert deprecated == set(model.aliases)
