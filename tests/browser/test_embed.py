"""The player on another page: in a plain frame, and in the sandbox that WordPress puts around it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.house import podpub
from tests.support.judging_pages import faults_of_html
from tests.support.shown import SLUG, served
from tests.support.visiting import PHONE, Visit, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Frame

    from tests.support.shown import Shown

# What WordPress makes of an oEmbed frame (wp_filter_oembed_result), and what it hears of it.
_WORDPRESS = """\
<!doctype html><html lang="de"><title>Blog</title><link rel="icon" href="data:,">
<script>window.heard = []; addEventListener("message", (told) => heard.push(told.data));</script>
<h1>Blog</h1>
<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" width="640" height="460"
  title="Folge" src="{src}#?secret={secret}" data-secret="{secret}"></iframe>
"""
_PAGE = """\
<!doctype html><html lang="de"><title>Meine Seite</title><link rel="icon" href="data:,">
<h1>Meine Seite</h1>{frame}
"""
AUDIO, SECRET = "document.querySelector('audio')", "AbC123"


@pytest.fixture(scope="module")
def oembed(shown: Shown) -> dict[str, str]:
    text = (shown.house / "public" / "episodes" / SLUG / "oembed.json").read_text("utf-8")
    told: dict[str, str] = json.loads(text)
    return told


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Lend the address of another site, whose pages lie in `tmp_path`."""
    with served(tmp_path) as url:
        yield url


def frame_in(one: Visit, address: str) -> Frame:
    """Open a page elsewhere and return the frame in it, loaded."""
    one.page.goto(address)
    (frame,) = one.page.main_frame.child_frames
    frame.wait_for_selector("[data-part=play]", state="visible")
    return frame


def plays(one: Visit, frame: Frame) -> None:
    frame.click("[data-part=play]")
    for _ in range(100):
        if frame.evaluate(f"{AUDIO}.currentTime") > 0.3:
            return
        one.page.wait_for_timeout(50)
    pytest.fail("it does not play")


def test_the_address_of_an_episode_leads_to_its_frame(browser: Browser, shown: Shown) -> None:
    with visit(browser) as one:
        one.page.goto(shown.episode)
        link = one.page.locator("link[type='application/json+oembed']").get_attribute("href")
        assert one.page.request.get(str(link)).json()["html"].startswith(f'<iframe src="{shown.embed}"')


@pytest.mark.parametrize("size", [PHONE, (1280, 800)])
def test_it_plays_in_a_frame_of_another_page(
    browser: Browser, tmp_path: Path, elsewhere: str, oembed: dict[str, str], size: tuple[int, int]
) -> None:
    (tmp_path / "index.html").write_text(_PAGE.format(frame=oembed["html"]), "utf-8")
    with visit(browser, size) as one:
        frame = frame_in(one, elsewhere)
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
        plays(one, frame)
        frame.evaluate("document.activeElement.blur()")
        one.page.keyboard.press("k")  # the frame has the focus, so its keys work
        one.page.wait_for_timeout(100)
        assert frame.evaluate(f"{AUDIO}.paused")
        assert one.faults == []


def test_all_of_it_fits_into_the_frame(
    browser: Browser, tmp_path: Path, elsewhere: str, oembed: dict[str, str]
) -> None:
    (tmp_path / "index.html").write_text(_PAGE.format(frame=oembed["html"]), "utf-8")
    with visit(browser) as one:
        frame = frame_in(one, elsewhere)
        assert frame.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0


def test_it_plays_in_the_sandbox_of_wordpress(
    browser: Browser, shown: Shown, tmp_path: Path, elsewhere: str
) -> None:
    (tmp_path / "index.html").write_text(_WORDPRESS.format(src=shown.embed, secret=SECRET), "utf-8")
    with visit(browser) as one:
        frame = frame_in(one, elsewhere)
        one.until("heard.some((told) => told.message === 'height' && 200 < told.value && told.value < 600)")
        frame.click("summary")
        one.until("heard.length > 1 && heard.at(-1).value > heard.at(-2).value")
        assert {told["secret"] for told in one.sees("heard")} == {SECRET}
        plays(one, frame)
        frame.click("h1 a")
        one.until("heard.some((told) => told.message === 'link')")
        assert one.sees("heard.find((told) => told.message === 'link').value") == shown.episode
        assert one.faults == []


def test_a_pasted_snippet_plays_without_any_script(
    browser: Browser, shown: Shown, tmp_path: Path, elsewhere: str
) -> None:
    block = podpub(shown.house, "snippet", f"episodes/{SLUG}").stdout
    (tmp_path / "index.html").write_text(_PAGE.format(frame=block), "utf-8")
    assert faults_of_html([elsewhere]) == []
    with visit(browser, PHONE, java_script_enabled=False) as one:
        one.page.goto(elsewhere)
        assert len(one.requests) == 1
        one.page.get_by_text("Transkript", exact=True).click()
        expect(one.page.get_by_text("Erstens: Versprechen Sie etwas Kleines")).to_be_visible()
        box = one.page.locator("audio").bounding_box()
        assert box
        with one.page.expect_request("**/media/*.mp3"):
            one.page.mouse.click(box["x"] + 27, box["y"] + box["height"] / 2)
        one.page.get_by_text("Kapitel", exact=True).click()
        assert one.page.get_by_role("link", name="0:09").get_attribute("href") == f"{shown.episode}#t=0:09"
