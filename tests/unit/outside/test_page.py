"""A web page that visitors do not get to see is told, with what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.model import Level
from podpub.outside import look_at_page
from tests.support.web import Page

if TYPE_CHECKING:
    from podpub.outside import Advice, Visitor
    from tests.support.web import Site


def test_a_page_that_is_seen_is_nothing_to_speak_of(web: Site, visitor: Visitor, advice: Advice) -> None:
    web.pages["/index.html"] = Page(b"<!doctype html>", type="text/html; charset=utf-8")
    assert list(look_at_page(f"{web.url}index.html", visitor, advice)) == []


@pytest.mark.parametrize(
    "case",
    [
        ("index.html", Page(status=403), "page-unseen", "Let everybody in"),
        ("index.html", Page(status=404), "page-unseen", "Put it there"),
        ("episodes/a/", Page(status=403), "page-unseen", "pretty_urls: false"),
        ("index.html", Page(b"<!doctype html>", type="application/octet-stream"), "page-type", "text/html"),
    ],
)
def test_a_page_that_is_not_seen_is_a_warning(
    web: Site, visitor: Visitor, advice: Advice, case: tuple[str, Page, str, str]
) -> None:
    path, page, code, fix = case
    web.pages[f"/{path}"] = page
    (told,) = look_at_page(f"{web.url}{path}", visitor, advice)
    assert (told.level, told.code) == (Level.WARNING, code)
    assert fix in told.fix
