"""Characters that XML cannot carry, named before they end in a nameless error."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from podpub.errors import InvalidResultError
from podpub.markup import is_printable, without_control_characters
from podpub.model import say, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def legal(text: str) -> str:
    """Return a text that consists of XML characters (XML 1.0, 2.2) only.

    Raises:
        ValueError: It does not. What is made of Markdown would lose them without a word.
    """
    if not is_printable(text):
        raise ValueError(say("a character that no feed can carry"))
    return text


@contextmanager
def writing(what: str, noun: object) -> Iterator[None]:
    """Say whose fault it is when a noun cannot be written: the XML library looks at every text anyway.

    Raises:
        InvalidResultError: Names the noun and, where one is to blame, the field and the character.
    """
    try:
        yield
    except ValueError as refused:
        found = next(_illegal(noun), None)
        if found is None:
            raise InvalidResultError(
                say("{what} cannot be written into the feed: {refused}", what=what, refused=words_of(refused))
            ) from refused
        name, character = found
        raise InvalidResultError(
            say(
                "{what}: `{name}` holds a character that no feed can carry (U+{code:04X})",
                what=what,
                name=name,
                code=ord(character),
            ),
            fix=say("Delete the invisible character and release again."),
        ) from refused


def _illegal(noun: object) -> Iterator[tuple[str, str]]:
    for name, text in _texts(noun, ""):
        illegal = set(text) - set(without_control_characters(text))
        if illegal:
            yield name, min(illegal)


def _texts(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), field.name)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, name)
