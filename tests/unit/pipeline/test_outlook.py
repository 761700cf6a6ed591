"""What subscribers will see is known before anything is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from podpub.catalog import Catalog, Held
from podpub.feed import Audio, Kind, render
from podpub.model import PictureFile, Places, Slug, Soundbite
from podpub.pipeline.making.outlook import foresee_feed
from podpub.pipeline.material.cache import Cache
from podpub.pipeline.material.digests import file_digest
from podpub.pipeline.material.gallery import Gallery
from podpub.pipeline.planning.plan import EpisodePlan, Plan, Work
from podpub.storage import Stored
from tests.support.samples import NOW, episode, production, project, release, show, show_record

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.feed import FeedDifference

LIVE = Stored(render(show_record(), (release(),), NOW), "tag")


def _plan(root: Path, work: Work | None, *, is_new: bool = False, **changes: Any) -> Plan:
    """Return a plan for `episode()` with changes; for the feed alone with no work."""
    held = None if is_new else Held(release(), "tag")
    catalog = Catalog(Held(show_record(), "tag"), {episode().guid: held} if held else {})
    one = production(root, episode=episode(**changes))
    planned = () if work is None else (EpisodePlan(one, held, release().inputs, work, ("why",)),)
    shown = frozenset(catalog.releases)
    return Plan(project(root), catalog, show_record(), planned, (), (), (), shown, Places(root, {}), NOW)


def _foreseen(plan: Plan, current: Stored | None) -> FeedDifference:
    return foresee_feed(plan, current, gallery=Gallery(Cache(plan.project.root / "cache")))


def test_nothing_to_do_is_nothing_to_see(tmp_path: Path) -> None:
    for work in (None, Work.NONE, Work.UPLOAD):
        assert _foreseen(_plan(tmp_path, work), LIVE).is_empty


@pytest.mark.parametrize(
    ("work", "audio"),
    [(Work.RECORD, Audio.SAME), (Work.TAG, Audio.NEW), (Work.MASTER, Audio.NEW)],
)
def test_each_work_is_seen_by_what_it_does(tmp_path: Path, work: Work, audio: Audio) -> None:
    (item,) = _foreseen(_plan(tmp_path, work, title="Neu"), LIVE).items
    told = {one.field: one.after for one in item.changes}
    assert (item.audio, told.pop("title")) == (audio, "Neu")
    assert told.keys() <= {"podcast:chapters"}  # which a record of an older podpub has no file for


def test_a_new_episode_is_seen_without_its_recording(tmp_path: Path) -> None:
    nothing = Stored(render(show_record(), (), NOW), "tag")
    (item,) = _foreseen(_plan(tmp_path, Work.MASTER, is_new=True), nothing).items
    assert (item.kind, item.title) == (Kind.NEW, episode().title)


def test_a_scheduled_episode_is_not_seen_yet(tmp_path: Path) -> None:
    nothing = Stored(render(show_record(), (), NOW), "tag")
    plan = _plan(tmp_path, Work.MASTER, is_new=True, date=NOW + timedelta(days=1))
    assert _foreseen(plan, nothing).is_empty


def test_without_a_feed_or_with_a_damaged_one_everything_is_new(tmp_path: Path) -> None:
    for current in (None, replace(LIVE, body=LIVE.body[:100])):
        (item,) = _foreseen(_plan(tmp_path, Work.NONE), current).items
        assert item.kind is Kind.NEW


def test_a_cover_that_stays_is_not_seen_as_another(tmp_path: Path) -> None:
    """Also where the sound is made again, and the pictures are not at hand."""
    (tmp_path / "cover.png").write_bytes(b"whatever")
    picture = PictureFile("assets/042-vertrauen-im-team-0123456789abcdef.png", 1400, 1400, 9, "image/png")
    source = file_digest(tmp_path / "cover.png")
    held = release(image=picture.key, pictures=(picture,), image_source=source)
    live = Stored(render(show_record(), (held,), NOW), "tag")
    plan = _plan(tmp_path, Work.MASTER)
    (one,) = plan.episodes
    own = replace(one.production, image=tmp_path / "cover.png")
    planned = replace(one, production=own, held=Held(held, "tag"))
    (item,) = _foreseen(replace(plan, episodes=(planned,)), live).items
    assert (item.audio, item.changes) == (Audio.NEW, ())


def test_soundbites_of_audio_that_is_still_to_be_made_are_not_told(tmp_path: Path) -> None:
    (item,) = _foreseen(_plan(tmp_path, Work.MASTER, soundbites=(Soundbite(1, 15),)), LIVE).items
    assert item.changes == ()
    (item,) = _foreseen(_plan(tmp_path, Work.RECORD, soundbites=(Soundbite(1, 15),)), LIVE).items
    assert {one.field for one in item.changes} == {"podcast:chapters", "podcast:soundbite"}


def test_an_episode_that_goes_to_an_older_page_does_not_leave_the_feed(tmp_path: Path) -> None:
    record = replace(show_record(), show=show(episodes_per_page=1))
    older = release(
        episode=episode(guid="older", slug=Slug("older"), date=NOW - timedelta(days=9)),
        enclosure=replace(release().enclosure, key="media/older-0123456789abcdef.mp3"),
    )
    current = Stored(render(record, (older,), NOW), "tag")
    plan = _plan(tmp_path, Work.MASTER, is_new=True)
    catalog = Catalog(Held(record, "tag"), {"older": Held(older, "tag")})
    paged = replace(plan, catalog=catalog, show=record, shown=frozenset({"older"}))
    assert [one.kind for one in _foreseen(paged, current).items] == [Kind.NEW]
