"""What is stopped, what must hold at every moment around it, and what must have come of it in the end."""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.errors import PodpubError
from podpub.feed import parse_back
from podpub.model import Slug
from podpub.model.layout import FEED_KEY
from podpub.pipeline.publishing.retreat import undo_release, unpublish
from tests.support.publishing import made, run
from tests.support.samples import NOW, episode, show_record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from podpub.model import Episode
    from podpub.storage import Listed, Storage

    Allowed = Mapping[str, Collection[str | None]]
    """The keys of audio that the feed may show, by GUID; None where it may show nothing."""

OURS = episode()
RETITLED = replace(OURS, title="Vertrauen im Team, neu erzählt")
EARLIER = episode(guid="earlier", slug=Slug("001-frueher"), title="Früher", date=NOW - timedelta(days=9))
LONG = episode(guid="long", slug=Slug("044-lang"), title="Lang", date=NOW - timedelta(minutes=40))
THEIRS = episode(guid="theirs", slug=Slug("043-ihre"), title="Ihre", date=NOW - timedelta(minutes=30))
_DISK = tempfile.TemporaryDirectory(prefix="podpub-long-")
_NOBODYS_HOUSE = Path("nowhere")  # nothing is read there: what is published was made in memory
_LATER = timedelta(minutes=1)
_MOMENTS = re.compile(
    rb'"(?:changed|withdrawn|replaces)": "[^"]*"|<lastBuildDate>[^<]*</lastBuildDate>|<!-- records \w+ -->'
)
_LONG_BYTES = (5 << 20) + 1000  # two parts; S3 takes none below 5 MiB but the last
_UNCOMPARED = ("history/", "index/", "probes/")


@dataclass(frozen=True, slots=True)
class Command:
    """Something a host does.

    Attributes:
        after: Commands that were done before it, long ago.
        hours: When it is done, after `NOW`.
        guid: The episode that it is about.
        shows: The key of the episode's audio in the feed from then on; None where it is not in the feed.
        meanwhile: What another host does at the same time.
    """

    after: tuple[str, ...]
    hours: int
    guid: str
    shows: str | None
    meanwhile: str = "theirs"


def _audio(told: Episode) -> str:
    return made(told, _sound(told))[0].enclosure.key


@cache
def _sound(told: Episode) -> bytes | Path:
    """Return the tagged file of an episode: another title, another file; a long one lies on the disk."""
    if told is LONG:
        return _on_disk(b"a long sound, and so on" * (_LONG_BYTES // 23))
    return f"sound with the title {told.title}".encode()


def _on_disk(sound: bytes) -> Path:
    file = Path(_DISK.name) / "long.mp3"
    file.write_bytes(sound)
    return file


COMMANDS = {
    "earlier": Command((), 0, EARLIER.guid, _audio(EARLIER)),
    "release": Command((), 1, OURS.guid, _audio(OURS)),
    "upload": Command(("earlier",), 1, LONG.guid, _audio(LONG), meanwhile="upload"),
    "theirs": Command((), 1, THEIRS.guid, _audio(THEIRS)),
    "update": Command(("earlier", "release"), 2, OURS.guid, _audio(RETITLED)),
    "unpublish": Command(("earlier", "release"), 3, OURS.guid, None),
    "undo": Command(("earlier", "release", "update"), 4, OURS.guid, _audio(OURS)),
}
STOPPED = ("release", "update", "unpublish", "undo")
"""The commands that are stopped; the others only happen."""

_RELEASES = {"earlier": EARLIER, "release": OURS, "theirs": THEIRS, "update": RETITLED, "upload": LONG}


def carry_out(name: str, storage: Storage, *, again: bool = False) -> None:
    """Do what a command does; `again` is a minute later."""
    now = NOW + timedelta(hours=COMMANDS[name].hours) + (_LATER if again else timedelta())
    if told := _RELEASES.get(name):
        run(_NOBODYS_HOUSE, storage, told, _sound(told), now=now)
    elif name == "unpublish":
        unpublish(str(OURS.slug), replacement=None, storage=storage, now=now)
    else:
        undo_release(str(OURS.slug), to=None, storage=storage, now=now)


def allowed(promised: Iterable[str], pending: str | None = None) -> Allowed:
    """Return what the feed may show.

    Args:
        promised: The commands that said they were done, in their order.
        pending: One that has begun and said nothing: what it is about may be as before, or as after it.
    """
    may: dict[str, set[str | None]] = {COMMANDS[name].guid: {COMMANDS[name].shows} for name in promised}
    if pending:
        may.setdefault(COMMANDS[pending].guid, {None}).add(COMMANDS[pending].shows)
    return may


def look(objects: Mapping[str, bytes], may: Allowed) -> Iterator[str]:
    """Look at all that lies in a storage, as an app would, and yield what is wrong with it."""
    try:
        items = parse_back(objects[FEED_KEY]) if FEED_KEY in objects else ()
    except PodpubError as error:
        yield f"the feed is not whole: {error}"
        return
    shown = {item.guid: item.url.removeprefix(show_record().public_url) for item in items}
    for item in items:
        yield from _listen(objects, shown[item.guid], item.length)
    for guid in sorted({*shown, *may}):
        if shown.get(guid) not in may.get(guid, {None}):
            yield f"for {guid} the feed shows {shown.get(guid)}, not {may.get(guid)}"


def _listen(objects: Mapping[str, bytes], key: str, length: int) -> Iterator[str]:
    """Look at a file that the feed names; its name tells what is in it."""
    body = objects.get(key)
    if body is None:
        yield f"{key} is in the feed and not in the storage"
    elif len(body) != length or _digest(body)[:16] not in key:
        yield f"{key} holds something else than promised: {body[:80]!r}"


@cache
def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def differences(found: Mapping[str, bytes], expected: Mapping[str, bytes]) -> Iterator[str]:
    """Yield where what lies in two storages differs, whenever it was written, and whatever it replaced."""
    for key in sorted({*found, *expected}):
        if not key.startswith(_UNCOMPARED) and _said(found.get(key)) != _said(expected.get(key)):
            yield f"in the end {key} holds {found.get(key)!r}, undisturbed it holds {expected.get(key)!r}"


def _said(body: bytes | None) -> bytes | None:
    return body and _MOMENTS.sub(b"", body)


class Window:
    """What lies in a storage, seen from outside; what was seen once is known by its tag."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._known: dict[str, bytes] = {}

    def objects(self) -> dict[str, bytes]:
        """Return all that lies there now, by key."""
        return {one.key: self._body(one) for one in self._storage.objects("")}

    def broken_off(self) -> list[str]:
        """Return the key of every upload that did not come to its end."""
        return [one.key for one in self._storage.unfinished()]

    def put_back(self, before: Mapping[str, bytes]) -> None:
        """Let everything lie there that lay there before, and nothing else."""
        for upload in self._storage.unfinished():
            self._storage.give_up(upload)
        now = self.objects()
        for key in now.keys() - before.keys():
            self._storage.delete(key)
        for key, body in before.items():
            if now.get(key) != body:
                self._storage.write(key, body)

    def _body(self, listed: Listed) -> bytes:
        if listed.etag and listed.etag in self._known:
            return self._known[listed.etag]
        stored = self._storage.read(listed.key)
        assert stored is not None
        self._known[stored.etag] = stored.body
        return stored.body
