"""A move is rehearsed against real servers: pages, redirects, lengths, and nobody in one's own network."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from podpub.cli.app import podpub
from podpub.config import load_all
from podpub.errors import ConfigError, OutsideError
from podpub.model import silent
from podpub.pipeline.house import open_storage
from podpub.pipeline.migrate import Asking, Elsewhere, rehearse_move
from tests.support.publishing import run as publish
from tests.support.samples import episode
from tests.support.web import Page, Site, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from podpub.pipeline.migrate import Rehearsed

RSS = "application/rss+xml; charset=utf-8"
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
SOUND = b"sound" * 1000
NAMESPACES = (
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
)


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


def item(web: Site, number: int, *, folder: str = "old", length: int = len(SOUND)) -> str:
    web.pages.setdefault(f"/{folder}/{number}.mp3", Page(SOUND))
    return (
        f'<item><title>Folge {number}</title><guid isPermaLink="false">g{number}</guid>'
        f"<pubDate>Tue, {number:02} Dec 2026 05:00:00 +0000</pubDate>"
        f'<enclosure url="{web.url}{folder}/{number}.mp3" length="{length}" type="audio/mpeg"/></item>'
    )


def feed(*items: str, more: str = "") -> Page:
    text = (
        f'<rss version="2.0" {NAMESPACES}><channel><title>Mut</title>{more}{"".join(items)}</channel></rss>'
    )
    return Page(text.encode(), RSS)


def twins(web: Site, *numbers: int, **changes: Any) -> None:
    web.pages["/old.xml"] = feed(*(item(web, one) for one in numbers))
    web.pages["/new.xml"] = feed(*(item(web, one, folder="new", **changes) for one in numbers))


def rehearse(web: Site, *, entire: bool = False, anywhere: bool = True) -> Rehearsed:
    asking = Asking(NOW, {}, entire, anywhere)
    old, new = Elsewhere(f"{web.url}old.xml"), Elsewhere(f"{web.url}new.xml")
    return rehearse_move(old, new, asking, day=date(2026, 12, 1), tell=silent)


def codes(found: Rehearsed) -> list[str]:
    """Return what was found, but for what is true of every server of a test."""
    return sorted(one.finding.code for one in found.verdicts if one.finding.code != "new-feed-local")


def test_a_move_without_fault_is_safe_and_only_headers_are_asked_for(web: Site) -> None:
    twins(web, 1, 2, 3)
    found = rehearse(web)
    assert codes(found) == []
    assert found.is_safe
    files = [(method, path) for method, path, _ in web.asked if path.endswith(".mp3")]
    assert sorted(files) == [("HEAD", f"/{side}/{one}.mp3") for side in ("new", "old") for one in (1, 2, 3)]


def test_the_length_that_the_old_host_tells_counts(web: Site) -> None:
    twins(web, 1, 2)
    web.pages["/old/2.mp3"] = Page(SOUND + b"!")
    found = rehearse(web)
    assert codes(found) == ["file-differs"]
    assert found.is_safe


def test_a_host_that_knows_no_head_is_asked_for_a_byte(web: Site) -> None:
    twins(web, 1)
    web.pages["/old/1.mp3"] = Page(SOUND + b"!", refuses=("HEAD",))
    assert codes(rehearse(web)) == ["file-differs"]
    assert ("GET", "bytes=0-0") in [(method, told.get("range")) for method, _, told in web.asked]


def test_other_bytes_of_the_same_length_are_found_by_their_digest_alone(web: Site) -> None:
    twins(web, 1)
    web.pages["/new/1.mp3"] = Page(b"noise" * 1000)
    assert codes(rehearse(web)) == []
    assert codes(rehearse(web, entire=True)) == ["file-differs"]


def test_files_that_are_gone_are_told_on_both_sides(web: Site) -> None:
    twins(web, 1, 2)
    web.pages["/old/1.mp3"] = Page(status=404)
    web.pages["/new/2.mp3"] = Page(status=403)
    found = rehearse(web)
    assert codes(found) == ["new-file-gone", "old-file-gone"]
    assert not found.is_safe


def test_a_file_that_breaks_off_is_told(web: Site) -> None:
    twins(web, 1)
    web.pages["/new/1.mp3"] = Page(SOUND, cut=100)
    assert codes(rehearse(web, entire=True)) == ["new-file-gone"]


def test_older_pages_are_read_to_their_end(web: Site) -> None:
    twins(web, 1, 2, 3)
    link = f'<atom:link rel="{{}}" href="{web.url}{{}}"/>'
    web.pages["/old.xml"] = feed(item(web, 3), more=link.format("next", "old-2.xml"))
    web.pages["/old-2.xml"] = feed(item(web, 2), more=link.format("prev-archive", "old-1.xml"))
    web.pages["/old-1.xml"] = feed(item(web, 1), more=link.format("next", "old.xml"))
    found = rehearse(web)
    assert codes(found) == []
    assert len(found.move.pairing.pairs) == 3


def test_pages_that_differ_in_their_query_alone_are_all_read(web: Site) -> None:
    """So Podlove and WordPress count their pages."""
    twins(web, 1, 2, 3)
    for page, number in ((1, 3), (2, 2), (3, 1)):
        here = "/old.xml" if page == 1 else f"/old.xml?paged={page}"
        more = f'<atom:link rel="next" href="{web.url}old.xml?paged={page + 1}"/>' if page < 3 else ""
        web.pages[here] = feed(item(web, number), more=more)
    assert len(rehearse(web).move.pairing.pairs) == 3


@pytest.mark.parametrize("typed", ["http://", "https://[::1", "http:///feed.xml", "http://exa mple/"])
def test_what_only_looks_like_an_address_is_told(typed: str) -> None:
    found = command("check", typed, "--new", typed)
    assert found.exit_code == 9, found.exception


def test_an_older_page_that_is_missing_is_not_passed_over(web: Site) -> None:
    twins(web, 1)
    web.pages["/old.xml"] = feed(item(web, 1), more=f'<atom:link rel="next" href="{web.url}gone.xml"/>')
    with pytest.raises(OutsideError) as error:
        rehearse(web)
    assert [one.code for one in error.value.findings] == ["missing"]


def test_the_way_of_the_old_feed_and_of_its_files_is_told(web: Site) -> None:
    twins(web, 1)
    web.pages["/old.xml"] = Page(to=f"{web.url}elsewhere.xml", moved=302)
    web.pages["/elsewhere.xml"] = feed(item(web, 1))
    web.pages["/old/1.mp3"] = Page(to=f"{web.url}cdn/1.mp3", moved=307)
    web.pages["/cdn/1.mp3"] = Page(SOUND)
    found = rehearse(web)
    assert found.move.way
    assert (found.move.way.hops, found.move.way.moves) == ((f"{web.url}elsewhere.xml",), (302,))
    assert found.move.old_files[f"{web.url}old/1.mp3"].way.moves == (307,)
    assert codes(found) == []


@pytest.mark.parametrize(("status", "expected"), [(301, []), (308, []), (302, ["redirect-temporary"])])
def test_after_the_switch_the_redirect_is_judged(web: Site, status: int, expected: list[str]) -> None:
    twins(web, 1)
    web.pages["/old.xml"] = Page(to=f"{web.url}new.xml", moved=status)
    found = rehearse(web)
    assert found.move.is_switched
    assert codes(found) == expected
    assert {one.code: one.done for one in found.steps}["redirect"] is (not expected)


def test_redirects_without_end_are_given_up(web: Site) -> None:
    twins(web, 1)
    web.pages["/old.xml"] = Page(to=f"{web.url}old.xml")
    with pytest.raises(OutsideError) as error:
        rehearse(web)
    assert [one.code for one in error.value.findings] == ["redirects"]


def test_nobody_in_this_network_is_asked_without_leave(web: Site) -> None:
    twins(web, 1)
    with pytest.raises(OutsideError) as error:
        rehearse(web, anywhere=False)
    assert [one.code for one in error.value.findings] == ["private-address"]
    assert web.asked == []


def test_mistakes_of_the_old_feed_are_read_over_and_those_of_the_new_are_not(web: Site) -> None:
    twins(web, 1)
    web.pages["/old.xml"] = Page(feed(item(web, 1)).body.replace(b"Mut", b"Mut & Ma\xdf&nbsp;"), RSS)
    assert codes(rehearse(web)) == ["show-title-changed"]
    twins(web, 1)
    web.pages["/new.xml"] = Page(feed(item(web, 1)).body.replace(b"Mut", b"Mut & Rat"), RSS)
    with pytest.raises(ConfigError) as error:
        rehearse(web)
    assert [one.code for one in error.value.findings] == ["xml-broken"]


def test_a_bomb_is_no_feed(web: Site) -> None:
    twins(web, 1)
    entities = "".join(f'<!ENTITY a{one} "{f"&a{one - 1};" * 10}">' for one in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY a0 "a">{entities}]><rss><channel><title>&a9;</title></channel></rss>'
    web.pages["/old.xml"] = Page(bomb.encode(), RSS)
    with pytest.raises(ConfigError) as error:
        rehearse(web)
    assert [one.code for one in error.value.findings] == ["xml-entities"]


def test_a_file_of_this_computer_is_not_read_for_a_feed(web: Site) -> None:
    twins(web, 1)
    web.pages["/old.xml"] = feed(item(web, 1), more='<atom:link rel="next" href="file:///etc/passwd"/>')
    assert codes(rehearse(web)) == []


def command(*words: str) -> Result:
    return CliRunner().invoke(podpub, ["migrate", *words])


def told(*words: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(command(*words, "--json").stdout)
    return document


def test_both_feeds_and_the_ways_are_shown(web: Site) -> None:
    twins(web, 1, 2)
    web.pages["/old.xml"] = Page(to=f"{web.url}new.xml", moved=302)
    for number in (1, 2):
        web.pages[f"/new/{number}.mp3"] = Page(to=f"{web.url}cdn/{number}.mp3")
        web.pages[f"/cdn/{number}.mp3"] = Page(SOUND)
    run = command("check", f"{web.url}old.xml", "--new", f"{web.url}new.xml", "--allow-local")
    assert run.exit_code == 6
    assert f"Old feed  {web.url}old.xml → 302 {web.url}new.xml" in run.stdout
    assert "Files     127.0.0.1 → 127.0.0.1 (2)" in run.stdout
    assert "the old address is sent on for a while only (302)" in run.stderr
    document = told("check", f"{web.url}old.xml", "--new", f"{web.url}new.xml", "--allow-local")
    assert document["switched"]
    assert document["old_feed"]["redirects"] == [{"status": 302, "url": f"{web.url}new.xml"}]
    (first, _) = document["episodes"]
    assert first["old"]["redirects"] == [{"status": 302, "url": f"{web.url}cdn/1.mp3"}]


def test_an_address_of_this_network_needs_leave_on_the_command_line_too(web: Site) -> None:
    twins(web, 1)
    run = command("check", f"{web.url}old.xml", "--new", f"{web.url}new.xml")
    assert run.exit_code == 9
    assert "private network" in run.stderr
    assert "--allow-local" in run.stderr
    assert web.asked == []


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "show"
    answers = ("--title", "Mut", "--author", "A", "--email", "a@example.org", "--language", "de")
    started = CliRunner().invoke(
        podpub, ["init", str(root), *answers, "--public-url", "http://localhost:8000/"]
    )
    assert started.exit_code == 0, started.output
    monkeypatch.chdir(root)
    return root


def saved(show: Path, **changes: str) -> str:
    """Save the show's own feed as that of another host."""
    text = (
        (show / "public" / "feed.xml")
        .read_text("utf-8")
        .replace("http://localhost:8000", "https://alt.example")
    )
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    (show / "old.xml").write_text(text, encoding="utf-8")
    return "old.xml"


