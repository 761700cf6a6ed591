"""A file of sound is held against its promise: what a web server gets wrong is said by its name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from podpub.model import Level
from podpub.outside import Advice, Expected, Visitor, look_at_companion, look_at_file
from tests.support.web import Page, Site

if TYPE_CHECKING:
    from podpub.model import Finding

SOUND = bytes(range(256)) * 20
DIGEST = hashlib.sha256(SOUND).hexdigest()


def look(web: Site, visitor: Visitor, advice: Advice, *, digest: str | None = DIGEST) -> list[Finding]:
    expected = Expected(f"{web.url}a.mp3", len(SOUND), "audio/mpeg", digest)
    return [*look_at_file(expected, visitor, advice)]


def test_a_well_served_file_is_nothing_to_speak_of(web: Site, visitor: Visitor, advice: Advice) -> None:
    web.pages["/a.mp3"] = Page(SOUND)
    assert look(web, visitor, advice) == []
    assert [method for method, _, _ in web.asked] == ["HEAD", "GET", "GET"]


def test_without_a_digest_only_a_part_is_fetched(web: Site, visitor: Visitor, advice: Advice) -> None:
    web.pages["/a.mp3"] = Page(SOUND)
    assert look(web, visitor, advice, digest=None) == []
    assert [told.get("range") for _, _, told in web.asked] == [None, "bytes=2560-3559"]


def test_a_file_is_asked_for_as_it_is_and_without_cookies(
    web: Site, visitor: Visitor, advice: Advice
) -> None:
    web.pages["/a.mp3"] = Page(SOUND, headers={"Set-Cookie": "who=you"})
    look(web, visitor, advice)
    for _, _, told in web.asked:
        assert told["accept-encoding"] == "identity"
        assert told["user-agent"].startswith("podpub/")
        assert "cookie" not in told


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(Page(status=403), ("forbidden", "not let in (403)"), id="not public"),
        pytest.param(Page(status=404), ("missing", "finds nothing there (404)"), id="not there"),
        pytest.param(Page(status=503), ("status", "in trouble (503)"), id="broken"),
        pytest.param(Page(SOUND, status=418), ("status", "strangely (418)"), id="a teapot"),
        pytest.param(Page(SOUND[1:]), ("length", "5119 bytes, and the feed 5120"), id="another file"),
        pytest.param(
            Page(SOUND, headers={"Content-Length": ""}, cut=9000), ("length", "no length"), id="no length"
        ),
        pytest.param(Page(SOUND, type="text/html"), ("type", "text/html"), id="wrong type"),
        pytest.param(Page(SOUND, type=""), ("type", "nothing in particular"), id="no type"),
        pytest.param(Page(SOUND, ranges=False), ("no-ranges", "cannot jump"), id="no ranges"),
        pytest.param(Page(SOUND, part=b"short"), ("range", "it sends 5"), id="a short part"),
        pytest.param(
            Page(SOUND, told_range="bytes 0-999/5120"), ("range", "0-999"), id="another part is told"
        ),
        pytest.param(
            Page(SOUND, part=bytes(1000)), ("range", "other bytes than the whole"), id="wrong bytes"
        ),
        pytest.param(Page(SOUND[::-1]), ("digest", "not those that were published"), id="other bytes"),
        pytest.param(Page(SOUND, cut=100), ("cut", "breaks off"), id="cut off"),
        pytest.param(
            Page(SOUND, headers={"Content-Encoding": "gzip"}), ("compression", "broken"), id="no gzip"
        ),
        pytest.param(Page(SOUND, refuses=("HEAD",)), ("no-head", "HEAD is refused"), id="no HEAD"),
    ],
)
def test_what_is_wrong_is_said(
    web: Site, visitor: Visitor, advice: Advice, page: Page, expected: tuple[str, str]
) -> None:
    web.pages["/a.mp3"] = page
    code, told = expected
    errors = {one.code: one for one in look(web, visitor, advice) if one.level is Level.ERROR}
    assert code in errors, errors
    assert told in errors[code].message
    assert errors[code].fix
    assert errors[code].where == f"{web.url}a.mp3"


def test_another_name_for_the_same_type_is_no_more_than_a_warning(
    web: Site, visitor: Visitor, advice: Advice
) -> None:
    web.pages["/a.mp3"] = Page(SOUND, type="audio/mp3; charset=binary")
    assert [(one.level, one.code) for one in look(web, visitor, advice)] == [(Level.WARNING, "type")]


def test_detours_are_shown_without_what_signs_them(web: Site, visitor: Visitor, advice: Advice) -> None:
    web.pages["/a.mp3"] = Page(to="/b.mp3?X-Amz-Signature=canary")
    web.pages["/b.mp3"] = Page(to="c.mp3")
    web.pages["/c.mp3"] = Page(SOUND)
    (found,) = look(web, visitor, advice)
    assert found.code == "redirected"
    assert f"→ {web.url}b.mp3 → {web.url}c.mp3" in found.message
    assert "canary" not in repr(found)


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param({"/a.mp3": Page(to="/a.mp3")}, id="to itself"),
        pytest.param({"/a.mp3": Page(to="/b"), "/b": Page(to="/a.mp3")}, id="in a circle"),
        pytest.param(
            {"/a.mp3": Page(to="/0")} | {f"/{n}": Page(to=f"/{n + 1}") for n in range(50)}, id="far away"
        ),
        pytest.param({"/a.mp3": Page(to="file:///etc/hostname")}, id="into this computer"),
        pytest.param({"/a.mp3": Page(to="http://[broken")}, id="to no address"),
    ],
)
def test_whoever_is_led_astray_gives_up(
    web: Site, visitor: Visitor, advice: Advice, pages: dict[str, Page]
) -> None:
    web.pages.update(pages)
    assert [one.code for one in look(web, visitor, advice)] == ["redirects"]
    assert len(web.asked) <= 8


def test_far_more_than_was_published_is_not_fetched(web: Site, visitor: Visitor, advice: Advice) -> None:
    web.pages["/a.mp3"] = Page(SOUND * 1000)
    assert "too-large" in {one.code for one in look(web, visitor, advice)}


def test_a_server_that_says_nothing_is_left_alone(web: Site, advice: Advice) -> None:
    web.pages["/a.mp3"] = Page(silent=True)
    (found,) = look(web, Visitor({}, patience_s=0.1), advice)
    assert found.code == "timeout"


def test_a_file_of_one_byte_is_looked_at(web: Site, visitor: Visitor, advice: Advice) -> None:
    web.pages["/a.mp3"] = Page(b"x")
    expected = Expected(f"{web.url}a.mp3", 1, "audio/mpeg", hashlib.sha256(b"x").hexdigest())
    assert [*look_at_file(expected, visitor, advice)] == []


@pytest.mark.parametrize(
    ("allowed", "codes"),
    [("*", []), ("https://player.example", []), ("https://mine.example", ["cors"]), ("", ["cors"])],
)
def test_players_on_web_pages_need_a_word(
    web: Site, visitor: Visitor, advice: Advice, allowed: str, codes: list[str]
) -> None:
    web.pages["/a.vtt"] = Page(b"WEBVTT\n", "text/vtt", headers={"Access-Control-Allow-Origin": allowed})
    found = [*look_at_companion(f"{web.url}a.vtt", visitor, advice)]
    assert [one.code for one in found] == codes
    assert all(one.level is Level.WARNING for one in found)
    assert web.asked[0][2]["origin"] == "https://player.example"


def test_a_transcript_that_is_not_there_is_an_error(web: Site, visitor: Visitor, advice: Advice) -> None:
    (found,) = look_at_companion(f"{web.url}a.vtt", visitor, advice)
    assert (found.level, found.code, found.fix) == (Level.ERROR, "missing", "Put it there.")
