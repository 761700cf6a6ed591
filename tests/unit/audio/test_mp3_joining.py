"""Joining the streams of several encoders, tried on streams that were made up for the purpose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podpub.audio.coding.mp3.frames import FrameHeader
from podpub.audio.coding.mp3.joining import OVERLAP_FRAMES, best_joint, joined
from podpub.audio.coding.mp3.reservoir import last_main_data, main_data_begin, with_last_main_data

MOST_RESERVE = 511
headers = st.builds(
    FrameHeader,
    bitrate_kbps=st.sampled_from([64, 80, 96, 112, 128, 160, 192, 224, 256, 320]),
    sample_rate=st.sampled_from([44_100, 48_000]),
    padding=st.just(value=False),
    mode=st.sampled_from([0, 1, 3]),
    crc=st.booleans(),
)


@dataclass(frozen=True)
class Made:
    """A stream as an encoder makes it, and what each frame has to say."""

    frames: list[bytes]
    main_data: list[bytes]


def make(header: FrameHeader, count: int, hunger: float, seed: int) -> Made:
    """Lay main data of uneven length into frames, as far ahead as it may lie; `hunger` tells how much."""
    chance = np.random.default_rng(seed)
    padded = [replace(header, padding=bool(chance.random() < 0.5)) for _ in range(count)]
    sides = 4 + 2 * header.crc + header.side_info_bytes
    rooms = np.cumsum([0, *(each.frame_bytes - sides for each in padded)])
    stream, starts, main_data = bytearray(), [], []
    for room, end in pairwise(rooms):
        start = max(len(stream), int(room) - MOST_RESERVE)
        wanted = int(chance.uniform(0, 2 * hunger) * (end - room))
        said = chance.bytes(min(wanted, int(end) - start))
        stream = stream.ljust(start, b"\xaa") + said
        starts.append(int(room) - start)
        main_data.append(said)
    stream = stream.ljust(int(rooms[-1]), b"\xaa")
    frames = [
        each.to_bytes()
        + bytes(2 * header.crc)
        + (begin << 7).to_bytes(2, "big").ljust(header.side_info_bytes, b"\x55")
        + stream[room:end]
        for each, begin, room, end in zip(padded, starts, rooms, rooms[1:], strict=False)
    ]
    return Made(frames, main_data)


def read(frames: list[bytes], number: int, length: int) -> bytes:
    """Return what a decoder takes for a frame's main data."""
    before = last_main_data(frames[:number], main_data_begin(frames[number]))
    assert len(before) == main_data_begin(frames[number]), "points before the stream"
    frame = frames[number]
    return (before + last_main_data([frame], len(frame)))[:length]


@given(
    header=headers,
    hungers=st.lists(st.floats(0.05, 1.5), min_size=1, max_size=3),
    distance=st.integers(OVERLAP_FRAMES, OVERLAP_FRAMES + 30),
    last=st.integers(OVERLAP_FRAMES + 1, OVERLAP_FRAMES + 30),
    seed=st.integers(0, 1000),
)
@settings(max_examples=20)
def test_every_frame_of_a_joined_stream_still_says_what_its_encoder_said(
    header: FrameHeader, hungers: list[float], distance: int, last: int, seed: int
) -> None:
    lengths = [distance + OVERLAP_FRAMES + 1] * (len(hungers) - 1) + [last]
    made = [
        make(header, length, hunger, seed + number)
        for number, (length, hunger) in enumerate(zip(lengths, hungers, strict=True))
    ]
    parts = list(joined((each.frames for each in made), distance))
    frames = [frame for part in parts for frame in part]
    assert len(frames) == (len(made) - 1) * distance + last
    number, sides = 0, 4 + 2 * header.crc + header.side_info_bytes
    for at, part in enumerate(parts):
        for _ in part:
            said, its_own = (each[number - at * distance] for each in (made[at].main_data, made[at].frames))
            assert read(frames, number, len(said)) == said
            assert frames[number][:sides] == its_own[:sides]
            number += 1


def stream_of(pointers: list[int]) -> list[bytes]:
    """Return frames of which only the pointers matter."""
    header = FrameHeader(128, 48_000, padding=False, mode=3)
    return [(header.to_bytes() + (pointer << 7).to_bytes(2, "big")).ljust(384, b"\0") for pointer in pointers]


@given(
    earlier=st.lists(st.integers(0, MOST_RESERVE), min_size=OVERLAP_FRAMES, max_size=OVERLAP_FRAMES),
    later=st.lists(st.integers(0, MOST_RESERVE), min_size=OVERLAP_FRAMES, max_size=OVERLAP_FRAMES),
)
@settings(max_examples=30)
def test_a_joint_wastes_the_least_where_both_encoders_hear_alike(
    earlier: list[int], later: list[int]
) -> None:
    later[0] = 0
    joint = best_joint(stream_of(earlier), stream_of(later))
    wastes = [before - after for before, after in zip(earlier, later, strict=True)]
    assert wastes[joint] >= 0
    alike = [waste for waste in wastes[40:60] if waste >= 0]
    if alike:
        assert 40 <= joint < 60
        assert wastes[joint] == min(alike)


def test_there_is_a_joint_even_when_the_earlier_encoder_has_no_reserve_at_all() -> None:
    assert best_joint(stream_of([0] * OVERLAP_FRAMES), stream_of([0] + [99] * (OVERLAP_FRAMES - 1))) == 0


@given(header=headers, count=st.integers(1, 6), seed=st.integers(0, 99), size=st.integers(0, 1200))
def test_only_the_end_of_the_main_data_is_replaced(
    header: FrameHeader, count: int, seed: int, size: int
) -> None:
    frames = make(header, count, 0.5, seed).frames
    whole = last_main_data(frames, 10_000)
    if size > len(whole):
        with pytest.raises(ValueError, match="no room"):
            with_last_main_data(frames, bytes(size))
        return
    wanted = np.random.default_rng(seed).bytes(size)
    changed = with_last_main_data(frames, wanted)
    assert last_main_data(changed, 10_000) == whole[: len(whole) - size] + wanted
    assert last_main_data(changed, size) == wanted
    sides = 4 + 2 * header.crc + header.side_info_bytes
    assert [frame[:sides] for frame in changed] == [frame[:sides] for frame in frames]
    assert list(map(len, changed)) == list(map(len, frames))
