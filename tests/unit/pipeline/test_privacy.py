from __future__ import annotations

from typing import Any

import pytest

from podpub.outside.browsing import Visit, place_of
from podpub.pipeline.looking.privacy import Home, privacy_findings, statement

HOME = Home(frozenset({"localhost:8000"}), "http://localhost:8000/")
PAGE = "http://localhost:8000/episodes/a/index.html"


def _found(*visits: Visit, home: Home = HOME) -> list[str]:
    return [f"{one.code} {one.where} {one.message}" for one in privacy_findings(visits, home)]


def test_a_page_that_stays_at_home_is_not_complained_about() -> None:
    own = (
        PAGE,
        "http://localhost:8000/media/a.mp3",
        "data:image/png;base64,AA",
        "blob:null/1",
        "about:blank",
    )
    assert _found(Visit(PAGE, before=own, after=own, hints=own, refused=("inline", "eval"))) == []


@pytest.mark.parametrize(
    ("visit", "told"),
    [
        (
            {"before": ("https://x.example/a", "https://x.example/b")},
            "asks x.example when it is opened",
        ),
        ({"after": ("wss://x.example/live",)}, "asks x.example when it is played or left"),
        ({"before": ("http://localhost:9000/",)}, "asks localhost:9000 when it is opened"),
        ({"before": ("http://localhost:8000.x.example/",)}, "asks localhost:8000.x.example"),
        ({"refused": ("https://x.example",)}, "has something of x.example in it"),
        ({"hints": ("https://fonts.example/",)}, "has something of fonts.example in it"),
        ({"cookies": ("id",)}, "leaves the cookie id"),
        ({"kept": ("localStorage: a",)}, "leaves something in the visitor's browser (localStorage: a)"),
        ({"kept": ("localStorage: podpub",)}, "leaves something in the visitor's browser"),
        ({"failure": "net::ERR"}, "cannot be opened: net::ERR"),
    ],
)
def test_what_a_visitor_would_have_to_know_is_told_once(visit: dict[str, Any], told: str) -> None:
    (found,) = _found(Visit(PAGE, **visit), Visit(PAGE, **visit))
    assert told in found
    assert " episodes/a/index.html " in found


def test_a_position_may_be_kept_where_the_host_wants_it() -> None:
    remembering = Home(HOME.places, HOME.begins, remembers=True)
    assert _found(Visit(PAGE, kept=("localStorage: podpub:a",)), home=remembering) == []
    assert _found(Visit(PAGE, kept=("localStorage: ads",)), home=remembering) != []
    assert _found(Visit(PAGE, kept=("IndexedDB: podpub",)), home=remembering) != []


@pytest.mark.parametrize("remembers", [False, True])
def test_the_statement_says_what_was_found(remembers: bool) -> None:  # noqa: FBT001 - a case
    told = statement("media.example.org", remembers=remembers)
    assert told.keys() == {"de", "en"}
    for paragraph, storage in ((told["de"], "Local Storage"), (told["en"], "local storage")):
        assert "media.example.org" in paragraph
        assert "[" in paragraph
        assert (storage in paragraph) is remembers
        assert not set("{}\n") & set(paragraph)


def test_only_what_goes_over_the_net_has_a_place() -> None:
    assert place_of("https://Example.org:8443/a") == "example.org:8443"
    assert place_of("data:text/plain,a") == ""
    assert place_of("inline") == ""
