"""The main job, end to end, on the sample show: judged by parsers and meters that are not ours."""

# mypy: allow-untyped-calls
from __future__ import annotations

import hashlib
import json
import re
import subprocess
import wave
from typing import TYPE_CHECKING, Any

import feedparser
import podcastparser
import pyloudnorm
import pytest
from mutagen.id3 import ID3

from tests.support.house import bundled_ffmpeg, podpub, podpub_json, sample_show

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("sample show")
PUBLIC_URL = "http://localhost:8000/"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_show(tmp_path_factory.mktemp("e2e") / "show with spaces & ümlauts")


@pytest.fixture(scope="module")
def report(house: Path) -> Any:
    return podpub_json(house, "release", "--all")


@pytest.fixture(scope="module")
def feed(house: Path, report: Any) -> bytes:  # noqa: ARG001 - the feed is there once released
    return (house / "public" / "feed.xml").read_bytes()


def _stored(house: Path, url: str) -> Path:
    assert url.startswith(PUBLIC_URL)
    return house / "public" / url.removeprefix(PUBLIC_URL)


def _decoded(file: Path, wav: Path) -> tuple[Any, int]:
    """Decode with ffmpeg, to samples that a meter which is not ours can read."""
    argv = [bundled_ffmpeg(), "-v", "error", "-y", "-i", str(file), "-c:a", "pcm_s16le", str(wav)]
    subprocess.run(argv, check=True)
    import numpy as np  # noqa: PLC0415 - slow to load

    with wave.open(str(wav)) as reader:
        samples = np.frombuffer(reader.readframes(reader.getnframes()), dtype="<i2") / 32768
        return samples.reshape(-1, reader.getnchannels()), reader.getframerate()


def test_every_episode_is_released(report: Any) -> None:
    assert [one["status"] for one in report["episodes"]] == ["released"] * 3
    assert report["feed_url"] == f"{PUBLIC_URL}feed.xml"
    assert report["findings"] == []


def test_the_json_keeps_its_contract(report: Any) -> None:
    for one in report["episodes"]:
        assert set(one) == {"status", "slug", "guid", "enclosure", "loudness", "steps", "uploaded"}
        assert set(one["enclosure"]) == {"url", "bytes", "type", "duration_s", "sha256"}
        assert set(one["loudness"]) == {"source_lufs", "lufs", "true_peak_dbtp", "lra_lu", "gain_db"}
        assert [(step["name"], step["action"]) for step in one["steps"]] == [
            ("master", "ran"),
            ("tag", "ran"),
        ]


def test_an_independent_meter_hears_the_target(house: Path, report: Any, tmp_path: Path) -> None:
    for one in report["episodes"]:
        samples, rate = _decoded(_stored(house, one["enclosure"]["url"]), tmp_path / "decoded.wav")
        assert pyloudnorm.Meter(rate).integrated_loudness(samples) == pytest.approx(-16, abs=0.3)


def test_no_true_peak_passes_the_ceiling(house: Path, report: Any) -> None:
    for one in report["episodes"]:
        file = _stored(house, one["enclosure"]["url"])
        argv = [
            bundled_ffmpeg(),
            "-hide_banner",
            "-i",
            str(file),
            "-af",
            "ebur128=peak=true",
            "-f",
            "null",
            "-",
        ]
        said = subprocess.run(argv, capture_output=True, text=True, check=True).stderr
        peak_dbtp = float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", said)[-1])
        assert peak_dbtp <= -1.0


def test_the_decoded_file_has_exactly_the_samples_of_its_parts(
    house: Path, report: Any, tmp_path: Path
) -> None:
    def samples_of(file: Path, rate: int) -> int:
        argv = [bundled_ffmpeg(), "-v", "error", "-y", "-i", str(file), str(tmp_path / "count.wav")]
        subprocess.run(argv, check=True)
        with wave.open(str(tmp_path / "count.wav")) as reader:
            assert reader.getframerate() == rate
            return int(reader.getnframes())

    published = {
        one["slug"]: samples_of(_stored(house, one["enclosure"]["url"]), rate)
        for one, rate in zip(report["episodes"], (44_100, 44_100, 48_000), strict=True)
    }
    folders = {slug: house / "episodes" / slug for slug in published}
    quiet, interview, joined = published
    assert published[quiet] == samples_of(folders[quiet] / "recording.flac", 44_100)
    assert published[interview] == samples_of(folders[interview] / "interview.m4a", 44_100)
    parts = (
        house / "audio" / "intro.flac",
        folders[joined] / "recording.flac",
        house / "audio" / "outro.flac",
    )
    assert published[joined] == sum(samples_of(part, 48_000) for part in parts) - 2 * int(1.5 * 48_000)


