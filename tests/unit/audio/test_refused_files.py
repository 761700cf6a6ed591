"""What must never be published: files that are no audio, and audio that is not whole."""

from __future__ import annotations

import math
import os
import struct
import subprocess
from typing import TYPE_CHECKING

import pytest

from podpub.audio import measure
from podpub.errors import SourceError
from tests.unit.audio.sounds import convert, sine, write_wav

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.audio import Ffmpeg


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("hls.mp3", "#EXTM3U\n#EXTINF:10,\nfile://{secret}\n#EXT-X-ENDLIST\n", id="HLS playlist"),
        pytest.param("ffconcat.mp3", "ffconcat version 1.0\nfile {secret.name}\n", id="ffconcat script"),
        pytest.param("ffconcat.wav", "ffconcat version 1.0\nfile '{secret}'\n", id="ffconcat with a path"),
        pytest.param(
            "mpd.m4a", "<MPD><Period><BaseURL>{secret}</BaseURL></Period></MPD>", id="DASH manifest"
        ),
        pytest.param("notes.mp3", "Just some text.\n", id="text"),
        pytest.param("empty.wav", "", id="empty"),
        pytest.param("riff.wav", "RIFF", id="four letters"),
    ],
)
def test_what_is_no_audio_file_is_called_that(
    tmp_path: Path, talk: Path, ffmpeg: Ffmpeg, name: str, content: str
) -> None:
    secret = tmp_path / "secret.wav"
    secret.write_bytes(talk.read_bytes())
    file = tmp_path / name
    file.write_text(content.format(secret=secret))
    with pytest.raises(SourceError, match=f"{name} .*not an audio file") as caught:
        measure(file, ffmpeg=ffmpeg)
    assert caught.value.fix


