"""A transcript of Whisper and a translation in SubRip: into the feed, and back from the storage."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tests.support.house import podpub, podpub_json, sample_show

if TYPE_CHECKING:
    from pathlib import Path

EPISODE = "003-die-fehlerrunde"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
WHISPER = {
    "language": "de",
    "segments": [
        {"start": 0.4, "end": 3.0, "text": " Willkommen zur Fehlerrunde.", "speaker": "SPEAKER_00"},
        {"start": 3.5, "end": 6.0, "text": " Danke, Mira.", "speaker": "SPEAKER_01"},
    ],
}
ENGLISH = (
    "1\n00:00:00,400 --> 00:00:03,000\nMira: Welcome.\n2\n00:00:03,500 --> 00:00:06,000\nSelin: Thank you.\n"
)
NAMED = """\
transcripts:
  - {file: whisper.json, speakers: {SPEAKER_00: Mira Sommer, SPEAKER_01: Selin Kaya}}
  - {file: english.srt, language: en}
"""


def _written(house: Path, transcripts: str) -> Path:
    folder = house / "episodes" / EPISODE
    (folder / "whisper.json").write_text(json.dumps(WHISPER), encoding="utf-8")
    (folder / "english.srt").write_text(ENGLISH, encoding="utf-8")
    text = (folder / "episode.yaml").read_text(encoding="utf-8")
    (folder / "episode.yaml").write_text(text + transcripts, encoding="utf-8")
    return house


def _lone_episode(house: Path) -> Path:
    for folder in (house / "episodes").iterdir():
        if folder.name != EPISODE:
            shutil.rmtree(folder)
    return house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = _lone_episode(sample_show(tmp_path_factory.mktemp("transcripts") / "show"))
    podpub_json(_written(house, NAMED), "release", "--all")
    return house


def _rows(public: Path) -> list[dict[str, str]]:
    feed = ET.parse(public / "feed.xml")
    return [dict(row.attrib) for row in feed.iter(f"{PODCAST}transcript")]


def _body(public: Path, row: dict[str, str]) -> str:
    return (public / row["url"].removeprefix("http://localhost:8000/")).read_text(encoding="utf-8")


def _times(text: str) -> list[float]:
    clocks = re.findall(r"(\d\d):(\d\d):(\d\d\.\d{3})", text)
    return [int(hours) * 3600 + int(minutes) * 60 + float(seconds) for hours, minutes, seconds in clocks]


def test_the_feed_names_every_form_with_its_language(house: Path) -> None:
    rows = _rows(house / "public")
    assert [(row["type"], row["language"], row["rel"]) for row in rows] == [
        ("text/vtt", "de", "captions"),
        ("application/json", "de", "captions"),
        ("text/vtt", "en", "captions"),
        ("application/json", "en", "captions"),
    ]


def test_the_times_are_those_of_the_published_file(house: Path) -> None:
    german, segments, english, _ = (_body(house / "public", row) for row in _rows(house / "public"))
    # the intro is 6.5 s long and fades into the recording for 1.5 s
    assert _times(german) == pytest.approx([5.4, 8.0, 8.5, 11.0], abs=0.02)
    assert _times(english) == _times(german)
    assert [one["startTime"] for one in json.loads(segments)["segments"]] == _times(german)[::2]


def test_everybody_has_a_name(house: Path) -> None:
    german, _, english, _ = (_body(house / "public", row) for row in _rows(house / "public"))
    assert re.findall(r"<v ([^>]*)>(.*)", german) == [
        ("Mira Sommer", "Willkommen zur Fehlerrunde."),
        ("Selin Kaya", "Danke, Mira."),
    ]
    assert re.findall(r"<v ([^>]*)>(.*)", english) == [("Mira", "Welcome."), ("Selin", "Thank you.")]


def test_a_restored_show_goes_on_with_the_same_transcripts(house: Path, tmp_path: Path) -> None:
    public = shutil.copytree(house / "public", tmp_path / "public")
    podpub_json(tmp_path, "restore", "show", "--from", str(public))
    back, before = tmp_path / "show", _rows(public)
    folder = back / "episodes" / EPISODE
    assert sorted(file.name for file in folder.glob("transcript*")) == [
        "transcript-2.json",
        "transcript.json",
    ]
    assert [one["status"] for one in podpub_json(back, "release", "--all")["episodes"]] == ["unchanged"]
    episode = folder / "episode.yaml"
    episode.write_text(episode.read_text(encoding="utf-8") + "tags: [Fehler]\n", encoding="utf-8")
    assert [one["status"] for one in podpub_json(back, "release", "--all")["episodes"]] == ["released"]
    assert _rows(public) == before


def _complaints(house: Path, *words: str) -> list[tuple[str, str]]:
    run = podpub(house, *words, "--json")
    told: Any = json.loads(run.stdout)
    return [
        (one["code"], one["where"])
        for one in told["findings"]
        if "cue" in one["code"] or "speaker" in one["code"]
    ]


def test_everything_wrong_is_told_before_anything_is_made(tmp_path: Path) -> None:
    house = _lone_episode(sample_show(tmp_path / "show"))
    _written(house, NAMED.replace("SPEAKER_01", "SPEAKER_02"))
    folder = f"episodes/{EPISODE}"
    late = f"{ENGLISH}3\n09:00:00,000 --> 09:00:01,000\nBye.\n4\n00:00:x --> 00:00:y\nWhat?\n"
    (house / folder / "english.srt").write_text(late, encoding="utf-8")
    line = (house / folder / "episode.yaml").read_text(encoding="utf-8").split("\n").index("transcripts:") + 1
    assert _complaints(house, "check") == [
        ("unknown-speaker", f"{folder}/episode.yaml:{line}"),
        ("cue-unreadable", f"{folder}/english.srt:11"),
    ]
    (house / folder / "english.srt").write_text(late[: late.index("4\n00:00:x")], encoding="utf-8")
    assert ("cue-after-end", f"{folder}/english.srt:8") in _complaints(house, "check")
