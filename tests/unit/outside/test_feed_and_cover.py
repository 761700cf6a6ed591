"""The feed is fetched as apps do: compressed, and again only when it has changed; the cover by its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.model import Level
from podpub.outside import fetch_feed, fetch_picture
from tests.support.web import Page

if TYPE_CHECKING:
    from podpub.outside import Advice, Visitor
    from tests.support.web import Site

FEED = b"<rss/>" * 100
TYPE = "application/rss+xml; charset=utf-8"


def test_a_feed_is_fetched_compressed_and_then_not_again(web: Site, visitor: Visitor, advice: Advice) -> None:
    web.pages["/feed.xml"] = Page(FEED, TYPE, compresses=True)
    seen = fetch_feed(f"{web.url}feed.xml", visitor, advice)
    assert seen.findings == ()
    assert seen.body == FEED
    assert "if-none-match" in web.asked[1][2]


def test_a_large_feed_that_is_sent_compressed_is_fine(web: Site, visitor: Visitor, advice: Advice) -> None:
    web.pages["/feed.xml"] = Page(bytes(600_000), TYPE, compresses=True)
    assert fetch_feed(f"{web.url}feed.xml", visitor, advice).findings == ()


@pytest.mark.parametrize(
    ("page", "code"),
    [
        pytest.param(Page(FEED, "text/html"), "feed-type", id="as a web page"),
        pytest.param(Page(FEED, TYPE, remembers=False), "feed-not-revalidated", id="sent anew each time"),
        pytest.param(
            Page(FEED, TYPE, remembers=False, headers={"ETag": '"a"'}),
            "feed-not-revalidated",
            id="sent anew to those who have it",
        ),
        pytest.param(Page(bytes(600_000), TYPE), "feed-uncompressed", id="large"),
    ],
)
def test_bad_manners_are_warned_about(
    web: Site, visitor: Visitor, advice: Advice, page: Page, code: str
) -> None:
    web.pages["/feed.xml"] = page
    seen = fetch_feed(f"{web.url}feed.xml", visitor, advice)
    assert [(one.level, one.code) for one in seen.findings] == [(Level.WARNING, code)]
    assert seen.body == page.body


@pytest.mark.parametrize(
    ("page", "code"),
    [
        pytest.param(Page(status=403), "forbidden", id="not public"),
        pytest.param(Page(status=404), "missing", id="not there"),
        pytest.param(Page(FEED, TYPE, cut=10), "cut", id="cut off"),
        pytest.param(
            Page(b"no gzip", TYPE, headers={"Content-Encoding": "gzip"}), "compression", id="broken"
        ),
        pytest.param(Page(bytes(40 << 20), TYPE, compresses=True), "too-large", id="a bomb"),
    ],
)
def test_what_is_no_feed_has_no_body(
    web: Site, visitor: Visitor, advice: Advice, page: Page, code: str
) -> None:
    web.pages["/feed.xml"] = page
    seen = fetch_feed(f"{web.url}feed.xml", visitor, advice)
    assert [one.code for one in seen.findings] == [code]
    assert seen.body is None


def test_a_cover_is_what_its_bytes_say(web: Site, visitor: Visitor, advice: Advice) -> None:
    web.pages["/c.jpg"] = Page(b"\xff\xd8\xff\xe0", "image/png")
    body, (found,) = fetch_picture(f"{web.url}c.jpg", visitor, advice)
    assert body == b"\xff\xd8\xff\xe0"
    assert (found.level, found.code) == (Level.ERROR, "cover-type")
    assert "image/png, and it is image/jpeg" in found.message
    web.pages["/c.jpg"] = Page(b"\xff\xd8\xff\xe0", "image/jpeg")
    assert fetch_picture(f"{web.url}c.jpg", visitor, advice) == (b"\xff\xd8\xff\xe0", ())
