"""The feed names every size of a cover, and what each is for."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from podpub.feed import compare, read_closely, render
from podpub.model import PictureFile
from tests.unit.feed.feed_records import FULL_SHOW, MINIMAL_SHOW, NOW, full_release, release, titled

SPACES = {"podcast": "https://podcastindex.org/namespace/1.0"}
PICTURES = (
    PictureFile("assets/cover-1a2b.png", 3000, 3000, 9, "image/png"),
    PictureFile("assets/cover-1a2c.jpg", 1200, 630, 9, "image/jpeg"),
)


def test_every_size_is_named_with_what_it_is_for() -> None:
    show = replace(MINIMAL_SHOW, pictures=PICTURES)
    episode = replace(titled(' Mut & "Maß" <ö> '), pictures=PICTURES[1:])
    (channel,) = etree.fromstring(render(show, [episode, release(2)], NOW))
    first, second = channel.findall("podcast:image", SPACES)
    assert {str(name): str(value) for name, value in first.attrib.items()} == {
        "href": "https://media.example.org/kurz/assets/cover-1a2b.png",
        "alt": "Kurz",
        "aspect-ratio": "1/1",
        "width": "3000",
        "height": "3000",
        "type": "image/png",
        "purpose": "artwork",
    }
    assert (second.get("aspect-ratio"), second.get("purpose")) == ("40/21", "social")
    plain, own = channel.findall("item")
    assert plain.find("podcast:image", SPACES) is None
    (social,) = own.findall("podcast:image", SPACES)
    assert (social.get("alt"), social.get("width")) == ('Mut & "Maß" <ö>', "1200")


def test_a_record_of_before_names_no_sizes() -> None:
    assert b"podcast:image" not in render(FULL_SHOW, [full_release()], NOW)


def test_a_new_title_is_told_once_and_not_for_every_picture() -> None:
    before = replace(MINIMAL_SHOW, pictures=PICTURES)
    after = replace(before, show=replace(before.show, title="Lang"))
    told = compare(*(read_closely(render(one, [], NOW)) for one in (before, after))).channel
    assert [one.field for one in told] == ["title"]
