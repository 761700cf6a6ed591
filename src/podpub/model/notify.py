"""Who is told at once that the feed has changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notify:
    """Those who hand the news on to apps.

    Attributes:
        websub: Address of a WebSub hub; None where there is none.
        podping: Whether podping is told.
    """

    websub: str | None = None
    podping: bool = False


NOBODY = Notify()
