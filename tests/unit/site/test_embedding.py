"""Another page is told of the player in a way that it can trust, whatever a host writes."""

from __future__ import annotations

import json

import pytest
from lxml import html

from podpub.model import Site
from podpub.model.layout import content_type, is_public
from podpub.site import website
from tests.support.samples import episode, release, show, show_record

OEMBED = "episodes/042-vertrauen-im-team/oembed.json"
HOSTILE = "\"><script>alert(1)</script> ]]> </iframe> \u202e & '"


def told(*, pretty: bool = True, title: str = "Vertrauen im Team") -> dict[str, object]:
    record = show_record(show=show(site=Site(pretty_urls=pretty)))
    site = website(record, [release(episode=episode(title=title))])
    found: dict[str, object] = json.loads(site.body(OEMBED, {}))
    return found


@pytest.mark.parametrize("title", ["Vertrauen im Team", HOSTILE, "x" * 10_000])
def test_it_is_one_frame_with_the_player(title: str) -> None:
    found = told(title=title)
    assert (found["version"], found["type"], found["title"]) == ("1.0", "rich", title)
    (frame,) = html.fragments_fromstring(str(found["html"]))
    assert (frame.tag, len(frame), frame.get("title")) == ("iframe", 0, title)
    assert frame.get("src") == "http://localhost:8000/embed/042-vertrauen-im-team/"
    assert (frame.get("width"), frame.get("height")) == (str(found["width"]), str(found["height"]))


def test_links_name_the_file_where_servers_know_no_folders() -> None:
    assert "embed/042-vertrauen-im-team/index.html" in str(told(pretty=False)["html"])


def test_it_is_served_as_json_to_everybody() -> None:
    assert is_public(OEMBED)
    assert content_type(OEMBED) == "application/json"
