"""The whole show in one file, for whoever goes somewhere else: from the storage alone, and nothing is lost.

What lies in the storage lies in the zip under the same names: unpacked, it can be restored from, or served.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.errors import StorageError, UsageError
from podpub.feed import opml
from podpub.markup import to_html
from podpub.model import Finding, FolderLocation, Level, say
from podpub.model.layout import (
    MEDIA,
    RELEASES,
    SHOW_KEY,
    digits_in,
    is_static,
    is_web_page,
    release_key,
)
from podpub.pipeline.packing import Part, pack, text_part
from podpub.pipeline.publishing.feeds import documents
from podpub.pipeline.publishing.manifest import read_manifest
from podpub.wordpress import export_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from podpub.catalog import Catalog
    from podpub.model import Location, Release, ShowRecord, Tell
    from podpub.storage import Storage

README, OPML, WXR, TEXTS = "README.txt", "podcast.opml", "wordpress.xml", "texts/"


@dataclass(frozen=True, slots=True)
class Exported:
    """A show in a file.

    Attributes:
        releases: Every episode in it, the oldest first; also those that were taken back.
        names: Of every file in it, in order.
        findings: What the records name, and is not in it as it was published.
    """

    file: Path
    bytes: int
    show: ShowRecord
    releases: tuple[Release, ...]
    names: tuple[str, ...]
    findings: tuple[Finding, ...]


def export(file: Path, location: Location, *, storage: Storage, audio: bool, tell: Tell) -> Exported:
    """Write a zip file with feed, records, sound, covers, chapters, transcripts, pages, texts, OPML and WXR.

    Args:
        file: The zip file, absolute; written over.
        location: Where the show is published.
        storage: The same, opened.
        audio: Whether the sound is put in.
        tell: Hears how far it is.

    Raises:
        UsageError: Nothing was published there, or the file cannot be written.
        StorageError: The storage refuses, or a record names what podpub never wrote.
    """
    if isinstance(location, FolderLocation) and file.is_relative_to(location.path):
        raise UsageError(
            say("{file} would lie in the published folder, where everybody can fetch it", file=file),
            fix=say("Write it somewhere else."),
        )
    catalog = read_catalog(storage)
    if catalog.show is None:
        raise UsageError(
            say("no show was published there"), fix=say("Check the folder, or the bucket and its prefix.")
        )
    show = catalog.show.record
    releases = tuple(sorted(_records(catalog), key=lambda one: (one.episode.date, one.id)))
    watch = _Watch(storage)
    small = [*_made(show, releases, storage), *_texts(show, releases)]
    large = [part for key in _keys(show, releases, audio=audio) if (part := watch.part(key))]
    pages = [part for key in _pages(storage) if (part := watch.part(key))]
    parts = [*small, *pages, *large]
    size = pack(file, parts, tell)
    names = tuple(one.name for one in parts)
    return Exported(file, size, show, releases, names, tuple(watch.findings))


def _records(catalog: Catalog) -> Iterator[Release]:
    return (held.record for held in catalog.releases.values())


def _made(show: ShowRecord, releases: Iterable[Release], storage: Storage) -> Iterator[Part]:
    """Yield what is made for whoever reads the zip, the feed, and the records as they lie there."""
    public = [one for one in releases if one.withdrawn is None]
    yield text_part(README, _README.encode())
    yield from (text_part(key, body) for key, body in documents(storage).items())
    yield text_part(OPML, opml(show))
    yield text_part(WXR, export_file(show, public))
    for key in (SHOW_KEY, *sorted(release_key(one.id) for one in releases)):
        if stored := storage.read(key):
            yield text_part(key, stored.body)


def _texts(show: ShowRecord, releases: Iterable[Release]) -> Iterator[Part]:
    """Yield what the host wrote, as it was written, and as HTML."""
    yield from _text("description", show.show.description)
    for one in releases:
        slug = one.episode.slug
        yield from _text(f"{slug}/notes", one.episode.notes)
        yield from _text(f"{slug}/summary", one.episode.summary)


def _text(name: str, markdown: str) -> Iterator[Part]:
    if markdown:
        yield text_part(f"{TEXTS}{name}.md", markdown.encode())
        yield text_part(f"{TEXTS}{name}.html", f"{to_html(markdown)}\n".encode())


def _keys(show: ShowRecord, releases: Iterable[Release], *, audio: bool) -> Iterator[str]:
    """Yield what the records name, each once; no sound that was replaced for good."""
    named = dict.fromkeys(show.file_keys)
    for one in releases:
        gone = {*one.companion_keys, *(each.key for each in one.enclosures)} if one.silenced else set()
        named |= dict.fromkeys(key for key in one.file_keys if key not in gone)
    for key in named:
        if not digits_in(key):
            raise StorageError(
                say("a record in the storage names {key!r}, which podpub never wrote", key=key),
                fix=say("Put back an older copy of the records from history/."),
            )
        if audio or not key.startswith(MEDIA):
            yield key


def _pages(storage: Storage) -> Iterator[str]:
    """Yield the web pages that are known to be there, and their style sheets."""
    return (key for key in sorted(read_manifest(storage).pages) if is_web_page(key) or is_static(key))


class _Watch:
    """Hands out files of the storage, and notes what is not as it was published."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._sizes = {one.key: one.bytes for one in storage.objects("")}
        self.findings: list[Finding] = []

    def part(self, key: str) -> Part | None:
        """Return a file as a part of the zip; None where it has gone."""
        size = self._sizes.get(key)
        if size is None:
            self._note("export-missing", key, say("{key} is gone from the storage", key=key))
            return None
        return Part(key, size, partial(self._blocks, key))

    def _blocks(self, key: str) -> Iterator[bytes]:
        digest = hashlib.sha256()
        for block in self._storage.stream(key):
            digest.update(block)
            yield block
        if not digest.hexdigest().startswith(digits_in(key)):
            said = say("{key} in the storage is not the file that was published", key=key)
            self._note("export-differs", key, said)

    def _note(self, code: str, key: str, said: str) -> None:
        fix = say("Put it back from a copy of the storage, if there is one, and export again.")
        self.findings.append(Finding(Level.ERROR, code, key, said, fix))


_README = f"""\
This is a whole podcast, as it was published, in open formats.
Dies ist ein ganzer Podcast, wie er veröffentlicht war, in offenen Formaten.

feed.xml         the RSS feed: every host can import it / der RSS-Feed: jeder Anbieter kann ihn importieren
media/           the audio files / die Audiodateien
assets/          covers, chapters, transcripts / Cover, Kapitel, Transkripte
index.html, …    the web site / die Website
{TEXTS}           notes as Markdown and as HTML / Shownotes als Markdown und als HTML
{OPML}     a subscription for podcast apps / ein Abo für Podcast-Apps
{WXR}    posts for WordPress: Tools, Import / Beiträge für WordPress: Werkzeuge, Daten importieren
show.json, {RELEASES}
                 the records of podpub: `podpub restore FOLDER --from THIS_FOLDER` makes a show of them again
"""
