"""What the podcast namespace asks for is asked of the host, with the line and a remedy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from podpub.model import (
    DirectoryLink,
    Funding,
    License,
    Medium,
    Person,
    Place,
    Protocol,
    Recipient,
    RemoteItem,
    SocialInteract,
    Soundbite,
    Spotify,
    Txt,
    UpdateFrequency,
    Value,
)

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf

_GUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"


@pytest.mark.parametrize(
    ("line", "key", "noun"),
    [
        ("funding: https://example.org/give", "funding", (Funding("https://example.org/give"),)),
        ("donate: [{url: https://x.org, text: Danke}]", "funding", (Funding("https://x.org", "Danke"),)),
        ("txt: abc", "txt", (Txt("abc"),)),
        ("txt: {value: abc, purpose: verify}", "txt", (Txt("abc", "verify"),)),
        ("license: CC-BY-4.0", "license", License("cc-by-4.0")),
        ("licence: {name: Meine, url: https://x.org/l}", "license", License("Meine", "https://x.org/l")),
        ("location: Berlin", "locations", (Place("Berlin"),)),
        ("medium: Audiobook", "medium", Medium.AUDIOBOOK),
        ("update_frequency: Weekly", "update_frequency", UpdateFrequency("Weekly", "FREQ=WEEKLY")),
        ("update_frequency: wenn es passt", "update_frequency", UpdateFrequency("wenn es passt")),
        (
            "frequency: {text: x, rrule: 'rrule:freq=weekly;byday=tu'}",
            "update_frequency",
            UpdateFrequency("x", "FREQ=WEEKLY;BYDAY=TU"),
        ),
        (f"podroll: {_GUID}", "podroll", (RemoteItem(UUID(_GUID)),)),
        ("social: disabled", "social", (SocialInteract(Protocol.DISABLED),)),
        ("comments: off", "social", (SocialInteract(Protocol.DISABLED),)),
        ("social: https://x.org/@a/1", "social", (SocialInteract(uri="https://x.org/@a/1"),)),
        ("blocked_services: Amazon, google", "blocked_services", ("amazon", "google")),
        ("spotify: {countries: 'DE, at', limit: 10}", "spotify", Spotify(("de", "at"), 10)),
        (
            "value: {type: lightning, method: keysend, recipients: {type: node, address: 0a, split: 1}}",
            "value",
            (Value("lightning", "keysend", (Recipient("node", "0a", 1),)),),
        ),
    ],
)
def test_a_short_line_is_enough(shelf: Shelf, line: str, key: str, noun: object) -> None:
    assert getattr(shelf.with_show(line).load().project.show, key) == noun


@pytest.mark.parametrize(
    ("line", "noun"),
    [
        ("soundbites: 1:13-2:13", Soundbite(73, 60)),
        ("soundbites: ['00:00:10.5 – 00:00:40 Mut, und: Maß']", Soundbite(10.5, 29.5, "Mut, und: Maß")),
        ("soundbites: {start: 73, duration: 60, title: Mut}", Soundbite(73, 60, "Mut")),
        ("soundbite: {startTime: 73, end: 2:13}", Soundbite(73, 60)),
    ],
)
def test_a_soundbite_is_written_as_people_write_times(shelf: Shelf, line: str, noun: Soundbite) -> None:
    assert shelf.with_episode(line).production().episode.soundbites == (noun,)


@pytest.mark.parametrize(
    ("written", "geo"),
    [("geo:30.2672,97.7431", "geo:30.2672,97.7431"), ("52.5163, 13.3777", "geo:52.5163,13.3777")],
)
def test_a_place_is_copied_from_a_map(shelf: Shelf, written: str, geo: str) -> None:
    line = f"locations: {{name: Tor, geo: '{written}', osm: w518071791, country: DE, rel: Creator}}"
    (place,) = shelf.with_show(line).load().project.show.locations
    assert (place.geo, place.osm, place.country, place.rel) == (geo, "W518071791", "de", "creator")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("funding: http://x.org/give", "https show.yaml:11: `funding.url` has to begin with https://"),
        (
            "funding: {url: https://x.org, text: " + "a" * 129 + "}",
            "too-long show.yaml:11: `funding.text` has 129",
        ),
        (
            "txt: {text: maybe, purpose: ai-content}",
            "value show.yaml:11: `txt` cannot be used: a txt about AI",
        ),
        ("license: cc by 4.0", "license show.yaml:11: `license` is in no list.*Write `license: cc-by-4.0`"),
        ("license: © Studio", "license show.yaml:11: `license` is in no list.*is `copyright:`"),
        (
            "locations: {name: x, geo: '91,0'}",
            "geo show.yaml:11: `locations.geo` is not a place on the globe",
        ),
        (
            "locations: {name: x, osm: Q64}",
            "osm show.yaml:11: `locations.osm` is not a place of OpenStreetMap",
        ),
        ("locations: {name: x, country: uk}", "country show.yaml:11: `locations.country` is not a country"),
        ("medium: podcastL", "choice show.yaml:11: `medium` is none of the words"),
        (
            "update_frequency: {text: x, rrule: FREQ=OFTEN}",
            "rrule show.yaml:11: `update_frequency.rrule` cannot",
        ),
        (
            "update_frequency: {text: x, rrule: FREQ=DAILY;COUNT=3}",
            "rrule show.yaml:11: .*does not say from when",
        ),
        (
            "update_frequency: {text: x, dtstart: soon}",
            "date show.yaml:11: `update_frequency.dtstart` is not",
        ),
        ("podroll: [somebody]", "guid show.yaml:11: `podroll.guid` is not the GUID of a show"),
        ("social: {protocol: nostr}", "social show.yaml:11: `social` names no post"),
        ("social: {protocol: disabled, uri: https://x.org}", "social show.yaml:11: `social` names a post"),
        ("social: javascript:alert(1)", "url show.yaml:11: `social.uri` is not a web address"),
        ("blocked_services: [App Store]", "service show.yaml:11: `blocked_services` is not a service's name"),
        ("spotify: {countries: [germany]}", "country show.yaml:11: `spotify.countries` is not a country"),
        ("value: {type: a, method: b}", "missing-key show.yaml:11: `value.recipients` is missing"),
        (
            "value: {type: a, method: b, suggested: much, recipients: {type: node, address: x, split: 1}}",
            "number show.yaml:11: `value.suggested` is not an amount",
        ),
    ],
)
def test_what_apps_would_drop_is_refused(shelf: Shelf, line: str, told: str) -> None:
    (found,) = shelf.with_show(line).findings()
    assert found.startswith("error ")
    assert re.match(told, found.removeprefix("error ")), found


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("soundbites: Mut", "has a line that is no soundbite"),
        ("soundbites: 2:13-1:13", "ends before it begins"),
        ("soundbites: {start: 1}", "needs an end or a duration"),
        ("soundbites: {start: 1, end: 3, duration: 2}", "needs an end or a duration"),
        ("soundbites: {start: 1:99, end: 3:00}", "is not a time of the recording"),
    ],
)
def test_what_is_no_passage_is_refused(shelf: Shelf, line: str, told: str) -> None:
    (found,) = shelf.with_episode(line).findings()
    assert found.startswith("error soundbite episodes/042-vertrauen/episode.yaml:5: `soundbites")
    assert told in found


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("{name: A, role: gest}", "`gest` is no role of the podcast taxonomy.*Did you mean `guest`"),
        ("{name: A, role: Zauberer}", "`zauberer` is no role.*Write one of them"),
        ("{name: A, role: editor, group: writer}", "`writer` is no group.*Did you mean `writing`"),
    ],
)
def test_a_role_that_apps_do_not_know_is_told(shelf: Shelf, person: str, told: str) -> None:
    (found,) = shelf.with_show(f"persons: [{person}]").load().findings
    assert found.code == "taxonomy"
    assert re.search(told, f"{found.message} {found.fix}")


def test_a_role_is_compared_without_its_case(shelf: Shelf) -> None:
    loaded = shelf.with_show("persons: [{name: A, role: Post Production Engineer}]").load()
    assert loaded.findings == ()
    assert loaded.project.show.persons == (Person("A", "post production engineer"),)


@pytest.mark.parametrize(("line", "key"), [("season_name: a", "season"), ("number_display: IV", "number")])
def test_a_name_needs_the_number_that_it_is_for(shelf: Shelf, line: str, key: str) -> None:
    (found,) = shelf.with_episode(line).findings()
    assert f"says nothing without `{key}:`" in found


def test_a_service_that_is_in_no_list_may_be_new(shelf: Shelf) -> None:
    loaded = shelf.with_show("block: yes", "allowed_services: [aple]").load()
    assert loaded.project.show.allowed_services == ("aple",)
    assert [(one.code, one.fix) for one in loaded.findings] == [("service", "Did you mean `apple`?")]


def test_pages_in_directories_are_read(shelf: Shelf) -> None:
    shelf.with_show(
        "directories:\n  spotify: https://open.spotify.com/show/1\n"
        "  apple: https://podcasts.apple.com/de/podcast/id7"
    )
    assert shelf.load().project.show.directories == (
        DirectoryLink("apple", "https://podcasts.apple.com/de/podcast/id7"),
        DirectoryLink("spotify", "https://open.spotify.com/show/1"),
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{apple: https://example.org/id7}", "`directories.apple` is not an address of Apple Podcasts"),
        ("{appel: https://podcasts.apple.com/}", "`appel` is not a key podpub knows → Did you mean `apple`?"),
        ("{spotify: spotify:show:1}", "`directories.spotify` is not a web address"),
        ("[apple]", "`directories` has to be keys with values"),
    ],
)
def test_a_page_that_is_none_is_told(shelf: Shelf, written: str, told: str) -> None:
    shelf.with_show(f"directories: {written}")
    (found,) = shelf.findings()
    assert told in found
