"""The web pages in the storage: which are out of date, and the writing of them, after the feed.

What is known is read before the records: whoever adds a record after that also writes the pages, and one of
the two then finds a page or the manifest changed, and looks again. Before pages are written, the manifest
says that they will be; each is written only while it is what was known or read of it, so a slow host cannot
put an older one over a newer one. What was written by somebody who was stopped shows by a write that is
refused: that page is read, the records after it, and it is written over what was read.
Pages never fail a release. What goes wrong with them is a finding, and the next command makes up for it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.errors import ConflictError, InvalidResultError, StorageError
from podpub.model import Finding, Level, say, silent
from podpub.model.layout import FEED_KEY, MANIFEST_KEY, is_static, is_web_page
from podpub.pipeline.material.transcripts import read_published
from podpub.pipeline.publishing.feeds import shown_in
from podpub.pipeline.publishing.manifest import Manifest, Noted, read_manifest, write_manifest
from podpub.site import MARK, website
from podpub.storage import ABSENT, Unchanged, Write

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from podpub.catalog import Catalog
    from podpub.model import ShowRecord, Tell
    from podpub.pipeline.publishing.feeds import FeedUpdate
    from podpub.site import Website
    from podpub.site.speech import Spoken
    from podpub.storage import Storage, Stored

_ATTEMPTS = 8
_AT_ONCE = 64
_DIGITS = 16
_MARKED_BYTES = 600
_LEADING_SLASHES = 1  # pages nearer to the root lead to those below: `archive/index.html`


@dataclass(frozen=True, slots=True)
class PagesUpdate:
    """What became of the pages: the keys that were written, and what is wrong with the others."""

    written: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


NO_PAGES = PagesUpdate()
_NOTHING = Noted("", "", "")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the writing of pages begins with.

    Attributes:
        read: What lies at keys of which the manifest does not tell the truth; None where nothing does.
        site: The pages as the records want them, read after all this.
    """

    manifest: Manifest
    read: Mapping[str, Stored | None]
    site: Website


@dataclass(frozen=True, slots=True)
class _Written:
    """What was done in one attempt, after the manifest said that it would be."""

    manifest: Manifest
    noted: dict[str, Noted]
    written: list[str] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)


def known_pages(storage: Storage) -> Manifest | None:
    """Read what is known of the pages, before the records are; None where that fails, which is told later."""
    try:
        return read_manifest(storage)
    except StorageError:
        return None


def update_pages(
    storage: Storage,
    feed: FeedUpdate,
    *,
    before: Manifest | None,
    thorough: bool = False,
    tell: Tell = silent,
) -> PagesUpdate:
    """Write every page that says something else than the records do.

    Args:
        storage: Where.
        feed: The feed as it was just written, or found: what it shows has a page.
        before: What was known of the pages before the feed was looked at.
        thorough: Look at every page that is there, whatever is known of it.
        tell: Hears how much is done.
    """
    try:
        return _update(storage, feed, before, thorough=thorough, tell=tell)
    except (StorageError, InvalidResultError) as error:
        return PagesUpdate((), (_finding(error),))


def site_of(show: ShowRecord, catalog: Catalog, shown: Collection[str]) -> Website:
    """Return the pages of a show whose feed shows these GUIDs."""
    releases = [(guid, held.record) for guid, held in catalog.releases.items()]
    out = [one for guid, one in releases if guid in shown]
    return website(show, out, [one for _, one in releases if one.withdrawn])


def stale_pages(site: Website, manifest: Manifest) -> tuple[str, ...]:
    """Return the keys of pages that would be made again: those of the site, and those that are no more."""
    gone = (key for key in manifest.pages if key not in site.pages and not is_static(key))
    return tuple(key for key in (*site.keys, *gone) if _is_stale(key, site, manifest))


def _update(
    storage: Storage, feed: FeedUpdate, before: Manifest | None, *, thorough: bool, tell: Tell
) -> PagesUpdate:
    written: dict[str, None] = {}
    catalog, shown, doubted = feed.catalog, feed.shows, set[str]()
    careful = thorough or not storage.keeps_conditions()
    for attempt in range(_ATTEMPTS):
        manifest = before if before and not attempt else read_manifest(storage)
        if careful:
            doubted |= _differing(manifest, storage)
        read = {key: storage.read(key) for key in sorted(doubted)}
        if attempt or doubted or before is None:
            catalog = read_catalog(storage, catalog)
            shown = shown_in(storage.read(FEED_KEY), catalog)
        if catalog.show is None:
            return PagesUpdate(tuple(written))
        known = _Known(manifest, read, site_of(catalog.show.record, catalog, shown))
        try:
            done = _written(known, storage, tell)
        except ConflictError:
            continue
        written |= dict.fromkeys(done.written)
        if not done.doubted and _is_noted(done, storage):
            foreign = sorted(
                key for key, one in done.noted.items() if not one.etag and key in known.site.pages
            )
            return PagesUpdate(tuple(written), tuple(_foreign(key) for key in foreign))
        doubted |= done.doubted | set(done.written)
    raise ConflictError(say("the pages are being rewritten by others all the time"))


