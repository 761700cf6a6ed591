"""Keys: other names, keys nobody writes, and keys nobody should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.config.episode import WrittenEpisode
from podpub.config.show import WrittenShow
from podpub.config.sources import WrittenTranscript

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf

_TOLD_VALUES = {
    "persons": "Anna",
    "funding": "https://example.org",
    "license": "arr",
    "locations": "Berlin",
    "social": "disabled",
    "value": "{type: a, method: b, recipients: {type: c, address: d, split: 1}}",
}
_EPISODE_VALUES = {
    **_TOLD_VALUES,
    "number": "7",
    "season": "2",
    "soundbites": "1-2",
    "date": "2026-11-24",
    "guid": "x",
    "audio": "recording.wav",
    "summary": "a",
    "notes": "b",
    "transcripts": "t.vtt",
    "hosts": "Anna",
    "guests": "Ben",
    "image": "own.png",
    "type": "bonus",
    "tags": "a, b",
    "link": "https://example.org",
}
_SHOW_VALUES = {
    **_TOLD_VALUES,
    "description": "a",
    "link": "https://example.org",
    "language": "en",
    "categories": "Technology",
    "image": "cover.jpg",
    "guid": "5b7f0f1e-5c3c-4b1f-9a55-0a8a0f5a2f10",
    "locked": "yes",
    "timezone": "UTC",
    "copyright": "me",
    "medium": "music",
    "episodes_per_page": "200",
    "update_frequency": "weekly",
    "podroll": "5b7f0f1e-5c3c-4b1f-9a55-0a8a0f5a2f10",
    "audio": "{channels: mono}",
    "directories": "{overcast: https://overcast.fm/itunes1}",
}


@pytest.mark.parametrize(("alias", "name"), WrittenEpisode.aliases.items())
def test_other_names_of_an_episodes_keys_are_understood(shelf: Shelf, alias: str, name: str) -> None:
    (shelf.folder / "own.png").touch()
    value = _EPISODE_VALUES[name]
    canonical = shelf.with_episode(f"{name}: {value}").production()
    lines = [line for line in shelf.episode_file.read_text().splitlines() if not line.startswith(f"{name}:")]
    shelf.episode_file.write_text("\n".join([*lines, f"{alias}: {value}"]))
    assert shelf.production() == canonical
    (found,) = shelf.findings()
    assert found.endswith(f"`{alias}` was read as `{name}` → Write `{name}` instead of `{alias}`.")


@pytest.mark.parametrize(("alias", "name"), WrittenShow.aliases.items())
def test_other_names_of_a_shows_keys_are_understood(shelf: Shelf, alias: str, name: str) -> None:
    value = _SHOW_VALUES[name]
    canonical = shelf.with_show(f"{name}: {value}").load()
    lines = [line for line in shelf.show_file.read_text().splitlines() if not line.startswith(f"{name}:")]
    shelf.show_file.write_text("\n".join([*lines, f"{alias}: {value}"]))
    loaded = shelf.load()
    assert (loaded.project, loaded.productions) == (canonical.project, canonical.productions)
    assert [finding.code for finding in loaded.findings] == ["other-name"]


@pytest.mark.parametrize("model", [WrittenShow, WrittenEpisode, WrittenTranscript])
def test_no_name_has_two_meanings(model: type[WrittenShow | WrittenEpisode | WrittenTranscript]) -> None:
    names, others = set(model.model_fields), set(model.aliases)
    assert set(model.aliases.values()) <= names
    assert not names & others
    assert not (names | others) & (model.computed | set(model.hints))


def test_a_key_under_both_its_names_is_a_mistake(shelf: Shelf) -> None:
    found = shelf.with_episode("number: 3", "episode: 4").findings()
    place = "episodes/042-vertrauen/episode.yaml:6"
    assert found[1] == (
        f"error duplicate-key {place}: `number` is given twice, once as `episode` → Keep one of the two."
    )


@pytest.mark.parametrize("key", sorted(WrittenEpisode.computed))
def test_what_podpub_measures_is_never_written_by_hand(shelf: Shelf, key: str) -> None:
    (found,) = shelf.with_episode(f"{key}: 3").findings()
    assert f"`{key}` is never written by hand: podpub measures it" in found


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("sumary: x", "Did you mean `summary`?"),
        ("Title2: x", "Did you mean `title`?"),
        ("chapter: x", "Did you mean `chapters`?"),
        ("pubdate: 2026-01-01", "Did you mean `date`?"),
        ("xyzzy: x", "Remove the line; it means nothing here."),
        ("subtitle: x", "Podcast apps show none any more; write it into `summary:`."),
        ("persons: [{name: Anna, rolle: host}]", "Did you mean `role`?"),
    ],
)
def test_an_unknown_key_gets_a_suggestion(shelf: Shelf, line: str, remedy: str) -> None:
    (found,) = shelf.with_episode(line).findings()
    assert found.startswith("error unknown-key episodes/042-vertrauen/episode.yaml:5:")
    assert remedy in found


@pytest.mark.parametrize(
    "line",
    [
        "aws_access_key_id: hunter2",
        "AWS_SECRET_ACCESS_KEY: hunter2",
        "password: hunter2",
        "access-key: hunter2",
        "token: [hunter2]",
        "s3: {secret_key: hunter2}",
        "storage: {path: public, public_url: 'http://localhost/', secret: hunter2}",
        "audio: {loudness: [{apiKey: hunter2}]}",
    ],
)
def test_credentials_are_refused_and_never_repeated(shelf: Shelf, line: str) -> None:
    found = shelf.with_show(line).findings()
    assert any(" secret show.yaml:" in one and "usual AWS places" in one for one in found)
    assert "hunter2" not in "".join(found)


def test_a_credential_is_told_once(shelf: Shelf) -> None:
    (found,) = shelf.with_show("password: hunter2").findings()
    assert found.startswith("error secret show.yaml:11: `password` does not belong into a file")


@pytest.mark.parametrize("text", ["owner: Anna", "storage: [a]", "audio: yes"])
def test_a_section_has_to_have_keys(shelf: Shelf, text: str) -> None:
    (found,) = shelf.with_show(text).findings()
    assert "has to be keys with values → Write the keys below it, indented: `" in found
