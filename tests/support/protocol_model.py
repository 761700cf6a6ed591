"""podpub's publishing as a small model, fast enough for a million random schedules.

Each host is a generator that yields before each of its requests, so that whoever plays it decides what
happens between two of them. Functions have the names of those they stand for, and the same order of requests;
only what touches neither a record nor the feed is left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Generator

    Requests: TypeAlias = "Generator[None, None, None]"
    Catalog: TypeAlias = "dict[int, Body]"

FEED = 0
_ATTEMPTS = 20
_TRIES = 5
_RESENDS = 3


class Kind(Enum):
    """What the server does about conditions, and podpub on it."""

    KEPT = "keeps conditions"
    IGNORED = "ignores conditions, podpub looks before and after"
    NAIVE = "ignores conditions, nobody looks"


class Body(NamedTuple):
    """An object's bytes, which are its tag.

    Attributes:
        says: A record's version and whether it is withdrawn; for the feed, the version of each episode.
        stamp: Names the very bytes that a record replaced; for the feed, those of all its records.
    """

    says: Any
    stamp: int


class Refused(Exception):  # noqa: N818 - said, not failed
    """podpub stops and says so."""


class Conflict(Refused):
    """Somebody else wrote meanwhile."""


@dataclass(frozen=True, slots=True)
class Weather:
    """How often things go wrong.

    Attributes:
        lost: The share of requests whose answer does not arrive; half of them were done.
        late: The share of writes not done that arrive after all, when nobody waits for them any more.
        crash: The share of requests before which a host is killed.
    """

    lost: float = 0.0
    late: float = 0.0
    crash: float = 0.0


class Late(NamedTuple):
    """A write on its way."""

    key: int
    body: Body
    expect: Body | None
    writer: int


class Show:
    """A server with a show on it, and what its hosts were told.

    Attributes:
        settled: What podpub said about each episode that nobody has touched since: it has to stay true.
        released: Every episode that podpub said is released.
        broken: What was found wrong.
    """

    def __init__(self, kind: Kind, weather: Weather, random: Random, *, stamped: bool = True) -> None:
        self.kind = kind
        self.weather = weather
        self.random = random.random
        self.stamped = stamped
        self.objects: dict[int, Body] = {}
        self.writers: dict[int, int] = {}
        self.history: dict[int, list[object]] = {}
        self.late: list[Late] = []
        self.numbers = 0
        self.settled: dict[int, tuple[int, bool]] = {}
        self.released: set[int] = set()
        self.told: set[int] = set()
        self.begun: Counter[int] = Counter()
        self.busy: Counter[int] = Counter()
        self.trouble = False
        self.broken: list[str] = []

    def number(self) -> int:
        """Return a number that nothing else has."""
        self.numbers += 1
        return self.numbers

    def put(self, key: int, body: Body, expect: Body | None, writer: int) -> bool:
        """Do a write, unless its condition matters and does not hold; tell whether it was done."""
        if self.kind is Kind.KEPT and self.objects.get(key) != expect:
            return False
        self.objects[key] = body
        self.writers[key] = writer
        if key == FEED and self.kind is not Kind.IGNORED:
            self.judge()
        return True

    def judge(self) -> None:
        """Compare the feed with what hosts were told."""
        feed = self.feed()
        for episode, (version, withdrawn) in self.settled.items():
            if feed.get(episode) != (None if withdrawn else version):
                self.broken.append(f"the feed shows version {feed.get(episode)} of {episode}, not {version}")

    def feed(self) -> dict[int, int]:
        """Return which version of each episode the feed shows."""
        body = self.objects.get(FEED)
        return dict(body.says) if body else {}

    def catalog(self) -> Catalog:
        """Return every record."""
        return {key: body for key, body in self.objects.items() if key != FEED}

    def is_complete(self) -> bool:
        """Tell whether the feed says what the records say."""
        return self.feed() == dict(_render(self.catalog()))

    def arrive(self, number: int) -> None:
        """Let a late write arrive. One that nobody was told of may take effect: its command is still open.

        So nothing is settled by what another command said of the episode before, or is about to say.
        """
        late = self.late.pop(number)
        if self.put(*late) and late.key != FEED and late.writer not in self.told:
            self.settled.pop(late.key, None)
            self.begun[late.key] += 1


def _lost(show: Show, late: Late) -> bool:
    """Tell whether a write's answer is lost; then it was done, or not, or will be when nobody expects it."""
    if show.random() >= show.weather.lost:
        return False
    show.trouble = True
    if show.random() < 0.5:
        show.put(*late)
    elif show.random() < show.weather.late:
        show.late.append(late)
    return True


def _is_mine(show: Show, key: int, writer: int) -> Generator[None, None, bool]:
    """What cannot be told is no no: the command is refused, and has to be run again."""
    yield
    if show.random() < show.weather.lost:
        show.trouble = True
        raise Refused
    return show.writers.get(key) == writer


def _write(show: Show, key: int, body: Body, expect: Body | None) -> Requests:
    """`BucketStorage.write` with a condition."""
    late = Late(key, body, expect, show.number())
    if show.kind is Kind.KEPT:
        yield from _write_if(show, late)
    elif show.kind is Kind.IGNORED:
        yield from _write_and_look(show, late)
    else:
        yield
        show.put(*late)
    show.told.add(late.writer)


def _write_if(show: Show, late: Late) -> Requests:
    for _ in range(_TRIES):
        yield
        if _lost(show, late):
            continue
        if show.put(*late) or (yield from _is_mine(show, late.key, late.writer)):
            return
        raise Conflict
    raise Refused


