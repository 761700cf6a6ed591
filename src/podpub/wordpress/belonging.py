"""Which episode a player in a post belongs to, and how sure that is."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - part of a public record
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from podpub.wordpress.players import is_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from podpub.wordpress.embeds import Embed
    from podpub.wordpress.reading import Post

_SHORTEST = 5
_NUMBERS = re.compile(rf"\d{{{_SHORTEST},}}|[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}")
_NUMBER = re.compile(r"^(?:(?:folge|episode|ep\.?|nr\.?|#)?\s*\d+\s*[-–—:.|)]*\s+)", re.IGNORECASE)
_COMMON = frozenset(
    {"embed", "episode", "episodes", "player", "podcast", "podcasts", "index", "show", "media"}
)


class Sure(StrEnum):
    """How sure it is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"


class By(StrEnum):
    """What tells."""

    GUID = "guid"
    FILE = "file"
    ADDRESS = "address"
    TITLE_AND_DAY = "title and day"
    TITLE = "title"
    DAY = "day"


SURE: Mapping[By, Sure] = {
    By.GUID: Sure.CERTAIN,
    By.FILE: Sure.CERTAIN,
    By.ADDRESS: Sure.CERTAIN,
    By.TITLE_AND_DAY: Sure.CERTAIN,
    By.TITLE: Sure.LIKELY,
    By.DAY: Sure.GUESS,
}


@dataclass(frozen=True, slots=True)
class Known:
    """An episode, as far as old players may name it.

    Attributes:
        addresses: Where its file and its page were before, and are.
    """

    guid: str
    title: str
    date: datetime | None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Belonging:
    """An episode that a player belongs to."""

    episode: Known
    by: By

    @property
    def sure(self) -> Sure:
        """How sure it is."""
        return SURE[self.by]


class Library:
    """The episodes of a show, to be found by what players say."""

    def __init__(self, episodes: Iterable[Known]) -> None:
        self._episodes = tuple(episodes)

    def owner(self, embed: Embed, post: Post, *, is_alone: bool) -> Belonging | None:
        """Return the episode that a player belongs to.

        Args:
            embed: The player.
            post: That it stands in.
            is_alone: Whether it is the only one there: then the post is about it.
        """
        for by, marks in _marks(embed, post, is_alone=is_alone):
            named = (self._by[by].get(mark, ()) for mark in marks)
            found = {id(one[0]): one[0] for one in named if len(one) == 1}
            if len(found) == 1:
                return Belonging(next(iter(found.values())), by)
        return None

    @cached_property
    def _by(self) -> Mapping[By, Mapping[object, Sequence[Known]]]:
        return {by: _index(self._episodes, keys) for by, keys in _KEYS.items()}


def _index(
    episodes: Iterable[Known], keys: Callable[[Known], Iterable[object]]
) -> Mapping[object, Sequence[Known]]:
    found: defaultdict[object, list[Known]] = defaultdict(list)
    for one in episodes:
        for key in dict.fromkeys(keys(one)):
            found[key].append(one)
    return found


_KEYS: Mapping[By, Callable[[Known], Iterable[object]]] = {
    By.GUID: lambda one: (one.guid,),
    By.FILE: lambda one: filter(None, map(_file, one.addresses)),
    By.ADDRESS: lambda one: (*_tokens(one.guid), *(token for url in one.addresses for token in _tokens(url))),
    By.TITLE_AND_DAY: lambda one: ((_plain(one.title), one.date.date()),) if one.date else (),
    By.TITLE: lambda one: (_plain(one.title),),
    By.DAY: lambda one: (one.date.date(),) if one.date else (),
}


def _marks(embed: Embed, post: Post, *, is_alone: bool) -> Iterator[tuple[By, Iterable[object]]]:
    """Yield what a player, and the post around it, say of their episode, the surest first."""
    yield By.FILE, [_file(one) for one in embed.addresses if is_sound(one)]
    yield By.ADDRESS, [token for one in embed.addresses for token in _tokens(one)]
    if not is_alone:
        return
    title = _plain(post.title)
    yield By.GUID, [post.guid]
    yield By.FILE, [name for one in post.files if (name := _file(one))]
    yield By.ADDRESS, [*_tokens(post.link)]
    if post.date:
        yield By.TITLE_AND_DAY, [(title, post.date.date())]
    yield By.TITLE, [title]
    if post.date:
        yield By.DAY, [post.date.date()]


def _file(url: str) -> str:
    """Return the name of the audio file that an address leads to."""
    try:
        name = unquote(urlsplit(url).path).rpartition("/")[2].casefold()
    except ValueError:
        return ""
    return name if is_sound(url) else ""


def _tokens(text: str) -> Iterator[str]:
    """Yield what an address or GUID names something with: parts that others hardly have by chance."""
    try:
        path = unquote(urlsplit(text).path if "//" in text else text).casefold()
    except ValueError:
        return
    parts = (one for one in path.split("/") if len(one) >= _SHORTEST and one not in _COMMON)
    yield from (*parts, *_NUMBERS.findall(path))


def _plain(title: str) -> str:
    """Return a title without the number before it, and without what typesetters make of it."""
    words = re.findall(r"\w+", _NUMBER.sub("", title.casefold()))
    return " ".join(words)
