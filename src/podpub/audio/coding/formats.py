"""PCM blocks become a file of the wished format: MP3 by LAME, M4A and Opus by ffmpeg."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from podpub.audio.coding.encoder import Encoding, lame_lowers_by_db, write_mp3
from podpub.audio.progress import told
from podpub.audio.source.decode import breakdown, call
from podpub.audio.source.forming import resampler
from podpub.audio.source.running import Running
from podpub.model import Format, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.audio.machine import Machine
    from podpub.audio.program import Block, Playback, Program
    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.audio.source.forming import Form
    from podpub.model import Mastering, Measurement, Tell

REPEATABLE = ("-map_metadata:g", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
"""No dates, versions and random numbers: the same sound gives the same bytes."""

_OPUS_HZ = 48_000
_AAC_FRAME = 1024
_MOST_AAC_KBPS = 128
_MOST_OPUS_KBPS = 96


def encode(  # noqa: PLR0913 - what becomes a file, and how
    playback: Playback,
    settings: Mastering,
    draft: Path,
    *,
    machine: Machine,
    tell: Tell,
    evenly: bool = False,
) -> None:
    """Write a program into `draft`, in the first of the formats that are asked for.

    Args:
        playback: The program.
        settings: Its formats and bitrate.
        draft: Where to.
        machine: The tools.
        tell: Told the step `encode`.
        evenly: Whether to code without what finds its bits while it goes on, and may hit a first loud moment
            with too few of them: peaks then stand up to 5 dB higher than they were, and no limiter helps.

    Raises:
        ToolError: ffmpeg stopped.
        OSError: The file cannot be written.
    """
    program = playback.program
    lowered_db = lame_lowers_by_db(settings.bitrate_kbps) if settings.formats[0] is Format.MP3 else 0.0
    with closing(playback.blocks(louder_by_db=lowered_db)) as pcm:
        heard = told(pcm, program.samples, tell, say("encode"))
        if settings.formats[0] is Format.MP3:
            encoding = Encoding(program.form, settings.bitrate_kbps)
            with draft.open("wb") as file:
                write_mp3(file, heard, program.samples, encoding, jobs=machine.jobs)
        else:
            _feed(heard, _argv(program, settings, draft, machine.ffmpeg, evenly=evenly))
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def can_be_even(format_: Format) -> bool:
    """Tell whether a format knows a second way, in which peaks stay where they were."""
    return format_ in _EVENLY


def length(program: Program, format_: Format) -> tuple[int, int]:
    """Return the sample rate of a program's file, and how many samples of it are played."""
    rate = program.form.sample_rate
    if format_ is Format.OPUS:  # which knows no other rate (RFC 7845, 4)
        return _OPUS_HZ, round(program.samples * _OPUS_HZ / rate)
    return rate, program.samples


def is_right(result: Measurement, program: Program, format_: Format) -> bool:
    """Tell whether a written file plays for as long as it shall.

    That an M4A file ends within its last frame stands in its edit list, which older ffmpegs do not heed.
    """
    rate, samples = length(program, format_)
    beyond = _AAC_FRAME - 1 if format_ is Format.M4A else 0
    return result.sample_rate == rate and samples <= result.samples <= samples + beyond


def in_m4a(sample_rate: int) -> tuple[str, ...]:
    """Return how M4A is written.

    The index comes first, so that apps can play while they load; its clock counts samples, for milliseconds
    would round the length.
    """
    return ("-movflags", "+faststart", "-movie_timescale", str(sample_rate), "-f", "ipod")


def _feed(pcm: Iterator[Block], argv: list[str]) -> None:
    with Running(argv, fed=True) as running:
        with suppress(BrokenPipeError):  # the exit code tells
            for block in pcm:
                running.stdin.write(block.raw_data)
            running.stdin.close()
        if running.finish() != 0:
            raise breakdown(running.words)


def _argv(program: Program, settings: Mastering, draft: Path, ffmpeg: Ffmpeg, *, evenly: bool) -> list[str]:
    format_, form = settings.formats[0], program.form
    source = ("-f", "s32le", "-ar", str(form.sample_rate), "-ac", str(form.channels), "-i", "pipe:0")
    codec = (*_CODECS[format_](settings.bitrate_kbps, form), *(_EVENLY.get(format_, ()) if evenly else ()))
    sink = (*codec, *REPEATABLE, "-y", f"file:{draft}")
    return call(ffmpeg, source, _filters(program, format_, ffmpeg), sink)


def _filters(program: Program, format_: Format, ffmpeg: Ffmpeg) -> str:
    """Return the filters that bring a program to the rate and length of its file."""
    rate, samples = length(program, format_)
    if rate == program.form.sample_rate:
        return "anull"
    return f"{resampler(rate, ffmpeg)},apad=whole_len={samples},atrim=end_sample={samples}"


def _aac(bitrate_kbps: int, form: Form) -> tuple[str, ...]:
    """AAC-LC at the bitrate of the show: every app plays it; from 128 kbit/s a channel, more is not heard."""
    kbps = min(bitrate_kbps, form.channels * _MOST_AAC_KBPS)
    return ("-c:a", "aac", "-profile:a", "aac_low", "-b:a", f"{kbps}k", *in_m4a(form.sample_rate))


def _opus(bitrate_kbps: int, form: Form) -> tuple[str, ...]:
    """Opus at three quarters of the show's bitrate, where it sounds as good as MP3; it varies around it."""
    kbps = min(bitrate_kbps * 3 // 4, form.channels * _MOST_OPUS_KBPS)
    return ("-c:a", "libopus", "-application", "audio", "-vbr", "on", "-b:a", f"{kbps}k", "-f", "ogg")


_CODECS = {Format.M4A: _aac, Format.OPUS: _opus}
_EVENLY = {Format.M4A: ("-aac_coder", "fast")}  # ffmpeg-codecs, aac: instead of `twoloop`
