from __future__ import annotations

import sys
from contextlib import suppress

import pytest

from podpub.audio.source.running import Running, Words
from podpub.errors import ToolError


def test_a_program_that_would_go_on_is_ended_with_its_block() -> None:
    with Running([sys.executable, "-c", "import time; time.sleep(20)"]) as running:
        pass
    assert running.finish() < 0


def test_an_error_in_the_block_ends_the_program_too() -> None:
    running = Running([sys.executable, "-c", "import time; time.sleep(20)"], fed=True)
    with suppress(KeyboardInterrupt), running:
        running.stdin.write(b"not yet read")
        raise KeyboardInterrupt
    assert running.finish() < 0


def test_a_program_that_does_not_exist_is_a_missing_tool() -> None:
    with pytest.raises(ToolError, match="cannot be started"):
        Running(["/nowhere/ffmpeg"])


def test_a_flood_of_complaints_is_kept_within_bounds() -> None:
    flood = "import sys\nfor n in range(50_000): print('[error] ' + 'x' * n, file=sys.stderr)"
    with Running([sys.executable, "-c", flood.replace("50_000", "5_000")]) as running:
        assert running.finish() == 0
    assert len(running.words.complaints) == 20


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("[info] Input #0, mp3, from 'file:a.mp3':", ("format", "mp3")),
        ("[info]   Duration: 00:01:02.50, start: 0.0, bitrate: 1 kb/s", ("duration", "00:01:02.50")),
        ("[info]   Stream #0:1[0x2]: Video: h264, yuv420p", ("video", "Video")),
        ("[in#0/wav @ 0x5] [warning] corrupt input packet in stream 0", ("cut_off", "corrupt input packet")),
        ("[in#0/mov @ 0x5] [error] stream 0, offset 0x4f: partial file", ("cut_off", "partial file")),
        (
            "[in#0/mp3 @ 0x5] [verbose]   Input stream #0:0: 9 frames decoded; 2 decode errors (7 samples)",
            ("errors", "2"),
        ),
    ],
)
def test_the_words_of_ffmpeg_are_understood(line: str, fact: tuple[str, str]) -> None:
    words = Words()
    words.hear(line)
    assert words.facts[fact[0]] == fact[1]


@pytest.mark.parametrize(
    "line",
    [
        "[info]     title           : [info]   Duration: 00:01:02.50",
        "[info]   Stream #0:1: Video: mjpeg, 500x500 (attached pic)",
        "[info]     comment         : [in#0/wav @ 0x5] [warning] corrupt input packet",
    ],
)
def test_what_only_looks_like_a_fact_is_none(line: str) -> None:
    words = Words()
    words.hear(line)
    assert words.facts == {}
