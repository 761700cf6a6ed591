"""What a reader found → cues: in order, each with an end, by somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from podpub.model import Cue, say
from podpub.model.clock import clock
from podpub.transcripts.clock import LATEST_MS
from podpub.transcripts.faults import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from podpub.transcripts.faults import Faults

_READ_A_SECOND = 15
_LEAST_MS = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One cue as a file has it.

    Attributes:
        line: Where it begins in the file, the first is 1.
        end_ms: None where the file does not say.
        text: In one line; may be empty.
    """

    line: int
    start_ms: int
    end_ms: int | None
    text: str
    speaker: str = ""

    @property
    def name(self) -> str:
        """What to call it before a host."""
        return say("the cue {text} at {time}", text=quoted(self.text), time=clock(self.start_ms / 1000))


def settled(entries: Iterable[Entry], faults: Faults) -> list[Entry]:
    """Return the entries that say something in the order of time, all with an end that is later.

    Where the end is missing, or no later than the beginning, the words last until the next ones begin, and
    the last as long as it takes to read them.
    """
    spoken = [entry for entry in entries if entry.text]
    for entry in spoken:
        if entry.end_ms is not None and entry.end_ms < entry.start_ms:
            faults.error(
                entry.line,
                "cue-backwards",
                say(
                    "{name} ends before it begins, at {time}",
                    name=entry.name,
                    time=clock(entry.end_ms / 1000),
                ),
                say("Correct one of its two times."),
            )
    _see_order(spoken, faults)
    return list(_with_ends(sorted(spoken, key=lambda entry: entry.start_ms)))


def cues_of(entries: Iterable[Entry]) -> tuple[Cue, ...]:
    """Return the nouns of settled entries."""
    return tuple(
        Cue(entry.start_ms / 1000, (entry.end_ms or 0) / 1000, entry.text, entry.speaker) for entry in entries
    )


def continued(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Let a speaker go on until another one is named.

    Source: podcast namespace, transcripts: names stand "at the beginning of each caption when they change".
    """
    speaker = ""
    for entry in entries:
        speaker = entry.speaker or speaker
        yield replace(entry, speaker=speaker)


def _see_order(spoken: Sequence[Entry], faults: Faults) -> None:
    late = [entry for before, entry in pairwise(spoken) if _is_earlier(entry, before)]
    if late:
        many = say("{count} cues begin", count=len(late)) if len(late) > 1 else say("one cue begins")
        faults.warn(
            late[0].line,
            "cue-order",
            say(
                "{many} before the one above, the first is {name}; all were put into the order of time",
                many=many,
                name=late[0].name,
            ),
            say("If two transcripts were joined, let the times of the second go on where the first ends."),
        )


def _is_earlier(entry: Entry, other: Entry) -> bool:
    return entry.start_ms < other.start_ms


def _with_ends(entries: Sequence[Entry]) -> Iterator[Entry]:
    following_ms = start_ms = LATEST_MS * 2
    closed = []
    for entry in reversed(entries):
        if entry.start_ms < start_ms:
            following_ms, start_ms = start_ms, entry.start_ms
        end_ms = entry.end_ms
        if end_ms is None or end_ms <= entry.start_ms:
            end_ms = min(following_ms, entry.start_ms + _reading_ms(entry.text))
        closed.append(replace(entry, end_ms=end_ms))
    return reversed(closed)


def _reading_ms(text: str) -> int:
    return max(_LEAST_MS, len(text) * 1000 // _READ_A_SECOND)
