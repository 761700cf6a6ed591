"""The nouns are valid by construction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.model import CATEGORIES, Category, Chapter, Fade, Format, Mastering, Slug, Timeline, release_id
from podpub.model.layout import asset_key, content_type, is_key, media_key, release_key
from tests.support.samples import episode, release


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        pytest.param("Vertrauen im Team", "vertrauen-im-team", id="words"),
        pytest.param("Über Größe & Maß", "ueber-groesse-mass", id="German letters are spelled out"),
        pytest.param("U\u0308ber", "ueber", id="decomposed letters, too"),
        pytest.param("Café à la carte", "cafe-a-la-carte", id="other accents fall away"),
        pytest.param("042_Vertrauen -- im/Team?", "042-vertrauen-im-team", id="anything else is a hyphen"),
        pytest.param("Søren Łukasz", "soren-lukasz", id="letters that do not decompose"),
    ],
)
def test_a_slug_is_made_of_a_title(title: str, slug: str) -> None:
    assert Slug.of(title) == Slug(slug)


@given(st.text(max_size=300))
def test_a_slug_is_always_safe_or_refused(text: str) -> None:
    try:
        slug = Slug.of(text)
    except ValueError:
        return
    assert is_key(media_key(slug, "0" * 64))
    assert Slug.of(str(slug)) == slug


@pytest.mark.parametrize("text", ["", "Ä", "-a", "a-", "a--b", "../a", "a b", "A", "a" * 81])
def test_what_is_no_slug_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a slug"):
        Slug(text)


def test_the_taxonomy_has_19_categories_and_91_subcategories() -> None:
    assert len(CATEGORIES) == 19
    assert sum(map(len, CATEGORIES.values())) == 91


@pytest.mark.parametrize("wrong", [("Kids & family", None), ("Business", "Books"), ("Games & Hobbies", None)])
def test_a_category_that_directories_do_not_know_is_refused(wrong: tuple[str, str | None]) -> None:
    with pytest.raises(ValueError, match="no such"):
        Category(*wrong)


@pytest.mark.parametrize(
    "settings",
    [
        {"target_lufs": -5.0},
        {"target_lufs": -40.0},
        {"ceiling_dbtp": 0.5},
        {"channels": 6},
        {"bitrate_kbps": 100},
        {"sample_rate": 22_050},
    ],
)
def test_mastering_settings_no_app_would_play_well_are_refused(settings: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=":"):
        Mastering(**settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("seconds", [-1, 0.005, 11])
def test_a_cross_fade_is_whole_hundredths(seconds: float) -> None:
    with pytest.raises(ValueError, match="cross-fade"):
        Fade(seconds)


def test_an_episode_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        episode(date=datetime(2026, 11, 24, 6, 0))  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize("starts", [(5.0, 0.0), (1.0, 1.0)])
def test_chapters_out_of_order_are_refused(starts: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="order"):
        episode(chapters=tuple(Chapter(start, "Titel") for start in starts))


def test_time_moves_with_intro_and_trimming() -> None:
    timeline = Timeline(trimmed_start_s=2, recording_s=60, lead_s=5, total_s=70)
    assert timeline.heard(1) == 5
    assert timeline.heard(12) == 15
    assert timeline.heard(100) == 65


def test_a_time_line_knows_what_was_cut_off() -> None:
    timeline = Timeline(trimmed_start_s=2, recording_s=60, lead_s=5, total_s=70)
    kept = [timeline.is_kept(recorded_s) for recorded_s in (1.9, 2, 30, 62, 62.1)]
    assert kept == [False, True, True, True, False]


def test_a_first_chapter_covers_the_intro() -> None:
    timeline = Timeline(trimmed_start_s=0, recording_s=60, lead_s=5, total_s=70)
    assert timeline.chapter_start(0) == 0
    assert timeline.chapter_start(10) == 15


@given(st.lists(st.floats(0, 100), unique=True).map(sorted), st.floats(0, 10), st.floats(0, 10))
def test_time_never_runs_backwards(moments: list[float], trimmed_s: float, lead_s: float) -> None:
    timeline = Timeline(trimmed_s, 80, lead_s, lead_s + 80)
    heard = [timeline.chapter_start(moment) for moment in moments]
    assert heard == sorted(heard)


def test_an_id_says_nothing_about_the_guid_and_is_always_the_same() -> None:
    assert release_id("../../etc/passwd") == release_id("../../etc/passwd")
    assert is_key(release_key(release_id("../../etc/passwd")))


def test_every_key_is_served_with_its_type() -> None:
    assert content_type("feed.xml") == "application/rss+xml; charset=utf-8"
    assert content_type(media_key(Slug("a"), "0" * 64)) == "audio/mpeg"
    assert content_type(media_key(Slug("a"), "0" * 64, Format.M4A)) == "audio/x-m4a"
    assert content_type(media_key(Slug("a"), "0" * 64, Format.OPUS)) == "audio/ogg"
    assert content_type(asset_key(Slug("a"), "0" * 64, "vtt")) == "text/vtt; charset=utf-8"
    assert content_type("whatever.bin") == "application/octet-stream"


@pytest.mark.parametrize("format_", Format)
def test_a_key_tells_its_format(format_: Format) -> None:
    key = media_key(Slug("mp3-oder-opus"), "0" * 64, format_)
    assert Format.of(key) is format_
    assert is_key(key)


def test_a_codec_is_named_where_the_type_leaves_it_open() -> None:
    assert {format_: format_.codecs for format_ in Format} == {
        Format.MP3: None,
        Format.M4A: "mp4a.40.2",
        Format.OPUS: "opus",
    }


@pytest.mark.parametrize("formats", [(), (Format.MP3, Format.OPUS, Format.MP3)])
def test_an_episode_has_a_format_and_each_of_them_once(formats: tuple[Format, ...]) -> None:
    with pytest.raises(ValueError, match="one format or more"):
        Mastering(formats=formats)


def test_the_enclosure_comes_before_its_alternates() -> None:
    plain = release()
    other = replace(plain.enclosure, key="media/a-0.opus")
    assert replace(plain, alternates=(other,)).enclosures == (plain.enclosure, other)
    assert plain.enclosures == (plain.enclosure,)
