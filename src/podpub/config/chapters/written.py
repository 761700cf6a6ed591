"""A list of chapter marks, whatever form it came in, checked: `chapters:` in episode.yaml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeAlias

from pydantic import (
    BeforeValidator,
    Field,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)

from podpub.config.chapters import ffmetadata, lines, objects, simple
from podpub.config.chapters.clocks import seconds
from podpub.config.fields import TEXT_SCHEMA, Line, Or, Url, YesNo, text_of
from podpub.config.files import (
    ShowFile,
    read_beside,
    show_file,
)
from podpub.config.keys import Written
from podpub.config.mistake import Mistake
from podpub.config.tree import Listing, Section, Text
from podpub.model import Chapter, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import ValidationInfo

    from podpub.config.desk import Desk

_Reader: TypeAlias = "Callable[[Text], Iterable[Section | Text]]"

_FILE = re.compile(
    r"[^\n\t<>]*\.(txt|md|csv|tsv|chapters|labels|json|psc|xml|ffmeta|ffmetadata)", re.IGNORECASE
)
_MOST = 255  # what the table of contents of an MP3 holds (ID3v2 chapter addendum, 3.2)
_NONE = "none"
_RECORDED = "recording"
_FORMS: tuple[tuple[str, _Reader], ...] = (
    ("{", objects.marks),
    ("[", objects.marks),
    ("<", simple.marks),
    (ffmetadata.SIGN, ffmetadata.marks),
)
"""Documents, and what they begin with; everything else is lines of text."""


class WrittenChapter(Written):
    """A chapter mark."""

    aliases: ClassVar[dict[str, str]] = {
        "startTime": "start",
        "time": "start",
        "name": "title",
        "href": "url",
        "link": "url",
        "img": "image",
    }
    text_schema: ClassVar[dict[str, Any]] = TEXT_SCHEMA

    start: Annotated[float, BeforeValidator(seconds), WithJsonSchema(TEXT_SCHEMA)] = Field(
        title="Start", description="Time of the recording: 00:03:12.500, 3:12 or seconds."
    )
    title: Line = Field("", title="Title", description="What the chapter is called.")
    url: Url | None = Field(None, title="URL", description="A page about it.")
    image: ShowFile | None = Field(None, title="Image", description="A picture in the show's folder.")
    toc: YesNo = Field(
        default=True,
        title="In the list",
        description="`no` hides the chapter: it only changes picture or link, and needs no title.",
    )

    @classmethod
    def spelled_out(cls, value: object) -> Section:
        """Read a line of text too."""
        return lines.parts(value) if isinstance(value, Text) else super().spelled_out(value)

    @model_validator(mode="after")
    def _have_a_title(self) -> Self:
        if self.toc and not self.title:
            raise Mistake(
                say("has a chapter without a title"),
                code="missing-key",
                fix=say("Give it a `title`, or hide it with `toc: no`."),
            )
        return self

    def chapter(self) -> Chapter:
        """Return the noun."""
        return Chapter(self.start, self.title, self.url, toc=self.toc)


class _Recorded(tuple[WrittenChapter, ...]):
    """No list, but the word that asks for the recording's own marks."""

    __slots__ = ()


def is_recorded(chapters: tuple[WrittenChapter, ...]) -> bool:
    """Tell whether the recording's own marks are asked for."""
    return isinstance(chapters, _Recorded)


def marks(value: object, info: ValidationInfo[Desk]) -> Listing:
    """Return the chapter marks one by one, as the host wrote them."""
    if isinstance(value, Listing):
        return value
    text = text_of(value)
    if text.strip().lower() == _NONE:
        return Listing([], line=text.line)
    if not _FILE.fullmatch(text.strip()):
        return _read(text)
    file = show_file(text, info)
    return _read(Text(read_beside(file, info.context), file=file))


def _read(text: Text) -> Listing:
    begin = text.lstrip()
    read = next((reader for sign, reader in _FORMS if begin.startswith(sign)), lines.marks)
    return Listing(list(read(text)), line=text.line)


def in_order(
    value: object, read: ValidatorFunctionWrapHandler, info: ValidationInfo[Desk]
) -> tuple[WrittenChapter, ...]:
    """Read all marks and see that they stand in time order."""
    if isinstance(value, Text) and value.strip().lower() == _RECORDED:
        return _Recorded()
    listing = marks(value, info)
    if len(listing) > _MOST:
        raise Mistake(
            say("has more than {most} entries", most=_MOST),
            code="chapter",
            fix=say("Keep those that help to find a passage."),
        )
    chapters: tuple[WrittenChapter, ...] = read(listing)
    for before, chapter, spot in zip(chapters, chapters[1:], listing[1:], strict=False):
        _see_order(before, chapter, spot, info.context)
    return chapters


def _see_order(before: WrittenChapter, chapter: WrittenChapter, spot: Any, desk: Desk) -> None:  # noqa: ANN401 - any node of the tree
    if chapter.start <= before.start:
        desk.error(
            "chapter-order",
            spot,
            say("the chapter “{title}” does not start after the one above it", title=chapter.title),
            say("Put the chapters into the order of time, no two at the same moment."),
        )


Chapters = Annotated[tuple[WrittenChapter, ...], WrapValidator(in_order), Or(TEXT_SCHEMA)]
