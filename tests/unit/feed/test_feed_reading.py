from __future__ import annotations

import pytest

from podpub.errors import InvalidResultError
from podpub.feed import FeedItem, cover_address, parse_back, render
from tests.unit.feed.feed_records import MINIMAL_SHOW, NOW, full_release, release

ITEM = '<item><guid>{guid}</guid><enclosure url="{url}" length="{length}" type="audio/mpeg"/></item>'


def feed(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>x</title>{''.join(items)}</channel></rss>".encode()


def item(guid: str = "a", url: str = "https://x.org/a.mp3", length: str = "5") -> str:
    return ITEM.format(guid=guid, url=url, length=length)


def test_what_was_rendered_is_read_back() -> None:
    assert parse_back(render(MINIMAL_SHOW, [release(7)], NOW)) == (
        FeedItem("guid-0007", "https://media.example.org/kurz/media/episode-7-ab12.mp3", 1007, "audio/mpeg"),
    )


def test_what_lies_beside_an_episode_is_found() -> None:
    written = render(MINIMAL_SHOW, [full_release()], NOW)
    assert [address.rpartition("/")[2] for address in parse_back(written)[0].companions] == [
        "episode-2-ef56.vtt",
        "episode-2-ef57.srt",
        "episode-2-ef58.chapters.json",
    ]
    assert cover_address(written) == f"{MINIMAL_SHOW.public_url}{MINIMAL_SHOW.image}"
    assert cover_address(feed(item())) is None


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        pytest.param(b"", "no XML", id="nothing"),
        pytest.param(feed(item())[:-9], "no XML", id="cut off"),
        pytest.param(b"<html><body/></html>", "no channel", id="an error page"),
        pytest.param(b"<rss/>", "no channel", id="no channel"),
        pytest.param(feed(item(), item(url="https://x.org/b.mp3")), "2 items.*GUID a", id="a GUID twice"),
        pytest.param(
            feed(item(), item(guid="b")), "2 items.*enclosure https://x.org/a.mp3", id="an address twice"
        ),
        pytest.param(feed(item(length="0")), "length='0'", id="no bytes"),
        pytest.param(feed(item(length="-1")), "length='-1'", id="fewer than no bytes"),
        pytest.param(feed(item(length="None")), "length='None'", id="no number"),
        pytest.param(feed(item(guid=" ")), "item 1 .*no GUID", id="no GUID"),
        pytest.param(feed(item(), "<item><guid>b</guid></item>"), "item 2 .*no enclosure", id="no enclosure"),
        pytest.param(feed(item(url="")), "url=''", id="no address"),
    ],
)
def test_a_feed_that_would_break_apps_is_refused(broken: bytes, reason: str) -> None:
    with pytest.raises(InvalidResultError, match=reason):
        parse_back(broken)


def test_an_entity_bomb_and_a_foreign_file_are_not_opened() -> None:
    bomb = b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    with pytest.raises(InvalidResultError):
        parse_back(bomb + feed(item(guid="&a;")))