def rehearsed(old: str) -> list[dict[str, str]]:
    findings: list[dict[str, str]] = told("check", old, "--no-files")["findings"]
    return findings


def publish_one(show: Path) -> None:
    storage = open_storage(load_all(show / "show.yaml", ()).project)
    publish(show, storage)


def test_the_own_feed_is_compared_without_asking_anybody(show: Path) -> None:
    publish_one(show)
    run = command("check", saved(show), "--no-files", "--day", "2026-12-01")
    assert run.exit_code == 0, run.output
    assert "1 of 1 episodes as they were" in run.stdout
    assert "2026-12-29  Keep feed and files at the old host" in run.stdout


def test_an_episode_that_would_be_loaded_again_is_exit_code_6(show: Path) -> None:
    publish_one(show)
    old = saved(show, **{f">{episode().guid}<": ">a-4711<"})
    run = command("check", old, "--no-files")
    assert run.exit_code == 6
    assert "its GUID was 'a-4711'" in run.stderr
    document = told("check", old, "--no-files")
    assert not document["safe"]
    assert [one["codes"] for one in document["episodes"]] == [["guid-changed"]]
    assert document["steps"][0] | {"day": ""} == {
        "code": "complete",
        "day": "",
        "what": document["steps"][0]["what"],
        "done": False,
        "hint": "",
    }


