"""The meter reads the published reference signals right, within the tolerances of their documents.

The signals are built after the tables; the files that the EBU and the ITU hand out, recorded programmes among
them, may not be redistributed. Cases that ask for momentary or short-term readings are not here: podpub gives
none away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podpub.audio import measure
from tests.support import judges
from tests.support.signals import (
    SURROUND_5_0,
    SURROUND_5_1,
    SURROUND_5_1_SIDE,
    crests,
    lone_crest,
    spread,
    tones,
    write_float_wav,
)
from tests.unit.audio.sounds import silence, sine, speech

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.audio import Ffmpeg

SILENT = -np.inf


@pytest.mark.parametrize(
    ("rate", "steps", "lufs"),
    [
        pytest.param(48_000, [(-23, 20)], -23, id="1"),
        pytest.param(44_100, [(-23, 20)], -23, id="1 at 44.1 kHz"),
        pytest.param(48_000, [(-33, 20)], -33, id="2"),
        pytest.param(48_000, [(-36, 10), (-23, 60), (-36, 10)], -23, id="3"),
        pytest.param(48_000, [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23, id="4"),
        pytest.param(48_000, [(-26, 20), (-20, 20.1), (-26, 20)], -23, id="5"),
        pytest.param(44_100, [(-26, 20), (-20, 20.1), (-26, 20)], -23, id="5 at 44.1 kHz"),
    ],
)
def test_programme_loudness_after_ebu_tech_3341(
    tmp_path: Path, ffmpeg: Ffmpeg, rate: int, steps: list[tuple[float, float]], lufs: float
) -> None:
    sound = spread(tones(*steps, rate=rate), 0, 0)
    heard = measure(write_float_wav(tmp_path / "case.wav", sound, rate), ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(lufs, abs=0.1)


@pytest.mark.parametrize(
    ("rate", "levels", "speakers"),
    [
        pytest.param(48_000, (-28, -28, -24, -30, -30), SURROUND_5_0, id="5.0 at 48 kHz"),
        pytest.param(44_100, (-28, -28, -24, -30, -30), SURROUND_5_0, id="5.0"),
        pytest.param(48_000, (-28, -28, -24, SILENT, -30, -30), SURROUND_5_1, id="5.1"),
        pytest.param(48_000, (-28, -28, -24, -10, -30, -30), SURROUND_5_1_SIDE, id="5.1 with a rumble"),
    ],
)
def test_surround_loudness_after_ebu_tech_3341_case_6(
    tmp_path: Path, ffmpeg: Ffmpeg, rate: int, levels: tuple[float, ...], speakers: int
) -> None:
    sound = spread(tones((0, 5), rate=rate), *levels)
    heard = measure(write_float_wav(tmp_path / "case.wav", sound, rate, speakers), ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize(
    ("rate", "wave", "dbtp"),
    [
        pytest.param(48_000, (4, 0, 0.5), -6, id="15"),
        pytest.param(48_000, (4, 45, 0.5), -6, id="16"),
        pytest.param(44_100, (4, 45, 0.5), -6, id="16 at 44.1 kHz"),
        pytest.param(48_000, (6, 60, 0.5), -6, id="17"),
        pytest.param(48_000, (8, 67.5, 0.5), -6, id="18"),
        pytest.param(44_100, (8, 67.5, 0.5), -6, id="18 at 44.1 kHz"),
        pytest.param(48_000, (4, 45, 1.41), 3, id="19"),
    ],
)
def test_the_true_peak_of_a_tone_after_ebu_tech_3341(
    tmp_path: Path, ffmpeg: Ffmpeg, rate: int, wave: tuple[float, float, float], dbtp: float
) -> None:
    sound = spread(crests(rate, *wave), 0, 0)
    heard = measure(write_float_wav(tmp_path / "case.wav", sound, rate), ffmpeg=ffmpeg)
    assert dbtp - 0.4 <= heard.true_peak_dbtp <= dbtp + 0.2


@pytest.mark.parametrize(
    ("rate", "offset"),
    [
        pytest.param(48_000, 0, id="20"),
        pytest.param(48_000, 1, id="21"),
        pytest.param(48_000, 2, id="22"),
        pytest.param(44_100, 2, id="22 at 44.1 kHz"),
        pytest.param(48_000, 3, id="23"),
        pytest.param(44_100, 3, id="23 at 44.1 kHz"),
    ],
)
def test_the_true_peak_of_a_lone_crest_after_ebu_tech_3341(
    tmp_path: Path, ffmpeg: Ffmpeg, rate: int, offset: int
) -> None:
    sound = spread(lone_crest(rate, offset), 0, 0)
    heard = measure(write_float_wav(tmp_path / "case.wav", sound, rate), ffmpeg=ffmpeg)
    assert -0.4 <= heard.true_peak_dbtp <= 0.2


@pytest.mark.parametrize(
    ("rate", "levels", "lra_lu"),
    [
        pytest.param(48_000, (-20, -30), 10, id="1"),
        pytest.param(48_000, (-20, -15), 5, id="2"),
        pytest.param(44_100, (-40, -20), 20, id="3"),
        pytest.param(48_000, (-50, -35, -20, -35, -50), 15, id="4"),
    ],
)
def test_the_loudness_range_after_ebu_tech_3342(
    tmp_path: Path, ffmpeg: Ffmpeg, rate: int, levels: tuple[float, ...], lra_lu: float
) -> None:
    sound = spread(tones(*((level, 20) for level in levels), rate=rate), 0, 0)
    heard = measure(write_float_wav(tmp_path / "case.wav", sound, rate), ffmpeg=ffmpeg)
    assert heard.lra_lu == pytest.approx(lra_lu, abs=1)


@pytest.mark.parametrize(
    ("channel", "lufs"),
    [
        pytest.param(0, -23.01, id="left"),
        pytest.param(1, -23.01, id="right"),
        pytest.param(2, -23.01, id="centre"),
        pytest.param(3, SILENT, id="low frequencies"),
        pytest.param(4, -21.52, id="left surround"),
        pytest.param(5, -21.52, id="right surround"),
    ],
)
def test_each_channel_alone_has_its_weight(tmp_path: Path, ffmpeg: Ffmpeg, channel: int, lufs: float) -> None:
    """After the channel checks of Report ITU-R BS.2217: 997 Hz at -20 dBFS, surrounds count 1.41 times."""
    levels = [SILENT] * 6
    levels[channel] = -20
    sound = spread(tones((0, 2), rate=48_000, hertz=997), *levels)
    heard = measure(write_float_wav(tmp_path / "channel.wav", sound, 48_000, SURROUND_5_1), ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(lufs, abs=0.1)


@pytest.mark.parametrize(
    ("levels", "lufs"),
    [
        pytest.param((-20,), -20.0, id="mono, which two speakers play"),
        pytest.param((-20, SILENT), -23.01, id="one side"),
        pytest.param((SILENT, -20), -23.01, id="the other side"),
    ],
)
def test_mono_is_3_lu_louder_than_one_side(
    tmp_path: Path, ffmpeg: Ffmpeg, levels: tuple[float, ...], lufs: float
) -> None:
    sound = spread(tones((0, 2), rate=44_100, hertz=997), *levels)
    heard = measure(write_float_wav(tmp_path / "side.wav", sound, 44_100), ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(lufs, abs=0.05)


@pytest.mark.parametrize(
    ("rate", "hertz"),
    [(48_000, 25), (44_100, 100), (48_000, 500), (44_100, 2000), (48_000, 10_000), (44_100, 10_000)],
)
def test_a_tone_that_the_weighting_brings_to_minus_23_reads_minus_23(
    tmp_path: Path, ffmpeg: Ffmpeg, rate: int, hertz: int
) -> None:
    """After the tones of Report ITU-R BS.2217."""
    level = -23 + 0.691 - judges.k_weighting_db(hertz)
    sound = spread(tones((level, 2), rate=rate, hertz=hertz), 0, 0)
    heard = measure(write_float_wav(tmp_path / "tone.wav", sound, rate), ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize(
    ("levels", "lufs", "channels"),
    [
        pytest.param((-69.5, -70.5), -69.5, 2, id="just below the absolute gate"),
        pytest.param((-69.5, -70.5), -69.5, 1, id="just below the absolute gate, mono"),
        pytest.param((-69, -69.8), -69.38, 2, id="just above the absolute gate"),
        pytest.param((-10, -24), -10, 2, id="just below the relative gate"),
        pytest.param((-10, -22), -12.74, 2, id="just above the relative gate"),
    ],
)
def test_the_gates_stand_where_the_recommendation_puts_them(
    tmp_path: Path, ffmpeg: Ffmpeg, levels: tuple[float, ...], lufs: float, channels: int
) -> None:
    """After the gate tests of Report ITU-R BS.2217; the relative gate lies at -22.8 and -22.7 LUFS here."""
    tone = tones(*((level, 10) for level in levels), rate=32_000)
    sound = spread(tone, *([0.0] * channels))
    heard = measure(write_float_wav(tmp_path / "gate.wav", sound, 32_000), ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(lufs, abs=0.1)


@pytest.mark.parametrize(("seconds", "channels"), [(0.05, 1), (0.3, 2), (2, 2)])
def test_perfect_silence_after_a_loud_sound_is_no_damage(
    tmp_path: Path, ffmpeg: Ffmpeg, seconds: float, channels: int
) -> None:
    """Loudness that slides along by adding and taking away ends a hair below nothing here."""
    rate = 44_100
    sound = np.concatenate(
        [silence(2, rate, channels), sine(seconds, rate, channels, dbfs=-3), silence(3, rate, channels)]
    )
    heard = measure(write_float_wav(tmp_path / "silence.wav", sound, rate), ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(judges.integrated_lufs(sound, rate), abs=0.05)


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([9.8, 19.83, 29.86, 59.89, 119.92], id="across whole seconds"),
        pytest.param([7.77, 31.93, 43.21, 65.63], id="anywhere, and at the very end"),
    ],
)
def test_no_burst_is_lost_or_heard_twice_in_a_long_silence(
    tmp_path: Path, ffmpeg: Ffmpeg, places: list[float]
) -> None:
    """There are so few that one gating block more or less moves the loudness by a tenth."""
    rate = 22_050
    sound = silence(places[-1] + 0.37, rate, 1)
    for place in places:
        sound[round(place * rate) :][: round(0.37 * rate)] = tones((-20, 0.37), rate=rate)
    heard = measure(write_float_wav(tmp_path / "bursts.wav", sound, rate), ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(judges.integrated_lufs(sound, rate), abs=0.05)
    assert heard.samples == len(sound)


@pytest.mark.parametrize("place", [9.9999, 59.9999])
def test_a_crest_between_two_samples_is_found_at_any_place(
    tmp_path: Path, ffmpeg: Ffmpeg, place: float
) -> None:
    rate = 22_050
    sound, crest = silence(61, rate, 1), lone_crest(rate, 2)
    start = round(place * rate) - len(crest) // 2
    sound[start : start + len(crest)] = crest
    heard = measure(write_float_wav(tmp_path / "crest.wav", sound, rate), ffmpeg=ffmpeg)
    assert -0.4 <= heard.true_peak_dbtp <= 0.2


def test_bursts_and_steps_beside_every_grid_are_measured_as_they_are(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """Louder for 0.37 s of every 1.3 s, and another level every 4.3217 s."""
    rate = 22_050
    sound = tones(*((-20 - 17 * (n * 0.37 % 1), 4.3217) for n in range(16)), rate=rate)
    sound[np.arange(len(sound)) % round(1.3 * rate) < round(0.37 * rate)] *= 2
    heard = measure(write_float_wav(tmp_path / "steps.wav", sound, rate), ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(judges.integrated_lufs(sound, rate), abs=0.05)
    assert heard.lra_lu == pytest.approx(judges.loudness_range_lu(sound, rate), abs=0.2)


def test_an_offset_that_rises_slowly_is_never_heard(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """A filter that begins anew in the middle would hear the offset begin there."""
    rate = 22_050
    tone = tones((-40, 65), rate=rate)
    offset = 0.5 * np.minimum(np.arange(len(tone)) / (5 * rate), 1)[:, None]
    heard = measure(write_float_wav(tmp_path / "offset.wav", tone + offset, rate), ffmpeg=ffmpeg)
    assert heard.lufs == pytest.approx(-40, abs=0.05)


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 2), (48_000, 1)])
def test_the_true_peak_of_speech_is_what_a_stricter_meter_finds(
    tmp_path: Path, ffmpeg: Ffmpeg, rate: int, channels: int
) -> None:
    sound = speech(2, rate, channels)
    heard = measure(write_float_wav(tmp_path / "talk.wav", sound, rate), ffmpeg=ffmpeg)
    strict = judges.true_peak_dbtp(sound, rate)
    assert strict - 0.4 <= heard.true_peak_dbtp <= strict + 0.2


@given(
    rate=st.sampled_from([22_050, 32_000, 44_100, 48_000, 96_000]),
    channels=st.integers(1, 2),
    seconds=st.floats(1, 6),
    levels_db=st.lists(st.floats(-30, 0), min_size=1, max_size=5),
)
@settings(max_examples=6)
def test_any_short_sound_is_as_loud_as_the_judge_hears_it(  # noqa: PLR0913, PLR0917 - what can differ
    tmp_path_factory: pytest.TempPathFactory,
    ffmpeg: Ffmpeg,
    rate: int,
    channels: int,
    seconds: float,
    levels_db: list[float],
) -> None:
    sound = speech(seconds, rate, channels, level=0.2)
    sound *= np.resize(10 ** (np.repeat(levels_db, rate // 2) / 20), len(sound))[:, None]
    file = write_float_wav(tmp_path_factory.mktemp("any") / "sound.wav", sound, rate)
    heard = measure(file, ffmpeg=ffmpeg)
    # Filters drift apart where half the rate is near: there it is the tolerance of EBU Tech 3341.
    tolerance_lu = 0.05 if rate >= 32_000 else 0.1
    low, high = (judges.integrated_lufs(sound, rate, gates_up_lu=up_lu) for up_lu in (-0.1, 0.1))
    assert low - tolerance_lu <= heard.lufs <= high + tolerance_lu
    assert (heard.channels, heard.sample_rate, heard.samples) == (channels, rate, len(sound))
