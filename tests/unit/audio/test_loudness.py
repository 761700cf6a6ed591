from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podpub.audio import measure
from podpub.audio.metering.meter import Meter
from podpub.audio.metering.truepeak import TruePeak
from podpub.audio.source.forming import Form
from tests.unit.audio.sounds import convert, decode, silence, sine, speech, write_wav

if TYPE_CHECKING:
    from podpub.audio import Ffmpeg


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000, 96_000])
def test_a_tone_at_minus_23_on_both_sides_reads_minus_23_lufs(
    tmp_path: Path, ffmpeg: Ffmpeg, rate: int
) -> None:
    """EBU Tech 3341, test case 1."""
    file = write_wav(tmp_path / "tone.wav", sine(3.7, rate, dbfs=-23, hertz=1000), rate)
    heard = measure(file, ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(-23, abs=0.1)
    assert heard.true_peak_dbtp == pytest.approx(-23, abs=0.1)
    assert (heard.channels, heard.sample_rate, heard.samples) == (2, rate, round(3.7 * rate))
    assert heard.lra_lu == pytest.approx(0, abs=0.1)


def test_a_mono_recording_is_measured_as_two_speakers(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    file = write_wav(tmp_path / "mono.wav", sine(3, 44_100, 1, dbfs=-23), 44_100)
    heard = measure(file, ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(-23, abs=0.1)
    assert heard.channels == 1


def test_a_peak_between_the_samples_is_found(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """A quarter of the sample rate, 45 degrees off: every sample lies 3 dB below the crest."""
    crest = 0.5 * np.sin(np.pi / 2 * np.arange(48_000) + np.pi / 4) * np.hanning(48_000)
    file = write_wav(tmp_path / "between.wav", np.stack([crest, crest], axis=1), 48_000)
    assert measure(file, ffmpeg=ffmpeg).true_peak_dbtp == pytest.approx(-6.02, abs=0.2)


def test_a_peak_in_the_very_last_moment_is_found(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    sound = sine(3.05, 44_100, dbfs=-15)
    sound[-20:-10] = 0.5
    file = write_wav(tmp_path / "end.wav", sound, 44_100)
    assert measure(file, ffmpeg=ffmpeg).true_peak_dbtp > -6.1


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 2), (48_000, 1), (96_000, 2)])
def test_another_meter_agrees(tmp_path: Path, ffmpeg: Ffmpeg, rate: int, channels: int) -> None:
    sound = speech(4, rate, channels)
    file = write_wav(tmp_path / "talk.wav", sound, rate)
    on_two_speakers = np.repeat(sound, 2, axis=1) if channels == 1 else sound
    expected = pyloudnorm.Meter(rate).integrated_loudness(on_two_speakers)
    assert measure(file, ffmpeg=ffmpeg).lufs == pytest.approx(expected, abs=0.15)


@given(cuts=st.lists(st.integers(0, 30_000), max_size=6))
@settings(max_examples=20)
def test_the_meter_does_not_care_how_pcm_is_cut_into_blocks(cuts: list[int]) -> None:
    sound = speech(0.68, 44_100).astype(np.float32)
    sound[29_980:] += np.float32(0.4)  # the highest peak in what is less than a step
    form = Form.published(2, 44_100)
    whole, in_blocks, peak, peak_in_blocks = Meter(form), Meter(form), TruePeak(2), TruePeak(2)
    whole.hear(sound)
    peak.hear(sound)
    for start, end in pairwise([0, *sorted(cuts), len(sound)]):
        in_blocks.hear(sound[start:end])
        peak_in_blocks.hear(sound[start:end])
    one, other = whole.heard(), in_blocks.heard()
    assert other.energies == pytest.approx(one.energies, rel=1e-5)
    assert other.peaks == pytest.approx(one.peaks)
    true_peak_dbtp = peak.heard_dbtp()
    assert peak_in_blocks.heard_dbtp() == pytest.approx(true_peak_dbtp)
    assert true_peak_dbtp > 20 * math.log10(0.4)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        pytest.param("talk.flac", ("-sample_fmt", "s32"), id="flac 24"),
        pytest.param("talk.wav", ("-c:a", "pcm_u8"), id="wav 8"),
        pytest.param("talkf.wav", ("-c:a", "pcm_f32le"), id="wav float"),
        pytest.param("talk.mp3", ("-b:a", "256k"), id="mp3"),
        pytest.param("talk.m4a", ("-b:a", "256k"), id="m4a"),
        pytest.param("talk.ogg", ("-c:a", "libvorbis"), id="ogg"),
        pytest.param("talk.opus", ("-b:a", "256k"), id="opus"),
        pytest.param("talk.mka", ("-c:a", "flac"), id="matroska"),
    ],
)
def test_every_format_is_measured_with_the_samples_a_player_plays(  # noqa: PLR0913, PLR0917 - a table of cases
    tmp_path: Path, talk: Path, talk_lufs: float, ffmpeg: Ffmpeg, name: str, options: tuple[str, ...]
) -> None:
    file = convert(talk, tmp_path / name, ffmpeg, *options)
    heard = measure(file, ffmpeg=ffmpeg)
    assert heard.samples == len(decode(file, ffmpeg, 2))
    assert heard.lufs == pytest.approx(talk_lufs, abs=0.4)


def test_silence_is_minus_infinity_and_no_crash(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    heard = measure(write_wav(tmp_path / "silence.wav", silence(2, 44_100), 44_100), ffmpeg=ffmpeg)
    assert (heard.lufs, heard.true_peak_dbtp, heard.lra_lu) == (-math.inf, -math.inf, 0.0)


def test_a_tenth_of_a_second_has_no_loudness_but_a_length(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    heard = measure(write_wav(tmp_path / "blip.wav", sine(0.09, 44_100, dbfs=-6), 44_100), ffmpeg=ffmpeg)
    assert heard.lufs == -math.inf
    assert heard.samples == 3969


def test_the_range_of_loud_and_soft_passages_is_measured(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """After EBU Tech 3342, test case 1 (shortened): 10 LU between two long tones."""
    sound = np.concatenate([sine(10, 44_100, dbfs=-20), sine(10, 44_100, dbfs=-30)])
    heard = measure(write_wav(tmp_path / "range.wav", sound, 44_100), ffmpeg=ffmpeg)
    assert heard.lra_lu == pytest.approx(10, abs=1)


def test_progress_is_told_up_to_the_end(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    told: list[tuple[str, float]] = []
    file = write_wav(tmp_path / "tone.wav", sine(5, 44_100, dbfs=-23), 44_100)
    measure(file, ffmpeg=ffmpeg, tell=lambda step, done: told.append((step, done)))
    assert {step for step, _ in told} == {"measure"}
    assert [done for _, done in told] == sorted(done for _, done in told)
    assert len(told) >= 5
    assert told[-1][1] == 1.0


@pytest.mark.parametrize(
    "name",
    [
        "with spaces.wav",
        "Gespräch.wav",
        "-i.wav",
        "a:b.wav",
        "concat:a|b",
        "pipe:0",
        "two\nlines.wav",
        "100%d.wav",
    ],
)
def test_a_strange_name_is_just_a_name(
    tmp_path: Path, talk: Path, ffmpeg: Ffmpeg, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path(name)
    file.write_bytes(talk.read_bytes())
    assert measure(file, ffmpeg=ffmpeg).samples == 3 * 44_100
