"""What lies beside an episode's sound on the web: pictures, chapters, transcripts."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from podpub.arrivals import Contents, Draft, Loss, json_chapters
from podpub.artwork import inspect
from podpub.errors import PictureError
from podpub.model import Element, Level, say
from podpub.outside import Trouble, shown
from podpub.transcripts import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podpub.arrivals import ArrivedEpisode, Spoken
    from podpub.pipeline.arriving.errand import Errand
    from podpub.pipeline.arriving.journal import Journal

_OK = 200
_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "TIFF": "tiff"}
_KINDS = {
    "application/json": "json",
    "text/vtt": "vtt",
    "application/srt": "srt",
    "application/x-subrip": "srt",
    "text/srt": "srt",
    "text/html": "html",
    "text/plain": "txt",
}
_BEST_FIRST = ("json", "vtt", "srt", "html", "txt")
_PUBLISHED = frozenset({"json", "vtt"})
_one_at_a_time = threading.Lock()  # looking at pictures turns warnings on and off for everybody


@dataclass(frozen=True, slots=True)
class Picked:
    """A file that is going to lie in a folder of the show."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Companions:
    """What was fetched for an episode, and what could not be.

    Attributes:
        transcripts: Each with its language.
        chapter_images: By the start of the chapter, in seconds.
    """

    contents: Contents = field(default_factory=Contents)
    image: Picked | None = None
    transcripts: tuple[tuple[Picked, str], ...] = ()
    chapter_images: tuple[tuple[float, Picked], ...] = ()
    losses: tuple[Loss, ...] = ()


class Lender:
    """Fetches what is small; an address that several episodes share, once."""

    def __init__(self, errand: Errand, journal: Journal, shared: frozenset[str] = frozenset()) -> None:
        self._errand = errand
        self._journal = journal
        self._shared = shared
        self._known: dict[str, tuple[bytes, str]] = {}

    def body(self, url: str) -> bytes:
        """Return what lies at an address.

        Raises:
            ValueError: Nothing does, or nobody answers; with the reason.
        """
        if url not in self._known:
            heard = self._errand.get(url)
            if isinstance(heard, Trouble):
                self._known[url] = (b"", heard.said)
            elif heard.status != _OK:
                self._known[url] = (b"", say("the server answers {status}", status=heard.status))
            elif url not in self._shared:
                return heard.body
            else:
                self._known[url] = (heard.body, "")
        body, trouble = self._known[url]
        if trouble:
            raise ValueError(trouble)
        return body

    def picture(self, url: str, name: str, *, is_cover: bool) -> Picked:
        """Return a picture under a name of the folder's.

        Raises:
            ValueError: It cannot be used; with the reason.
        """
        body = self.body(url)
        part = self._journal.workbench / f"picture-{threading.get_ident()}"
        part.write_bytes(body)
        try:
            with _one_at_a_time:
                told = inspect(part)
        except PictureError as error:
            raise ValueError(say("it is no picture that can be used")) from error
        finally:
            part.unlink(missing_ok=True)
        if is_cover and not told.is_usable:
            raise ValueError(
                say(
                    "it is {width} x {height} pixels, and has to be square",
                    width=told.width,
                    height=told.height,
                )
            )
        return Picked(f"{name}.{_EXTENSIONS.get(told.format, 'jpg')}", body)


def gather(arrived: ArrivedEpisode, lender: Lender, language: str) -> Companions:
    """Fetch everything small that belongs to an episode; what cannot be had is told."""
    draft = Draft(arrived.episode.title)
    at = Element("item", arrived.line)
    image = _picture(draft, at, arrived.image, "cover", lender, is_cover=True)
    contents = _contents(draft, arrived, lender)
    pictures = [
        (start_s, _picture(draft, at, url, f"chapter-{number:03}", lender, is_cover=False))
        for number, (start_s, url) in enumerate(contents.images.items(), start=1)
    ]
    return Companions(
        contents,
        image,
        tuple(_transcripts(draft, at, arrived.transcripts, lender, language)),
        tuple((start_s, one) for start_s, one in pictures if one),
        tuple(draft.losses),
    )


def _picture(  # noqa: PLR0913 - what a picture needs
    draft: Draft, at: Element, url: str | None, name: str, lender: Lender, *, is_cover: bool
) -> Picked | None:
    if url is None:
        return None
    try:
        return lender.picture(url, name, is_cover=is_cover)
    except ValueError as refused:
        draft.lose(
            replace(at, name="itunes:image" if is_cover else "chapter picture"), str(refused), shown(url)
        )
        return None


def _contents(draft: Draft, arrived: ArrivedEpisode, lender: Lender) -> Contents:
    """Return the chapters of the file, which tells the most; where that cannot be had, those of the feed."""
    in_feed = Contents(arrived.episode.chapters, arrived.chapter_images)
    if arrived.chapters is None:
        return in_feed
    at = Element("podcast:chapters", arrived.line)
    try:
        return json_chapters(draft, lender.body(arrived.chapters), at)
    except ValueError as refused:
        draft.lose(at, str(refused), shown(arrived.chapters))
        return in_feed


def _transcripts(
    draft: Draft, at: Element, spoken: Sequence[Spoken], lender: Lender, language: str
) -> Iterator[tuple[Picked, str]]:
    """Yield the best transcript of each language; podpub publishes it in every form that apps read."""
    by_language: dict[str, list[Spoken]] = {}
    for one in spoken:
        by_language.setdefault(one.language or language, []).append(one)
    for number, (told, forms) in enumerate(by_language.items(), start=1):
        taken = None
        for one in sorted(forms, key=_rank):
            if taken and _kind(one) in _PUBLISHED:
                continue
            if taken:
                why = say("another form of the transcript was taken")
                draft.lose(replace(at, name="podcast:transcript"), why, shown(one.url))
                continue
            try:
                taken = _transcript(one, lender, "transcript" if number == 1 else f"transcript-{number}")
            except ValueError as refused:
                draft.lose(replace(at, name="podcast:transcript"), str(refused), shown(one.url))
        if taken:
            yield taken, told


def _transcript(one: Spoken, lender: Lender, name: str) -> Picked:
    body = lender.body(one.url)
    picked = Picked(f"{name}.{_kind(one)}", body)
    if any(found.level is Level.ERROR for found in read(body, picked.name).findings):
        raise ValueError(say("it is no transcript that podpub can read"))
    return picked


def _kind(one: Spoken) -> str:
    ending = one.url.partition("?")[0].rpartition(".")[2].lower()
    return _KINDS.get(one.type, ending if ending in _BEST_FIRST else "txt")


def _rank(one: Spoken) -> int:
    return _BEST_FIRST.index(_kind(one))
