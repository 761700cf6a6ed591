"""An MP3 that many encoders made, held against that of one and played by other people's decoders."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podpub.audio.coding.encoder import Encoding, encoded, write_mp3
from podpub.audio.coding.mp3.frames import SAMPLES_A_FRAME, parse_header
from podpub.audio.coding.mp3.joining import OVERLAP_FRAMES
from podpub.audio.program import block
from podpub.audio.source.forming import Form
from tests.unit.audio.frames import contents
from tests.unit.audio.sounds import Sound, decode, speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.audio import Ffmpeg
    from podpub.audio.program import Block

ALL_AT_ONCE = 1_000_000
BLOCK_SAMPLES = 50_000
TALK = {channels: speech(9, 44_100, channels, level=0.3) for channels in (1, 2)}


def pcm(sound: Sound, form: Form) -> Iterator[Block]:
    """Yield a sound in blocks of uneven length."""
    raw = np.round(sound * 2**31).astype("<i4")
    for at in range(0, len(raw), BLOCK_SAMPLES):
        yield block(raw[at : at + BLOCK_SAMPLES].tobytes(), form)


def encode(sound: Sound, encoding: Encoding, jobs: int = 2) -> list[bytes]:
    with closing(encoded(pcm(sound, encoding.form), encoding, jobs=jobs)) as parts:
        return [frame for part in parts for frame in part]


def write(path: Path, sound: Sound, encoding: Encoding, jobs: int = 2) -> Path:
    with path.open("wb") as file:
        write_mp3(file, pcm(sound, encoding.form), len(sound), encoding, jobs=jobs)
    return path


def tool(name: str) -> str:
    """Return somebody else's program; only where nobody installs it may it be missing."""
    found = shutil.which(name)
    if not found and os.environ.get("CI") and sys.platform == "linux":
        pytest.fail(f"{name} is not installed here: apt-get install {name}")
    return found or pytest.skip(f"NOT RUN: {name} is not installed, so nobody asked it about joined streams")


@given(
    channels=st.sampled_from([1, 2]),
    rate=st.sampled_from([44_100, 48_000]),
    kbps=st.sampled_from([64, 80, 96, 112, 128, 160, 192, 224, 256, 320]),
    segment_frames=st.integers(OVERLAP_FRAMES, 150),
    samples=st.integers(1, 250_000),
)
@settings(max_examples=12)
def test_a_joined_stream_reads_frame_by_frame_as_its_encoders_wrote_it(
    channels: int, rate: int, kbps: int, segment_frames: int, samples: int
) -> None:
    form, sound = Form.published(channels, rate), TALK[channels][:samples]
    frames = encode(sound, Encoding(form, kbps, segment_frames))
    assert len(frames) == len(encode(sound, Encoding(form, kbps, ALL_AT_ONCE)))
    assert {parse_header(frame).bitrate_kbps for frame in frames} == {kbps}
    read = contents(frames)
    assert all(content.start >= 0 for content in read)
    assert all(one.end <= other.start for one, other in pairwise(read))
    assert all(content.end <= content.room + len(frame) for content, frame in zip(read, frames, strict=True))
    said = {(content.side, content.main_data) for content in read}
    segments = [
        sound[start : start + (segment_frames + OVERLAP_FRAMES) * SAMPLES_A_FRAME]
        for start in range(0, len(sound), segment_frames * SAMPLES_A_FRAME)
    ]
    own = [contents(encode(segment, Encoding(form, kbps, ALL_AT_ONCE))) for segment in segments]
    assert said <= {(content.side, content.main_data) for stream in own for content in stream}


def test_until_its_joint_the_first_segment_is_what_one_encoder_writes() -> None:
    sound, form = TALK[2][: 300 * SAMPLES_A_FRAME], Form.published(2, 44_100)
    alone = contents(encode(sound, Encoding(form, 128, ALL_AT_ONCE)))
    joined = contents(encode(sound, Encoding(form, 128, 100)))
    assert [content.main_data for content in joined[:140]] == [content.main_data for content in alone[:140]]


@pytest.mark.parametrize("kbps", [64, 128, 192])
def test_any_number_of_jobs_writes_the_same_bytes(tmp_path: Path, kbps: int) -> None:
    encoding = Encoding(Form.published(1, 44_100), kbps, OVERLAP_FRAMES)
    written = {write(tmp_path / f"{jobs}.mp3", TALK[1], encoding, jobs).read_bytes() for jobs in (1, 2, 5)}
    assert len(written) == 1


@pytest.mark.parametrize("samples", [1, 100 * SAMPLES_A_FRAME, (100 + OVERLAP_FRAMES) * SAMPLES_A_FRAME])
def test_a_program_of_one_segment_is_what_one_encoder_writes(samples: int) -> None:
    sound, form = TALK[2][:samples], Form.published(2, 44_100)
    assert encode(sound, Encoding(form, 128, 100)) == encode(sound, Encoding(form, 128, ALL_AT_ONCE))


