"""A feed is looked at with all that its newest episodes lead to, and with nothing in one's own network."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from podpub.errors import ConfigError, OutsideError
from podpub.model import silent
from podpub.pipeline.looking.foreign import judge_address
from tests.support.web import Page, Site, site

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
RSS = "application/rss+xml; charset=utf-8"
SOUND = b"sound" * 1000


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


def picture(side: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (side, side)).save(written, "JPEG")
    return written.getvalue()


def publish(web: Site, *, elsewhere: str = "", length: int = len(SOUND), side: int = 1400) -> str:
    home = elsewhere or web.url
    item = f"""<item><title>Mut</title><guid isPermaLink="false">1</guid>
      <enclosure url="{home}1.mp3" length="{length}" type="audio/mpeg"/>
      <podcast:transcript url="{home}1.vtt" type="text/vtt"/></item>"""
    web.pages["/feed.xml"] = Page(
        f"""<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
          xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Mut</title>
          <itunes:image href="{home}cover.jpg"/>{item}</channel></rss>""".encode(),
        RSS,
    )
    web.pages["/cover.jpg"] = Page(picture(side), "image/jpeg")
    web.pages["/1.mp3"] = Page(SOUND)
    web.pages["/1.vtt"] = Page(b"WEBVTT", "text/vtt", headers={"Access-Control-Allow-Origin": "*"})
    return f"{web.url}feed.xml"


def codes(url: str) -> set[str]:
    return {one.code for one in judge_address(url, NOW, environ={}, tell=silent)}


OUTSIDE = {
    "length",
    "type",
    "missing",
    "cover-size",
    "cover-type",
    "no-ranges",
    "cors",
    "feed-type",
    "private-address",
}


def test_what_is_right_outside_is_not_talked_about(web: Site) -> None:
    assert codes(publish(web)) & OUTSIDE == set()


@pytest.mark.parametrize(
    ("path", "page", "code"),
    [
        ("/1.mp3", Page(SOUND, ranges=False), "no-ranges"),
        ("/1.mp3", Page(SOUND, "text/html"), "type"),
        ("/1.mp3", Page(status=404), "missing"),
        ("/1.vtt", Page(b"WEBVTT", "text/vtt"), "cors"),
        ("/cover.jpg", Page(picture(1400), "image/png"), "cover-type"),
        ("/cover.jpg", Page(picture(1000), "image/jpeg"), "cover-size"),
    ],
)
def test_what_is_wrong_outside_is_told(web: Site, path: str, page: Page, code: str) -> None:
    url = publish(web)
    web.pages[path] = page
    assert codes(url) & OUTSIDE == {code}


def test_a_wrong_length_is_told(web: Site) -> None:
    assert "length" in codes(publish(web, length=1234))


def test_the_rules_are_held_against_it_too(web: Site) -> None:
    found = judge_address(publish(web), NOW, environ={}, tell=silent)
    assert {"language-missing", "date-missing"} <= {one.code for one in found}
    assert any(one.where == f"{web.url}feed.xml:3" for one in found)


def test_detours_are_usual(web: Site) -> None:
    url = publish(web)
    web.pages["/1.mp3"] = Page(to=f"{web.url}there.mp3")
    web.pages["/there.mp3"] = Page(SOUND)
    assert codes(url) & {"redirected", "length", "missing"} == set()


def test_nobody_in_this_network_is_asked_for_a_stranger(web: Site) -> None:
    with site() as private:
        there = private.url.replace("127.0.0.1", "localhost")
        assert "private-address" in codes(publish(web, elsewhere=there))
        assert private.asked == []


def test_nobody_in_this_network_is_asked_by_a_detour(web: Site) -> None:
    with site() as private:
        url = publish(web)
        web.pages["/1.mp3"] = Page(to=private.url.replace("127.0.0.1", "localhost"))
        assert "private-address" in codes(url)
        assert private.asked == []


def test_a_feed_that_cannot_be_fetched_says_why(web: Site) -> None:
    with pytest.raises(OutsideError) as error:
        codes(f"{web.url}nowhere.xml")
    assert [one.code for one in error.value.findings] == ["missing"]


@pytest.mark.parametrize("url", ["https://[::1", "http://", "http:///feed.xml"])
def test_what_only_looks_like_an_address_says_so(url: str) -> None:
    with pytest.raises(OutsideError) as error:
        codes(url)
    assert error.value.findings


def test_a_web_page_is_no_feed(web: Site) -> None:
    web.pages["/"] = Page(b"<html/>", "text/html")
    with pytest.raises(ConfigError) as error:
        codes(web.url)
    assert [one.code for one in error.value.findings] == ["not-rss"]