def test_it_is_told_in_german(show: Path) -> None:
    publish_one(show)
    run = command("check", saved(show), "--no-files", "--lang", "de")
    assert "Feed und Dateien bis dahin beim alten Anbieter behalten: mindestens 4 Wochen" in run.stdout


def test_a_published_file_that_has_gone_is_told(show: Path) -> None:
    publish_one(show)
    for file in (show / "public" / "media").iterdir():
        file.unlink()
    assert {one["code"] for one in told("check", saved(show), "--no-files")["findings"]} >= {"new-file-gone"}


def test_before_anything_is_published_the_planned_feed_is_compared(show: Path) -> None:
    publish_one(show)
    old = saved(show)
    for file in sorted((show / "public").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    (show / "public").rmdir()
    assert {one["code"] for one in told("check", old, "--no-files")["findings"]} >= {"episode-lost"}
    folder = show / "episodes" / "042"
    folder.mkdir(parents=True)
    (folder / "recording.mp3").write_bytes(b"not looked at")
    (folder / "episode.yaml").write_text(
        f"title: {episode().title}\nguid: {episode().guid}\nnumber: 42\n"
        "date: 2026-11-24 11:00 +00:00\naudio: recording.mp3\nsummary: Woran\n",
        encoding="utf-8",
    )
    document = told("check", old, "--no-files")
    assert document["new_feed"]["planned"]
    assert [one["same_by"] for one in document["episodes"]] == ["guid"]
    found = {one["code"] for one in document["findings"]}
    assert "episode-lost" not in found
    assert "chapters-lost" in found
    with (folder / "episode.yaml").open("a", encoding="utf-8") as written:
        written.write("chapters:\n  - {start: 0, title: Anfang}\n  - {start: 1, title: Ende}\n")
    assert not {"chapters-lost", "file-differs"} & {one["code"] for one in rehearsed(old)}
    with (folder / "episode.yaml").open("a", encoding="utf-8") as written:
        written.write("mastering: {master: keep}\n")
    (differs,) = (one for one in rehearsed(old) if one["code"] == "file-differs")
    assert differs["message"].endswith("its file had 5 bytes and has 13")
    (folder / "recording.mp3").write_bytes(b"sound")
    assert "file-differs" not in {one["code"] for one in rehearsed(old)}


def test_redirects_lead_from_the_old_feed_to_the_own(show: Path) -> None:
    publish_one(show)
    run = command("redirects", "nginx", "--old", saved(show), "--old-url", "https://alt.example/feed.xml")
    assert run.exit_code == 0, run.output
    assert '"/feed.xml" "http://localhost:8000/feed.xml";' in run.stdout
    away = told("redirects", "apache", "--new", "old.xml", "--new-url", "https://neu.example/rss")
    assert {"old": "http://localhost:8000/feed.xml", "new": "https://neu.example/rss"} in away["redirects"]


@pytest.mark.usefixtures("show")
def test_one_feed_at_least_is_named() -> None:
    assert command("redirects", "nginx").exit_code == 2
