"""Episodes ready to publish, and the steps from there, without any audio being made."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from podpub.catalog import read_catalog
from podpub.feed import parse_back
from podpub.model import Enclosure, Places, Release, says_the_same, silent
from podpub.model.layout import FEED_KEY, media_key
from podpub.pipeline.looking.verify import Report, verify
from podpub.pipeline.making.build import Built, BuiltEpisode
from podpub.pipeline.planning.plan import EpisodePlan, Plan, Work
from podpub.pipeline.publishing.publish import publish
from tests.support.samples import NOW, episode, production, project, release, show_record

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from podpub.model import Episode
    from podpub.storage import Storage

COVER = {show_record().image: b"a cover"}


def made(told: Episode, content: bytes | Path) -> tuple[Release, dict[str, Path | bytes]]:
    sound = content if isinstance(content, bytes) else content.read_bytes()
    digest = hashlib.sha256(sound).hexdigest()
    key = media_key(told.slug, digest)
    return release(episode=told, enclosure=Enclosure(key, len(sound), "audio/mpeg", 60.0, digest)), {
        key: content
    }


def built(
    tmp_path: Path,
    storage: Storage,
    told: Episode | None = None,
    content: bytes | Path = b"sound",
    *,
    now: datetime = NOW,
    **show: Any,
) -> Built:
    told = told or episode()
    catalog = read_catalog(storage)
    record, files = made(told, content)
    held = catalog.releases.get(told.guid)
    record = replace(record, changed=held.later(now) if held else now)
    if held and says_the_same(record, held.record):
        record = held.record
    one = EpisodePlan(production(tmp_path, episode=told), held, record.inputs, Work.MASTER, ("it is new",))
    published = show_record(changed=now, **show)
    if catalog.show and says_the_same(published, catalog.show.record):
        published = catalog.show.record
    plan = Plan(
        project(tmp_path), catalog, published, (one,), (), (), (), frozenset(), Places(tmp_path, {}), now
    )
    return Built(plan, dict(COVER), (BuiltEpisode(one, record, files, ()),))


def run(
    tmp_path: Path,
    storage: Storage,
    told: Episode | None = None,
    content: bytes | Path = b"sound",
    *,
    now: datetime = NOW,
    **show: Any,
) -> Report:
    receipt = publish(built(tmp_path, storage, told, content, now=now, **show), storage=storage, tell=silent)
    return verify(receipt, storage=storage, tell=silent)


def guids(storage: Storage) -> list[str]:
    stored = storage.read(FEED_KEY)
    return [item.guid for item in parse_back(stored.body)] if stored else []


def feed_text(storage: Storage) -> bytes:
    """Return the feed without its last line, which names the records it was made from."""
    stored = storage.read(FEED_KEY)
    assert stored is not None
    return b"".join(stored.body.splitlines(keepends=True)[:-1])
