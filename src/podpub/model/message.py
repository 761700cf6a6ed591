"""What podpub says: English that remembers how it was made, so that other languages can say it."""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Message(str):
    """A sentence in English, which knows its template and what stands in it.

    JSON, comparisons and files see an English text. Values may be messages themselves.

    Attributes:
        template: As `str.format` reads it, values by name.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Self:
        """Say it in English."""
        message = super().__new__(cls, template.format(**values))
        message.template = template
        message.values = values
        return message

    def about(self, **values: object) -> Message:
        """Return the same sentence, said of other values."""
        return Message(self.template, {**self.values, **values})

    def __reduce__(self) -> tuple[Any, ...]:
        """Let copies remember, too."""
        return type(self), (self.template, dict(self.values))


def say(template: str, /, **values: object) -> Message:
    """Return a message: `say("the title has {count} characters", count=51)`.

    The template is a literal, so that a test finds it and asks for its translation.
    """
    return Message(template, values)


def words_of(error: Exception) -> str:
    """Return what an error says: as a message, where it was given one, which `str` forgets."""
    said = error.args[0] if len(error.args) == 1 else None
    return said if isinstance(said, Message) else str(error)


def both(first: str, second: str) -> str:
    """Return two sentences as one text; an empty one is left out."""
    return say("{first} {second}", first=first, second=second) if first and second else first or second


@dataclass(frozen=True, slots=True)
class Language:
    """How messages are said in a language.

    Attributes:
        templates: By the English ones; what is missing is said in English.
        marks: How the decimal point and the comma between thousands are written.
    """

    name: str
    templates: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[str, str] = (".", ",")

    def tell(self, text: str) -> str:
        """Return a message in this language; any other text as it is."""
        if not isinstance(text, Message):
            return text
        template = self.templates.get(text.template)
        return str(text) if template is None else _Words(self).vformat(template, (), text.values)

    def fill(self, line: str, values: Sequence[object] = ()) -> str:
        """Return a line with values in its places, said in this language where that knows it."""
        return _Words(self).vformat(self.templates.get(line, line), values, {})


ENGLISH = Language("en")


class _Words(string.Formatter):
    """Fills a template with values as a language writes them."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._marks = str.maketrans(dict(zip(".,", language.marks, strict=True)))

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - the base's signature
        if isinstance(value, Message):
            return self._language.tell(value)
        told = format(value, format_spec)
        return told.translate(self._marks) if isinstance(value, int | float) else told
