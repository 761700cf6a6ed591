"""Every tag has a pair of files: what a host writes, and what then stands in the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from podpub.feed import render, tags
from tests.unit.feed.feed_records import FULL_SHOW, NOW, full_release
from tests.unit.feed.golden_pairs import GOLDEN_TAGS, every_place, file_of, written

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.feed import Listed

PLACES = every_place()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.parent} {place.name}")
def test_what_a_host_writes_stands_in_the_feed(place: Listed, tmp_path: Path) -> None:
    expected = file_of(place, ".xml").read_text(encoding="utf-8")
    assert expected.strip()
    assert written(place, tmp_path) == expected


def test_there_is_a_pair_for_every_tag_and_no_other() -> None:
    wanted = {file_of(place, suffix) for place in PLACES for suffix in (".yaml", ".xml")}
    assert {file for file in GOLDEN_TAGS.rglob("*") if file.is_file()} == wanted


def test_a_tag_has_one_home() -> None:
    named = [(place.parent, place.name) for place in PLACES]
    assert len(named) == len(set(named))


def test_whatever_stands_in_a_feed_is_in_a_table() -> None:
    known = {(place.parent, place.name) for place in PLACES} | {("channel", "item")}
    channel = etree.fromstring(render(FULL_SHOW, [full_release()], NOW)).find("channel")
    assert channel is not None
    seen = {("channel", _name(one)) for one in channel}
    seen |= {("item", _name(one)) for item in channel.findall("item") for one in item}
    assert seen <= known


def _name(element: etree._Element) -> str:
    name = etree.QName(element)
    return f"{element.prefix}:{name.localname}" if name.namespace else name.localname


def test_every_tag_tells_where_it_comes_from() -> None:
    for place in tags():
        assert all((place.told.origin, place.told.used_by, place.told.source)), place.name
