"""Characters that XML cannot carry, found before they end in a nameless error."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from podpub.errors import InvalidResultError
from podpub.markup import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from podpub.model import Release, ShowRecord


def refuse_illegal_characters(show: ShowRecord, releases: Iterable[Release]) -> None:
    """Accept texts that consist of XML characters (XML 1.0, 2.2) only.

    Raises:
        InvalidResultError: Names the show or the episode, the field and the character.
    """
    _refuse("the show", show)
    for release in releases:
        _refuse(f"episode {release.episode.slug}", release)


def _refuse(what: str, record: object) -> None:
    for name, text in _texts(record, ""):
        illegal = set(text) - set(without_control_characters(text))
        if illegal:
            raise InvalidResultError(
                f"{what}: `{name}` holds a character that no feed can carry (U+{ord(min(illegal)):04X})",
                fix="Delete the invisible character and release again.",
            )


def _texts(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), field.name)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, name)
