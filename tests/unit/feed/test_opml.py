"""A subscription list that apps read, whatever the show is called."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import listparser
import pytest
from lxml import etree

from podpub.errors import InvalidResultError
from podpub.feed import opml
from tests.support.samples import show, show_record


def written(**changes: Any) -> bytes:
    return opml(replace(show_record(), show=show(**changes)))


def test_an_app_finds_the_feed() -> None:
    told = listparser.parse(written(title='Mut & "Maß" <b>').decode())
    assert told.bozo == 0
    assert told.meta.title == 'Mut & "Maß" <b>'
    (feed,) = told.feeds
    assert (feed.url, feed.title) == ("http://localhost:8000/feed.xml", 'Mut & "Maß" <b>')


def test_what_version_2_asks_for_is_there() -> None:
    root = etree.fromstring(written())
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    (outline,) = root.findall("body/outline")
    assert {"type", "text", "xmlUrl"} <= set(outline.attrib)
    assert outline.get("type") == "rss"


def test_what_no_xml_can_carry_is_named() -> None:
    with pytest.raises(InvalidResultError) as refused:
        written(title="Mut\x08")
    assert "`title`" in refused.value.message
