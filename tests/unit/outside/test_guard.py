"""A name that leads elsewhere once it was looked up leads to nobody in a private network."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest

from podpub.outside import Trouble, Visitor
from podpub.outside.guard import PrivateAddressError, guarded_pool
from tests.support.web import Page, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.web import Site


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        running.pages["/feed.xml"] = Page(b"secret")
        yield running


def test_who_is_there_counts_and_not_what_was_looked_up(web: Site) -> None:
    """The pool is asked without the look at the name that comes before, as if that had been deceived."""
    with pytest.raises(PrivateAddressError):
        guarded_pool(ssl.create_default_context()).request("GET", f"{web.url}feed.xml", retries=False)
    assert web.asked == []


PRIVATE = ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "10.0.0.1", "169.254.169.254", "2130706433")  # noqa: S104


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses_are_known_in_every_form(host: str) -> None:
    answer = Visitor({}, patience_s=0.5, trusted=frozenset()).get(f"http://{host}/feed.xml")
    assert isinstance(answer, Trouble)
    assert answer.code in {"private-address", "host-unknown"}


def test_a_public_page_does_not_lead_home(web: Site) -> None:
    web.pages["/away"] = Page(to=f"http://localhost:{web.server_address[1]}/feed.xml")
    answer = Visitor({}, trusted=frozenset({"127.0.0.1"})).get(f"{web.url}away")
    assert isinstance(answer, Trouble)
    assert answer.code == "private-address"
