"""How ffmpeg is called on a file that nobody vouches for, and what its refusals mean."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.audio.source.running import Running
from podpub.errors import SourceError, ToolError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from podpub.audio.source.ffmpeg import Ffmpeg
    from podpub.audio.source.running import Words

LONGEST_S = 24 * 3600
# Containers that hold sound themselves; playlists and scripts, which open other files, are not here.
_FORMATS = (
    "mp3,wav,w64,flac,ogg,aiff,mov,matroska,aac,caf,au,asf,amr,ape,wv,tta,avi,mpeg,mpegts,flv,"
    "ac3,eac3,dts,voc,dsf,iff,mpc,mpc8,rm,tak,truehd,oma,loas,latm,gsm,mlp,nut,ircam,sox,sds"
)
_MOST_CHANNELS = 8
_SLOWEST_HZ = 8_000
_AU_HEADER = 24
# What each channel of a layout counts: F full, S a surround channel at the listener's side, L nothing (LFE)
_ORDERS = {
    "2.1": "FFL",
    "3.0": "FFF",
    "3.1": "FFFL",
    "4.0": "FFFF",
    "quad": "FFSS",
    "4.1": "FFFLF",
    "5.0": "FFFSS",
    "5.1": "FFFLSS",
    "6.0": "FFFFSS",
    "6.1": "FFFLFSS",
    "7.0": "FFFFFSS",
    "7.1": "FFFLFFSS",
}
LARGE_FRAMES = "asetnsamples=n=16384:p=0"
"""Frames that are worth handing from thread to thread."""
_WEIGHTS = {"F": 1.0, "S": 1.41, "L": 0.0}

EXPORT_AGAIN = say("Export the recording again, or point `audio:` at another file.")
_NO_AUDIO = (
    say("it is not an audio file that podpub can open"),
    say("Point `audio:` at a recording: wav, flac, mp3, m4a, ogg or another."),
)
_NO_SOUND = (say("there is no sound in it"), say("Point `audio:` at a file with sound."))
# ffmpeg's words, what they mean, and what helps; the first that fits is told
_MEANINGS = (
    ("not on whitelist", *_NO_AUDIO),
    ("matches no streams", *_NO_SOUND),
    ("Stream map", *_NO_SOUND),
    (
        "moov atom not found",
        say("it is not an audio file, or was never finished: its index is missing"),
        EXPORT_AGAIN,
    ),
    ("two consecutive MPEG", *_NO_AUDIO),
    (
        "Permission denied",
        say("podpub may not read it"),
        say("Allow reading it: `chmod +r` on Linux and macOS."),
    ),
    ("Error opening input", *_NO_AUDIO),
)


@dataclass(frozen=True, slots=True)
class Source:
    """What a file says about its sound before all of it is decoded.

    Attributes:
        layout: ffmpeg's name for the order of the channels: `stereo`, `5.1`; empty where the file names none.
        promised_s: The length its header promises; None where that is a guess or includes pictures.
        length_s: A length good enough for a progress bar, 0 where unknown.
        is_own: Whether podpub wrote the file itself, a moment ago.
    """

    file: Path
    channels: int
    sample_rate: int
    layout: str
    promised_s: float | None
    length_s: float
    is_own: bool = False

    @property
    def arguments(self) -> tuple[str, ...]:
        """What opens it in ffmpeg."""
        return _own_input(self.file) if self.is_own else file_input(self.file)

    @property
    def weights(self) -> tuple[float, ...]:
        """What each channel counts in loudness (ITU-R BS.1770-5, annex 3); mono is heard on two speakers."""
        if self.channels == 1:
            return (2.0,)
        order = _ORDERS.get(self.layout.partition("(")[0], "F" * self.channels)
        return tuple(_WEIGHTS[place] for place in order)


def file_input(file: Path) -> tuple[str, ...]:
    """Return the arguments that open one file, and only that file.

    `file:` keeps ffmpeg from reading a protocol into a name; the allow-lists keep it from following one.
    """
    safety = ("-protocol_whitelist", "file,pipe", "-format_whitelist", _FORMATS)
    return (*safety, "-i", f"file:{file}", "-map", "0:a:0", "-vn", "-sn", "-dn", "-t", str(LONGEST_S))


def _own_input(file: Path) -> tuple[str, ...]:
    """Return the arguments that open a file of podpub's own, which needs no guard, the short way.

    ffmpeg hands every frame from thread to thread, and an MP3's are so small that this takes longer than to
    decode them. A filter that is a source decodes and gathers them in one place.
    """
    name = str(file)
    for special in ("\\':", "\\'[],;"):  # once for the filter's option, once for the graph around it
        name = "".join(f"\\{letter}" if letter in special else letter for letter in name)
    return ("-f", "lavfi", "-i", f"amovie={name},{LARGE_FRAMES}")


def call(ffmpeg: Ffmpeg, source: Sequence[str], filters: str | None, sink: Sequence[str]) -> list[str]:
    """Return the whole command line; there is no other place that makes one. A copy has no filters."""
    manners = ("-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+verbose")
    return [str(ffmpeg.path), *manners, *source, *(("-af", filters) if filters else ()), *sink]


def look(file: Path, *, ffmpeg: Ffmpeg) -> Source:
    """Open a file and decode its first moment.

    Raises:
        SourceError: It is no regular file, no audio file, or has more channels than can be mixed down.
    """
    _must_be_a_file(file)
    sink = ("-t", "0.05", "-f", "au", "pipe:1")
    with Running(call(ffmpeg, file_input(file), "anull", sink)) as running:
        header = running.stdout.read()[:_AU_HEADER]
        code = running.finish()
    if code != 0 or len(header) < _AU_HEADER:
        raise refusal(file, running.words)
    sample_rate, channels = int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")
    if channels > _MOST_CHANNELS:
        raise SourceError(
            say("{name} has {channels} channels", name=file.name, channels=channels),
            fix=say("Mix it down to stereo or mono first."),
        )
    length_s = _seconds(running.words.facts.get("duration", "0:0:0"))
    sure = length_s and not {"guess", "video"} & running.words.facts.keys()
    if sample_rate < _SLOWEST_HZ:
        raise SourceError(
            say("{name} has a sample rate of {sample_rate} Hz", name=file.name, sample_rate=sample_rate),
            fix=say("Record at 44100 or 48000 Hz."),
        )
    layout = "" if "guessed" in running.words.facts else running.words.facts.get("layout", "")
    return Source(file, channels, sample_rate, layout, length_s if sure else None, length_s)


def refusal(file: Path, words: Words) -> SourceError:
    """Return the error that tells in plain words why ffmpeg refused a file."""
    for sign, reason, fix in _MEANINGS:
        if any(sign in complaint for complaint in words.complaints):
            return SourceError(say("{name} cannot be used: {reason}", name=file.name, reason=reason), fix=fix)
    said = words.complaints[0] if words.complaints else say("no sound came out of it")
    return SourceError(
        say("{name} cannot be decoded: ffmpeg says “{said}”", name=file.name, said=said), fix=EXPORT_AGAIN
    )


def breakdown(words: Words) -> ToolError:
    """Return the error for an ffmpeg that failed on podpub's own PCM."""
    said = words.complaints[0] if words.complaints else say("nothing")
    return ToolError(
        say("ffmpeg stopped in the middle of its work and said “{said}”", said=said),
        fix=say("`podpub doctor` tests it."),
    )


def _must_be_a_file(file: Path) -> None:
    """Look before ffmpeg does: a named pipe would make it wait for ever."""
    try:
        mode = file.stat().st_mode
    except OSError as error:
        missing = error.errno in (errno.ENOENT, errno.ENOTDIR)
        reason = (
            say("does not exist")
            if missing
            else say("cannot be read: {error}", error=os.strerror(error.errno or 0))
        )
        raise SourceError(
            say("{file} {problem}", file=file, problem=reason), fix=say("Check the path.")
        ) from error
    if not stat.S_ISREG(mode):
        raise SourceError(
            say("{file} is not an audio file but a folder or device", file=file), fix=_NO_AUDIO[1]
        )


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
