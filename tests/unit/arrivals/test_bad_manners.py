"""Servers are slow, break off, redirect and lie, feeds are attacks: imports end, and say what happened."""

from __future__ import annotations

import gzip
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from podpub.errors import ConfigError, OutsideError, UsageError
from podpub.model import silent
from podpub.outside import Visitor
from podpub.pipeline.arriving.errand import Errand, Limits
from podpub.pipeline.arriving.journal import Fate
from podpub.pipeline.move_in import inspect_feed
from tests.support.arriving import SOUND, errand, imported, picture, serve, wishes
from tests.support.web import Page, Site, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.pipeline.move_in import MovedIn

RSS = "application/rss+xml"


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


def feed(web: Site, items: str = "", *, channel: str = "", head: str = "") -> str:
    """Serve a small feed; return its address."""
    text = f"""{head}<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
      xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
      <title>Mut</title><link>https://example.org/</link><description>Mehr Mut.</description>
      <language>de</language><itunes:author>Mira</itunes:author><itunes:category text="Education"/>
      <itunes:image href="{web.url}cover.jpg"/>{channel}{items}</channel></rss>"""
    web.pages["/feed.xml"] = Page(text.encode(), RSS)
    web.pages["/cover.jpg"] = Page(picture(), "image/jpeg")
    return f"{web.url}feed.xml"


def item(web: Site, number: int = 1, *, url: str = "", length: int = len(SOUND), more: str = "") -> str:
    address = url or f"{web.url}{number}.mp3"
    return f"""<item><title>Folge {number}</title><guid isPermaLink="false">g{number}</guid>
      <pubDate>Mon, {number:02} Jun 2026 06:00:00 +0200</pubDate>
      <enclosure url="{address}" length="{length}" type="audio/mpeg"/>{more}</item>"""


def one_episode(web: Site, page: Page, tmp_path: Path, **other: Any) -> MovedIn:
    web.pages["/1.mp3"] = page
    return imported(feed(web, item(web)), tmp_path / "show", errand(**other))


def sound(tmp_path: Path) -> bytes:
    (file,) = tmp_path.rglob("original.mp3")
    return file.read_bytes()


def codes(moved: MovedIn) -> list[str]:
    return [one.code for one in moved.missing]


# Sound


def test_a_download_goes_on_after_every_break(web: Site, tmp_path: Path) -> None:
    moved = one_episode(web, Page(SOUND, cut=3000), tmp_path)
    assert codes(moved) == []
    assert sound(tmp_path) == SOUND
    ranges = [told.get("range") for _, path, told in web.asked if path == "/1.mp3"]
    assert ranges[:3] == [None, "bytes=3000-", "bytes=6000-"]


def test_a_file_that_changed_meanwhile_comes_from_its_beginning(web: Site, tmp_path: Path) -> None:
    stopped = errand(limits=Limits())
    web.pages["/1.mp3"] = Page(SOUND[:5000] + b"old" * 1000, cut=4000, told_length=9000, ranges=False)
    assert codes(imported(feed(web, item(web)), tmp_path / "show", stopped)) == ["cut"]
    web.pages["/1.mp3"] = Page(SOUND)
    assert codes(imported(feed(web, item(web)), tmp_path / "show")) == []
    assert sound(tmp_path) == SOUND
    assert "range" in web.asked[-1][2]


def test_a_server_without_marks_sends_everything_again(web: Site, tmp_path: Path) -> None:
    web.pages["/1.mp3"] = Page(SOUND, cut=4000, remembers=False)
    assert codes(imported(feed(web, item(web)), tmp_path / "show")) == ["cut"]
    assert not any("range" in told for _, path, told in web.asked if path == "/1.mp3")
    web.pages["/1.mp3"] = Page(SOUND, remembers=False)
    assert codes(imported(feed(web, item(web)), tmp_path / "show")) == []
    assert sound(tmp_path) == SOUND


def test_nothing_that_was_begun_is_left(web: Site, tmp_path: Path) -> None:
    one_episode(web, Page(SOUND, cut=3000), tmp_path)
    assert [
        file.name for file in (tmp_path / "show" / ".podpub").iterdir() if file.name.startswith("import")
    ] == ["import.jsonl"]


def test_a_slow_server_is_waited_for(web: Site, tmp_path: Path) -> None:
    assert codes(one_episode(web, Page(SOUND, trickles=2000), tmp_path)) == []
    assert sound(tmp_path) == SOUND


def test_a_server_that_never_answers_is_given_up(web: Site, tmp_path: Path) -> None:
    moved = one_episode(web, Page(silent=True), tmp_path, visitor=Visitor({}, patience_s=0.1))
    assert codes(moved) == ["timeout"]


