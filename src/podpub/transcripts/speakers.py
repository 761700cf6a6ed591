"""Who speaks, where a format has no place for it: `Name: words`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from podpub.transcripts.entries import Entry

# `[SPEAKER_00]: words` is WhisperX's, `Name: words` the podcast namespace's (transcripts, SRT).
_LABEL = re.compile(
    r"(?:\[(?P<boxed>[^\[\]]{1,50})\]|(?P<plain>[^\W\d_][^:\[\]<>\"„“”!?;,]{0,49})) ?: (?P<said>.+)"
)
_MOST_WORDS = 4
_PARTICLES = frozenset(
    {"von", "van", "vom", "de", "di", "da", "del", "der", "den", "zu", "und", "and", "y", "&"}
)
_OFTEN = 2


def named(entries: Sequence[Entry]) -> list[Entry]:
    """Take the names from the beginnings of the words, where no entry has a speaker yet.

    “Das Ergebnis: null” begins like a name. So names are believed only where the very first words have one,
    and a name comes back, or half of all entries have one.
    """
    labels = [label(entry.text) for entry in entries]
    if not entries or labels[0] is None or any(entry.speaker for entry in entries):
        return list(entries)
    known = _believed([found[0] for found in labels if found], len(entries))
    return [
        replace(entry, speaker=found[0], text=found[1]) if found and found[0] in known else entry
        for entry, found in zip(entries, labels, strict=True)
    ]


def label(text: str) -> tuple[str, str] | None:
    """Return the name that a line begins with and the words behind it; None where it is no name."""
    found = _LABEL.fullmatch(text)
    if not found:
        return None
    name, said = (found["boxed"] or found["plain"]).strip(), found["said"].strip()
    is_name = bool(name) if found["boxed"] else _is_name(name)
    return (name, said) if is_name and said else None


def _believed(names: Iterable[str], entries: int) -> set[str]:
    count = Counter(names)
    if count.total() * 2 >= entries:
        return set(count)
    return {name for name, times in count.items() if times >= _OFTEN}


def _is_name(text: str) -> bool:
    words = text.split()
    proper = all(word[0].isupper() or word[0].isdigit() or word in _PARTICLES for word in words)
    return proper and len(words) <= _MOST_WORDS
