"""What is wrong with a recording is heard in passing, and what is right is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from podpub.audio import Ffmpeg, foresee
from podpub.model import Cleaning, Faults, Mastering, TrackFaults, TrackSource, silent
from tests.support.samples import REPOSITORY
from tests.unit.audio.sounds import Sound, convert, silence, sine, speech, write_wav

if TYPE_CHECKING:
    from collections.abc import Sequence

RATE = 44_100


def heard(files: Path | Sequence[Path], ffmpeg: Ffmpeg, **settings: object) -> Faults:
    named = [files] if isinstance(files, Path) else files
    wanted = Mastering(**settings)  # type: ignore[arg-type]
    return foresee([TrackSource(one) for one in named], wanted, ffmpeg=ffmpeg, tell=silent).faults


def faults(sound: Sound, folder: Path, ffmpeg: Ffmpeg, rate: int = RATE, **settings: object) -> TrackFaults:
    (track,) = heard(write_wav(folder / "recording.wav", sound, rate), ffmpeg, **settings).tracks
    return track


def talk(seconds: float = 12, rate: int = RATE, channels: int = 2) -> Sound:
    """Return speech over the noise of a room."""
    noise = np.random.default_rng(7).standard_normal((round(seconds * rate), channels)) * 10 ** (-65 / 20)
    return speech(seconds, rate, channels) + noise


def hum(sound: Sound, hertz: float, dbfs: float, rate: int = RATE) -> Sound:
    """Add a mains hum with harmonics, at so much in all."""
    time = np.arange(len(sound)) / rate
    lines = sum(np.sin(2 * np.pi * hertz * n * time + n) / n for n in (1, 2, 3, 5))
    lines *= 10 ** (dbfs / 20) / np.sqrt(np.mean(lines**2))
    humming: Sound = sound + np.asarray(lines)[:, None]
    return humming


def test_a_good_recording_has_no_faults(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    track = faults(talk(), tmp_path, ffmpeg)
    assert track == TrackFaults("recording.wav", RATE, offset=track.offset)
    assert abs(track.offset) < 0.001


def test_what_is_cut_off_at_full_scale_is_counted(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    sound = talk()
    sound[5 * RATE : 7 * RATE] *= 30
    track = faults(sound, tmp_path, ffmpeg)
    assert 5 <= track.first_clip_s < 5.3
    assert 10 <= track.clips <= 20


@pytest.mark.parametrize("dbfs", [-0.1, -1.0])
def test_loud_is_not_overdriven(tmp_path: Path, ffmpeg: Ffmpeg, dbfs: float) -> None:
    assert faults(sine(3, RATE, dbfs=dbfs), tmp_path, ffmpeg, target_lufs=-9.0).clips == 0


def test_a_peak_that_just_touches_full_scale_is_not_overdriven(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    sound = talk()
    sound[RATE::RATE] = 1.0
    assert faults(sound, tmp_path, ffmpeg).clips == 0


def test_a_recording_with_headroom_above_full_scale_is_whole(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    loud = write_wav(tmp_path / "quiet.wav", talk() * 0.9, RATE)
    floating = convert(loud, tmp_path / "loud.wav", ffmpeg, "-af", "volume=14dB", "-c:a", "pcm_f32le")
    (track,) = heard(floating, ffmpeg).tracks
    assert track.clips == 0


@pytest.mark.parametrize(("side", "name"), [(0, "left"), (1, "right")])
def test_a_silent_side_is_named(tmp_path: Path, ffmpeg: Ffmpeg, side: int, name: str) -> None:
    sound = talk()
    sound[:, side] = 0
    assert faults(sound, tmp_path, ffmpeg).silent_side == name
    sound[:, side] = 0.01 * sound[:, 1 - side]
    assert faults(sound, tmp_path, ffmpeg).silent_side == ""


def test_two_sides_that_are_one_are_told_from_one_that_is_two(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    mono = talk(channels=1)
    assert faults(np.repeat(mono, 2, axis=1), tmp_path, ffmpeg).same_sides
    assert not faults(mono, tmp_path, ffmpeg).same_sides
    assert not faults(talk(), tmp_path, ffmpeg).same_sides


@pytest.mark.parametrize("mains", [50, 60])
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_hum_is_heard_under_speech(tmp_path: Path, ffmpeg: Ffmpeg, mains: int, rate: int) -> None:
    track = faults(hum(talk(rate=rate), mains, -55, rate), tmp_path, ffmpeg, rate)
    assert track.hum_hz == mains
    assert -45 < track.hum_lu < -20


def test_a_hum_of_a_clock_that_is_a_little_off_is_heard(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    assert faults(hum(talk(), 50.08, -55), tmp_path, ffmpeg).hum_hz == 50


def test_a_highpass_takes_the_lowest_part_of_a_hum_out(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    before = faults(hum(talk(), 50, -50), tmp_path, ffmpeg)
    after = faults(hum(talk(), 50, -50), tmp_path, ffmpeg, cleaning=Cleaning(highpass_hz=80))
    assert after.hum_lu < before.hum_lu - 3


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param((98.0, 196.0, 293.7), id="a chord of G"),
        pytest.param((61.7, 123.5, 185.0), id="a chord of B"),
        pytest.param((55.0, 110.0, 220.0), id="a drone of A"),
        pytest.param((100.0,), id="a single tone"),
    ],
)
def test_music_does_not_hum(tmp_path: Path, ffmpeg: Ffmpeg, notes: tuple[float, ...]) -> None:
    time = np.arange(12 * RATE) / RATE
    music = np.asarray(sum(0.05 * np.sin(2 * np.pi * hertz * time) for hertz in notes))
    assert faults(talk() + music[:, None], tmp_path, ffmpeg).hum_hz == 0


@pytest.mark.parametrize(
    "name",
    [
        "001-der-erste-schritt/recording.flac",
        "002-das-nein-das-niemand-sagt/interview.m4a",
        "003-die-fehlerrunde/recording.flac",
    ],
)
def test_real_voices_do_not_hum(ffmpeg: Ffmpeg, name: str) -> None:
    (track,) = heard(REPOSITORY / "episodes" / name, ffmpeg).tracks
    assert (track.hum_hz, track.silent_side, round(track.offset, 2)) == (0, "", 0)


def test_an_offset_is_measured(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    assert faults(talk() + 0.02, tmp_path, ffmpeg).offset == pytest.approx(0.02, abs=0.002)


def test_a_long_silence_is_found_where_no_track_is_heard(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    quiet = np.random.default_rng(1).standard_normal((round(11 * RATE), 1)) * 10 ** (-75 / 20)
    host = np.concatenate([talk(4, channels=1), quiet, talk(4, channels=1)])
    guest = np.concatenate([silence(15, RATE, 1), talk(4, channels=1)])
    files = [write_wav(tmp_path / "host.wav", host, RATE), write_wav(tmp_path / "guest.wav", guest, RATE)]
    (gap,) = heard(files, ffmpeg).gaps
    assert gap.start_s == pytest.approx(4, abs=0.2)
    assert gap.duration_s == pytest.approx(11, abs=0.3)
    louder = [write_wav(tmp_path / "room.wav", host + talk(19, channels=1) * 0.1, RATE), files[1]]
    assert heard(louder, ffmpeg).gaps == ()


@pytest.mark.parametrize("pause_s", [0, 9.5])
def test_silence_at_the_ends_and_pauses_are_no_gaps(tmp_path: Path, ffmpeg: Ffmpeg, pause_s: float) -> None:
    parts = [silence(12, RATE), talk(3), silence(pause_s, RATE), talk(3), silence(12, RATE)]
    assert heard(write_wav(tmp_path / "a.wav", np.concatenate(parts), RATE), ffmpeg).gaps == ()


def test_the_rate_is_that_of_the_file(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    assert faults(talk(3, 16_000), tmp_path, ffmpeg, 16_000).sample_rate == 16_000