def test_a_busy_server_is_asked_again_when_it_wants(web: Site, tmp_path: Path) -> None:
    waited: list[float] = []
    page = Page(SOUND, later=(503, 429), later_headers={"Retry-After": "7"})
    assert codes(one_episode(web, page, tmp_path, wait=waited.append)) == []
    assert waited == [7.0, 7.0]
    assert sound(tmp_path) == SOUND


def test_a_busy_server_may_name_a_moment(web: Site, tmp_path: Path) -> None:
    waited: list[float] = []
    moments = {"Retry-After": "Tue, 24 Nov 2026 06:00:30 GMT", "Date": "Tue, 24 Nov 2026 06:00:00 GMT"}
    page = Page(SOUND, later=(503,), later_headers=moments)
    assert codes(one_episode(web, page, tmp_path, wait=waited.append)) == []
    assert waited == [30.0]


def test_who_wants_to_be_asked_tomorrow_is_asked_by_the_next_import(web: Site, tmp_path: Path) -> None:
    page = Page(SOUND, later=(503,), later_headers={"Retry-After": "86400"})
    assert codes(one_episode(web, page, tmp_path)) == ["audio-missing"]


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html>Log in</html>",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"[playlist]\nFile1=file:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"",
    ],
    ids=["page", "m3u", "pls", "ffconcat", "nothing"],
)
def test_what_is_no_sound_is_refused(body: bytes, web: Site, tmp_path: Path) -> None:
    moved = one_episode(web, Page(body), tmp_path)
    assert codes(moved) == ["audio-not-sound"]
    assert list(tmp_path.rglob("original.*")) == []
    assert list(tmp_path.rglob("*.part")) == []


def test_a_length_that_lies_is_told(web: Site, tmp_path: Path) -> None:
    web.pages["/1.mp3"] = Page(SOUND)
    moved = imported(feed(web, item(web, length=5)), tmp_path / "show")
    (loss,) = moved.losses
    assert (loss.tag, str(len(SOUND)) in loss.why) == ("enclosure", True)
    assert sound(tmp_path) == SOUND


def test_a_file_without_end_is_given_up(web: Site, tmp_path: Path) -> None:
    endless = Page(b"ID3" + b"\0" * 3_000_000)
    assert codes(one_episode(web, endless, tmp_path, limits=Limits(file_mb=1))) == ["too-large"]
    assert list(tmp_path.rglob("*.part")) == []


def test_redirects_are_followed_but_not_for_ever(web: Site, tmp_path: Path) -> None:
    web.pages["/there.mp3"] = Page(SOUND)
    assert codes(one_episode(web, Page(to="/there.mp3"), tmp_path)) == []
    assert codes(one_episode(web, Page(to="/1.mp3"), tmp_path / "loop")) == ["redirects"]
    assert codes(one_episode(web, Page(to="file:///etc/passwd"), tmp_path / "file")) == ["redirects"]


def test_no_host_is_asked_for_more_than_two_files_at_a_time(web: Site, tmp_path: Path) -> None:
    class Counting(Visitor):
        now, most = 0, 0

        def pour(self, *words: Any, **other: Any) -> Any:
            Counting.now += 1
            Counting.most = max(Counting.most, Counting.now)
            try:
                return super().pour(*words, **other)
            finally:
                Counting.now -= 1

    for number in range(1, 9):
        web.pages[f"/{number}.mp3"] = Page(SOUND, trickles=5000)
    items = "".join(item(web, number) for number in range(1, 9))
    imported(feed(web, items), tmp_path / "show", errand(visitor=Counting({}), jobs=8))
    assert Counting.most == 2


def test_room_on_the_disk_is_looked_for_first(web: Site, tmp_path: Path) -> None:
    too_much = shutil.disk_usage(tmp_path).free + 10**9
    with pytest.raises(UsageError, match="MB are free"):
        imported(feed(web, item(web, length=too_much)), tmp_path / "show")
    assert not (tmp_path / "show").exists()


# Feeds


def test_a_feed_is_unpacked_and_its_way_is_told(web: Site, tmp_path: Path) -> None:
    address = feed(web)
    web.pages["/packed"] = Page(gzip.compress(web.pages["/feed.xml"].body), "application/gzip")
    web.pages["/old"] = Page(to="/packed")
    moved = imported(f"{web.url}old", tmp_path / "show")
    assert moved.inspected.hops == (f"{web.url}packed",)
    assert address != moved.inspected.url


