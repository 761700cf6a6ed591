"""Two feeds are compared by what they mean to apps and listeners."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from podpub.feed import (
    NOTHING,
    Audio,
    Change,
    FeedDifference,
    Kind,
    Seen,
    compare,
    parse_back,
    read_closely,
    render,
)
from podpub.model import Enclosure, Funding, Person, Release, ShowRecord, Soundbite
from tests.support.samples import NOW, episode, release, show, show_record


def _seen(*releases: Release, record: ShowRecord | None = None) -> Seen:
    return read_closely(render(record or show_record(), releases or (release(),), NOW))


def _told(**changes: Any) -> Release:
    return release(episode=episode(**changes))


def _sounding(digits: str, length: int = 1_000_000) -> Release:
    key = f"media/042-vertrauen-im-team-{digits * 16}.mp3"
    return release(enclosure=Enclosure(key, length, "audio/mpeg", 62.5, digits * 64))


def test_the_same_feed_has_no_difference() -> None:
    assert compare(_seen(), _seen()) == FeedDifference((), ())
    assert compare(_seen(), _seen()).is_empty


def test_a_change_of_the_moment_alone_is_none() -> None:
    later = replace(show_record(), changed=NOW.replace(year=2030))
    assert compare(_seen(), _seen(record=later)).is_empty


def test_a_closer_look_sees_the_items_that_the_quick_one_sees() -> None:
    other = replace(_sounding("b"), episode=episode(guid="b", title="B"))
    feed = render(show_record(), (release(), other), NOW)
    quick, close = parse_back(feed), read_closely(feed).items
    assert len(quick) == 2
    assert [(one.guid, one.url, one.length) for one in quick] == [(o.guid, o.url, o.length) for o in close]


def test_a_first_feed_is_all_new() -> None:
    difference = compare(NOTHING, _seen())
    (item,) = difference.items
    assert difference.is_first
    assert not any(one.breaks_identity for one in difference.channel)
    assert (item.kind, item.title, item.audio, item.was) == (Kind.NEW, episode().title, Audio.NEW, None)


def test_a_field_that_is_new_makes_no_first_feed() -> None:
    difference = compare(_seen(), _seen(record=replace(show_record(), show=show(copyright="Studio"))))
    assert [one.field for one in difference.channel] == ["copyright"]
    assert not difference.is_first


def test_what_leaves_the_feed_is_told() -> None:
    other = _sounding("b")
    other = replace(other, episode=episode(guid="b", title="Zwei"))
    (item,) = compare(_seen(release(), other), _seen()).items
    assert (item.kind, item.guid, item.breaks_identity) == (Kind.REMOVED, "b", False)


TEXTS = {
    "title": ("Neu", "title"),
    "notes": ("Ganz *anders*.", "content:encoded"),
    "summary": ("Anders.", "content:encoded"),
    "number": (43, "itunes:episode"),
    "season": (2, "itunes:season"),
    "link": ("https://example.org/42", "link"),
    "explicit": (True, "itunes:explicit"),
    "persons": ((Person("Jonas Brandt", url="https://example.org/j"),), "podcast:person"),
    "tags": (("Mut",), "category"),
    "block": (True, "itunes:block"),
    "date": (NOW, "pubDate"),
    "number_display": ("XLII", "podcast:episode"),
    "soundbites": ((Soundbite(1, 15),), "podcast:soundbite"),
    "funding": ((Funding("https://example.org/give"),), "podcast:funding"),
}


@pytest.mark.parametrize("key", TEXTS)
def test_a_changed_text_is_one_change_and_no_other_audio(key: str) -> None:
    value, field = TEXTS[key]
    (item,) = compare(_seen(), _seen(_told(**{key: value}))).items
    assert [one.field for one in item.changes] == [field]
    assert (item.kind, item.audio, item.breaks_identity) == (Kind.CHANGED, Audio.SAME, False)


def test_a_change_tells_before_and_after() -> None:
    (item,) = compare(_seen(), _seen(_told(title="Neu"))).items
    assert item.changes == (Change("title", "Vertrauen im Team", "Neu"),)


def test_what_stands_several_times_is_told_whole() -> None:
    both = (Person("Mira Sommer"), Person("Jonas Brandt", "guest"))
    (item,) = compare(_seen(), _seen(_told(persons=both))).items
    assert item.changes[0].after == "Mira Sommer host\nJonas Brandt guest"


@pytest.mark.parametrize(
    ("after", "audio", "breaks"),
    [
        pytest.param(_sounding("b"), Audio.NEW, False, id="another file"),
        pytest.param(_sounding("a", 5), Audio.OVERWRITTEN, True, id="other bytes, the same address"),
    ],
)
def test_other_audio_is_told_as_apps_see_it(after: Release, audio: Audio, *, breaks: bool) -> None:
    (item,) = compare(_seen(_sounding("a")), _seen(after)).items
    assert (item.audio, item.breaks_identity) == (audio, breaks)


def test_the_same_audio_under_another_address_breaks_its_identity() -> None:
    moved = show_record(public_url="https://elsewhere.example.org/")
    difference = compare(_seen(), _seen(record=moved))
    assert [one.audio for one in difference.items] == [Audio.MOVED]
    assert difference.items[0].breaks_identity
    assert "atom:link" in {one.field for one in difference.channel}


def test_audio_that_is_still_to_be_made_is_new() -> None:
    (item,) = compare(_seen(), _seen(), unmade={episode().guid}).items
    assert (item.kind, item.audio, item.changes) == (Kind.CHANGED, Audio.NEW, ())


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(_told(guid="neu", title="Anders"), id="by its audio"),
        pytest.param(replace(_sounding("b"), episode=episode(guid="neu")), id="by its title"),
    ],
)
def test_another_guid_for_the_same_episode_is_found(after: Release) -> None:
    new, removed = compare(_seen(), _seen(after)).items
    assert (new.kind, new.was, new.breaks_identity) == (Kind.NEW, episode().guid, True)
    assert removed.kind is Kind.REMOVED


def test_another_guid_of_the_show_is_a_change_of_the_channel() -> None:
    other = replace(show_record(), show=show(guid=UUID(int=1)))
    (change,) = compare(_seen(), _seen(record=other)).channel
    assert (change.field, change.after) == ("podcast:guid", str(UUID(int=1)))
    assert change.breaks_identity


def test_what_the_show_says_is_compared_field_by_field() -> None:
    other = replace(show_record(), show=show(title="Neu", owner=None, complete=True))
    changed = {one.field for one in compare(_seen(), _seen(record=other)).channel}
    assert changed == {"title", "itunes:owner", "itunes:complete", "podcast:locked"}
