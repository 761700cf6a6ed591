"""Ways back: an episode leaves the feed, or says again what it said before. No record is lost by them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic

from podpub.catalog import Record, read_catalog, save_record, versions
from podpub.errors import (
    HalfwayError,
    InvalidResultError,
    OutsideError,
    SourceError,
    StorageError,
    UsageError,
)
from podpub.model import Format, Release, ShowRecord, both, say
from podpub.pipeline.material.digests import file_digest
from podpub.pipeline.publishing.feeds import foresee, update_feed
from podpub.pipeline.publishing.pages import known_pages, update_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from podpub.catalog import Catalog, Held
    from podpub.model import Finding
    from podpub.pipeline.publishing.feeds import FeedUpdate
    from podpub.pipeline.publishing.pages import PagesUpdate
    from podpub.storage import Storage


@dataclass(frozen=True, slots=True)
class Retreat(Generic[Record]):
    """What was taken back.

    Attributes:
        record: As it reads now.
        changed: Whether anything had to be done.
        heard: Releases whose files are to be had from outside now, just as they say.
        written: Keys that were just written, or may have been.
        findings: What is wrong with the web pages.
    """

    record: Record
    changed: bool
    heard: tuple[Release, ...] = ()
    written: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """Something a record says, or once said."""

    moment: datetime
    title: str
    is_current: bool


def unpublish(name: str, *, replacement: Path | None, storage: Storage, now: datetime) -> Retreat[Release]:
    """Take an episode out of the feed; another file may take the place of its audio.

    Apps that loaded the feed before go on asking for the audio: it stays, or is replaced, and that last. With
    a replacement go its transcripts, its chapters and its audio in other formats, for good.

    Raises:
        UsageError: Nobody knows such an episode.
        SourceError: The replacement cannot be used.
        HalfwayError: The storage refused after the record was written.
    """
    catalog = read_catalog(storage)
    held = released_as(name, catalog)
    if replacement:
        _require_same_format(replacement, held.record)
    silenced = held.record.silenced or replacement is not None
    wanted = replace(held.record, withdrawn=held.record.withdrawn or now, silenced=silenced)
    if wanted != held.record:
        wanted = replace(wanted, changed=held.later(now))
    feed, pages = _rewrite(wanted, held, catalog, storage, now)
    if wanted.episode.guid in feed.shows:
        raise OutsideError(
            say("the feed still shows “{title}”", title=wanted.episode.title),
            fix=say("Run the command again."),
        )
    changed = wanted != held.record or feed.changed
    if replacement is None:
        return Retreat(wanted, changed, findings=pages.findings)
    silent = _silenced(wanted, replacement)
    with _halfway():
        _silence(wanted, replacement, storage)
    written = frozenset({silent.enclosure.key})
    return Retreat(wanted, changed=True, heard=(silent,), written=written, findings=pages.findings)


def undo_release(name: str, *, to: datetime | None, storage: Storage, now: datetime) -> Retreat[Release]:
    """Let an episode say again what it said before its last release, or before it was unpublished.

    Doing it twice does it once: from where an undo has led, only `to` leads further.

    Args:
        name: A slug or GUID.
        to: When the wanted version was written; None is the one before the present one.
        storage: Where.
        now: Decides what is due.

    Raises:
        UsageError: There is no such episode, or no such version of it.
        StorageError: A file that the version needs is gone; nothing was changed.
        InvalidResultError: The feed would break a rule; nothing was changed.
        HalfwayError: The storage refused after the record was written.
    """
    catalog = read_catalog(storage)
    held = released_as(name, catalog)
    if held.record.silenced:
        raise UsageError(
            say("the audio of {slug} was replaced for good", slug=held.record.episode.slug),
            fix=say("Release it as a new episode: a new folder name, and a new `guid`."),
        )
    past = _past(held.record, to, storage)
    _require_files(past, storage)
    feed, pages = _rewrite(past, held, catalog, storage, now)
    heard = () if past.withdrawn else (past,)
    return Retreat(past, past != held.record or feed.changed, heard, findings=pages.findings)


def undo_show(*, to: datetime | None, storage: Storage, now: datetime) -> Retreat[ShowRecord]:
    """Let the show say again what it said before its last change; see `undo_release`."""
    catalog = read_catalog(storage)
    if catalog.show is None:
        raise UsageError(say("nothing is published yet"), fix=say("`podpub release` does that."))
    past = _past(catalog.show.record, to, storage)
    feed, pages = _rewrite(past, catalog.show, catalog, storage, now)
    changed = past != catalog.show.record or feed.changed
    return Retreat(past, changed, written=frozenset({past.image}), findings=pages.findings)


def known_versions(name: str | None, storage: Storage) -> tuple[Version, ...]:
    """Return all that an episode, or with no name the show, ever said and says now, the newest first."""
    catalog = read_catalog(storage)
    if name:
        return _versions(released_as(name, catalog).record, storage)
    return _versions(catalog.show.record, storage) if catalog.show else ()


def _versions(record: Record, storage: Storage) -> tuple[Version, ...]:
    known = {one.changed: one for one in versions(record, storage)}
    known[record.changed] = record
    return tuple(
        Version(moment, title_of(one), is_current=moment == record.changed)
        for moment, one in sorted(known.items(), reverse=True)
    )


def title_of(record: Release | ShowRecord) -> str:
    """Return the title of an episode, or of the show."""
    return record.episode.title if isinstance(record, Release) else record.show.title


def released_as(name: str, catalog: Catalog) -> Held[Release]:
    """Return the release with this slug or GUID.

    Raises:
        UsageError: There is none.
    """
    for held in catalog.releases.values():
        if name in {str(held.record.episode.slug), held.record.episode.guid}:
            return held
    raise UsageError(
        say("{name} was never released", name=name),
        fix=say("`podpub status` shows every episode with its name."),
    )


def _rewrite(
    record: Record, held: Held[Record], catalog: Catalog, storage: Storage, now: datetime
) -> tuple[FeedUpdate, PagesUpdate]:
    """Write a record that says something else; feed and pages after it, also when only they are missing."""
    if record != held.record:
        _foresee(record, catalog, now)
        save_record(record, replaces=held, storage=storage)
    before = known_pages(storage)
    with _halfway():
        feed = update_feed(storage, now, known=catalog)
    return feed, update_pages(storage, feed, before=before)


def _foresee(record: Release | ShowRecord, catalog: Catalog, now: datetime) -> None:
    """Let what was said once, and breaks a rule by now, not get among the records."""
    if isinstance(record, ShowRecord):
        foresee(catalog, record, (), now)
    elif catalog.show:
        foresee(catalog, catalog.show.record, (record,), now)


@contextmanager
def _halfway() -> Iterator[None]:
    """Say of what is refused from here on that the record is written already."""
    try:
        yield
    except (StorageError, InvalidResultError) as error:
        fix = both(error.fix, say("Run the same command again to finish."))
        raise HalfwayError(say("stopped half way: {reason}", reason=error.message), fix=fix) from error


def _past(record: Record, to: datetime | None, storage: Storage) -> Record:
    """Return the version of a record that is meant; itself where an undo has led to it already."""
    known: list[Record] = list(versions(record, storage))
    known.append(record)
    known.sort(key=_changed)
    if to:
        found = [one for one in known if to in {one.changed, one.changed.replace(microsecond=0)}]
        if not found:
            raise UsageError(
                say("there is no version of {to}", to=to.isoformat()),
                fix=say("`podpub undo --list` shows every version."),
            )
        return found[-1]
    if _was_brought_back(record, known):
        return record
    before = [one for one in known if one.changed == record.instead_of]
    before = before or [one for one in known if one.changed < record.changed]
    if not before:
        raise UsageError(
            say("it never said anything else"),
            fix=say("`podpub unpublish` takes an episode out of the feed."),
        )
    return before[-1]


def _was_brought_back(record: Record, known: Sequence[Record]) -> bool:
    """Tell whether an undo has led here: an older version in the place of a younger one.

    A record that an older podpub wrote does not say; there the history has something younger.
    """
    if record.instead_of:
        return record.instead_of > record.changed
    return any(one.changed > record.changed for one in known)


def _changed(record: Release | ShowRecord) -> datetime:
    return record.changed


def _require_files(release: Release, storage: Storage) -> None:
    promised = {one.key: one.bytes for one in release.enclosures}
    gone = [key for key, size in promised.items() if storage.size(key) != size]
    gone += [key for key in release.file_keys if key not in promised and storage.size(key) is None]
    if gone:
        raise StorageError(
            say("{gone}, which that version needs, is no longer in the storage", gone=gone[0]),
            fix=say("Release the episode again from its recording."),
        )


def _require_same_format(replacement: Path, release: Release) -> None:
    if not replacement.is_file():
        raise SourceError(
            say("there is no {replacement}", replacement=replacement), fix=say("Name an audio file.")
        )
    wanted = release.enclosure.format
    if replacement.suffix.lower() != wanted.suffix or Format.of(replacement.name) is not wanted:
        raise SourceError(
            say(
                "{name} is no {wanted} file, as the one it shall replace",
                name=replacement.name,
                wanted=wanted,
            ),
            fix=say("Export the replacement as {suffix}.", suffix=wanted.suffix),
        )


def _silenced(release: Release, replacement: Path) -> Release:
    """Return what is heard at the addresses of a release from now on."""
    size, digest = replacement.stat().st_size, file_digest(replacement)
    sound = replace(release.enclosure, bytes=size, sha256=digest)
    return replace(release, enclosure=sound, alternates=(), transcripts=())


def _silence(release: Release, replacement: Path, storage: Storage) -> None:
    storage.write(release.enclosure.key, replacement)
    for key in (*(one.key for one in release.alternates), *release.companion_keys):
        storage.delete(key)