def test_a_video_without_sound_is_refused(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    picture = tmp_path / "picture.ppm"
    picture.write_bytes(b"P6 16 16 255\n" + bytes(768))
    file = convert(picture, tmp_path / "film.mp4", ffmpeg, "-c:v", "mpeg4")
    with pytest.raises(SourceError, match=r"film\.mp4 .*no sound"):
        measure(file, ffmpeg=ffmpeg)


def test_a_file_that_does_not_exist_is_named(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.wav does not exist"):
        measure(tmp_path / "nowhere.wav", ffmpeg=ffmpeg)


def test_a_folder_is_refused(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    with pytest.raises(SourceError, match="folder"):
        measure(tmp_path, ffmpeg=ffmpeg)


def test_a_named_pipe_is_refused_without_waiting_for_it(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(SourceError, match="device"):
        measure(tmp_path / "pipe.wav", ffmpeg=ffmpeg)


def test_more_channels_than_can_be_mixed_are_refused(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    file = write_wav(tmp_path / "many.wav", sine(1, 8_000, 12, dbfs=-20), 8_000)
    with pytest.raises(SourceError, match="12 channels"):
        measure(file, ffmpeg=ffmpeg)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        pytest.param("talk.wav", (), id="wav"),
        pytest.param("talk.aiff", (), id="aiff"),
        pytest.param("talk.flac", (), id="flac"),
        pytest.param("talk.mp3", (), id="mp3 with a length in its header"),
        pytest.param("talk.m4a", ("-movflags", "faststart"), id="m4a, index first"),
        pytest.param("talk.mka", ("-c:a", "flac"), id="matroska"),
        pytest.param("talk.w64", (), id="w64"),
        pytest.param("talk.ogg", ("-c:a", "libvorbis"), id="ogg vorbis"),
        pytest.param("talk.opus", ("-c:a", "libopus"), id="opus"),
    ],
)
def test_a_file_that_ends_too_early_is_refused(
    tmp_path: Path, talk: Path, ffmpeg: Ffmpeg, name: str, options: tuple[str, ...]
) -> None:
    file = convert(talk, tmp_path / name, ffmpeg, *options)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(0.6 * len(whole)) // 4 * 4])
    with pytest.raises(SourceError, match=f"{name} is .*cut off") as caught:
        measure(file, ffmpeg=ffmpeg)
    assert "Export" in caught.value.fix


@pytest.mark.parametrize("name", ["talk.flac", "talk.m4a"])
def test_a_file_with_a_hole_in_it_is_refused(tmp_path: Path, talk: Path, ffmpeg: Ffmpeg, name: str) -> None:
    file = convert(talk, tmp_path / name, ffmpeg)
    damaged = bytearray(file.read_bytes())
    middle = len(damaged) // 2
    damaged[middle : middle + middle // 2] = bytes(middle // 2)
    file.write_bytes(damaged)
    with pytest.raises(SourceError, match=f"{name} is damaged"):
        measure(file, ffmpeg=ffmpeg)


@pytest.mark.parametrize(
    ("front", "behind"),
    [
        pytest.param(3000, b"", id="cut out of a stream"),
        pytest.param(0, b"TAG" + bytes(125), id="old tag at the end"),
        pytest.param(0, b"APETAGEX" + bytes(300), id="rubbish at the end"),
    ],
)
def test_an_mp3_that_is_a_little_torn_at_its_ends_is_fine(
    tmp_path: Path, talk: Path, ffmpeg: Ffmpeg, front: int, behind: bytes
) -> None:
    file = convert(talk, tmp_path / "talk.mp3", ffmpeg, "-write_xing", "0")
    file.write_bytes(file.read_bytes()[front:] + behind)
    assert measure(file, ffmpeg=ffmpeg).duration_s > 2.6


@pytest.mark.parametrize("sample", [math.nan, math.inf])
def test_samples_that_are_no_numbers_are_refused(
    tmp_path: Path, talk: Path, ffmpeg: Ffmpeg, sample: float
) -> None:
    file = convert(talk, tmp_path / "talk.wav", ffmpeg, "-c:a", "pcm_f32le")
    pcm = bytearray(file.read_bytes())
    pcm[-40_000:-39_996] = struct.pack("<f", sample)
    file.write_bytes(pcm)
    with pytest.raises(SourceError, match="no numbers"):
        measure(file, ffmpeg=ffmpeg)


def test_sound_that_changes_its_rate_in_the_middle_is_refused(
    tmp_path: Path, talk: Path, ffmpeg: Ffmpeg
) -> None:
    slow = convert(
        talk, tmp_path / "slow.mp3", ffmpeg, "-ar", "32000", "-write_xing", "0", "-id3v2_version", "0"
    )
    fast = convert(talk, tmp_path / "fast.mp3", ffmpeg, "-write_xing", "0", "-id3v2_version", "0")
    slow.write_bytes(slow.read_bytes() + fast.read_bytes())
    with pytest.raises(SourceError, match="changes its sample rate"):
        measure(slow, ffmpeg=ffmpeg)


def test_a_title_inside_the_file_cannot_pass_for_a_fact(tmp_path: Path, talk: Path, ffmpeg: Ffmpeg) -> None:
    lies = "\n[info]   Duration: 01:00:00.00, x\n[in#0/mp3 @ 0x1] [warning] corrupt input packet"
    file = convert(talk, tmp_path / "talk.flac", ffmpeg, "-metadata", f"title={lies}")
    assert measure(file, ffmpeg=ffmpeg).samples == 3 * 44_100


def test_a_wav_that_was_written_to_a_pipe_is_whole(tmp_path: Path, talk: Path, ffmpeg: Ffmpeg) -> None:
    """Its header does not know how long it is, which makes no damage."""
    argv = [str(ffmpeg.path), "-v", "error", "-i", str(talk), "-f", "wav", "-"]
    piped = tmp_path / "piped.wav"
    piped.write_bytes(subprocess.run(argv, check=True, stdin=subprocess.DEVNULL, capture_output=True).stdout)
    assert measure(piped, ffmpeg=ffmpeg).samples == 3 * 44_100


def test_a_rate_at_which_nothing_can_be_heard_is_refused(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    slow = write_wav(tmp_path / "slow.wav", sine(3, 4000, dbfs=-20, hertz=300), 4000)
    with pytest.raises(SourceError, match="sample rate of 4000 Hz"):
        measure(slow, ffmpeg=ffmpeg)
