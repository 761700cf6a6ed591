"""What was published is held against what the world sees of it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from podpub.catalog import read_catalog, save_record
from podpub.errors import OutsideError
from podpub.feed import render
from podpub.model import (
    BucketLocation,
    Enclosure,
    Finding,
    FolderLocation,
    Format,
    Level,
    Release,
    Slug,
    TranscriptFile,
    silent,
)
from podpub.model.layout import FEED_KEY, content_type, media_key
from podpub.outside import Visitor
from podpub.pipeline.looking.outside import Onlooker, insist
from podpub.pipeline.looking.verify import EpisodeReport, Report, Status
from podpub.pipeline.looking.witness import look_at_everything, witness, witness_retreat
from podpub.pipeline.publishing.retreat import undo_release, undo_show, unpublish
from podpub.storage import FolderStorage
from tests.support.samples import NOW, episode, project, release, show_record
from tests.support.storages import MemoryStorage, keys
from tests.support.web import Page, Site, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.pipeline.looking.outside import Sight
    from podpub.pipeline.publishing.retreat import Retreat
    from podpub.storage import Storage

SOUND, OPUS = b"sound" * 1000, b"opus" * 1000
TRANSCRIPT = "assets/042-0123.vtt"


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


def cover(width: int = 1400, height: int = 1400) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height)).save(written, "JPEG")
    return written.getvalue()


def enclosure(sound: bytes, format_: Format = Format.MP3) -> Enclosure:
    digest = hashlib.sha256(sound).hexdigest()
    key = media_key(Slug("042-vertrauen-im-team"), digest, format_)
    return Enclosure(key, len(sound), format_.type, 60.0, digest)


def record(**changes: Any) -> Release:
    return release(
        enclosure=enclosure(SOUND),
        alternates=(enclosure(OPUS, Format.OPUS),),
        transcripts=(TranscriptFile(TRANSCRIPT, "text/vtt", "de"),),
        **changes,
    )


def publish(web: Site, storage: Storage) -> Storage:
    """Publish one episode into a storage, and let the site show it."""
    told = show_record(public_url=web.url)
    save_record(told, replaces=None, storage=storage)
    save_record(record(), replaces=None, storage=storage)
    for one, sound in zip(record().enclosures, (SOUND, OPUS), strict=True):
        storage.write(one.key, sound)
    storage.write(TRANSCRIPT, b"WEBVTT\n")
    storage.write(told.image, cover())
    storage.write(FEED_KEY, render(told, [record()], NOW))
    mirror(web, storage)
    return storage


def mirror(web: Site, storage: Storage) -> None:
    for key in keys(storage):
        body = b"".join(storage.stream(key))
        web.pages[f"/{key}"] = Page(body, content_type(key), headers={"Access-Control-Allow-Origin": "*"})


def looked(web: Site, storage: Storage, *, pauses: tuple[float, ...] = (), **how: Any) -> Sight:
    eyes = Onlooker(Visitor({}, patience_s=5), BucketLocation("b", web.url, prefix="show/"), pauses)
    asked = {"newest": None, "entire": True, **how}
    return look_at_everything(storage, eyes=eyes, tell=silent, **asked)


def codes(sight: Sight) -> list[str]:
    return [one.code for one in sight.findings]


def test_a_show_that_is_seen_as_published_has_no_findings(web: Site) -> None:
    sight = looked(web, publish(web, MemoryStorage()))
    assert (sight.findings, sight.files, sight.unseen) == ((), 2, "")
    assert {f"/{key}" for key in (TRANSCRIPT, show_record().image)} < {path for _, path, _ in web.asked}


@pytest.mark.parametrize(
    ("number", "code"), [(0, "digest"), (1, "digest")], ids=["the enclosure", "its alternate"]
)
def test_other_bytes_behind_the_right_length_are_found(web: Site, number: int, code: str) -> None:
    storage = publish(web, MemoryStorage())
    path = f"/{record().enclosures[number].key}"
    web.pages[path] = replace(web.pages[path], body=web.pages[path].body[::-1])
    assert codes(looked(web, storage)) == [code]
    assert codes(looked(web, storage, entire=False)) == []


def test_only_the_newest_are_looked_at_if_wished(web: Site) -> None:
    storage = publish(web, MemoryStorage())
    other = episode(guid="older", slug=Slug("001-alt"), date=NOW.replace(year=2020))
    older = release(episode=other, enclosure=replace(enclosure(b"gone"), key="media/001-alt-0123.mp3"))
    save_record(older, replaces=None, storage=storage)
    storage.write(FEED_KEY, render(show_record(public_url=web.url), [record(), older], NOW))
    mirror(web, storage)
    assert codes(looked(web, storage, newest=1)) == []
    assert codes(looked(web, storage)) == ["missing"]


def test_a_cached_feed_is_said_to_be_old_and_until_when(web: Site) -> None:
    storage = publish(web, MemoryStorage())
    web.pages["/feed.xml"] = replace(
        web.pages["/feed.xml"],
        body=render(show_record(public_url=web.url), [], NOW),
        headers={"Cache-Control": "public, s-maxage=600, max-age=60", "Age": "100"},
    )
    (found,) = looked(web, storage).findings
    assert (found.level, found.code) == (Level.ERROR, "feed-stale")
    assert "“Vertrauen im Team” is not in it" in found.message
    assert "for 500 s more" in found.fix


@pytest.mark.parametrize("told", [{}, {"Cache-Control": "max-age=60", "Age": "70"}, {"Age": "soon"}])
def test_an_old_feed_that_no_cache_keeps_comes_from_elsewhere(web: Site, told: dict[str, str]) -> None:
    storage = publish(web, MemoryStorage())
    web.pages["/feed.xml"] = replace(
        web.pages["/feed.xml"], body=render(show_record(public_url=web.url), [], NOW), headers=told
    )
    (found,) = looked(web, storage).findings
    assert "another place than the storage" in found.fix


def test_what_is_no_feed_at_all_is_told(web: Site) -> None:
    storage = publish(web, MemoryStorage())
    web.pages["/feed.xml"] = Page(b"<html>Welcome</html>", "application/xml")
    assert "feed-broken" in codes(looked(web, storage))


@pytest.mark.parametrize(
    ("status", "code", "fix"),
    [
        (403, "forbidden", "The bucket, or this part of it, is not public."),
        (404, "missing", "`prefix: show/`"),
    ],
)
def test_a_bucket_that_is_not_seen_is_told_why(web: Site, status: int, code: str, fix: str) -> None:
    storage = publish(web, MemoryStorage())
    web.pages["/feed.xml"] = Page(status=status)
    (found,) = looked(web, storage).findings
    assert found.code == code
    assert fix in found.fix


def test_what_is_not_there_at_once_is_looked_at_again(web: Site) -> None:
    storage = publish(web, MemoryStorage())
    sound = f"/{record().enclosure.key}"
    for path in ("/feed.xml", sound):
        web.pages[path] = replace(web.pages[path], later=(404,))
    assert codes(looked(web, storage, pauses=(0.0,))) == []
    web.asked.clear()
    assert codes(looked(web, storage)) == ["missing", "missing"]


def test_what_does_not_pass_by_itself_is_not_waited_for(web: Site) -> None:
    storage = publish(web, MemoryStorage())
    web.pages["/feed.xml"] = replace(web.pages["/feed.xml"], later=(403,))
    assert codes(looked(web, storage, pauses=(0.0,))) == ["forbidden"]


def test_a_feed_that_another_host_writes_meanwhile_is_not_old(web: Site) -> None:
    """What the world sees is held against the storage as it is then, not as it was before."""
    storage = publish(web, MemoryStorage())
    newer = render(show_record(public_url=web.url), [record(changed=NOW.replace(hour=20))], NOW)
    web.pages["/feed.xml"] = replace(web.pages["/feed.xml"], body=newer)

    class Meanwhile(MemoryStorage):
        reads = 0

        def read(self, key: str) -> Any:
            self.reads += key == FEED_KEY
            if self.reads == 3:
                storage.write(FEED_KEY, newer)
            return storage.read(key)

        def objects(self, prefix: str) -> Any:
            return storage.objects(prefix)

    assert newer != b"".join(storage.stream(FEED_KEY))
    assert codes(looked(web, Meanwhile(), pauses=(0.0, 0.0))) == []


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        pytest.param(cover(1400, 1401), "cover-size", id="not square"),
        pytest.param(cover(1399, 1399), "cover-size", id="small"),
        pytest.param(cover(3001, 3001), "cover-size", id="large"),
        pytest.param(b"no picture", "cover-unreadable", id="no picture"),
    ],
)
def test_a_cover_that_directories_refuse_is_told(web: Site, picture: bytes, code: str) -> None:
    storage = publish(web, MemoryStorage())
    path = f"/{show_record().image}"
    web.pages[path] = replace(web.pages[path], body=picture)
    assert codes(looked(web, storage)) == [code]


def test_a_warning_for_many_files_is_said_once(web: Site) -> None:
    storage = publish(web, MemoryStorage())
    for one in record().enclosures:
        web.pages[f"/cdn/{one.key}"] = web.pages[f"/{one.key}"]
        web.pages[f"/{one.key}"] = Page(to=f"/cdn/{one.key}")
    (found,) = looked(web, storage).findings
    assert found.code == "redirected"
    assert found.message.endswith("(and so 1 more)")


def reported(web: Site, **changes: Any) -> Report:
    told = EpisodeReport(Status.RELEASED, record().episode, record())
    uploaded = (*(one.key for one in record().enclosures), show_record().image, FEED_KEY)
    return replace(Report((told,), (), web.url, uploaded, ()), **changes)


def witnessed(web: Site, storage: Storage, tmp_path: Path, report: Report | None = None) -> Report:
    house = replace(project(tmp_path), storage=FolderLocation(tmp_path / "public", web.url))
    return witness(report or reported(web), house, storage=storage, environ={}, tell=silent)


def test_a_release_into_a_folder_that_is_served_is_seen(web: Site, tmp_path: Path) -> None:
    storage = publish(web, FolderStorage(tmp_path / "public"))
    report = witnessed(web, storage, tmp_path)
    assert report.sight is not None
    assert (report.sight.unseen, report.sight.files) == ("", 2)
    fetched = [path for method, path, told in web.asked if method == "GET" and "range" not in told]
    assert {f"/{one.key}" for one in record().enclosures} < {*fetched}


def test_what_was_there_before_a_release_is_not_fetched_again(web: Site, tmp_path: Path) -> None:
    storage = publish(web, FolderStorage(tmp_path / "public"))
    witnessed(web, storage, tmp_path, reported(web, uploaded=()))
    fetched = [path for method, path, told in web.asked if method == "GET" and "range" not in told]
    assert {*fetched} == {"/feed.xml", f"/{TRANSCRIPT}"}


@pytest.mark.parametrize("page", [Page(status=404), Page(b"<rss/>", "text/xml"), Page(status=500)])
def test_a_folder_that_is_not_served_yet_is_no_failure(web: Site, tmp_path: Path, page: Page) -> None:
    storage = publish(web, FolderStorage(tmp_path / "public"))
    web.pages["/feed.xml"] = page
    report = witnessed(web, storage, tmp_path)
    assert report.sight is not None
    assert report.sight.unseen.startswith(f"{web.url}feed.xml: ")
    assert report.findings == ()


def test_a_release_that_is_seen_otherwise_fails_with_all_findings(web: Site, tmp_path: Path) -> None:
    storage = publish(web, FolderStorage(tmp_path / "public"))
    path = f"/{record().enclosure.key}"
    web.pages[path] = replace(web.pages[path], ranges=False)
    before = Finding(Level.WARNING, "quiet", "", "a warning of before")
    with pytest.raises(OutsideError) as caught:
        witnessed(web, storage, tmp_path, reported(web, findings=(before,)))
    assert [one.code for one in caught.value.findings] == ["quiet", "no-ranges"]


def test_warnings_are_told_in_the_report(web: Site, tmp_path: Path) -> None:
    storage = publish(web, FolderStorage(tmp_path / "public"))
    web.pages["/feed.xml"] = replace(web.pages["/feed.xml"], remembers=False)
    before = Finding(Level.WARNING, "quiet", "", "a warning of before")
    report = witnessed(web, storage, tmp_path, reported(web, findings=(before,)))
    assert [one.code for one in report.findings] == ["quiet", "feed-not-revalidated"]


def test_warnings_are_no_failure(web: Site) -> None:
    storage = publish(web, MemoryStorage())
    web.pages["/feed.xml"] = replace(web.pages["/feed.xml"], remembers=False)
    sight = looked(web, storage)
    assert codes(sight) == ["feed-not-revalidated"]
    insist(sight)


def test_an_episode_that_was_taken_back_and_is_still_seen_is_named(web: Site) -> None:
    storage = publish(web, MemoryStorage())
    storage.write(FEED_KEY, render(show_record(public_url=web.url), [], NOW))
    (found,) = looked(web, storage).findings
    assert found.code == "feed-stale"
    assert "“Vertrauen im Team” is still in it" in found.message


def taken_back(web: Site, storage: Storage, tmp_path: Path, retreat: Retreat[Any]) -> Sight:
    house = replace(project(tmp_path), storage=FolderLocation(tmp_path / "public", web.url))
    return witness_retreat(retreat, house, storage=storage, environ={}, tell=silent)


def test_what_is_unpublished_is_looked_for_in_the_feed_alone(web: Site, tmp_path: Path) -> None:
    storage = publish(web, FolderStorage(tmp_path / "public"))
    done = unpublish(record().episode.guid, replacement=None, storage=storage, now=NOW)
    assert taken_back(web, storage, tmp_path, done).unseen
    mirror(web, storage)
    web.asked.clear()
    sight = taken_back(web, storage, tmp_path, done)
    assert (sight.unseen, sight.files, sight.findings) == ("", 0, ())
    assert {path for _, path, _ in web.asked} == {"/feed.xml"}


def test_sound_that_was_replaced_for_good_and_is_still_heard_is_an_error(web: Site, tmp_path: Path) -> None:
    storage = publish(web, FolderStorage(tmp_path / "public"))
    notice = tmp_path / "notice.mp3"
    notice.write_bytes(SOUND[::-1])
    done = unpublish(record().episode.guid, replacement=notice, storage=storage, now=NOW)
    mirror(web, storage)
    assert taken_back(web, storage, tmp_path, done).findings == ()
    web.pages[f"/{record().enclosure.key}"] = Page(SOUND)
    with pytest.raises(OutsideError) as caught:
        taken_back(web, storage, tmp_path, done)
    assert [one.code for one in caught.value.findings] == ["digest"]


def test_what_an_undo_brought_back_has_to_be_heard(web: Site, tmp_path: Path) -> None:
    storage = publish(web, FolderStorage(tmp_path / "public"))
    guid = record().episode.guid
    unpublish(guid, replacement=None, storage=storage, now=NOW)
    back = undo_release(guid, to=None, storage=storage, now=NOW)
    mirror(web, storage)
    assert taken_back(web, storage, tmp_path, back).files == 2
    web.pages[f"/{record().enclosure.key}"] = Page(status=404)
    with pytest.raises(OutsideError) as caught:
        taken_back(web, storage, tmp_path, back)
    assert [one.code for one in caught.value.findings] == ["missing"]


def test_a_show_that_was_brought_back_shows_its_cover(web: Site, tmp_path: Path) -> None:
    storage = publish(web, FolderStorage(tmp_path / "public"))
    held = read_catalog(storage).show
    assert held is not None
    news = replace(held.record, image="assets/cover-new.jpg", changed=held.later(NOW))
    save_record(news, replaces=held, storage=storage)
    back = undo_show(to=None, storage=storage, now=NOW)
    mirror(web, storage)
    web.pages[f"/{show_record().image}"] = Page(cover(100, 100), "image/jpeg")
    with pytest.raises(OutsideError) as caught:
        taken_back(web, storage, tmp_path, back)
    assert "cover-size" in {one.code for one in caught.value.findings}
