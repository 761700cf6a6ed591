"""Holds the rules about a move against one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.model import Finding, say
from podpub.moving.table import MOVE_RULES

if TYPE_CHECKING:
    from podpub.moving.facts import Move
    from podpub.moving.rule import Complaint, MoveRule
    from podpub.moving.sides import Entry


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding, and the episode that it is about; None is the show."""

    finding: Finding
    entry: Entry | None


def judge(move: Move) -> tuple[Verdict, ...]:
    """Return everything that differs between the feeds and should not, and what is wrong with the switch."""
    return tuple(_verdict(rule, one, move) for rule in MOVE_RULES for one in rule.look(move))


def _verdict(rule: MoveRule, one: Complaint, move: Move) -> Verdict:
    message = one.message or rule.what
    if one.at:
        message = say("“{title}”: {what}", title=one.at.name, what=message)
    where = one.where or (one.at.where if one.at else move.new.where)
    return Verdict(Finding(rule.level, rule.code, where, message, rule.remedy), one.at)