def test_pages_end_also_where_they_lead_to_themselves(web: Site, tmp_path: Path) -> None:
    address = feed(web, channel=f'<atom:link rel="next" href="{web.url}feed.xml"/>')
    assert len(imported(address, tmp_path / "a").inspected.findings) == 0
    for number in range(5):
        link = f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="/{number + 1}"/>'
        older = f"<rss><channel>{link}</channel></rss>"
        web.pages[f"/{number}"] = Page(older.encode(), RSS)
    address = feed(web, channel='<atom:link rel="next" href="/0"/>')
    (found,) = imported(address, tmp_path / "b", errand(limits=Limits(pages=3))).inspected.findings
    assert (found.code, "--limit-pages" in found.message) == ("page-missing", True)


def test_a_page_that_is_gone_is_told(web: Site, tmp_path: Path) -> None:
    (found,) = imported(
        feed(web, channel='<atom:link rel="next" href="/gone"/>'), tmp_path / "show"
    ).inspected.findings[-1:]
    assert found.code == "page-missing"


def test_a_page_that_cannot_be_read_is_told_and_the_way_is_still_known(web: Site, tmp_path: Path) -> None:
    feed(web, channel='<atom:link rel="next" href="/page"/>')
    web.pages["/page"] = Page(b"<html>Sorry</html>", "text/html")
    web.pages["/old"] = Page(to="/feed.xml")
    inspected = imported(f"{web.url}old", tmp_path / "show").inspected
    assert [one.code for one in inspected.findings] == ["not-rss", "page-missing"]
    assert inspected.hops == (f"{web.url}feed.xml",)


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % x SYSTEM "{url}evil.dtd"> %x;]>'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, PARAMETER], ids=["bomb", "external", "parameter"])
def test_entities_of_a_feed_are_refused(head: str, web: Site, tmp_path: Path) -> None:
    address = feed(web, "<item><title>&x;&c;</title></item>", head=head.replace("{url}", web.url))
    with pytest.raises(ConfigError) as refused:
        imported(address, tmp_path / "show")
    assert refused.value.findings[0].code == "xml-entities"
    assert not [path for _, path, _ in web.asked if "evil" in path]
    assert not (tmp_path / "show").exists()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(b"<html><body>no</body></html>", "not-rss", id="page"),
        pytest.param(b"{}", "not-rss", id="json"),
        pytest.param(b"", "not-rss", id="nothing"),
        pytest.param(b"\x00\xff" * 50, "xml-broken", id="noise"),
        pytest.param(gzip.compress(b" " * 40_000_000), "feed-too-large", id="packed bomb"),
        pytest.param(b"\x1f\x8bnonsense", "xml-broken", id="broken gzip"),
    ],
)
def test_what_is_no_feed_is_refused(body: bytes, code: str, web: Site, tmp_path: Path) -> None:
    web.pages["/feed.xml"] = Page(body, RSS)
    with pytest.raises(ConfigError) as refused:
        imported(f"{web.url}feed.xml", tmp_path / "show")
    assert refused.value.findings[0].code == code


def test_a_web_page_tells_where_its_feed_is(web: Site, tmp_path: Path) -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="x" href="/feed?a=1&amp;b=2">'
    web.pages["/"] = Page(f"<!DOCTYPE html><html><head>{link}</head></html>".encode(), "text/html")
    with pytest.raises(ConfigError) as refused:
        imported(web.url, tmp_path / "show")
    (found,) = refused.value.findings
    assert (found.code, f"podpub import {web.url}feed?a=1&b=2" in found.fix) == ("not-rss", True)


def test_a_feed_that_is_deeper_than_any_ends(web: Site, tmp_path: Path) -> None:
    web.pages["/feed.xml"] = Page(b"<rss><channel>" + b"<a>" * 100_000, RSS)
    moved = imported(f"{web.url}feed.xml", tmp_path / "show")
    assert (moved.episodes, [one.code for one in moved.inspected.findings]) == ((), ["feed-mended"])


def test_a_feed_that_is_not_there_is_told(web: Site, tmp_path: Path) -> None:
    with pytest.raises(OutsideError) as refused:
        imported(f"{web.url}feed.xml", tmp_path / "show")
    assert "404" in refused.value.findings[0].message


