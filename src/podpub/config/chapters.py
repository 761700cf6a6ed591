"""Chapter marks in the forms hosts have them: a file, lines of text, a list.

Source: mp4chaps and Podlove text (`00:03:12.500 Title <https://…>`), Audacity label tracks
(`start<tab>end<tab>Title`), YouTube descriptions (`12:34 Title`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, ValidatorFunctionWrapHandler, WithJsonSchema, WrapValidator

from podpub.config.fields import TEXT_SCHEMA, Line, Or, Url, text_of
from podpub.config.files import read_beside, show_file
from podpub.config.keys import Written
from podpub.config.mistake import Mistake
from podpub.config.source import lines_of
from podpub.config.tree import Listing, Section, Text
from podpub.model import Chapter

if TYPE_CHECKING:
    from pydantic import ValidationInfo

    from podpub.config.desk import Desk

_CLOCK = r"(?:(?:(?P<h>\d+):)?(?P<m>\d{1,3}):)?(?P<s>\d+(?:[.,]\d+)?)"
_START = re.compile(_CLOCK)
_MARK = re.compile(
    rf"(?P<start>{_CLOCK})\s+(?:[-–—]\s+)?(?P<title>[^<]*?)\s*(?:<(?P<url>[^>]*)>)?", re.DOTALL
)
_LABEL = re.compile(r"(?P<start>\d+(?:[.,]\d+)?)\t\d+(?:[.,]\d+)?\t(?P<title>.*?)(?P<url>)")
_FILE = re.compile(r"[^\n\t<>]*\.(txt|md|csv|tsv|chapters|labels|json|psc|xml)", re.IGNORECASE)
_LONGEST_PART = 60
_MOST = 255  # what the table of contents of an MP3 holds (ID3v2 chapter addendum, 3.2)
_LONGEST_LINE = 2000
_EXAMPLE = "Write `00:03:12.500 Title` a line; a link may follow: `<https://example.org>`."


def seconds(value: object) -> float:
    """Return `[hh:]mm:ss[.mmm]` or seconds as seconds."""
    text = str(text_of(value)).strip()
    found = _START.fullmatch(text)
    if not found or _too_long(found):
        raise Mistake(
            "is not a time of the recording",
            code="chapter",
            fix="Write hours, minutes and seconds: 00:03:12.500.",
        )
    whole = int(found["h"] or 0) * 3600 + int(found["m"] or 0) * 60
    return whole + float(found["s"].replace(",", "."))


def _too_long(found: re.Match[str]) -> bool:
    too_many_seconds = found["m"] is not None and float(found["s"].replace(",", ".")) >= _LONGEST_PART
    return too_many_seconds or (found["h"] is not None and int(found["m"]) >= _LONGEST_PART)


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
    title: Line = Field(title="Title", description="What the chapter is called.")
    url: Url | None = Field(None, title="URL", description="A page about it.")
    image: Line | None = Field(None, title="Image", description="Not published yet.")

    @classmethod
    def spelled_out(cls, value: object) -> Section:
        """Read a line of text too."""
        return _parts(value) if isinstance(value, Text) else super().spelled_out(value)

    def chapter(self) -> Chapter:
        """Return the noun."""
        return Chapter(self.start, self.title, self.url)


def _parts(line: Text) -> Section:
    short = len(line) <= _LONGEST_LINE
    found = (_LABEL.fullmatch(line) or _MARK.fullmatch(line.strip())) if short else None
    if not found:
        raise Mistake("has a line that is no chapter", code="chapter", fix=_EXAMPLE)
    parts = {part: found[part].strip() for part in ("start", "title", "url") if found[part]}
    written = {part: Text(text, line=line.line, file=line.file) for part, text in parts.items()}
    return Section(written, line=line.line, file=line.file)


def marks(value: object, info: ValidationInfo[Desk]) -> Listing:
    """Return the chapter marks one by one, as the host wrote them."""
    if isinstance(value, Listing):
        return value
    text = text_of(value)
    if not _FILE.fullmatch(text.strip()):
        return _lines(text, text.first_line)
    file = show_file(text, info)
    return _lines(Text(read_beside(file, info.context), file=file), 1)


def _lines(text: Text, first: int) -> Listing:
    if text.lstrip()[:1] in {"<", "{", "["}:
        raise Mistake(
            "is JSON or XML, and podpub reads chapters as lines of text", code="chapter", fix=_EXAMPLE
        )
    numbered = enumerate(lines_of(text), start=first)
    written = [Text(line, line=number, file=text.file) for number, line in numbered if _counts(line)]
    return Listing(written, line=text.line)


def _counts(line: str) -> bool:
    """Tell marks from empty lines, comments and the frequency ranges Audacity writes below a label."""
    return bool(line.strip()) and not line.startswith(("#", "\\"))


def in_order(
    value: object, read: ValidatorFunctionWrapHandler, info: ValidationInfo[Desk]
) -> tuple[WrittenChapter, ...]:
    """Read all marks and see that they stand in time order."""
    listing = marks(value, info)
    if len(listing) > _MOST:
        raise Mistake(
            f"has more than {_MOST} entries", code="chapter", fix="Keep those that help to find a passage."
        )
    chapters: tuple[WrittenChapter, ...] = read(listing)
    for before, chapter, spot in zip(chapters, chapters[1:], listing[1:], strict=False):
        _see_order(before, chapter, spot, info.context)
    for chapter, spot in zip(chapters, listing, strict=True):
        if chapter.image:
            info.context.warn(
                "chapter-image",
                spot,
                "pictures of chapters are not published",
                "Leave `image` out; the episode's cover is shown.",
            )
    return chapters


def _see_order(before: WrittenChapter, chapter: WrittenChapter, spot: Any, desk: Desk) -> None:  # noqa: ANN401 - any node of the tree
    if chapter.start <= before.start:
        desk.error(
            "chapter-order",
            spot,
            f"the chapter “{chapter.title}” does not start after the one above it",
            "Put the chapters into the order of time, no two at the same moment.",
        )


Chapters = Annotated[tuple[WrittenChapter, ...], WrapValidator(in_order), Or(TEXT_SCHEMA)]
