"""Hubs and podping are told as they wish; what they answer is a warning at worst, and never shows a token."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest

from podpub.model import Level
from podpub.outside import Visitor, is_in_the_open, tell_hub, tell_podping
from tests.support.servers import free_ports
from tests.support.web import Page, Site

if TYPE_CHECKING:
    from podpub.model import Finding

FEED = "https://media.example.org/show/feed.xml?a=ä&b"
TOKEN = "canary-0123"  # noqa: S105 - nobody's


def ping(web: Site, visitor: Visitor, token: str = TOKEN) -> Finding | None:
    return tell_podping(FEED, visitor, service=f"{web.url}ping", token=token)


def test_a_hub_gets_a_form(web: Site, visitor: Visitor) -> None:
    web.pages["/hub"] = Page(status=204)
    assert tell_hub(f"{web.url}hub", FEED, visitor) is None
    ((method, _, headers),), ((_, body),) = web.asked, web.told
    assert (method, headers["content-type"]) == ("POST", "application/x-www-form-urlencoded")
    assert dict(parse_qsl(body.decode())) == {"hub.mode": "publish", "hub.url": FEED}


def test_podping_gets_the_address_and_the_token(web: Site, visitor: Visitor) -> None:
    web.pages["/ping"] = Page(b"Success!", "text/plain")
    assert ping(web, visitor) is None
    ((method, _, headers),), ((address, _),) = web.asked, web.told
    query = dict(parse_qsl(urlsplit(address).query))
    assert (method, query) == ("GET", {"url": FEED, "reason": "update", "medium": "podcast"})
    assert headers["authorization"] == TOKEN
    assert headers["user-agent"].startswith("podpub/")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(Page(status=500), "does not take the news (500)", id="in trouble"),
        pytest.param(Page(status=401), "does not let you in (401)", id="unknown token"),
        pytest.param(Page(status=403), "does not let you in (403)", id="forbidden"),
        pytest.param(Page(told_length=1000, body=b"x", cut=1), "breaks off", id="cut"),
        pytest.param(Page(silent=True), "does not answer in time", id="silent"),
        pytest.param(Page(to="/elsewhere"), "does not take the news (302)", id="elsewhere"),
    ],
)
def test_a_failure_is_a_warning_that_shows_no_token(web: Site, page: Page, said: str) -> None:
    web.pages |= {"/hub": page, "/ping": page, "/elsewhere": Page(b"thanks")}
    hasty = Visitor({}, patience_s=0.2)
    for found in (ping(web, hasty), tell_hub(f"{web.url}hub?key=canary-0123", FEED, hasty)):
        assert found is not None
        assert (found.level, found.code) == (Level.WARNING, "notify-failed")
        assert said in found.message
        assert found.fix
        assert TOKEN not in str(found)
    assert [path for _, path, _ in web.asked] == ["/ping", "/hub"]


def test_a_hub_that_nobody_reaches_is_told(visitor: Visitor) -> None:
    (port,) = free_ports(1)
    found = tell_hub(f"http://127.0.0.1:{port}/", FEED, visitor)
    assert found is not None
    assert "cannot be reached" in found.message
    assert "websub" in found.fix


@pytest.mark.parametrize("token", ["", "canary\nX-Evil: 1", "canäry", "canary\0"])
def test_without_a_token_that_can_be_one_nobody_is_asked(web: Site, visitor: Visitor, token: str) -> None:
    found = ping(web, visitor, token)
    assert found is not None
    assert "PODPUB_PODPING_TOKEN" in found.message
    assert "canary" not in str(found)
    assert web.asked == []


@pytest.mark.parametrize(
    ("url", "is_open"),
    [
        ("https://media.example.org/", True),
        ("https://93.184.216.34/", True),
        ("http://localhost:8000/", False),
        ("http://127.0.0.1/", False),
        ("http://127.0.0.2/", False),
        ("http://[::1]/", False),
        ("http://192.168.1.7/", False),
        ("http://10.0.0.1/", False),
        ("http://172.16.0.1/", False),
        ("http://169.254.169.254/", False),
        ("http://[fd00::1]/", False),
        ("http://0.0.0.0/", False),
        ("http://nas/", False),
        ("http://nas.local/", False),
        ("http://NAS.LOCAL./", False),
        ("http://show.test/", False),
        ("http://show.home.arpa/", False),
        ("", False),
    ],
)
def test_an_address_of_one_house_is_nobody_elses_business(url: str, is_open: bool) -> None:  # noqa: FBT001
    assert is_in_the_open(url) is is_open
