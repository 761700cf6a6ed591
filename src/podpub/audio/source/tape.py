"""A file played as PCM, in floating point; ffmpeg decodes ahead while the last block is worked on."""

from __future__ import annotations

from contextlib import contextmanager
from queue import SimpleQueue
from threading import Semaphore
from typing import IO, TYPE_CHECKING

import numpy as np

from podpub.audio.source.decode import LARGE_FRAMES, call, refusal
from podpub.audio.source.numerics import prepare_numpy
from podpub.audio.source.running import Running
from podpub.audio.source.soundness import check_numbers, check_unchanged
from podpub.errors import ToolError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.audio.source.decode import Source
    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.audio.source.forming import Samples

_SINK = ("-c:a", "pcm_f32le", "-f", "f32le", "pipe:1")
_BYTES = 4
_FRAMES_AT_ONCE = 1 << 16
_READ_AHEAD = 8
_END = b""


class Tape:
    """A file that is playing.

    Attributes:
        running: The ffmpeg that plays it.
        played: Frames read so far.
    """

    running: Running

    def __init__(self, file: Path, channels: int) -> None:
        self._file = file
        self._frame_bytes = channels * _BYTES
        self._channels = channels
        self._blocks: SimpleQueue[bytes] = SimpleQueue()
        self._room = Semaphore(_READ_AHEAD)
        self._stopped = False
        self._rest = b""
        self.played = 0

    def record(self, stream: IO[bytes]) -> None:
        """Take in what ffmpeg decodes, a little ahead of what is read; runs on a thread of its own."""
        try:
            while not self._stopped and (block := stream.read(_FRAMES_AT_ONCE * self._frame_bytes)):
                self._blocks.put(block)
                self._room.acquire()
        finally:
            self._blocks.put(_END)

    def stop(self) -> None:
        """Take nothing more in."""
        try:
            self._stopped = True
        finally:  # whatever interrupts: a thread that waits for room would be waited for
            self._room.release()

    def read(self, frames: int) -> Samples:
        """Return the next frames, fewer at the end, none behind it.

        Raises:
            SourceError: The file cannot be decoded any further, or its samples are no numbers.
        """
        wanted = frames * self._frame_bytes
        parts, there = [self._rest], len(self._rest)
        while there < wanted and (block := self._blocks.get()):
            self._room.release()
            parts.append(block)
            there += len(block)
        if there < wanted:
            self._end()
        raw = b"".join(parts)
        self._rest = raw[wanted:]
        pcm = np.frombuffer(raw, np.float32, min(there, wanted) // _BYTES).reshape(-1, self._channels)
        check_numbers(self._file, pcm)
        self.played += len(pcm)
        return pcm

    def _end(self) -> None:
        self._blocks.put(_END)  # also for whoever reads on
        code = self.running.finish()
        if code < 0:
            raise ToolError(
                say(
                    "ffmpeg was stopped (signal {code}) while it read {name}",
                    code=-code,
                    name=self._file.name,
                ),
                fix=say("Run the command again; if it happens again, there may be too little memory."),
            )
        if code:
            raise refusal(self._file, self.running.words)
        check_unchanged(self._file, self.running.words)


@contextmanager
def playing(source: Source, filters: str, channels: int, *, ffmpeg: Ffmpeg) -> Iterator[Tape]:
    """Play a source through filters that leave so many channels; ffmpeg is gone at the end of the block.

    Raises:
        ToolError: ffmpeg cannot be started.
    """
    prepare_numpy()
    tape = Tape(source.file, channels)
    argv = call(ffmpeg, source.arguments, f"{LARGE_FRAMES},{filters}", _SINK)
    with Running(argv, reader=tape.record) as tape.running:
        try:
            yield tape
        finally:
            tape.stop()
