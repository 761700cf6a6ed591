"""`Business > Careers` → a category the directories know."""

from __future__ import annotations

import difflib
import html
from typing import Any, ClassVar, Self

from pydantic import Field, model_validator

from podpub.config.fields import Line  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.keys import Written
from podpub.config.mistake import Mistake
from podpub.config.tree import Section, Text
from podpub.model import CATEGORIES, Category, say

_ALL = tuple(str(Category(name, sub)) for name, subs in CATEGORIES.items() for sub in (None, *subs))
_LAST_WORDS = {name.rpartition(" > ")[2].lower(): name for name in reversed(_ALL)}


class WrittenCategory(Written):
    """A category, as `Business > Careers` or as two keys."""

    aliases: ClassVar[dict[str, str]] = {"cat": "category", "name": "category", "sub": "subcategory"}
    text_schema: ClassVar[dict[str, Any]] = {"anyOf": [{"enum": list(_ALL)}, {"type": "string"}]}

    category: Line = Field(title="Category", description="One of Apple's categories.")
    subcategory: Line | None = Field(None, title="Subcategory", description="One of the category's own.")

    @classmethod
    def spelled_out(cls, value: object) -> Section:
        """Take `Business > Careers` apart."""
        if not isinstance(value, Text):
            return super().spelled_out(value)
        category, _, sub = (Text(part.strip(), line=value.line) for part in value.partition(">"))
        return Section({"category": category, "subcategory": sub}, line=value.line)

    @model_validator(mode="after")
    def known(self) -> Self:
        """See that the directories know it."""
        try:
            self.noun()
        except ValueError as error:
            raise Mistake(
                say("names a category that no directory knows"),
                code="category",
                instead=_nearest(self),
                fix=_FIX,
            ) from error
        return self

    def noun(self) -> Category:
        """Return the noun."""
        return Category(self.category, self.subcategory)


_FIX = say("Apple's list has the names: Arts, Business, Comedy, Education, Society & Culture, …")


def _nearest(written: WrittenCategory) -> str:
    text = html.unescape(
        f"{written.category} > {written.subcategory}" if written.subcategory else written.category
    )
    names = {name.lower(): name for name in _ALL} | _LAST_WORDS
    near = difflib.get_close_matches(text.lower(), names, n=1, cutoff=0.75)
    near = near or difflib.get_close_matches((written.subcategory or "").lower(), _LAST_WORDS, n=1)
    return names[near[0]] if near else ""