def _differing(manifest: Manifest, storage: Storage) -> set[str]:
    """Return the keys of all pages that lie there as others than is known."""
    known = {key: one.etag for key, one in manifest.pages.items()}
    there = {key: _tag(storage.read(key)) for key in known if "/" not in key}
    for folder in sorted({f"{key.partition('/')[0]}/" for key in known if "/" in key}):
        listed = (one for one in storage.objects(folder) if is_web_page(one.key) or is_static(one.key))
        there |= {one.key: one.etag or _tag(storage.read(one.key)) for one in listed}
    return {key for key in {*there, *known} if there.get(key) != known.get(key)}


def _written(known: _Known, storage: Storage, tell: Tell) -> _Written:
    """Write what is out of date, files and pages that others lead to first.

    Raises:
        ConflictError: Somebody else is writing pages; none was written here.
    """
    stale = {*stale_pages(known.site, known.manifest), *known.read}
    done = _Written(_announced(stale, known.manifest, storage), dict(known.manifest.pages))
    for wave in _waves(stale, known.site):
        for start in range(0, len(wave), _AT_ONCE):
            if not done.doubted:
                keys = wave[start : start + _AT_ONCE]
                spoken = read_published(
                    [text for key in keys for text in known.site.page(key).texts], storage
                )
                _put([_made(key, known, spoken) for key in keys], done, storage)
                tell(say("write web pages"), len(done.written) / len(stale))
    return done


def _announced(stale: Collection[str], manifest: Manifest, storage: Storage) -> Manifest:
    """Write down which pages are about to become others, and return that.

    Whoever is stopped now may leave pages behind that nobody told of. Should what they say be taken back,
    they would have to become what the manifest told of them before, and would be taken for that already.
    """
    coming = {key: _NOTHING for key in stale if is_web_page(key)}
    coming |= {
        key: replace(_NOTHING, etag=manifest.pages[key].etag) for key in coming if key in manifest.pages
    }
    return write_manifest(manifest.pages | coming, manifest, storage) if coming else manifest


def _waves(keys: Collection[str], site: Website) -> Sequence[list[str]]:
    """Return what may be written side by side: files, then pages, those last that lead to others."""
    files = [key for key in sorted(keys) if key in site.theme.files]
    pages = [key for key in sorted(keys) if is_web_page(key)]
    deep = [key for key in pages if key.count("/") > _LEADING_SLASHES]
    return files, deep, [key for key in pages if key not in set(deep)]


@dataclass(frozen=True, slots=True)
class _Made:
    """A page as it shall lie there, and what is known of it.

    Attributes:
        noted: With the tag of what lies there now; empty where nothing does.
        is_there: Whether that is the same already.
        is_foreign: Whether it is somebody else's, and stays; `body` and the noted tag are empty then.
    """

    key: str
    body: bytes = b""
    noted: Noted = _NOTHING
    is_there: bool = False
    is_foreign: bool = False

    @property
    def write(self) -> Write:
        """What puts it there; a file that is called by its content needs no condition."""
        tag = self.noted.etag
        return Write(self.key, self.body, None if is_static(self.key) else Unchanged(tag) if tag else ABSENT)


def _made(key: str, known: _Known, spoken: Mapping[str, Spoken]) -> _Made:
    """Make a page, unless somebody else's lies there."""
    held, there = known.manifest.pages.get(key), known.read.get(key)
    if there and not (held and held.etag) and not is_static(key) and MARK not in there.body[:_MARKED_BYTES]:
        return _Made(key, noted=Noted(known.site.fingerprint(key), "", ""), is_foreign=True)
    body = known.site.body(key, spoken)
    digest = hashlib.sha256(body).hexdigest()[:_DIGITS]
    if there:
        tag, is_there = there.etag, there.body == body
    else:
        before = None if key in known.read else held
        tag, is_there = (before.etag, before.digest == digest) if before else ("", False)
    return _Made(key, body, Noted(known.site.fingerprint(key), digest, tag), is_there=is_there)


def _put(made: Sequence[_Made], done: _Written, storage: Storage) -> None:
    """Write what is not there yet, and take down what became of each page."""
    done.noted.update({one.key: one.noted for one in made if one.is_foreign or one.is_there})
    missing = [one for one in made if not (one.is_foreign or one.is_there)]
    for one, tag in zip(missing, storage.write_all([one.write for one in missing]), strict=True):
        if tag is None:
            done.doubted.add(one.key)
        else:
            done.noted[one.key] = replace(one.noted, etag=tag)
            done.written.append(one.key)


def _is_noted(done: _Written, storage: Storage) -> bool:
    """Write down what is there now, unless that is known; tell whether nobody else did so meanwhile."""
    if done.noted == done.manifest.pages:
        return True
    try:
        write_manifest(done.noted, done.manifest, storage)
    except ConflictError:
        return False
    return True


def _is_stale(key: str, site: Website, manifest: Manifest) -> bool:
    held = manifest.pages.get(key)
    return held is None or held.made_from != site.fingerprint(key)


def _tag(stored: Stored | None) -> str | None:
    return stored.etag if stored else None


def _finding(error: StorageError | InvalidResultError) -> Finding:
    return Finding(
        Level.WARNING,
        "pages-not-written",
        MANIFEST_KEY,
        say("the feed is published, but not all web pages are: {reason}", reason=error.message),
        error.fix or say("`podpub feed` writes them again."),
    )


def _foreign(key: str) -> Finding:
    return Finding(
        Level.WARNING,
        "page-of-another",
        key,
        say("{key} in the storage is not podpub's, and was left as it is", key=key),
        say("Move it away and run `podpub feed`; or write `site: false` into show.yaml."),
    )
