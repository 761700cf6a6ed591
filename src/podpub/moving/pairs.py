"""Which episode of the old feed is which one of the new: by GUID, and where those differ, by all else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from podpub.moving.sides import Entry, Side


class By(StrEnum):
    """What two entries have in common, the surest first."""

    GUID = "guid"
    FILE = "file"
    TITLE_AND_DAY = "title and day"
    TITLE = "title"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Pair:
    """The same episode in both feeds."""

    old: Entry
    new: Entry
    by: By


@dataclass(frozen=True, slots=True)
class Pairing:
    """What became of every entry.

    Attributes:
        pairs: In the order of the old feed.
        lost: Those of the old feed that the new one does not have.
        added: Those that only the new one has.
    """

    pairs: tuple[Pair, ...]
    lost: tuple[Entry, ...]
    added: tuple[Entry, ...]


def paired(old: Side, new: Side) -> Pairing:
    """Match two feeds.

    Apps know an episode by its GUID alone, every character of it. An entry of the old feed without a file is
    none: feeds of WordPress have articles among them. What is left is matched by what only one entry on
    either side has: the name and length of the file, title and day, the title, the date.
    """
    pairs: list[Pair] = []
    olds, news = list(_once(old.episodes)), list(_once(new.entries))
    for by, key in _KEYS.items():
        found = _matched(olds, news, by, key)
        pairs += found
        taken = {id(one) for pair in found for one in (pair.old, pair.new)}
        olds = [one for one in olds if id(one) not in taken]
        news = [one for one in news if id(one) not in taken]
    place = {id(one): number for number, one in enumerate(old.entries)}
    return Pairing(tuple(sorted(pairs, key=lambda one: place[id(one.old)])), tuple(olds), tuple(news))


def _once(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Return entries without those that repeat a GUID: apps show one of them only."""
    first: dict[str | int, Entry] = {}
    for one in entries:
        first.setdefault(one.guid or id(one), one)
    return first.values()


def _matched(
    olds: Sequence[Entry], news: Sequence[Entry], by: By, key: Callable[[Entry], Hashable]
) -> list[Pair]:
    before, after = _alone(olds, key), _alone(news, key)
    return [Pair(one, after[mark], by) for mark, one in before.items() if mark in after]


def _alone(entries: Sequence[Entry], key: Callable[[Entry], Hashable]) -> dict[Hashable, Entry]:
    """Return the entries by what no other of them has."""
    marks = [(key(one), one) for one in entries]
    times = Counter(mark for mark, _ in marks)
    return {mark: one for mark, one in marks if mark not in _NO_MARKS and times[mark] == 1}


_NO_MARKS = (None, "")


def _file(one: Entry) -> Hashable:
    name = file_name(one.address)
    return (name, one.length) if name and one.length else None


def _title_and_day(one: Entry) -> Hashable:
    return (one.title.casefold(), one.date.date()) if one.title and one.date else None


_KEYS: Mapping[By, Callable[[Entry], Hashable]] = {
    By.GUID: lambda one: one.guid,
    By.FILE: _file,
    By.TITLE_AND_DAY: _title_and_day,
    By.TITLE: lambda one: one.title.casefold(),
    By.DATE: lambda one: one.date,
}


def file_name(url: str) -> str:
    """Return the name of the file that an address leads to, in small letters, without its query."""
    try:
        return unquote(urlsplit(url).path).rpartition("/")[2].casefold()
    except ValueError:
        return ""
