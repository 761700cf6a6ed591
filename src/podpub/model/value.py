"""Payments from listeners, as the podcast namespace writes them; podpub passes them through.

Source: podcastindex.org/namespace/1.0, docs/tags/value.md and value-recipient.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from podpub.model.message import say

_AMOUNT = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is paid: `split` is the number of shares; a fee is taken off before they are counted."""

    type: str
    address: str
    split: int
    name: str = ""
    custom_key: str | None = None
    custom_value: str | None = None
    fee: bool = False

    def __post_init__(self) -> None:
        if not self.type or not self.address:
            raise ValueError(say("who is paid needs a type and an address"))
        if self.split < 0:
            raise ValueError(say("a share cannot be negative: {split}", split=self.split))


@dataclass(frozen=True, slots=True)
class Value:
    """A way to pay; `suggested` is an amount in units of the currency."""

    type: str
    method: str
    recipients: tuple[Recipient, ...]
    suggested: str | None = None

    def __post_init__(self) -> None:
        if not self.recipients:
            raise ValueError(say("somebody has to be paid"))
        if self.suggested is not None and not _AMOUNT.fullmatch(self.suggested):
            raise ValueError(say("not an amount: {suggested}", suggested=self.suggested))
