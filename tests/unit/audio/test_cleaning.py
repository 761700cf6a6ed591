from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from podpub.audio import Ffmpeg, Machine, master, measure
from podpub.model import Cleaning, Mastering, TrackSource
from tests.unit.audio.sounds import Sound, decode, silence, sine, speech, write_wav

if TYPE_CHECKING:
    from pathlib import Path


def _mastered(sound: Sound, rate: int, cleaning: Cleaning, folder: Path, ffmpeg: Ffmpeg) -> Sound:
    file = write_wav(folder / "in.wav", sound, rate)
    settings = Mastering(cleaning=cleaning, bitrate_kbps=320, sample_rate=44_100)
    done = master([TrackSource(file)], settings, folder / "out.mp3", machine=Machine(ffmpeg, 2))
    assert done.result.samples == round(len(sound) * 44_100 / rate)
    return decode(folder / "out.mp3", ffmpeg, 2)


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
@pytest.mark.parametrize("cleaning", [Cleaning(highpass_hz=80), Cleaning(denoise_db=10)])
def test_cleaned_sound_stays_in_time_to_its_end(
    tmp_path: Path, ffmpeg: Ffmpeg, rate: int, cleaning: Cleaning
) -> None:
    """Chapters and transcripts go by it: no delay, and the last moment is there."""
    sound = np.concatenate([speech(2, rate, 2), sine(0.05, rate, 2, dbfs=-12)])
    plain = _mastered(sound, rate, Cleaning(), tmp_path, ffmpeg)[:, 0]
    cleaned = _mastered(sound, rate, cleaning, tmp_path, ffmpeg)[:, 0]
    around = range(-8, 9)
    middle = plain[20_000:60_000]
    likeness = [float(np.dot(middle, cleaned[20_000 + lag : 60_000 + lag])) for lag in around]
    assert around[int(np.argmax(likeness))] == 0
    end = slice(-1500, -200)
    assert np.sqrt(np.mean(cleaned[end] ** 2)) > 0.5 * np.sqrt(np.mean(plain[end] ** 2))


def test_rumble_is_taken_out_and_voices_are_left(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    sound = speech(3, 44_100) + sine(3, 44_100, 2, dbfs=-20, hertz=25)
    plain = _mastered(sound, 44_100, Cleaning(), tmp_path, ffmpeg)
    cleaned = _mastered(sound, 44_100, Cleaning(highpass_hz=80), tmp_path, ffmpeg)

    def at(sound: Sound, low: int, high: int) -> float:
        spectrum = np.abs(np.fft.rfft(sound[:130_000, 0])) ** 2
        hertz = np.fft.rfftfreq(130_000, 1 / 44_100)
        return 10 * float(np.log10(spectrum[(hertz >= low) & (hertz < high)].sum()))

    def rumble_below_voice_db(sound: Sound) -> float:
        return at(sound, 200, 4000) - at(sound, 20, 30)

    assert rumble_below_voice_db(cleaned) > rumble_below_voice_db(plain) + 17
    assert at(cleaned, 250, 500) - at(cleaned, 1000, 4000) == pytest.approx(
        at(plain, 250, 500) - at(plain, 1000, 4000), abs=0.5
    )


@pytest.mark.parametrize("noise_dbfs", [-60, -45, -35])
def test_steady_noise_is_turned_down_however_loud_it_is(
    tmp_path: Path, ffmpeg: Ffmpeg, noise_dbfs: float
) -> None:
    noise = np.random.default_rng(8).standard_normal((6 * 44_100, 2)) * 10 ** (noise_dbfs / 20)
    talk = np.concatenate([silence(1.5, 44_100), speech(3, 44_100, level=0.3), silence(1.5, 44_100)])
    plain = _mastered(talk + noise, 44_100, Cleaning(), tmp_path, ffmpeg)
    cleaned = _mastered(talk + noise, 44_100, Cleaning(denoise_db=10), tmp_path, ffmpeg)
    pause = slice(20_000, 55_000)
    turned_down_db = 20 * np.log10(np.std(plain[pause]) / np.std(cleaned[pause]))
    assert 6 < turned_down_db < 12


def test_a_click_at_the_very_end_is_limited_like_any_other(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """Somebody presses stop: the peak lies in what is less than a tenth of a second."""
    sound = speech(3.09, 44_100, level=0.02)
    sound[-900:-600] = 0.95 * np.hanning(300)[:, None]
    file = write_wav(tmp_path / "click.wav", sound, 44_100)
    done = master([TrackSource(file)], Mastering(), tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    assert done.loudness.reduction_db > 6
    assert done.result.true_peak_dbtp <= -1
    played = decode(tmp_path / "out.mp3", ffmpeg, 2)
    assert played[-800:-700].min() > 0.3


def test_channels_without_a_place_are_all_heard(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """A recorder with three microphones names no layout: the third is no subwoofer."""
    sound = np.concatenate([silence(3, 44_100, 2), speech(3, 44_100, 1)], axis=1)
    file = write_wav(tmp_path / "three.wav", sound, 44_100)
    alone = write_wav(tmp_path / "one.wav", speech(3, 44_100, 1), 44_100)
    assert measure(file, ffmpeg=ffmpeg).lufs == pytest.approx(
        measure(alone, ffmpeg=ffmpeg).lufs - 3.01, abs=0.1
    )
    done = master([TrackSource(file)], Mastering(), tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    assert done.result.lufs == pytest.approx(-16, abs=0.1)
