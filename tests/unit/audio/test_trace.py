from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest

from podpub.audio import Ffmpeg, Machine, Trace, master, measured_closely
from podpub.audio.dynamics.limiter import Limiter
from podpub.model import Leveling, Mastered, Mastering, Timeline, TrackSource
from tests.unit.audio.sounds import Sound, silence, speech, write_wav

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.audio.source.forming import Samples
    from podpub.model import Envelope

RATE = 44_100


def _mastered(folder: Path, sound: Sound, settings: Mastering, ffmpeg: Ffmpeg) -> tuple[Mastered, Trace]:
    recording = write_wav(folder / "in.wav", sound, RATE)
    heard: list[Trace] = []
    done = master(
        [TrackSource(recording)],
        settings,
        folder / "out.mp3",
        machine=Machine(ffmpeg, 2),
        also=heard.append,
    )
    (trace,) = heard
    return done, trace


def _short_term_by_ffmpeg(file: Path, ffmpeg: Ffmpeg) -> list[float]:
    """Return what another meter says, ten times a second."""
    argv = [str(ffmpeg.path), "-hide_banner", "-i", str(file), "-af", "ebur128=framelog=verbose"]
    run = subprocess.run(
        [*argv, "-loglevel", "verbose", "-f", "null", "-"], capture_output=True, text=True, check=True
    )
    return [float(one) for one in re.findall(r"t: [\d.]+ .*?S:\s*(-?[\d.]+|-inf)", run.stderr)]


def test_short_term_loudness_is_what_another_meter_says(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """Before and after, at every tenth of a second."""
    sound = np.concatenate([speech(4, RATE, level=0.05), speech(3, RATE, level=0.2, seed=2)])
    done, trace = _mastered(tmp_path, sound, Mastering(), ffmpeg)
    envelope = trace.envelope(done.timeline, 100_000)
    for file, course in (
        (tmp_path / "in.wav", envelope.recorded_lufs),
        (tmp_path / "out.mp3", envelope.published_lufs),
    ):
        judged = _short_term_by_ffmpeg(file, ffmpeg)
        ours = [one[1] if one else None for one in course]
        compared = [(mine, theirs) for mine, theirs in zip(ours, judged, strict=False) if mine is not None]
        assert len(compared) == pytest.approx(40, abs=2)
        assert all(mine == pytest.approx(theirs, abs=0.06) for mine, theirs in compared)


def test_few_columns_still_hold_every_value(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    done, trace = _mastered(tmp_path, speech(9, RATE), Mastering(), ffmpeg)
    fine, coarse = trace.envelope(done.timeline, 10_000), trace.envelope(done.timeline, 7)
    assert coarse.columns == 7
    values = [one for band in fine.published_lufs if band for one in band]
    bands = [one for one in coarse.published_lufs if one]
    assert min(values) == min(low for low, _ in bands)
    assert max(values) == max(high for _, high in bands)
    peaks = [one for one in fine.published_peaks if one is not None]
    assert max(peaks) == max(one for one in coarse.published_peaks if one is not None)


def test_a_recording_stands_where_it_is_heard(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """An intro comes before it, and what was trimmed is not shown."""
    intro = write_wav(tmp_path / "intro.wav", speech(2, RATE, seed=3), RATE)
    sound = np.concatenate([silence(3, RATE), speech(5, RATE), silence(2, RATE)])
    done, trace = _mastered(tmp_path, sound, Mastering(intro=intro, trim=True), ffmpeg)
    envelope = trace.envelope(done.timeline, 10_000)
    there = [at for at, one in enumerate(envelope.recorded_peaks) if one]
    assert there[0] / 10 == pytest.approx(done.timeline.lead_s + 0.5, abs=0.2)
    assert len(there) / 10 == pytest.approx(5, abs=0.4)
    assert envelope.recorded_peaks[: round(done.timeline.lead_s * 10) - 1] == (None,) * (
        round(done.timeline.lead_s * 10) - 1
    )


def test_gains_are_those_that_were_applied(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """After less before is what leveling did, the gain, and at a peak what the limiter took."""
    sound = np.concatenate([speech(12, RATE, level=0.02), speech(12, RATE, level=0.2, seed=2)])
    sound[15 * RATE : 15 * RATE + 40] = 0.99
    done, trace = _mastered(tmp_path, sound, Mastering(leveling=Leveling.STRONG), ffmpeg)
    quiet, loud = trace.levelled_db[20:100].mean(), trace.levelled_db[140:220].mean()
    assert quiet > loud + 2
    assert trace.limited_db.max() == pytest.approx(done.loudness.reduction_db)
    assert np.argmax(trace.limited_db) in {149, 150}
    calm = np.flatnonzero(trace.limited_db[30:230] == 0)[:50] + 30
    with np.errstate(divide="ignore"):
        moved_db = 10 * np.log10(trace.published_energies[calm] / trace.recorded_energies[calm])
    expected_db = done.loudness.gain_db + trace.levelled_db[calm]
    assert np.median(np.abs(moved_db - expected_db)) < 0.5


def test_a_limiter_knows_when_it_worked() -> None:
    """Whatever the blocks: at the peak, before it along the look-ahead, and behind it until it let go."""
    sound: Samples = np.full((3 * RATE, 2), 0.1, np.float32)
    sound[RATE + 1000] = 0.8
    courses = []
    for length in (441, 7919, 3 * RATE):
        limiter = Limiter(-12, 2, RATE)
        list(limiter.limited(sound[at : at + length] for at in range(0, len(sound), length)))
        courses.append(limiter.by_step_db())
    assert len(courses[0]) == 30
    assert np.allclose(courses[0], courses[1])
    assert np.allclose(courses[0], courses[2])
    assert courses[0].max() == pytest.approx(limiter.reduction.most_db)
    assert set(np.flatnonzero(courses[0] > 1e-6)) <= {9, 10, 11, 12, 13}


def test_a_trace_is_read_as_it_was_written(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    done, trace = _mastered(tmp_path, speech(4, RATE), Mastering(), ffmpeg)
    trace.write(tmp_path / "trace.npz")
    again = Trace.read(tmp_path / "trace.npz")
    assert _rounded(again.envelope(done.timeline, 50)) == _rounded(trace.envelope(done.timeline, 50))


def test_a_published_file_is_heard_alone(talk: Path, ffmpeg: Ffmpeg) -> None:
    measured, steps = measured_closely(talk, ffmpeg=ffmpeg)
    whole = Timeline(0.0, measured.duration_s, 0.0, measured.duration_s)
    envelope = Trace.of_file(steps).envelope(whole, 20)
    assert envelope.columns == 20
    assert not envelope.knows_recording


def test_silence_has_no_loudness(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    sound = np.concatenate([speech(4, RATE), silence(8, RATE), speech(2, RATE)])
    done, trace = _mastered(tmp_path, sound, Mastering(), ffmpeg)
    assert trace.envelope(done.timeline, 1000).published_lufs[90] is None


def _rounded(envelope: Envelope) -> list[object]:
    return [
        None if one is None else np.round(one, 3).tolist()
        for course in (envelope.published_lufs, envelope.recorded_peaks, envelope.limited_db)
        for one in course
    ]
