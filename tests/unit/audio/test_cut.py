from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.audio.cut import audible_s, overlap, published_rate, resampled

rates = st.sampled_from([44_100, 48_000])


@pytest.mark.parametrize(
    ("recorded", "published"),
    [
        (8_000, 48_000),
        (16_000, 48_000),
        (48_000, 48_000),
        (96_000, 48_000),
        (11_025, 44_100),
        (88_200, 44_100),
    ],
)
def test_the_rate_follows_the_family_of_the_recording(recorded: int, published: int) -> None:
    assert published_rate(None, recorded) == published
    assert published_rate(44_100, recorded) == 44_100


@given(samples=st.integers(0, 10**10), source=st.integers(1, 192_000), rate=rates)
def test_resampling_keeps_the_time_to_half_a_sample(samples: int, source: int, rate: int) -> None:
    assert abs(resampled(samples, source, rate) * source - samples * rate) <= source / 2
    assert resampled(samples, rate, rate) == samples


@given(
    wanted=st.integers(0, 1000).map(lambda steps: steps / 100),
    left=st.integers(1, 10**9),
    right=st.integers(1, 10**9),
    rate=rates,
)
def test_a_cross_fade_leaves_half_of_each_piece_alone(
    wanted: float, left: int, right: int, rate: int
) -> None:
    samples = overlap(wanted, left, right, rate)
    assert samples <= min(left, right) / 2
    assert samples <= wanted * rate + 0.5
    assert samples % (rate // 100) == 0


def test_a_cross_fade_that_fits_is_as_long_as_asked() -> None:
    assert overlap(0.29, 10**6, 10**6, 44_100) == 12_789


def test_half_a_second_of_room_is_left_around_the_sound() -> None:
    """Sound from 2.0 s to 4.0 s: windows that end at 2.1 s to 4.3 s hear it."""
    momentary = np.array([-90.0] * 20 + [-20.0] * 23 + [-90.0] * 20)
    assert audible_s(momentary, -20, 6.3) == pytest.approx((1.5, 4.5))


def test_sound_that_goes_on_to_the_ends_is_kept_to_the_ends() -> None:
    assert audible_s(np.full(50, -20.0), -20, 5.05) == (0.0, 5.05)
    assert audible_s(np.array([-90.0] * 3 + [-20.0] * 40 + [-90.0] * 9), -20, 5.25) == (0.0, 4.5)


def test_where_nothing_stands_out_nothing_is_cut() -> None:
    assert audible_s(np.full(50, -80.0), -30, 5.0) == (0.0, 5.0)


@given(
    momentary=st.lists(st.floats(-120, 0), max_size=100), lufs=st.floats(-70, 0), behind=st.floats(0, 0.0999)
)
def test_what_is_kept_lies_within_the_recording(momentary: list[float], lufs: float, behind: float) -> None:
    duration_s = len(momentary) / 10 + behind
    start_s, end_s = audible_s(np.array(momentary), lufs, duration_s)
    assert 0 <= start_s <= end_s <= duration_s