FORMS = [
    pytest.param(Form.published(1, 44_100), 64, id="mono 64"),
    pytest.param(Form.published(1, 48_000), 96, id="mono 96"),
    pytest.param(Form.published(2, 44_100), 128, id="stereo 128"),
    pytest.param(Form.published(2, 48_000), 320, id="stereo 320"),
]


@pytest.mark.parametrize(("form", "kbps"), FORMS)
def test_players_play_exactly_the_samples_that_went_in(
    tmp_path: Path, ffmpeg: Ffmpeg, form: Form, kbps: int
) -> None:
    """The last segment is about the shortest there can be: hardly longer than the overlap."""
    beyond = {64: 1, 96: 575, 128: 576, 320: 1152}[kbps]
    sound = TALK[form.channels][: (2 * 70 + OVERLAP_FRAMES) * SAMPLES_A_FRAME + beyond]
    path = write(tmp_path / "talk.mp3", sound, Encoding(form, kbps, 70))
    assert len(decode(path, ffmpeg, form.channels)) == len(sound)
    assert len(_mpg123(path, form.channels)) == len(sound)


@pytest.mark.parametrize(("form", "kbps"), FORMS)
def test_mp3val_finds_nothing_to_complain_about(tmp_path: Path, form: Form, kbps: int) -> None:
    path = write(tmp_path / "talk.mp3", TALK[form.channels], Encoding(form, kbps, 70))
    said = subprocess.run([tool("mp3val"), str(path)], capture_output=True, text=True, check=True).stdout
    frames = 1 + len(encode(TALK[form.channels], Encoding(form, kbps, ALL_AT_ONCE)))
    assert re.findall(r'^(?:INFO|WARNING|ERROR).*": (.*)$', said, re.MULTILINE) == [
        "No supported tags in the file",
        f"{frames} MPEG frames (MPEG 1 Layer III), no tags, CBR",
    ]


@pytest.mark.parametrize(("form", "kbps"), FORMS)
def test_around_a_joint_there_is_no_more_noise_than_one_encoder_makes(
    tmp_path: Path, ffmpeg: Ffmpeg, form: Form, kbps: int
) -> None:
    """Ten frames to either side of every place where a joint can be."""
    sound = TALK[form.channels]
    noises = []
    for name, length in (("joined", 70), ("alone", ALL_AT_ONCE)):
        path = write(tmp_path / f"{name}.mp3", sound, Encoding(form, kbps, length))
        noise = decode(path, ffmpeg, form.channels) - sound
        places = range(70 + 40 - 10, len(sound) // SAMPLES_A_FRAME, 70)
        around = [noise[at * SAMPLES_A_FRAME : (at + 40) * SAMPLES_A_FRAME] for at in places]
        noises.append(sum(float(np.sum(part**2)) for part in around))
    assert 10 * np.log10(noises[0] / noises[1]) < 0.2


def test_no_more_is_read_ahead_than_the_segments_that_are_worked_on() -> None:
    form, read, jobs = Form.published(1, 44_100), 0, 2

    def counted() -> Iterator[Block]:
        nonlocal read
        for part in pcm(TALK[1], form):
            read += int(part.frame_count())
            yield part

    written = 0
    for frames in encoded(counted(), Encoding(form, 64, OVERLAP_FRAMES), jobs=jobs):
        ahead = read - written * SAMPLES_A_FRAME
        assert ahead <= (jobs + 3) * OVERLAP_FRAMES * SAMPLES_A_FRAME + 2 * BLOCK_SAMPLES
        written += len(frames)
    assert read == len(TALK[1])


def test_leaving_an_encode_early_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    stream = encoded(
        pcm(TALK[1], Form.published(1, 44_100)),
        Encoding(Form.published(1, 44_100), 64, OVERLAP_FRAMES),
        jobs=2,
    )
    next(stream)
    assert threading.active_count() > before
    stream.close()
    assert threading.active_count() == before


def test_an_interruption_while_writing_leaves_no_thread_behind(tmp_path: Path) -> None:
    before = threading.active_count()
    encoding = Encoding(Form.published(1, 44_100), 64, OVERLAP_FRAMES)

    def interrupted() -> Iterator[Block]:
        for number, part in enumerate(pcm(TALK[1], encoding.form)):
            if number == 7:
                raise KeyboardInterrupt
            yield part

    with (tmp_path / "talk.mp3").open("wb") as file, pytest.raises(KeyboardInterrupt):
        write_mp3(file, interrupted(), len(TALK[1]), encoding, jobs=2)
    assert threading.active_count() == before


def _mpg123(path: Path, channels: int) -> Sound:
    argv = [tool("mpg123"), "--quiet", "--stdout", "--encoding", "s16", str(path)]
    played = subprocess.run(argv, capture_output=True, check=True, stdin=subprocess.DEVNULL)
    assert played.stderr == b""
    return np.frombuffer(played.stdout, "<i2").reshape(-1, channels) / 32768
