"""Chapters as the file that `podcast:chapters` names (podcast namespace, JSON Chapters 1.2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from podpub.model.layout import public_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podpub.model import Chapter

_VERSION = "1.2.0"


def chapters_json(chapters: Iterable[Chapter], public_url: str) -> bytes:
    """Return the chapters as JSON; addresses are whole, so it is made again when the show moves."""
    document = {"version": _VERSION, "chapters": [_object(one, public_url) for one in chapters]}
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()


def _object(chapter: Chapter, public_url: str) -> dict[str, object]:
    told: dict[str, object] = {"startTime": _seconds(chapter.start_s)}
    if chapter.title:
        told["title"] = chapter.title
    if chapter.image:
        told["img"] = public_address(public_url, chapter.image)
    if chapter.url:
        told["url"] = chapter.url
    return told if chapter.toc else {**told, "toc": False}


def _seconds(start_s: float) -> float:
    """Return seconds to the millisecond, whole ones without a fraction: some apps read nothing else."""
    rounded = round(start_s, 3)
    return int(rounded) if rounded.is_integer() else rounded
