"""From the host's transcripts to the files that apps read, and what is said about them on the way."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from podpub.errors import SourceError
from podpub.model import Places, Production, Slug, Timeline, TranscriptFile, TranscriptSource
from podpub.model.layout import asset_key
from podpub.pipeline.material.digests import file_digest
from podpub.pipeline.material.transcripts import (
    PublishedTranscripts,
    by_source,
    late_findings,
    published_transcripts,
    transcript_findings,
)
from podpub.pipeline.planning.fingerprints import texts_of
from podpub.pipeline.planning.published import published_inputs
from tests.support.samples import production, project, release, show_record

if TYPE_CHECKING:
    from pathlib import Path

AFTER_AN_INTRO = Timeline(trimmed_start_s=0, recording_s=60, lead_s=5, total_s=65)
TRIMMED = Timeline(trimmed_start_s=2, recording_s=60, lead_s=0, total_s=60, trimmed_end_s=6)
FOLDER = "episodes/042-vertrauen-im-team"
WHISPER = {
    "segments": [
        {"start": 0.5, "end": 2.0, "text": " Hallo", "speaker": "SPEAKER_00"},
        {"start": 2.5, "end": 4.0, "text": " Tach", "speaker": "SPEAKER_01"},
    ]
}


def _with(root: Path, content: str | bytes, name: str = "transcript.json", **changes: Any) -> Production:
    plain = production(root)
    file = plain.file.with_name(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return production(root, transcripts=(TranscriptSource(file, "de", **changes),))


def _published(root: Path, one: Production, timeline: Timeline) -> PublishedTranscripts:
    return published_transcripts(one, Places(root, {}), timeline)


def _told(findings: Any) -> list[str]:
    return [f"{one.level} {one.code} {one.where}: {one.message}" for one in findings]


def test_whisper_json_is_published_as_webvtt_and_json_with_names(tmp_path: Path) -> None:
    one = _with(
        tmp_path,
        json.dumps(WHISPER),
        speakers=(("SPEAKER_00", "Mira Sommer"), ("SPEAKER_01", "Jonas Brandt")),
    )
    published = _published(tmp_path, one, AFTER_AN_INTRO)
    assert [(file.extension, file.type, file.language) for file in published.files] == [
        ("vtt", "text/vtt", "de"),
        ("json", "application/json", "de"),
    ]
    bodies = dict(published.bodies)
    assert bodies[published.files[0].key].decode() == (
        "WEBVTT\n\n00:00:05.500 --> 00:00:07.000\n<v Mira Sommer>Hallo\n\n"
        "00:00:07.500 --> 00:00:09.000\n<v Jonas Brandt>Tach\n"
    )
    assert json.loads(bodies[published.files[1].key])["segments"][1] == {
        "speaker": "Jonas Brandt",
        "startTime": 7.5,
        "endTime": 9.0,
        "body": "Tach",
    }
    assert _published(tmp_path, one, AFTER_AN_INTRO) == published


@pytest.mark.parametrize(
    ("name", "content", "type_"),
    [("t.txt", "Mira: Hallo", "text/plain"), ("t.html", "<p>Hallo</p>", "text/html")],
)
def test_what_has_no_times_is_published_in_its_own_form(
    tmp_path: Path, name: str, content: str, type_: str
) -> None:
    (file,) = _published(tmp_path, _with(tmp_path, content, name), AFTER_AN_INTRO).files
    assert (file.type, file.is_timed) == (type_, False)


def test_cues_in_what_is_cut_off_are_counted(tmp_path: Path) -> None:
    published = _published(tmp_path, _with(tmp_path, json.dumps(WHISPER, indent=0)), TRIMMED)
    assert _told(published.findings) == [
        (
            f"warning fell-into-cut {FOLDER}/transcript.json:3: "
            "the cue “Hallo” at 00:00:00.500 lies in what is cut off the recording"
        )
    ]
    assert b"Hallo" not in b"".join(body for _, body in published.bodies)


def test_a_transcript_of_another_recording_is_refused(tmp_path: Path) -> None:
    one = _with(
        tmp_path,
        "1\n00:00:01,000 --> 00:00:02,000\nEins\n\n2\n00:01:01,500 --> 00:01:03,000\nZwei\n",
        "t.srt",
    )
    with pytest.raises(SourceError) as refused:
        _published(tmp_path, one, AFTER_AN_INTRO)
    late = [
        (
            f"error cue-after-end {FOLDER}/t.srt:6: the cue “Zwei” at 00:01:01.500 lies "
            "after the end of the recording, which is at 00:01:00.000"
        )
    ]
    assert _told(refused.value.findings) == late
    assert _told(late_findings(one, Places(tmp_path, {}), 60)) == late


def test_what_comes_after_a_trimmed_end_was_cut_off(tmp_path: Path) -> None:
    srt = "1\n00:00:03,000 --> 00:00:04,000\nEins\n\n2\n00:01:05,500 --> 00:01:08,000\nZwei\n"
    published = _published(tmp_path, _with(tmp_path, srt, "t.srt"), TRIMMED)
    assert [(one.level, one.code) for one in published.findings] == [("warning", "fell-into-cut")]
    with pytest.raises(SourceError, match="cannot be published"):
        _published(
            tmp_path,
            _with(tmp_path, srt.replace("01:08", "01:12").replace("01:05", "01:10"), "t.srt"),
            TRIMMED,
        )


def test_where_all_is_cut_off_nothing_is_published(tmp_path: Path) -> None:
    one = _with(tmp_path, "1\n00:00:00,000 --> 00:00:01,000\nEins\n", "t.srt")
    with pytest.raises(SourceError) as refused:
        _published(tmp_path, one, TRIMMED)
    assert [one.code for one in refused.value.findings] == ["fell-into-cut"]


def test_a_name_that_nobody_has_is_told_where_it_was_written(tmp_path: Path) -> None:
    one = _with(tmp_path, json.dumps(WHISPER), speakers=(("SPEAKER_0", "Mira"), ("Otto", "Jonas")))
    places = Places(tmp_path, {(one.file, "transcripts"): 9})
    found = list(transcript_findings(one, places))
    assert _told(found) == [
        f"error unknown-speaker {FOLDER}/episode.yaml:9: nobody speaks as `SPEAKER_0` in transcript.json",
        f"error unknown-speaker {FOLDER}/episode.yaml:9: nobody speaks as `Otto` in transcript.json",
    ]
    assert found[0].fix.startswith("Did you mean `SPEAKER_0")
    assert found[1].fix == "It names `SPEAKER_00`, `SPEAKER_01`."


def test_names_change_the_fingerprint_and_their_absence_does_not(tmp_path: Path) -> None:
    plain = _with(tmp_path, json.dumps(WHISPER))
    named = _with(tmp_path, json.dumps(WHISPER), speakers=(("SPEAKER_00", "Mira"),))
    home = project(tmp_path)
    assert texts_of(plain, home, file_digest) != texts_of(named, home, file_digest)


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    one = _with(tmp_path, "x")
    one.transcripts[0].path.unlink()
    with pytest.raises(SourceError, match="cannot be read"):
        list(transcript_findings(one, Places(tmp_path, {})))


def _file(extension: str, language: str = "de") -> TranscriptFile:
    return TranscriptFile(asset_key(Slug("a"), "0" * 64, extension), "", language)


def test_webvtt_and_the_json_behind_it_are_one_transcript() -> None:
    files = [
        _file("html"),
        _file("vtt"),
        _file("json"),
        _file("vtt", "en"),
        _file("json", "fr"),
        _file("srt"),
    ]
    groups = by_source(files)
    assert [[one.extension for one in group] for group in groups] == [
        ["html"],
        ["vtt", "json"],
        ["vtt"],
        ["json"],
        ["srt"],
    ]
    assert by_source([]) == ()


@pytest.mark.parametrize(
    ("name", "content", "stated"),
    [
        ("t.json", json.dumps({**WHISPER, "language": "en"}), "en"),
        ("t.json", json.dumps({**WHISPER, "language": "de"}), None),
        ("t.json", json.dumps({**WHISPER, "language": "german"}), None),
        ("t.vtt", "WEBVTT\nKind: captions\nLanguage: en-US\n\n00:00.000 --> 00:01.000\nHi\n", "en-us"),
        ("t.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nLanguage: en\n", None),
        ("t.html", '<!DOCTYPE html><html class="a" lang="en"><p>Hi</p>', "en"),
    ],
)
def test_another_language_than_the_file_says_is_told(
    tmp_path: Path, name: str, content: str, stated: str | None
) -> None:
    found = list(transcript_findings(_with(tmp_path, content, name), Places(tmp_path, {})))
    told = f"{name} says that it is in `{stated}`, and is published as `de`"
    assert _told(found) == [f"warning transcript-language {FOLDER}/episode.yaml:1: {told}"] * bool(stated)


@pytest.mark.parametrize("form", [0, 1], ids=["WebVTT", "JSON"])
def test_a_restored_transcript_is_what_was_published_in_either_form(tmp_path: Path, form: int) -> None:
    published = _published(tmp_path, _with(tmp_path, json.dumps(WHISPER)), AFTER_AN_INTRO)
    body, extension = published.bodies[form][1], published.files[form].extension
    back = _with(tmp_path, body, f"transcript.{extension}")
    assert _is_unchanged(tmp_path, back, published)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"content": "WEBVTT\n\n00:00.000 --> 00:01.000\nAnders\n"}, id="words"),
        pytest.param({"language": "en"}, id="language"),
        pytest.param({"speakers": (("SPEAKER_00", "Mira"),)}, id="names"),
        pytest.param({"twice": True}, id="another one"),
    ],
)
def test_a_restored_transcript_that_was_changed_is_published_again(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    published = _published(tmp_path, _with(tmp_path, json.dumps(WHISPER)), AFTER_AN_INTRO)
    back = _with(tmp_path, changes.get("content", published.bodies[0][1]), "transcript.vtt")
    (source,) = back.transcripts
    known = {name: changes[name] for name in ("language", "speakers") if name in changes}
    again = (replace(source, **known),) * (2 if "twice" in changes else 1)
    assert not _is_unchanged(tmp_path, replace(back, transcripts=again), published)


def _is_unchanged(root: Path, back: Production, published: PublishedTranscripts) -> bool:
    (root / "cover.jpg").write_bytes(b"a cover")
    released = release(episode=back.episode, transcripts=published.files)
    inputs = published_inputs(back, project(root), released, show_record(), digest=file_digest)
    return inputs.texts == released.inputs.texts
