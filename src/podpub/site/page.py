"""A page to listen on where a show has no web site: every episode with the browser's own player."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Entry:
    """An episode on the page; `key` is its file's in the storage."""

    title: str
    date: str
    key: str


def listening_page(title: str, language: str, entries: Iterable[Entry]) -> str:
    """Return the page; every text in it is taken for text, never for HTML."""
    episodes = "".join(
        f"<h2>{escape(one.title)}</h2><p>{escape(one.date)}</p>"
        f'<audio controls preload="none" src="/{escape(one.key)}"></audio>'
        for one in entries
    )
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title></head>'
        f'<body><h1>{escape(title)}</h1>{episodes}<p><a href="/feed.xml">feed.xml</a></p></body></html>'
    )
