"""A file played as PCM, in floating point, as fast as ffmpeg decodes it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.decode import call, file_input, refusal
from podpub.audio.running import Running
from podpub.audio.soundness import check_numbers, check_unchanged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.audio.ffmpeg import Ffmpeg
    from podpub.audio.running import Words
    from podpub.audio.truepeak import Samples

# Large frames through ffmpeg's threads: an MP3's own are so small that passing them on would cost more than
# decoding them.
_LARGE_FRAMES = "asetnsamples=n=16384:p=0"
_SINK = ("-c:a", "pcm_f32le", "-f", "f32le", "pipe:1")
_BYTES = 4


class Tape:
    """A file that is playing."""

    def __init__(self, file: Path, running: Running, channels: int) -> None:
        self._file = file
        self._running = running
        self._channels = channels
        self.played = 0

    @property
    def words(self) -> Words:
        """What ffmpeg says meanwhile; complete when the end was read."""
        return self._running.words

    def read(self, frames: int) -> Samples:
        """Return the next frames, fewer at the end, none behind it.

        Raises:
            SourceError: The file cannot be decoded any further, or its samples are no numbers.
        """
        raw = self._running.stdout.read(frames * self._channels * _BYTES)
        pcm = np.frombuffer(raw, np.float32).reshape(-1, self._channels)
        check_numbers(self._file, pcm)
        self.played += len(pcm)
        if len(pcm) < frames:
            self._end()
        return pcm

    def _end(self) -> None:
        if self._running.finish() != 0:
            raise refusal(self._file, self.words)
        check_unchanged(self._file, self.words)


@contextmanager
def playing(file: Path, filters: str, channels: int, *, ffmpeg: Ffmpeg) -> Iterator[Tape]:
    """Play a file through filters that leave so many channels; ffmpeg is gone at the end of the block.

    Raises:
        ToolError: ffmpeg cannot be started.
    """
    argv = call(ffmpeg, file_input(file), f"{_LARGE_FRAMES},{filters}", _SINK)
    with Running(argv) as running:
        yield Tape(file, running, channels)