def test_the_promised_length_type_and_hash_are_those_of_the_file(house: Path, report: Any) -> None:
    for one in report["episodes"]:
        content = _stored(house, one["enclosure"]["url"]).read_bytes()
        assert one["enclosure"]["bytes"] == len(content)
        assert one["enclosure"]["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["enclosure"]["type"] == "audio/mpeg"


def test_two_podcast_parsers_read_the_same_show(house: Path, report: Any, feed: bytes) -> None:
    first = feedparser.parse(feed)
    second = podcastparser.parse(f"{PUBLIC_URL}feed.xml", (house / "public" / "feed.xml").open("rb"))
    assert not first.bozo
    assert first.feed.title == second["title"] == "Auf Augenhöhe"
    assert [one.title for one in first.entries] == [one["title"] for one in second["episodes"]]
    assert [one.id for one in first.entries] == [one["guid"] for one in reversed(report["episodes"])]
    for seen, told in zip(second["episodes"], reversed(report["episodes"]), strict=True):
        assert seen["enclosures"][0]["url"] == told["enclosure"]["url"]
        assert seen["enclosures"][0]["file_size"] == told["enclosure"]["bytes"]
        assert seen["total_time"] == round(told["enclosure"]["duration_s"])


def test_covers_and_transcripts_named_in_the_feed_are_there(house: Path, feed: bytes) -> None:
    urls = re.findall(rb"http://localhost:8000/(assets/[^\"<]+)", feed)
    assert {url.rpartition(b".")[2] for url in urls} == {b"jpg", b"json", b"vtt"}
    assert all((house / "public" / url.decode()).is_file() for url in urls)


def test_the_tags_tell_the_episode(house: Path, report: Any) -> None:
    tags = ID3(_stored(house, report["episodes"][2]["enclosure"]["url"]))
    assert tags.version == (2, 3, 0)
    assert tags["TIT2"].text == ["Die Fehlerrunde"]
    assert tags["TALB"].text == ["Auf Augenhöhe"]
    chapters = sorted(tags.getall("CHAP"), key=lambda one: one.start_time)
    assert [one.sub_frames["TIT2"].text[0] for one in chapters][:2] == [
        "Warum Schweigen nichts repariert",
        "Die Regel der Viertelstunde",
    ]
    # the intro is 6.5 s long and fades into the recording for 1.5 s
    lead_ms = chapters[1].start_time - 10_517
    assert chapters[0].start_time == 0
    assert lead_ms == pytest.approx(5000, abs=20)


def test_a_second_release_does_nothing_and_says_so(house: Path, report: Any) -> None:
    before = {path: path.stat().st_mtime_ns for path in (house / "public").rglob("*") if path.is_file()}
    again = podpub_json(house, "release", "--all")
    assert [one["status"] for one in again["episodes"]] == ["unchanged"] * 3
    assert [one["enclosure"] for one in again["episodes"]] == [one["enclosure"] for one in report["episodes"]]
    assert before == {
        path: path.stat().st_mtime_ns for path in (house / "public").rglob("*") if path.is_file()
    }
    assert "Nothing has changed" in podpub(house, "release", "--all").stdout


def test_status_knows_every_episode(house: Path, report: Any) -> None:
    status = podpub_json(house, "status")
    assert {one["guid"] for one in status["episodes"]} == {one["guid"] for one in report["episodes"]}
    assert {one["state"] for one in status["episodes"]} == {"released"}
    assert set(status["episodes"][0]) == {"slug", "guid", "title", "date", "state", "url"}


def test_measure_agrees_with_what_was_promised(house: Path, report: Any) -> None:
    files = [str(_stored(house, one["enclosure"]["url"])) for one in report["episodes"]]
    measured = podpub_json(house, "measure", *files)
    for one, told in zip(measured, report["episodes"], strict=True):
        assert one["lufs"] == pytest.approx(told["loudness"]["lufs"], abs=0.05)
        assert one["duration_s"] == pytest.approx(told["enclosure"]["duration_s"], abs=1e-9)


def test_the_record_names_the_tools(house: Path, report: Any) -> None:  # noqa: ARG001
    record = json.loads(next((house / "public" / "releases").iterdir()).read_text(encoding="utf-8"))
    assert {name for name, _ in record["tools"]} >= {"ffmpeg", "pydub"}
