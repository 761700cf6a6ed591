"""A show with web pages, released without any audio being made, and what has to be true of its pages."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.errors import PodpubError
from podpub.model import Site, Slug
from podpub.model.layout import is_web_page
from podpub.site import website
from tests.support.publishing import guids, run
from tests.support.samples import NOW, episode, show

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podpub.model import Episode
    from podpub.pipeline.looking.verify import Report
    from podpub.storage import Storage

OURS = episode()
RETITLED = replace(OURS, title="Vertrauen im Team, neu erzählt")
THEIRS = episode(guid="theirs", slug=Slug("043-ihre"), title="Ihre", date=NOW - timedelta(minutes=30))
PAGE, THEIR_PAGE = "episodes/042-vertrauen-im-team/index.html", "episodes/043-ihre/index.html"
OEMBED, EMBED = "episodes/042-vertrauen-im-team/oembed.json", "embed/042-vertrauen-im-team/index.html"
LATER = NOW + timedelta(hours=2)
WITH_PAGES = show(site=Site(imprint="Wir."))


def released(folder: Path, storage: Storage, told: Episode = OURS, **more: object) -> Report:
    sound = f"sound of {told.title}".encode()
    return run(folder, storage, told, sound, **{"show": WITH_PAGES, **more})  # type: ignore[arg-type]


def read(storage: Storage, key: str) -> str:
    stored = storage.read(key)
    assert stored is not None, key
    return stored.body.decode()


def assert_right(storage: Storage) -> None:
    """See that every page is what the records and the feed come to, and no other page tells of an episode."""
    catalog, shown = read_catalog(storage), guids(storage)
    assert catalog.show
    releases = [one.record for one in catalog.releases.values()]
    out = [one for one in releases if one.episode.guid in shown]
    site = website(catalog.show.record, out, [one for one in releases if one.withdrawn])
    pages = {one.key for one in storage.objects("") if is_web_page(one.key)}
    wrong = [key for key in {*pages, *site.keys} if read(storage, key) != site.body(key, {}).decode()]
    assert wrong == []


def attempt(act: Callable[[], object]) -> None:
    """Do something that may be refused."""
    with suppress(PodpubError):
        act()
