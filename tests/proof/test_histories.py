"""Whatever hosts do, and wherever they are killed, the show says what a simple list of versions says."""

from __future__ import annotations

import itertools
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from podpub.errors import UsageError
from podpub.model import Slug
from tests.support.commands import feeding, releasing, undoing, unpublishing
from tests.support.samples import NOW, episode
from tests.support.scheduling import Killed
from tests.support.storages import MemoryStorage, Witness
from tests.support.truths import Watched, state_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.support.scheduling import Command

GUIDS = st.sampled_from(["one", "two", "three"])
WORDS = st.sampled_from(["a", "bb", "ccc"])
REQUESTS = st.integers(0, 24)


class Version(NamedTuple):
    """What an episode says, and whether it was taken back."""

    words: str
    withdrawn: bool = False


@dataclass(frozen=True)
class Told:
    """What an episode says, in the place of what, and whether an undo has led there."""

    now: Version
    before: Told | None = None
    brought_back: bool = False


class Deed(NamedTuple):
    """A command and what it is expected to do; that returns whether podpub does it."""

    guid: str
    command: Callable[[datetime], Command]
    expected: Callable[[dict[str, Told]], bool]


def _release(guid: str, words: str) -> Deed:
    told = episode(guid=guid, slug=Slug(guid), title=words, notes="", persons=(), chapters=(), summary="")

    def expected(show: dict[str, Told]) -> bool:
        known = show.setdefault(guid, Told(Version(words)))
        if known.now not in {Version(words), Version(known.now.words, withdrawn=True)}:
            show[guid] = Told(Version(words), known)
        return True

    return Deed(guid, lambda now: releasing(told, words.encode(), now), expected)


def _unpublish(guid: str) -> Deed:
    def expected(show: dict[str, Told]) -> bool:
        if guid in show and not show[guid].now.withdrawn:
            show[guid] = Told(Version(show[guid].now.words, withdrawn=True), show[guid])
        return guid in show

    return Deed(guid, lambda now: unpublishing(guid, now), expected)


def _undo(guid: str) -> Deed:
    """What was undone stays so; else what was said before comes back."""

    def expected(show: dict[str, Told]) -> bool:
        known = show.get(guid)
        if known is None or known.before is None:
            return False
        if not known.brought_back:
            show[guid] = Told(known.before.now, known, brought_back=True)
        return True

    return Deed(guid, lambda now: undoing(guid, now), expected)


DEEDS = st.one_of(st.builds(_release, GUIDS, WORDS), st.builds(_unpublish, GUIDS), st.builds(_undo, GUIDS))


class Histories(RuleBasedStateMachine):
    """Three hosts, who run commands one after the other, into each other, or are killed."""

    def __init__(self) -> None:
        super().__init__()
        self.storage = Watched(MemoryStorage())
        self.show: dict[str, Told] = {}
        self.minutes = 0

    @rule(deed=DEEDS)
    def do(self, deed: Deed) -> None:
        self._do(deed)

    @rule(deed=DEEDS, other=DEEDS, request=REQUESTS)
    def be_killed_and_run_again(self, deed: Deed, other: Deed, request: int) -> None:
        """Somebody else works on another episode before the command is run again."""
        with suppress(Killed, UsageError):
            self._command(deed)(self._disturbed(request, partial(_raise, Killed)))
        if other.guid != deed.guid:
            self._do(other)
        self._do(deed)

    @rule(deed=DEEDS, other=DEEDS, request=REQUESTS)
    def meet(self, deed: Deed, other: Deed, request: int) -> None:
        """Somebody else works on another episode in the middle of the command."""
        meanwhile = partial(self._do, other) if other.guid != deed.guid else _nothing
        self._do(deed, self._disturbed(request, meanwhile))

    @rule()
    def write_the_feed(self) -> None:
        if self.show:
            feeding(self._later())(self.storage)

    @invariant()
    def the_show_is_as_told(self) -> None:
        assert self.storage.broken == []
        state = state_of(self.storage)
        records = {
            one.episode.guid: Version(one.episode.title, withdrawn=one.withdrawn is not None)
            for one in state.records
        }
        assert records == {guid: told.now for guid, told in self.show.items()}
        in_feed = {guid: len(told.now.words) for guid, told in self.show.items() if not told.now.withdrawn}
        assert {item.guid: item.length for item in state.feed} == in_feed

    def _do(self, deed: Deed, storage: Witness | None = None) -> None:
        try:
            self._command(deed)(storage or self.storage)
        except UsageError:
            assert not deed.expected(self.show)
        else:
            assert deed.expected(self.show)

    def _command(self, deed: Deed) -> Command:
        return deed.command(self._later())

    def _later(self) -> datetime:
        self.minutes += 1
        return NOW + timedelta(minutes=self.minutes)

    def _disturbed(self, request: int, meanwhile: Callable[[], None]) -> Witness:
        numbers = itertools.count()
        return Witness(self.storage, lambda _verb, _key: meanwhile() if next(numbers) == request else None)


def _nothing() -> None:
    pass


def _raise(error: type[BaseException]) -> None:
    raise error


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)
