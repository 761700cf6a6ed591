"""What a rule is, and how it complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from podpub.checks.facts import Facts, FeedFacts, SoundFacts
from podpub.model import Element, Level, Message


class Profile(StrEnum):
    """Whose demands are looked at."""

    APPLE = "apple"
    SPOTIFY = "spotify"
    PSP1 = "psp1"
    PODCAST2 = "podcast2"


At = TypeVar("At")


@dataclass(frozen=True, slots=True)
class Complaint(Generic[At]):
    """One case of what a rule is about.

    Attributes:
        at: The file of the show, or the element of the feed; None for the sound of an episode.
        key: In the file; of an element, the tag in it that is missing or meant; empty is the element itself.
        message: What exactly is wrong; None is what the rule says.
        fix: What helps exactly here; None is the rule's remedy.
    """

    at: At
    key: str = ""
    message: Message | None = None
    fix: Message | None = None


ShowLook: TypeAlias = Callable[[Facts], Iterator[Complaint[Path]]]
FeedLook: TypeAlias = Callable[[FeedFacts], Iterator[Complaint[Element]]]
SoundLook: TypeAlias = Callable[[SoundFacts], Iterator[Complaint[None]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that somebody would complain about.

    A show is looked at with `show` where there is one, else its feed with `feed`; other feeds with `feed`.
    What has no look at all is found by whoever reads the feed.

    Attributes:
        what: What is wrong, one sentence.
        why: Who minds, and what happens.
        remedy: What to do.
        source: Who asks for it, and where it is written.
        show, feed, sound: Find every case.
        levels: Of those profiles that mind; empty where everybody does, at `level`.
    """

    code: str
    level: Level
    what: Message
    why: Message
    remedy: Message
    source: str
    feed: FeedLook | None = None
    show: ShowLook | None = None
    sound: SoundLook | None = None
    levels: Mapping[Profile, Level] = field(default_factory=dict)

    def level_for(self, profile: Profile | None) -> Level | None:
        """Return how bad it is for somebody, None where they do not mind; without a profile, for anybody."""
        return self.levels.get(profile) if profile and self.levels else self.level


def taken_care_of(_facts: Facts) -> Iterator[Complaint[Path]]:
    """Look at what cannot go wrong in a show, because podpub writes it."""
    return iter(())
