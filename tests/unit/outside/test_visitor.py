"""The door to HTTP: what keeps an answer away is said in a host's words, and no secret is."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest
import trustme

from podpub.outside import Trouble, Visitor, shown
from tests.support.servers import free_ports
from tests.support.web import Page, site

if TYPE_CHECKING:
    from tests.support.web import Site


def trouble(visitor: Visitor, url: str) -> Trouble:
    found = visitor.get(url)
    assert isinstance(found, Trouble)
    return found


def test_where_nobody_listens_nothing_answers(visitor: Visitor) -> None:
    (port,) = free_ports(1)
    assert trouble(visitor, f"http://127.0.0.1:{port}/").code == "unreachable"


def test_a_certificate_that_nobody_vouches_for_is_refused(visitor: Visitor) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with site(tls=context) as web:
        web.pages["/feed.xml"] = Page(b"x")
        found = trouble(visitor, f"{web.url}feed.xml")
    assert found.code == "tls"
    assert "not trusted" in found.said


def test_a_host_that_nobody_knows_is_said_to_be_that(visitor: Visitor) -> None:
    found = trouble(visitor, "http://me:canary@media.invalid/feed.xml?token=canary")
    assert (found.code, found.said) == ("host-unknown", "nobody knows the host media.invalid")


def test_an_address_is_shown_without_its_secrets() -> None:
    assert shown("https://me:pw@a.org:8443/x.mp3?X-Amz-Signature=1#t") == "https://a.org:8443/x.mp3"


def test_this_computer_is_never_asked_through_a_proxy(web: Site) -> None:
    (port,) = free_ports(1)
    web.pages["/a"] = Page(b"here")
    visitor = Visitor({"http_proxy": f"http://127.0.0.1:{port}"})
    assert not isinstance(visitor.get(f"{web.url}a"), Trouble)


@pytest.mark.parametrize("exempt", ["*", "media.invalid", "other.org, .invalid"])
def test_whom_no_proxy_names_is_asked_directly(web: Site, exempt: str) -> None:
    visitor = Visitor({"http_proxy": web.url, "no_proxy": exempt})
    assert trouble(visitor, "http://media.invalid/feed.xml").code == "host-unknown"
    assert web.asked == []


def test_others_are_asked_through_the_proxy_unless_it_is_told_otherwise(web: Site) -> None:
    """The site stands for the proxy: it is asked for an address that nobody knows."""
    web.pages["*"] = Page(b"through")
    visitor = Visitor({"HTTP_PROXY": web.url, "no_proxy": "dia.invalid,other.org"})
    answer = visitor.get("http://media.invalid/feed.xml")
    assert not isinstance(answer, Trouble)
    assert answer.body == b"through"
    assert web.asked[0][1] == "http://media.invalid/feed.xml"
