from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from podpub.model import DIRECTORIES, DirectoryLink, is_at
from podpub.site.qr import lines, svg
from podpub.site.subscribing import subscriptions

if TYPE_CHECKING:
    from podpub.site.subscribing import Subscription

FEED = "https://example.org/über/feed.xml?a=1&b=2"
GUID = UUID("5b7f0f1e-5c3c-4b1f-9a55-0a8a0f5a2f10")
APPLE = DirectoryLink("apple", "https://podcasts.apple.com/de/podcast/auf-augenhoehe/id123456789?l=de")
INDEX = DirectoryLink("podcastindex", "https://podcastindex.org/podcast/920666")


def _by_app(*directories: DirectoryLink, title: str = "Auf Augenhöhe & Co") -> dict[str, Subscription]:
    return {one.app: one for one in subscriptions(FEED, title, GUID, directories)}


def test_every_show_can_be_subscribed_to_by_its_feed_alone() -> None:
    ways = _by_app()
    told = {app: one.url for app, one in ways.items()}
    bare = FEED.removeprefix("https://")
    assert told["apple"] == f"podcast://{bare}"
    assert told["pocketcasts"] == f"pktc://subscribe/{bare}"
    assert told["castro"] == f"castro://subscribe/{bare}"
    assert told["rss"] == FEED
    for app, name in (("overcast", "url"), ("antennapod", "url"), ("playerfm", "id"), ("gpodder", "url")):
        assert parse_qs(urlsplit(told[app]).query)[name] == [FEED]
    assert parse_qs(urlsplit(told["antennapod"]).query)["title"] == ["Auf Augenhöhe & Co"]
    assert told["podcastaddict"].startswith("https://podcastaddict.com/feed/https%3A%2F%2Fexample.org%2F")
    assert next(iter(ways)) == "apple"
    assert list(ways)[-1] == "rss"
    assert not {"spotify", "youtube", "fountain"} & told.keys()


def test_a_number_at_apple_opens_the_pages_that_go_by_it() -> None:
    told = {app: one.url for app, one in _by_app(APPLE).items()}
    assert told["apple"] == APPLE.url
    assert told["pocketcasts"] == "https://pca.st/itunes/123456789"
    assert told["overcast"] == "https://overcast.fm/itunes123456789"
    assert told["castro"] == "https://castro.fm/itunes/123456789"
    assert told["podcastguru"] == "https://app.podcastguru.io/podcast/123456789"


def test_a_number_at_the_podcast_index_opens_those_of_its_apps() -> None:
    told = {app: one.url for app, one in _by_app(INDEX).items()}
    assert told["fountain"] == "https://fountain.fm/show/920666"
    assert told["podverse"].endswith("/podcastindex/920666")
    assert told["truefans"] == f"https://truefans.fm/{GUID}"


@pytest.mark.parametrize("directory", sorted(DIRECTORIES))
def test_a_page_that_is_written_goes_before_all(directory: str) -> None:
    url = f"https://{DIRECTORIES[directory].hosts[0]}/somewhere"
    ways = _by_app(DirectoryLink(directory, url))
    assert ways[directory].url == url
    assert ways[directory].name == DIRECTORIES[directory].name
    assert not ways[directory].needs_app


def test_what_only_an_app_understands_is_known() -> None:
    ways = _by_app()
    assert {app for app, one in ways.items() if one.needs_app} == {
        "apple",
        "castro",
        "overcast",
        "pocketcasts",
    }


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/podcasts.apple.com",
        "https://podcasts.apple.com.evil.example/id1",
        "https://podcasts.apple.com@evil.example/",
        "javascript:alert(1)//podcasts.apple.com",
        "https://notapple.com/",
        "https://[podcasts.apple.com/",
    ],
)
def test_a_page_elsewhere_is_none_of_a_directory(url: str) -> None:
    assert not is_at(url, DIRECTORIES["apple"].hosts)


def test_a_page_is_on_the_web_and_may_be_in_a_directory_that_nobody_knows_yet() -> None:
    with pytest.raises(ValueError, match="not a page on the web"):
        DirectoryLink("apple", "javascript:alert(1)//podcasts.apple.com")
    assert "later" not in _by_app(DirectoryLink("later", "https://later.example/show"))


@given(title=st.text(max_size=300))
@settings(max_examples=30)
def test_no_title_gets_out_of_an_address(title: str) -> None:
    for one in _by_app(title=title).values():
        assert one.url.isprintable()
        assert not set(one.url) & set("\"'<> ")


def test_a_code_tells_its_address_in_words_and_is_read_by_a_parser() -> None:
    label = 'QR code: <b>"x" & y</b>'
    drawn = svg("https://example.org/" + "a" * 300, label)
    element = etree.fromstring(drawn)
    assert element.get("role") == "img"
    assert element.get("aria-label") == label
    parser = HTMLParser()
    parser.feed(drawn)
    assert "viewBox" in element.attrib


def test_a_code_fits_on_a_terminal() -> None:
    shown = lines("http://192.168.178.20:8000/").splitlines()
    assert 10 < len(shown) < 25
    assert len({len(one) for one in shown if one}) >= 1