@pytest.mark.parametrize("source", ["file:///etc/passwd", "ftp://example.org/feed", "missing.xml", "\0"])
def test_only_files_and_the_web_are_read(source: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        imported(source, tmp_path / "show")


def test_a_feed_leads_nobody_into_the_local_network(web: Site, tmp_path: Path) -> None:
    web.pages["/1.mp3"] = Page(SOUND)
    guarded = Errand(Visitor({}, patience_s=1.0, trusted=frozenset()), wait=lambda _: None)
    (tmp_path / "saved.xml").write_bytes(web.pages[f"/{feed(web, item(web)).rpartition('/')[2]}"].body)
    moved = imported(str(tmp_path / "saved.xml"), tmp_path / "show", guarded)
    assert codes(moved) == ["private-address"]
    assert web.asked == []
    with pytest.raises(OutsideError) as refused:
        inspect_feed(wishes(f"{web.url}feed.xml", tmp_path), guarded, tell=silent)
    assert "--allow-local" in refused.value.findings[0].fix


def test_more_episodes_than_anybody_makes_are_refused(web: Site, tmp_path: Path) -> None:
    items = "".join(item(web, number) for number in range(1, 5))
    with pytest.raises(UsageError, match="4 episodes"):
        imported(feed(web, items), tmp_path / "show", errand(limits=Limits(episodes=3)))


def test_a_picture_of_several_episodes_is_fetched_once(web: Site, tmp_path: Path) -> None:
    web.pages["/season.jpg"] = Page(picture(), "image/jpeg")
    more = f'<itunes:image href="{web.url}season.jpg"/>'
    items = "".join(item(web, number, more=more) for number in range(1, 5))
    imported(feed(web, items), tmp_path / "show", errand(jobs=1), sounds=False)
    assert [path for _, path, _ in web.asked].count("/season.jpg") == 1
    assert len(list((tmp_path / "show" / "episodes").rglob("cover.jpg"))) == 4


def test_a_feed_that_has_moved_is_told(web: Site, tmp_path: Path) -> None:
    elsewhere = feed(web, channel="<itunes:new-feed-url>https://new.example/feed</itunes:new-feed-url>")
    assert [one.code for one in imported(elsewhere, tmp_path / "a").inspected.findings] == ["feed-moved"]
    here = feed(web, channel=f"<itunes:new-feed-url>{web.url}feed.xml</itunes:new-feed-url>")
    moved = imported(here, tmp_path / "b")
    assert moved.inspected.findings == ()
    assert [loss.tag for loss in moved.losses] == ["channel"]
    assert "new_feed_url" not in (tmp_path / "b" / "show.yaml").read_text(encoding="utf-8")


# Folders


def test_a_wish_that_no_show_can_have_is_told_before_anything_is_fetched(web: Site, tmp_path: Path) -> None:
    web.pages["/1.mp3"] = Page(SOUND)
    with pytest.raises(ConfigError) as refused:
        imported(feed(web, item(web)), tmp_path / "show", timezone="Europe/Berlyn")
    assert [one.code for one in refused.value.findings] == ["timezone"]
    assert "/1.mp3" not in [path for _, path, _ in web.asked]


def test_another_show_is_never_written_over(web: Site, tmp_path: Path) -> None:
    imported(feed(web), tmp_path / "show")
    with pytest.raises(UsageError, match="another show"):
        imported(serve(web, "libsyn"), tmp_path / "show")


def test_a_link_out_of_the_folder_is_not_followed(web: Site, tmp_path: Path) -> None:
    web.pages["/1.mp3"] = Page(SOUND)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "show").mkdir()
    (tmp_path / "show" / "episodes").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="leads out of"):
        imported(feed(web, item(web)), tmp_path / "show")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_the_feed_says_anew_follows_unless_a_host_has_changed_it(web: Site, tmp_path: Path) -> None:
    web.pages["/1.mp3"] = Page(SOUND)
    show = tmp_path / "show"
    imported(feed(web, item(web, more="<description>Eins</description>")), show)
    moved = imported(feed(web, item(web, more="<description>Zwei</description>")), show)
    (notes,) = show.rglob("notes.md")
    assert notes.read_text(encoding="utf-8") == "Zwei\n"
    assert notes in moved.files(Fate.WRITTEN)
    notes.write_text("Drei\n", encoding="utf-8")
    moved = imported(feed(web, item(web, more="<description>Vier</description>")), show)
    assert moved.files(Fate.DIFFERING) == (notes,)


def test_two_episodes_of_one_name_have_two_folders(web: Site, tmp_path: Path) -> None:
    same = "".join(
        item(web, number).replace(f"Folge {number}", "Folge").replace(f"{number:02} Jun", "01 Jun")
        for number in (1, 2)
    )
    imported(feed(web, same), tmp_path / "show", sounds=False)
    imported(feed(web, same), tmp_path / "show", sounds=False)
    folders = Counter(file.parent.name for file in tmp_path.rglob("episode.yaml"))
    assert folders == {"2026-06-01-folge": 1, "2026-06-01-folge-2": 1}
