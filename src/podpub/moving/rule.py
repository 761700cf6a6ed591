"""What a rule about a move is, and how it complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from podpub.moving.facts import Move

if TYPE_CHECKING:
    from podpub.model import Level, Message
    from podpub.moving.sides import Entry


@dataclass(frozen=True, slots=True)
class Complaint:
    """One case of what a rule is about.

    Attributes:
        at: The episode; None is the show.
        where: Whose feed is meant, by its place; left out, the episode's, or the new feed's channel.
        message: What exactly is wrong; None is what the rule says.
    """

    at: Entry | None = None
    where: str = ""
    message: Message | None = None


MoveLook: TypeAlias = Callable[[Move], Iterator[Complaint]]


@dataclass(frozen=True, slots=True)
class MoveRule:
    """One thing that a move must not, or should not, bring about.

    Attributes:
        level: An error loads an episode again on somebody's phone, or loses one, or the show.
        what: What is wrong, one sentence.
        why: Who minds, and what happens.
        remedy: What to do.
        source: Who says so, and where it is written.
    """

    code: str
    level: Level
    what: Message
    why: Message
    remedy: Message
    source: str
    look: MoveLook
