"""A player finds its episode by what only that one has, and nobody guesses where two could be meant."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from podpub.wordpress import Belonging, Embed, Known, Library, Post, Sure
from podpub.wordpress.players import addresses

DAY = datetime(2026, 11, 24, 5, tzinfo=UTC)
OTHER_DAY = datetime(2026, 11, 17, 5, tzinfo=UTC)
LIBRARY = Library(
    [
        Known(
            "Buzzsprout-15398198",
            "Mut zum Nein",
            DAY,
            (
                "https://mut.podigee.io/31-mut-zum-nein",
                "https://alt.example/dateien/031%20Mut.mp3?quelle=rss",
            ),
        ),
        Known(
            "0f0e1d2c-0000-4000-8000-00000000000a",
            "Rat & Tat",
            OTHER_DAY,
            ("https://mut.podigee.io/30-rat-tat", "https://alt.example/dateien/030.mp3"),
        ),
    ]
)


def owner(text: str, *, is_alone: bool = True, **post: Any) -> Belonging | None:
    told: dict[str, Any] = {
        "id": 1,
        "title": "",
        "link": "",
        "guid": "",
        "date": None,
        "content": text,
    } | post
    return LIBRARY.owner(Embed("x", text, addresses(text)), Post(**told), is_alone=is_alone)


@pytest.mark.parametrize(
    ("text", "post", "by"),
    [
        ('<iframe src="https://mut.podigee.io/31-mut-zum-nein/embed">', {}, "address"),
        ('<script src="https://www.buzzsprout.com/1/15398198-mut.js">', {}, "address"),
        ('[audio mp3="https://anders.example/031 Mut.mp3"]'.replace(" M", "%20M"), {}, "file"),
        ("[powerpress]", {"guid": "Buzzsprout-15398198"}, "guid"),
        ("[powerpress]", {"files": ("https://cdn.example/x/031%20mut.MP3",)}, "file"),
        ("[powerpress]", {"link": "https://mut.podigee.io/31-mut-zum-nein"}, "address"),
        ("[powerpress]", {"title": "#31 – MUT zum Nein!", "date": DAY}, "title and day"),
        ("[powerpress]", {"title": "Folge 31: Mut zum Nein"}, "title"),
        ("[powerpress]", {"title": "Neue Folge", "date": DAY}, "day"),
    ],
)
def test_an_episode_is_found_by(text: str, post: dict[str, Any], by: str) -> None:
    found = owner(text, **post)
    assert found
    assert (found.episode.title, str(found.by)) == ("Mut zum Nein", by)


def test_how_sure_it_is_goes_by_what_tells() -> None:
    sure = {
        "guid": owner("[powerpress]", guid="Buzzsprout-15398198"),
        "title": owner("[powerpress]", title="Rat und Tat"),
        "day": owner("[powerpress]", date=DAY),
    }
    assert {name: one and one.sure for name, one in sure.items()} == {
        "guid": Sure.CERTAIN,
        "title": None,
        "day": Sure.GUESS,
    }
    likely = owner("[powerpress]", title="Rat & Tat")
    assert likely
    assert likely.sure is Sure.LIKELY


def test_a_player_says_more_than_the_post_around_it() -> None:
    found = owner("https://player.simplecast.com/0f0e1d2c-0000-4000-8000-00000000000a", title="Mut zum Nein")
    assert found
    assert found.episode.title == "Rat & Tat"


def test_a_post_with_several_players_is_about_none_of_them() -> None:
    assert owner("[powerpress]", is_alone=False, title="Mut zum Nein", date=DAY) is None


def test_what_all_have_in_common_tells_nothing() -> None:
    assert owner('<iframe src="https://mut.podigee.io/embed/dateien/">') is None
    assert owner("") is None