def _write_and_look(show: Show, late: Late) -> Requests:
    yield
    if show.objects.get(late.key) != late.expect:
        raise Conflict
    for _ in range(_RESENDS):  # boto3 does that by itself
        yield
        if not _lost(show, late):
            show.put(*late)
            break
    else:
        raise Refused
    if not (yield from _is_mine(show, late.key, late.writer)):
        raise Conflict


def _read_catalog(show: Show, known: Catalog) -> Generator[None, None, Catalog]:
    """A listing, and after it a request for each record that is not known yet."""
    yield
    listed = show.catalog()
    for key, body in listed.items():
        if known.get(key) != body:
            yield
            listed[key] = show.objects[key]
    return listed


def _save_record(show: Show, key: int, says: object, held: Body | None) -> Requests:
    if held:
        yield
        show.history.setdefault(key, []).append(held.says)
    yield from _write(show, key, Body(says, hash(held) if show.stamped else 0), held)


def _render(catalog: Catalog) -> frozenset[tuple[int, int]]:
    told = ((key, body.says) for key, body in catalog.items())
    return frozenset((key, says[0]) for key, says in told if not says[1])


def _update_feed(show: Show, known: Catalog) -> Requests:
    quiet, looks = 0, 2 if show.kind is Kind.IGNORED else 1
    for _ in range(_ATTEMPTS):
        yield
        current = show.objects.get(FEED)
        known = yield from _read_catalog(show, known)
        feed = Body(_render(known), hash(frozenset(known.items())) if show.stamped else 0)
        if current == feed:
            quiet += 1
        else:
            try:
                yield from _write(show, FEED, feed, current)
            except Conflict:
                continue
            quiet = 1 if looks == 1 else 0
        if quiet == looks:
            return
    raise Refused


class Command(NamedTuple):
    """What a host asks for: `release` with a new version, `unpublish`, `undo` or `feed`."""

    name: str
    episode: int
    version: int


def _run(show: Show, command: Command) -> Requests:
    """Do one command, and keep what podpub says in the end."""
    episode = command.episode
    begun = show.begun[episode] = show.begun[episode] + 1
    alone = not show.busy[episode]
    show.busy[episode] += 1
    show.settled.pop(episode, None)
    try:
        known = yield from _read_catalog(show, {})
        says = yield from _COMMANDS[command.name](show, command, known.get(episode))
        yield from _update_feed(show, known)
    finally:
        show.busy[episode] -= 1
    if command.name == "release":
        show.released.add(episode)
    if says and alone and begun == show.begun[episode]:
        show.settled[episode] = says
        if show.kind is not Kind.IGNORED:
            show.judge()


def _release(show: Show, command: Command, held: Body | None) -> Generator[None, None, Any]:
    wanted = (command.version, False)
    if held and (held.says == wanted or held.says[1]):
        return held.says  # what was taken back stays so
    try:
        yield from _save_record(show, command.episode, wanted, held)
    except Conflict:
        theirs = (yield from _read_catalog(show, {})).get(command.episode)
        if theirs is None or theirs.says != wanted:
            raise
    return wanted


def _unpublish(show: Show, command: Command, held: Body | None) -> Generator[None, None, Any]:
    if held is None:
        raise Refused
    wanted = (held.says[0], True)
    if held.says != wanted:
        yield from _save_record(show, command.episode, wanted, held)
    return wanted


def _undo(show: Show, command: Command, held: Body | None) -> Generator[None, None, Any]:
    """`undo --to` some version; without `--to` it is one of them too."""
    if held is None:
        raise Refused
    yield
    past = show.history.get(command.episode, [held.says])
    wanted = past[command.version % len(past)]
    if wanted != held.says:
        yield from _save_record(show, command.episode, wanted, held)
    return wanted


def _feed(_show: Show, _command: Command, _held: Body | None) -> Generator[None, None, Any]:
    """`podpub feed`, and what cron runs."""
    return None
    yield


_COMMANDS = {"release": _release, "unpublish": _unpublish, "undo": _undo, "feed": _feed}
_NAMES = ("release", "release", "release", "unpublish", "undo", "undo", "feed")


def _host(show: Show, commands: list[Command]) -> Requests:
    """Run commands; one that was refused is run once more, as podpub asks for."""
    while commands:
        for _ in range(2):
            try:
                yield from _run(show, commands[0])
            except Refused:
                continue
            break
        commands.pop(0)


def play(seed: int, kind: Kind, weather: Weather, *, stamped: bool = True) -> list[str]:
    """Play the random schedule of a seed; return what was found wrong."""
    random = Random(seed)  # noqa: S311 - chance that can be repeated
    show = Show(kind, weather, random, stamped=stamped)
    plans = [_plan(show, random) for _ in range(random.choice((2, 2, 3)))]
    hosts = [_host(show, plan) for plan in plans]
    while hosts:
        number = int(show.random() * len(hosts))
        if show.late and show.random() < 0.05:
            show.arrive(int(show.random() * len(show.late)))
        if weather.crash and show.random() < weather.crash:
            hosts[number].close()
            show.trouble = True
            hosts[number] = _host(show, plans[number][int(show.random() * 2) :])  # run again, or given up
        if next(hosts[number], hosts) is hosts:
            del hosts[number], plans[number]
    return show.broken + _end(show)


def _plan(show: Show, random: Random) -> list[Command]:
    count = random.choice((1, 1, 2))
    return [Command(random.choice(_NAMES), random.choice((1, 1, 2)), show.number()) for _ in range(count)]


def _end(show: Show) -> list[str]:
    """Return what is wrong once everybody has finished, and, after any trouble, one more command was run."""
    show.weather = Weather()
    if show.trouble:
        list(_update_feed(show, {}))
    wrong = [] if show.is_complete() else ["the feed does not say what the records say"]
    lost = show.released - set(show.objects)
    return wrong + [f"{episode} is lost" for episode in lost]
