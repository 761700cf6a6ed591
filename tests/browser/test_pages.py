"""Every page in a real browser: nothing from elsewhere, nothing kept, nothing in anybody's way."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.judging_pages import axe_script, barriers, faults_of_html
from tests.support.shown import SLUG
from tests.support.visiting import DESK, PHONE, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.shown import Shown
    from tests.support.visiting import Visit

PAGES = {
    "home": "",
    "archive": "archive/",
    "episode": f"episodes/{SLUG}/",
    "episode-without-chapters": "episodes/002-das-nein-das-niemand-sagt/",
    "transcript": f"episodes/{SLUG}/transcript/",
    "embed": f"embed/{SLUG}/",
    "subscribe": "subscribe/",
    "about": "about/",
    "imprint": "imprint/",
    "privacy": "privacy/",
    "missing": "404.html",
}
MOST_REQUESTS = 4
MOST_BYTES = 60_000


@pytest.fixture(scope="session")
def axe() -> str:
    return axe_script()


@pytest.mark.parametrize("size", [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(browser: Browser, shown: Shown, axe: str, name: str, size: tuple[int, int]) -> None:
    with visit(browser, size) as one:
        one.page.goto(shown.url + PAGES[name])
        for scheme in ("light", "dark"):
            one.page.emulate_media(color_scheme=scheme)
            _keep_picture(one, f"{name}-{size[0]}-{scheme}")
            assert barriers(one, axe) == []
        assert one.sees("document.documentElement.scrollWidth") <= size[0]
        assert one.sees("window.shifted") == 0
        assert [url for url in one.addresses if not url.startswith(shown.url)] == []
        assert len(one.requests) <= MOST_REQUESTS, one.addresses
        assert one.sees("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        assert one.page.context.cookies() == []
        assert one.faults == []


@pytest.mark.parametrize("size", [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")])
def test_an_episode_with_everything_unfolded_has_no_barriers(
    browser: Browser, shown: Shown, axe: str, size: tuple[int, int]
) -> None:
    with visit(browser, size) as one:
        one.page.goto(shown.episode)
        one.sees("document.querySelectorAll('details').forEach(one => one.open = true)")
        one.page.locator("[data-transcript] [data-part=search]").fill("Vertrauen")
        one.part("play").click()
        one.plays()
        for scheme in ("light", "dark"):
            one.page.emulate_media(color_scheme=scheme)
            _keep_picture(one, f"unfolded-{size[0]}-{scheme}")
            assert barriers(one, axe) == []
        one.page.emulate_media(forced_colors="active")
        _keep_picture(one, f"unfolded-{size[0]}-forced-colours")
        assert one.sees("document.documentElement.scrollWidth") <= size[0]
        assert one.faults == []


def test_an_episode_is_light(browser: Browser, shown: Shown) -> None:
    with visit(browser) as one:
        one.page.goto(shown.episode, wait_until="networkidle")
        told = [request for request in one.requests if request.resource_type not in {"image", "media"}]
        assert sum(request.sizes()["responseBodySize"] for request in told) < MOST_BYTES


def test_the_html_is_valid(shown: Shown) -> None:
    pages = sorted((shown.house / "public").rglob("*.html"))
    assert len(pages) >= len(PAGES)
    addresses = [shown.url + page.relative_to(shown.house / "public").as_posix() for page in pages]
    assert faults_of_html(addresses) == []


def _keep_picture(one: Visit, name: str) -> None:
    """Take a picture where somebody wants to look at it: `PODPUB_SCREENSHOTS=folder`."""
    if folder := os.environ.get("PODPUB_SCREENSHOTS"):
        one.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
