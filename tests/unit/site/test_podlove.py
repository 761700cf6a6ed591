"""What the Podlove Web Player reads is there for those who ask for it, in the form that it knows."""

from __future__ import annotations

import json
from typing import Any

from podpub.model import Cue, Person, Site, Transcript, TranscriptFile
from podpub.model.layout import content_type, is_public
from podpub.site import website
from tests.support.samples import episode, release, show, show_record

EPISODE, CONFIG = "episodes/042-vertrauen-im-team/podlove.json", "podlove/config.json"
SAID = Transcript((Cue(0.0, 2.5, "Guten Tag.", "Mira Sommer"), Cue(2.5, 3.0, "Hallo.", "Wer?")))


def told(key: str) -> Any:
    record = show_record(show=show(site=Site(pretty_urls=True, podlove="https://example.org/player/")))
    one = release(
        episode=episode(persons=(Person("Mira Sommer"), Person("Jonas Brandt", "guest"))),
        transcripts=(TranscriptFile("assets/a-0123456789abcdef.vtt", "text/vtt", "de"),),
    )
    site = website(record, [one])
    return json.loads(site.body(key, dict.fromkeys(site.page(key).texts, SAID)))


def test_an_episode_has_its_sizes_and_times_as_texts() -> None:
    one = told(EPISODE)
    assert (one["version"], one["duration"], one["link"]) == (
        *(5, "00:01:02.500"),
        "http://localhost:8000/episodes/042-vertrauen-im-team/",
    )
    assert one["audio"] == one["files"]
    assert one["audio"] == [
        {
            "url": "http://localhost:8000/media/042-vertrauen-im-team-0123456789abcdef.mp3",
            "size": "1000000",
            "title": "MP3",
            "mimeType": "audio/mpeg",
        }
    ]
    assert one["chapters"][1] == {
        "start": "00:00:12.500",
        "title": "Was ist Vertrauen?",
        "href": "",
        "image": "",
    }


def test_who_speaks_is_named_by_a_number() -> None:
    one = told(EPISODE)
    assert [(person["id"], person["name"]) for person in one["contributors"]] == [
        ("1", "Mira Sommer"),
        ("2", "Jonas Brandt"),
    ]
    assert [(cue["speaker"], cue["voice"], cue["start_ms"], cue["end"]) for cue in one["transcripts"]] == [
        ("1", "Mira Sommer", 0, "00:00:02.500"),
        ("", "Wer?", 2500, "00:00:03.000"),
    ]


def test_the_player_is_told_to_keep_nothing_and_where_its_files_lie() -> None:
    config = told(CONFIG)
    assert config["base"] == "https://example.org/player/"
    assert config["features"] == {"persistTab": False, "persistPlaystate": False}
    assert config["subscribe-button"]["feed"] == "http://localhost:8000/feed.xml"


def test_they_can_be_fetched() -> None:
    assert all(is_public(key) and content_type(key) == "application/json" for key in (EPISODE, CONFIG))


def test_nobody_else_has_them() -> None:
    site = website(show_record(show=show(site=Site())), [release()])
    assert not [key for key in site.keys if "podlove.json" in key or "config" in key]
