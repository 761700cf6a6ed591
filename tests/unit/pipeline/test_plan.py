"""The plan does what is needed, and nothing else."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from PIL import Image

from podpub.catalog import Catalog, Held
from podpub.errors import ConfigError
from podpub.model import (
    Chapter,
    Fade,
    Finding,
    FolderLocation,
    Format,
    Level,
    Mastering,
    Person,
    Places,
    Production,
    Slug,
    TrackSource,
    TranscriptSource,
)
from podpub.pipeline.material.cache import Cache
from podpub.pipeline.material.digests import file_digest
from podpub.pipeline.material.gallery import Gallery
from podpub.pipeline.planning.fingerprints import stated
from podpub.pipeline.planning.manuscript import Manuscript
from podpub.pipeline.planning.plan import EpisodePlan, Plan, Stock, Work, make_plan, survey
from podpub.storage import FolderStorage
from tests.support.samples import NOW, episode, production, project, release, show

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def cover(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("covers") / "cover.png"
    Image.new("RGB", (1400, 1400)).save(file)
    return file


@pytest.fixture
def house(tmp_path: Path, cover: Path) -> Path:
    folder = tmp_path / "episodes" / "042-vertrauen-im-team"
    folder.mkdir(parents=True)
    (folder / "recording.wav").write_bytes(b"the recording")
    (folder / "transcript.vtt").write_bytes(b"WEBVTT\n\n00:00.000 --> 00:01.000\nHallo\n")
    shutil.copy(cover, tmp_path / "cover.jpg")
    (tmp_path / ".podpub").symlink_to(cover.parent)  # every test needs the same covers
    return tmp_path


def _stock(house: Path, *held: Held[Any], show: Held[Any] | None = None) -> Stock:
    catalog = Catalog(show, {one.record.episode.guid: one for one in held})
    size, gallery = FolderStorage(house / "public").size, Gallery(Cache(house / ".podpub"))
    return Stock(size, catalog, frozenset(catalog.releases), file_digest, gallery)


def _another_cover(house: Path) -> None:
    Image.new("RGB", (1400, 1400), "teal").save(house / "cover.jpg")


def _plan(house: Path, one: Production, *held: Held[Any], **show: Any) -> EpisodePlan:
    manuscript = Manuscript(project(house, **show), (one,), (), {}, Places(house, {}))
    return make_plan(manuscript, stock=_stock(house, *held), now=NOW).episodes[0]


def _released(house: Path, one: Production) -> Held[Any]:
    """Return the record of a production that was released as it is, with its file in the storage."""
    planned = _plan(house, one)
    record = release(episode=one.episode, inputs=planned.inputs)
    FolderStorage(house / "public").write(record.enclosure.key, bytes(record.enclosure.bytes))
    return Held(record, "tag")


def test_a_new_episode_is_mastered(house: Path) -> None:
    assert _plan(house, production(house)).work is Work.MASTER


def test_a_released_episode_needs_nothing(house: Path) -> None:
    plan = _plan(house, production(house), _released(house, production(house)))
    assert (plan.work, plan.reasons) == (Work.NONE, ())


TOLD = {
    "title": ("Anders", Work.TAG),
    "number": (43, Work.TAG),
    "season": (2, Work.TAG),
    "summary": ("Anders.", Work.TAG),
    "date": (NOW, Work.TAG),
    "link": ("https://example.org/42", Work.TAG),
    "chapters": ((Chapter(0.0, "Anders"),), Work.TAG),
    "notes": ("Anders.", Work.RECORD),
    "explicit": (True, Work.RECORD),
    "persons": ((Person("Jonas Brandt"),), Work.RECORD),
    "tags": (("Vertrauen",), Work.RECORD),
    "block": (True, Work.RECORD),
}


@pytest.mark.parametrize("key", TOLD)
def test_a_changed_text_never_masters_again(house: Path, key: str) -> None:
    value, work = TOLD[key]
    held = _released(house, production(house))
    plan = _plan(house, production(house, episode=episode(**{key: value})), held)
    assert plan.work is work
    assert plan.reasons


@pytest.mark.parametrize(
    "settings",
    [
        Mastering(target_lufs=-18),
        Mastering(ceiling_dbtp=-2),
        Mastering(channels=1),
        Mastering(bitrate_kbps=96),
        Mastering(trim=True),
        Mastering(crossfade=Fade(0.5)),
        Mastering(sample_rate=48_000),
        Mastering(formats=(Format.MP3, Format.OPUS)),
        Mastering(formats=(Format.M4A,)),
    ],
)
def test_a_changed_audio_setting_masters_again(house: Path, settings: Mastering) -> None:
    plan = _plan(house, production(house, mastering=settings), _released(house, production(house)))
    assert plan.work is Work.MASTER


KEPT = Mastering(kept=True)


@pytest.mark.parametrize("key", TOLD)
def test_no_text_changes_a_file_that_is_kept(house: Path, key: str) -> None:
    held = _released(house, production(house, mastering=KEPT))
    changed = production(house, mastering=KEPT, episode=episode(**{key: TOLD[key][0]}))
    assert _plan(house, changed, held).work is Work.RECORD


@pytest.mark.parametrize(
    "settings",
    [replace(KEPT, target_lufs=-18), replace(KEPT, channels=1), replace(KEPT, trim=True)],
    ids=["loudness", "channels", "trim"],
)
def test_no_setting_changes_a_file_that_is_kept(house: Path, settings: Mastering) -> None:
    held = _released(house, production(house, mastering=KEPT))
    assert _plan(house, production(house, mastering=settings), held).work is Work.NONE
    _another_cover(house)
    assert _plan(house, production(house, mastering=settings), held).work is Work.NONE


def test_a_file_that_is_kept_no_more_is_mastered(house: Path) -> None:
    held = _released(house, production(house, mastering=KEPT))
    assert _plan(house, production(house), held).work is Work.MASTER


def test_several_tracks_cannot_be_kept(house: Path) -> None:
    other = house / "other.wav"
    other.write_bytes(b"another microphone")
    tracks = (*production(house).tracks, TrackSource(other))
    with pytest.raises(ConfigError) as refused:
        _plan(house, production(house, mastering=KEPT, tracks=tracks))
    assert [one.code for one in refused.value.findings] == ["keep-several"]


def test_a_changed_recording_masters_again(house: Path) -> None:
    held = _released(house, production(house))
    production(house).tracks[0].file.write_bytes(b"another recording")
    assert _plan(house, production(house), held).work is Work.MASTER


def test_a_renamed_recording_with_the_same_content_is_the_same(house: Path) -> None:
    held = _released(house, production(house))
    moved = production(house).tracks[0].file.rename(house / "elsewhere.wav")
    assert _plan(house, production(house, tracks=(TrackSource(moved),)), held).work is Work.NONE


def test_a_recording_put_away_after_its_release_is_not_missed(house: Path) -> None:
    held = _released(house, production(house))
    production(house).tracks[0].file.unlink()
    assert _plan(house, production(house), held).work is Work.NONE


def test_new_settings_for_a_recording_that_was_put_away_are_told(house: Path) -> None:
    held = _released(house, production(house))
    production(house).tracks[0].file.unlink()
    one = production(house, mastering=Mastering(target_lufs=-18))
    missing = Finding(Level.ERROR, "missing-file", "episodes/…:5", "`audio` names a file that is not there")
    manuscript = Manuscript(project(house), (one,), (), {one.file: (missing,)}, Places(house, {}))
    with pytest.raises(ConfigError) as caught:
        make_plan(manuscript, stock=_stock(house, held), now=NOW)
    assert caught.value.findings == (missing,)


def test_a_missing_file_and_a_new_title_begin_with_the_recording(house: Path) -> None:
    """The file that only its tags would change in is not there to take."""
    held = _released(house, production(house))
    (house / "public" / held.record.enclosure.key).unlink()
    plan = _plan(house, production(house, episode=episode(title="Anders")), held)
    assert (plan.work, plan.needs_recording) == (Work.UPLOAD, True)


def test_a_new_cover_is_written_into_the_tags(house: Path) -> None:
    held = _released(house, production(house))
    _another_cover(house)
    assert _plan(house, production(house), held).work is Work.TAG


def test_a_new_name_of_the_show_is_written_into_the_tags(house: Path) -> None:
    held = _released(house, production(house))
    assert _plan(house, production(house), held, title="Ein neuer Name").work is Work.TAG


def test_a_changed_transcript_changes_the_record_alone(house: Path) -> None:
    with_transcript = production(
        house, transcripts=(TranscriptSource(production(house).file.with_name("transcript.vtt"), "de"),)
    )
    held = _released(house, with_transcript)
    with_transcript.transcripts[0].path.write_bytes(b"WEBVTT\n\n00:00.000 --> 00:01.000\nAnders\n")
    assert _plan(house, with_transcript, held).work is Work.RECORD


def test_a_file_that_is_gone_from_the_storage_is_uploaded_again(house: Path) -> None:
    held = _released(house, production(house))
    (house / "public" / held.record.enclosure.key).unlink()
    assert _plan(house, production(house), held).work is Work.UPLOAD


def _whole(house: Path, *findings: Finding) -> Plan:
    manuscript = Manuscript(project(house), (production(house),), findings, {}, Places(house, {}))
    return survey(manuscript, stock=_stock(house), now=NOW)


def test_a_mistake_stops_a_release_and_not_a_survey(house: Path) -> None:
    mistake = Finding(Level.ERROR, "url", "show.yaml:3", "`link` is not a web address")
    assert _whole(house, mistake).findings == (mistake,)
    manuscript = Manuscript(project(house), (), (mistake,), {}, Places(house, {}))
    with pytest.raises(ConfigError):
        make_plan(manuscript, stock=_stock(house), now=NOW)


def test_the_show_is_published_again_only_when_it_changed(house: Path) -> None:
    first = _whole(house)
    assert first.changes_show
    stock = _stock(house, show=Held(first.show, "tag"))
    later = NOW + timedelta(days=1)
    manuscript = Manuscript(project(house), (), (), {}, Places(house, {}))
    assert not survey(manuscript, stock=stock, now=later).changes_show
    _another_cover(house)
    assert survey(manuscript, stock=stock, now=later).changes_show


def test_a_damaged_cover_of_the_show_is_told_before_any_work(house: Path) -> None:
    whole = (house / "cover.jpg").read_bytes()
    (house / "cover.jpg").write_bytes(whole[: len(whole) // 2])
    manuscript = Manuscript(project(house), (), (), {}, Places(house, {}))
    with pytest.raises(ConfigError) as caught:
        make_plan(manuscript, stock=_stock(house), now=NOW)
    assert [(one.code, one.where) for one in caught.value.findings] == [("image-unreadable", "show.yaml:1")]
    known = Finding(Level.ERROR, "cover-shape", "show.yaml:1", "it is told already")
    told = survey(replace(manuscript, findings=(known,)), stock=_stock(house), now=NOW)
    assert told.findings == (known,)


def test_a_draft_is_left_out(house: Path) -> None:
    manuscript = Manuscript(project(house), (production(house, draft=True),), (), {}, Places(house, {}))
    plan = make_plan(manuscript, stock=_stock(house), now=NOW)
    assert (plan.episodes, len(plan.drafts)) == ((), 1)


REFUSED = {
    "slug-changed": {"episode": episode(slug=Slug("anders"))},
    "guid-changed": {"episode": episode(guid="another")},
    "draft-is-released": {"draft": True},
    "date-moved": {"episode": episode(date=NOW + timedelta(days=1))},
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_released_episode_cannot_lose_its_identity(house: Path, code: str) -> None:
    held = _released(house, production(house))
    changed = replace(production(house), **REFUSED[code])  # type: ignore[arg-type]
    with pytest.raises(ConfigError) as caught:
        _plan(house, changed, held)
    assert [finding.code for finding in caught.value.findings] == [code]
    assert all(finding.fix for finding in caught.value.findings)


def test_a_copied_folder_is_not_told_to_take_the_place_of_its_original(house: Path) -> None:
    original = production(house)
    held = _released(house, original)
    original.file.write_text(f"guid: {original.episode.guid}", encoding="utf-8")
    copy = replace(
        original,
        file=house / "episodes/043-kopie/episode.yaml",
        episode=episode(slug=Slug("043-kopie"), title="Kopie"),
    )
    with pytest.raises(ConfigError) as caught:
        _plan(house, copy, held)
    (finding,) = caught.value.findings
    assert finding.code == "guid-copied"
    assert "guid: " in finding.fix
    assert original.episode.guid not in finding.fix
    assert "slug:" not in finding.fix


@pytest.mark.parametrize(("days", "codes"), [(27, ["move-cut-short"]), (28, [])])
def test_subscribers_are_told_to_move_for_four_weeks(house: Path, days: int, codes: list[str]) -> None:
    moving = replace(_whole(house).show, show=show(new_feed_url="https://neu.example.org/feed.xml"))
    stock = _stock(house, show=Held(moving, "tag"))
    manuscript = Manuscript(project(house), (), (), {}, Places(house, {}))
    plan = survey(manuscript, stock=stock, now=moving.changed + timedelta(days=days))
    assert [one.code for one in plan.findings] == codes


def test_another_show_does_not_move_into_the_same_storage(house: Path) -> None:
    published = replace(_whole(house).show, show=show(guid=UUID(int=7), title="Die andere"))
    stock = _stock(house, show=Held(published, "tag"))
    with pytest.raises(ConfigError) as caught:
        make_plan(Manuscript(project(house), (), (), {}, Places(house, {})), stock=stock, now=NOW)
    assert [one.code for one in caught.value.findings] == ["show-guid-changed"]
    assert str(UUID(int=7)) in caught.value.findings[0].fix


def test_a_missing_recording_is_named_before_any_work(house: Path) -> None:
    one = production(house)
    missing = Finding(Level.ERROR, "missing-file", "episodes/…:5", "`audio` names a file that is not there")
    manuscript = Manuscript(project(house), (one,), (), {one.file: (missing,)}, Places(house, {}))
    with pytest.raises(ConfigError) as caught:
        make_plan(manuscript, stock=_stock(house), now=NOW)
    assert caught.value.findings == (missing,)
    held = _released(house, one)
    one.tracks[0].file.unlink()
    assert make_plan(manuscript, stock=_stock(house, held), now=NOW).episodes[0].work is Work.NONE


def test_what_was_released_before_there_were_formats_stays_as_it_is(house: Path) -> None:
    """The fingerprint of plain settings, as it stands in records that know nothing of formats."""
    before = "641b6bf37632e741dc5d53f6b4fd15cdf3cda1dbf02fcf4bf98e788624ced3a8"
    assert _plan(house, production(house)).inputs.settings == before


def test_a_lost_alternate_is_made_again(house: Path) -> None:
    one = production(house, mastering=Mastering(formats=(Format.MP3, Format.OPUS)))
    held = _released(house, one)
    other = replace(held.record.enclosure, key="media/a-0123456789abcdef.opus", bytes=3)
    both = Held(replace(held.record, alternates=(other,)), held.etag)
    assert _plan(house, one, both).work is Work.UPLOAD
    FolderStorage(house / "public").write(other.key, b"abc")
    assert _plan(house, one, both).work is Work.NONE


def test_a_field_that_came_later_leaves_fingerprints_as_they_are() -> None:
    """Otherwise an update of podpub would send the back catalogue out again."""

    @dataclass(frozen=True)
    class Before:
        start_s: float
        url: str | None = None

    @dataclass(frozen=True)
    class After(Before):
        image: str | None = None

    assert stated((Before(3.0, "x"),)) == stated((After(3.0, "x"),)) == [{"start_s": 3.0, "url": "x"}]
    assert stated((After(3.0, "x", "y"),)) != stated((After(3.0, "x"),))


def test_another_picture_of_a_chapter_changes_the_tags(house: Path) -> None:
    picture = house / "mut.jpg"
    picture.write_bytes(b"a picture")
    bare, shown = production(house), production(house, chapter_images=(None, picture))
    held = _released(house, shown)
    assert _plan(house, shown, held).work is Work.NONE
    assert _plan(house, bare, held).work is Work.TAG
    moved = replace(shown, chapter_images=(None, picture.rename(house / "elsewhere.jpg")))
    assert _plan(house, moved, held).work is Work.NONE
    moved.chapter_images[1].write_bytes(b"another picture")  # type: ignore[union-attr]
    assert _plan(house, moved, held).work is Work.TAG


def test_chapters_with_pictures_are_written_again_when_the_show_moves(house: Path) -> None:
    picture = house / "mut.jpg"
    picture.write_bytes(b"a picture")
    elsewhere = FolderLocation(house / "public", "https://media.example.org/")
    for one, work in (
        (production(house, chapter_images=(None, picture)), Work.RECORD),
        (production(house), Work.NONE),
    ):
        held = _released(house, one)
        home = replace(project(house), storage=elsewhere)
        manuscript = Manuscript(home, (one,), (), {}, Places(house, {}))
        assert make_plan(manuscript, stock=_stock(house, held), now=NOW).episodes[0].work is work


def test_a_recording_put_away_keeps_the_chapters_that_it_brought(house: Path) -> None:
    """They can no longer be read, so they are no part of what is compared."""
    read = production(house, recorded_chapters=True)
    held = _released(house, read)
    read.tracks[0].file.unlink()
    assert _plan(house, replace(read, episode=episode(chapters=())), held).work is Work.NONE
    written = replace(read, recorded_chapters=False)
    assert _plan(house, written, held).work is Work.TAG
