"""Streams of encoders that worked side by side become one, without a seam and without a byte too many.

Each stream overlaps the next by some frames, which both encoders made of the same sound; at a joint in there
the later one takes over. What it holds in the bit reservoir goes into the room that the earlier one had
reserved for the first frame that is not taken from it. So no frame grows, and the bitrate stays constant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.audio.coding.mp3.reservoir import last_main_data, main_data_begin, with_last_main_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OVERLAP_FRAMES = 64
# What an encoder takes to forget that it did not hear what came before and to fill its reservoir, and what
# it must hear of what follows.
_SETTLING_FRAMES = 40
_LOOKAHEAD_FRAMES = 4


def joined(streams: Iterable[list[bytes]], distance: int) -> Iterator[list[bytes]]:
    """Join streams of frames, each of which begins `distance` frames after the one before.

    The distance is no shorter than the overlap. Yields what is kept of each stream, in order; never nothing.
    """
    following = iter(streams)
    earlier, taken = next(following), 0
    for later in following:
        joint = best_joint(earlier[distance:], later)
        yield mended(earlier[taken : distance + joint], earlier[distance + joint], later[: joint + 1])
        earlier, taken = later, joint
    yield earlier[taken:]


def best_joint(earlier: Sequence[bytes], later: Sequence[bytes]) -> int:
    """Return the frame of an overlap at which the later stream takes over with the least room wasted.

    The later encoder began with an empty reservoir, so there always is room for it: at the latest for the
    first frame, which needs none.
    """
    wastes = {
        number: main_data_begin(earlier[number]) - main_data_begin(later[number])
        for number in range(OVERLAP_FRAMES - _LOOKAHEAD_FRAMES)
    }
    return min(
        (number for number, waste in wastes.items() if waste >= 0),
        key=lambda number: (number < _SETTLING_FRAMES, wastes[number], -number),
    )


def mended(kept: Sequence[bytes], lost: bytes, prelude: Sequence[bytes]) -> list[bytes]:
    """Return the kept frames of the earlier stream, with what the later one holds in reserve at their end.

    Args:
        kept: Frames of the earlier stream.
        lost: The next frame of the earlier stream, whose room is free now.
        prelude: Frames of the later stream, up to the one that stands in its place.
    """
    *dropped, first = prelude
    reserve = last_main_data(dropped, main_data_begin(first))
    return with_last_main_data(kept, reserve.rjust(main_data_begin(lost), b"\0"))
