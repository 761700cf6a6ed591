"""Web pages come after the feed and say what the records say, whoever is stopped, and whoever else writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from podpub.errors import StorageError
from podpub.feed import parse_back
from podpub.model import Level, Site, silent
from podpub.model.layout import FEED_KEY, MANIFEST_KEY, is_static, is_web_page
from podpub.pipeline.publishing.feeds import update_feed
from podpub.pipeline.publishing.manifest import read_manifest
from podpub.pipeline.publishing.pages import known_pages, update_pages
from podpub.pipeline.publishing.publish import publish
from podpub.pipeline.publishing.retreat import undo_release, undo_show, unpublish
from podpub.storage import FolderStorage
from tests.support.publishing import built, guids, run
from tests.support.samples import NOW
from tests.support.storages import MemoryStorage, Witness, keys
from tests.support.web_pages import (
    EMBED,
    LATER,
    OEMBED,
    OURS,
    PAGE,
    THEIR_PAGE,
    THEIRS,
    WITH_PAGES,
    assert_right,
    attempt,
    read,
    released,
)

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.catalog import Catalog


@pytest.fixture
def storage() -> MemoryStorage:
    return MemoryStorage()


def test_pages_come_after_the_feed_and_what_leads_to_others_last(tmp_path: Path) -> None:
    written: list[str] = []
    inner = FolderStorage(tmp_path / "public")
    report = released(
        tmp_path, Witness(inner, lambda verb, key: written.append(key) if verb == "write" else None)
    )
    after = written[written.index(FEED_KEY) + 1 :]
    assert after.pop(0) == MANIFEST_KEY
    assert [is_static(key) for key in after[:2]] == [True, True]
    assert set(after[2:5]) == {PAGE, OEMBED, EMBED}
    assert set(after[5:-1]) == {
        *("index.html", "archive/index.html", "subscribe/index.html", "imprint/index.html", "404.html"),
        *("sitemap.xml", "robots.txt", "llms.txt"),
    }
    assert after[-1] == MANIFEST_KEY
    assert set(report.pages) == set(after[:-1])
    assert report.site_url == "http://localhost:8000/index.html"
    assert_right(inner)


def test_publishing_twice_makes_and_writes_nothing_the_second_time(
    tmp_path: Path, storage: MemoryStorage
) -> None:
    released(tmp_path, storage)
    asked: list[str] = []
    released(tmp_path, Witness(storage, lambda verb, key: asked.append(f"{verb} {key}")))
    assert [one for one in asked if one.startswith("write")] == []
    assert len([one for one in asked if MANIFEST_KEY in one]) == 1


def test_one_change_writes_the_pages_that_tell_of_it(tmp_path: Path, storage: MemoryStorage) -> None:
    released(tmp_path, storage)
    released(tmp_path, storage, THEIRS)
    told = replace(OURS, notes="Mehr davon.")
    assert set(released(tmp_path, storage, told).pages) <= {PAGE, "sitemap.xml"}
    assert "Mehr davon." in read(storage, PAGE)
    assert_right(storage)


def test_a_release_of_texts_costs_few_requests_more_than_one_without_pages(
    tmp_path: Path, storage: MemoryStorage
) -> None:
    released(tmp_path, storage)
    released(tmp_path, storage, THEIRS)
    asked: list[str] = []
    told = replace(OURS, summary="Anders zusammengefasst.")
    released(tmp_path, Witness(storage, lambda verb, key: asked.append(f"{verb} {key}")), told)
    pages = [one for one in asked if one.startswith("write") and is_web_page(one.split()[1])]
    assert len(pages) <= 4
    assert len(asked) - len(pages) == 22, asked  # 20 without pages, and the manifest before and after


def test_a_change_of_the_show_writes_what_shows_it(tmp_path: Path, storage: MemoryStorage) -> None:
    released(tmp_path, storage)
    quiet = replace(WITH_PAGES, locked=False)
    assert released(tmp_path, storage, show=quiet, now=LATER).pages == ()
    coloured = replace(WITH_PAGES, site=Site(imprint="Wir.", colour="#aa0000"))
    report = released(tmp_path, storage, show=coloured, now=LATER)
    assert {"index.html", PAGE} <= set(report.pages)
    assert "robots.txt" not in report.pages
    assert_right(storage)


def test_an_episode_of_tomorrow_is_on_no_page_before(tmp_path: Path, storage: MemoryStorage) -> None:
    released(tmp_path, storage)
    tomorrow = replace(THEIRS, date=NOW + timedelta(days=1), title="Morgen")
    released(tmp_path, storage, tomorrow)
    assert all("Morgen" not in read(storage, key) for key in keys(storage) if is_web_page(key))
    assert THEIR_PAGE not in keys(storage)
    feed = update_feed(storage, NOW + timedelta(days=2))
    assert THEIR_PAGE in update_pages(storage, feed, before=known_pages(storage)).written
    assert_right(storage)


def test_what_is_unpublished_leaves_the_pages_and_comes_back(tmp_path: Path, storage: MemoryStorage) -> None:
    released(tmp_path, storage)
    released(tmp_path, storage, THEIRS)
    before = read(storage, PAGE)
    unpublish(str(OURS.slug), replacement=None, storage=storage, now=LATER)
    assert all(OURS.title not in read(storage, key) for key in keys(storage) if is_web_page(key))
    assert "noindex" in read(storage, PAGE)
    assert_right(storage)
    undo_release(str(OURS.slug), to=None, storage=storage, now=LATER)
    assert read(storage, PAGE) == before
    assert_right(storage)


def test_an_undo_of_the_show_takes_its_pages_back(tmp_path: Path, storage: MemoryStorage) -> None:
    released(tmp_path, storage)
    released(tmp_path, storage, show=replace(WITH_PAGES, title="Anders"), now=LATER)
    assert "Anders" in read(storage, "index.html")
    undo_show(to=None, storage=storage, now=LATER)
    assert "Anders" not in read(storage, "index.html")
    assert_right(storage)


def test_a_show_that_wants_no_pages_any_more_has_none_that_tell_anything(
    tmp_path: Path, storage: MemoryStorage
) -> None:
    released(tmp_path, storage)
    released(tmp_path, storage, show=replace(WITH_PAGES, site=None), now=LATER)
    assert "Nicht mehr verfügbar" in read(storage, PAGE)
    assert OURS.title not in read(storage, "index.html")
    assert released(tmp_path, storage, show=replace(WITH_PAGES, site=None), now=LATER).pages == ()


def test_a_show_that_never_had_pages_gets_none(tmp_path: Path, storage: MemoryStorage) -> None:
    run(tmp_path, storage)
    assert [key for key in keys(storage) if is_web_page(key) or key == MANIFEST_KEY] == []


def test_somebody_else_s_page_is_left_as_it_is_and_told(tmp_path: Path, storage: MemoryStorage) -> None:
    storage.write("index.html", b"<h1>Mine</h1>")
    for _ in range(2):
        report = released(tmp_path, storage)
        (told,) = [one for one in report.findings if one.code == "page-of-another"]
        assert (told.level, told.where) == (Level.WARNING, "index.html")
        assert read(storage, "index.html") == "<h1>Mine</h1>"
        assert OURS.title in read(storage, PAGE)


def test_what_somebody_changed_or_removed_is_mended_when_the_feed_is_asked_for(
    tmp_path: Path, storage: MemoryStorage
) -> None:
    released(tmp_path, storage)
    storage.write("index.html", b"<h1>Mine</h1>")
    storage.delete(PAGE)
    storage.delete("archive/index.html")
    ghost = THEIR_PAGE
    storage.write(ghost, b'<meta name="generator" content="podpub">')
    assert released(tmp_path, storage).pages == ()
    publish(built(tmp_path, storage, show=WITH_PAGES), storage=storage, tell=silent, thorough=True)
    assert_right(storage)


def test_a_damaged_manifest_costs_a_look_and_no_page(tmp_path: Path, storage: MemoryStorage) -> None:
    released(tmp_path, storage)
    for damaged in (b"", b"{}", b"\x1f\x8b", b"null"):
        storage.write(MANIFEST_KEY, damaged)
        report = released(tmp_path, storage)
        assert report.findings == ()
        assert [key for key in report.pages if not is_static(key)] == []
        assert_right(storage)
        assert PAGE in read_manifest(storage).pages


def test_a_template_that_cannot_be_used_lets_the_release_go_on(
    tmp_path: Path, storage: MemoryStorage
) -> None:
    broken = replace(WITH_PAGES, site=Site(templates=(("home.html", "{% if %}"),)))
    report = released(tmp_path, storage, show=broken)
    assert guids(storage) == [OURS.guid]
    assert [one.code for one in report.findings] == ["pages-not-written"]
    assert released(tmp_path, storage, now=LATER).findings == ()
    assert_right(storage)


def test_a_slow_host_never_puts_an_older_page_over_a_newer_one(tmp_path: Path) -> None:
    """It has made its pages from old records when another host changes them; its writes come late."""
    storage, done = MemoryStorage(), list[str]()
    released(tmp_path, storage)

    def intrude(verb: str, key: str) -> None:
        if verb == "write" and key == PAGE and not done:
            done.append(key)
            released(tmp_path, storage, replace(OURS, title="Neuer"), now=LATER + timedelta(hours=1))

    feed = update_feed(storage, LATER)
    stale = replace(feed, catalog=_older(feed.catalog))
    update_pages(Witness(storage, intrude), stale, before=known_pages(storage))
    assert done
    assert "Neuer" in read(storage, PAGE)
    assert_right(storage)


def _older(catalog: Catalog) -> Catalog:
    held = catalog.releases[OURS.guid]
    told = replace(held.record, episode=replace(held.record.episode, title="Alt"))
    releases = {**catalog.releases, OURS.guid: replace(held, record=told)}
    return replace(catalog, releases=releases)


def test_a_page_of_an_episode_that_was_taken_back_meanwhile_does_not_stay(tmp_path: Path) -> None:
    """A host dies right after its page is written, before anybody knows of it; then it is taken back."""
    storage = MemoryStorage()
    released(tmp_path, storage, THEIRS)

    def die(_verb: str, key: str) -> None:
        if PAGE in keys(storage) and key != PAGE:
            raise StorageError("dead")

    attempt(lambda: released(tmp_path, Witness(storage, die)))
    assert OURS.title in read(storage, PAGE)
    unpublish(str(OURS.slug), replacement=None, storage=storage, now=LATER)
    assert OURS.title not in read(storage, PAGE)
    assert_right(storage)


def test_a_neighbour_s_page_that_names_what_was_taken_back_meanwhile_does_not_stay(tmp_path: Path) -> None:
    """A host dies before it tells that the page leads to the new episode; then that is taken back."""
    storage = MemoryStorage()
    released(tmp_path, storage, THEIRS)

    def die(_verb: str, key: str) -> None:
        if OURS.title in read(storage, THEIR_PAGE) and key not in {PAGE, THEIR_PAGE}:
            raise StorageError("dead")

    attempt(lambda: released(tmp_path, Witness(storage, die)))
    assert OURS.title in read(storage, THEIR_PAGE)
    unpublish(str(OURS.slug), replacement=None, storage=storage, now=LATER)
    assert OURS.title not in read(storage, THEIR_PAGE)
    assert_right(storage)


def test_every_episode_that_the_feed_shows_has_a_page_that_its_item_leads_to(
    tmp_path: Path, storage: MemoryStorage
) -> None:
    released(tmp_path, storage)
    feed = read(storage, FEED_KEY)
    assert f"<link>http://localhost:8000/{PAGE}</link>" in feed
    assert [item.guid for item in parse_back(feed.encode())] == [OURS.guid]
