"""A third judge of the podcast namespace: podcast-partytime, with which apps in JavaScript read feeds.

`make test` installs it where there is npm. Where it is not installed this says so; in CI that is a failure.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import pytest

from tests.support.outsiders import JUDGES, package, program
from tests.unit.feed.golden_pairs import published

_SHOW = """\
owner: {name: Studio Beispiel, email: podcast@example.org}
hosts: [{name: Mira Sommer, url: https://example.org/mira}]
persons: [{name: Ben, role: Audio Engineer}]
funding: {url: https://example.org/give, text: 'Danke & weiter'}
license: CC-BY-4.0
locations: {name: Berlin, geo: '52.5,13.4', osm: R62422}
medium: audiobook
update_frequency: {text: Dienstags, rrule: FREQ=WEEKLY;BYDAY=TU}
podroll: [{guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810, title: Podcasting 2.0}]
block: true
allowed_services: [google]
txt: {purpose: verify, text: abc}
value:
  type: lightning
  method: keysend
  suggested: 0.00000005000
  recipients: {name: Mira, type: node, address: 02d5, split: 95}
"""
_EPISODE = """\
type: trailer
number: 42
number_display: 41½
season: 3
season_name: Wahljahr
guests: [{name: Cem}]
mastering: {formats: [mp3, m4a]}
soundbites: [1:13-2:13 Mut]
transcripts: [t.srt]
license: {name: Studio-Lizenz, url: https://example.org/lizenz}
locations: Hamburg
social: {uri: https://example.org/@mira/1, account: '@mira', priority: 1}
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    package("podcast-partytime", os.environ)
    node = program("node", os.environ)
    feed = published(tmp_path_factory.mktemp("judged"), _SHOW, _EPISODE)
    run = subprocess.run(
        [node, str(JUDGES / "read.cjs")], input=feed, capture_output=True, check=True, timeout=60
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_what_the_show_says_is_read(read: dict[str, Any]) -> None:
    assert read["title"] == "Kurz"
    assert read["guid"] == "5b7f0f1e-5c3c-4b1f-9a55-0a8a0f5a2f10"
    assert (read["locked"], read["podcastOwner"]) == (True, "podcast@example.org")
    assert read["podcastFunding"] == [{"message": "Danke & weiter", "url": "https://example.org/give"}]
    assert read["license"]["identifier"] == "cc-by-4.0"
    assert read["podcastLocation"] == {"name": "Berlin", "osm": "R62422", "geo": "geo:52.5,13.4"}
    assert read["medium"] == "audiobook"
    assert [(one["name"], one["role"], one["group"]) for one in read["podcastPeople"]] == [
        ("Ben", "Audio Engineer", "Audio Production"),
        ("Mira Sommer", "Host", "Cast"),
    ]


def test_what_the_episode_says_is_read(read: dict[str, Any]) -> None:
    (item,) = read["items"]
    assert item["podcastSeason"] == {"number": 3, "name": "Wahljahr"}
    assert item["podcastEpisode"] == {"number": 42, "display": "41½"}
    assert item["podcastSoundbites"] == [{"startTime": 73, "duration": 60, "title": "Mut"}]
    assert [one["name"] for one in item["podcastPeople"]] == ["Mira Sommer", "Cem"]
    assert item["license"] == {"identifier": "Studio-Lizenz", "url": "https://example.org/lizenz"}
    assert item["podcastLocation"] == {"name": "Hamburg"}
    main, other = item["alternativeEnclosures"]
    assert (main["default"], main["type"], other["default"], other["codecs"]) == (
        *(True, "audio/mpeg", False),
        "mp4a.40.2",
    )
    assert main["source"] == [{"uri": item["enclosure"]["url"], "contentType": "audio/mpeg"}]
    assert main["integrity"]["type"] == "sri"
