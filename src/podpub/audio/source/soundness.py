"""Whether a file was decoded whole: not cut off, not damaged, no change in the middle, all of it numbers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

from podpub.audio.source.decode import EXPORT_AGAIN, LONGEST_S
from podpub.errors import SourceError
from podpub.model import Message, say

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.audio.source.decode import Source
    from podpub.audio.source.forming import Samples
    from podpub.audio.source.running import Words

_CUT_OUT_OF_STREAMS = {"mp3", "aac"}
_TORN_PACKETS = 3
_SHORT_BY_S = 0.5
_OGG = b"OggS"
_OGG_FLAGS_AT = 5
_OGG_END = 0x04
_LARGEST_OGG_PAGE = 65_307


def check_whole(source: Source, words: Words) -> None:
    """Refuse a file that could not be decoded from its beginning to its end.

    A few torn packets are forgiven in formats that are cut out of running streams, where the first and the
    last packet are torn as a rule.

    Raises:
        SourceError: It is cut off, damaged, or longer than a day.
    """
    name, decoded_s = source.file.name, decoded_samples(words) / source.sample_rate
    promised_s = source.promised_s or 0.0
    errors = int(words.facts.get("errors", "0"))
    forgiven = _TORN_PACKETS if words.facts.get("format") in _CUT_OUT_OF_STREAMS else 0
    is_cut_off = "cut_off" in words.facts and "endless" not in words.facts  # a pipe did not know its length
    if is_cut_off or _is_ogg_without_end(source.file):
        problem = say(
            "is cut off: it stops after {decoded_s:.1f} s, and its end is missing", decoded_s=decoded_s
        )
    elif promised_s - decoded_s > _SHORT_BY_S:
        problem = say(
            "is damaged or cut off: it promises {promised_s:.1f} s, and {decoded_s:.1f} s can be decoded",
            promised_s=promised_s,
            decoded_s=decoded_s,
        )
    elif errors > forgiven:
        problem = _damage(errors)
    elif decoded_s >= LONGEST_S:
        problem = say("is longer than 24 hours")
    else:
        return
    raise SourceError(say("{name} {problem}", name=name, problem=problem), fix=EXPORT_AGAIN)


def _damage(errors: int) -> Message:
    if errors == 1:
        return say("is damaged: in 1 place it cannot be decoded")
    return say("is damaged: in {count} places it cannot be decoded", count=errors)


def _is_ogg_without_end(file: Path) -> bool:
    """Tell whether the last page of an Ogg file lacks the mark of the end (RFC 3533, 6: header type 0x04)."""
    with file.open("rb") as stream:
        if stream.read(len(_OGG)) != _OGG:
            return False
        stream.seek(-min(file.stat().st_size, _LARGEST_OGG_PAGE), os.SEEK_END)
        tail = stream.read()
    page = tail.rfind(_OGG)
    return not tail[page + _OGG_FLAGS_AT] & _OGG_END if 0 <= page < len(tail) - _OGG_FLAGS_AT else True


def decoded_samples(words: Words) -> int:
    """Return how many samples a channel left the decoder, at the file's own rate."""
    return int(words.facts.get("samples", "0"))


def check_unchanged(file: Path, words: Words) -> None:
    """Refuse a stream that began anew with another rate or other channels.

    Raises:
        SourceError: It did.
    """
    if "changed" in words.facts:
        raise SourceError(
            say("{name} changes its sample rate or channels in the middle", name=file.name),
            fix=say("Export it again as one piece, for example as wav."),
        )


def check_numbers(file: Path, pcm: Samples) -> None:
    """Refuse floating-point PCM with NaN or infinity in it: one such sample silences a meter for good.

    Raises:
        SourceError: There is one.
    """
    if not np.isfinite(pcm.sum()):
        raise SourceError(
            say("{name} is damaged: it holds samples that are no numbers", name=file.name),
            fix=say("Export it again."),
        )
