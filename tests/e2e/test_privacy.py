"""`podpub check --privacy`: a real browser opens every page, and finds what was planted there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from podpub.site.server import Shown
from tests.support.house import sample_show
from tests.support.outsiders import not_run
from tests.support.samples import REPOSITORY
from tests.support.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

PLANTED = """\
<!doctype html><html lang="de"><head><title>{{ show.title }}</title>
<link rel="dns-prefetch" href="https://fonts.example.com/">
</head><body>
<img src="https://counter.example.net/pixel.gif" alt="">
<audio src="{{ link(episode.audio[0].key) }}" id="sound"></audio>
<script>
document.cookie = 'visitor=1';
localStorage.setItem('seen', '1');
indexedDB.open('shelf');
addEventListener('pagehide', () => navigator.sendBeacon('https://leaves.example.org/bye'));
document.getElementById('sound').addEventListener('play', () => fetch('https://plays.example.org/count'));
</script></body></html>
"""
LED_ASTRAY = """\
{% extends 'podpub/home.html' %}
{% block main %}{{ super() }}<img src="https://counter.example.net/pixel.gif" alt="">{% endblock %}
"""


@pytest.fixture(scope="module")
def browser() -> str:
    """The path of a browser, found beside this process: it may have one open, and Playwright wants no two."""
    found = subprocess.run(
        [sys.executable, "-c", "from tests.support.browser import chromium; print(chromium() or '')"],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return found.stdout.strip() or not_run("there is no Chromium; run `make test`", os.environ)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    show = sample_show(tmp_path / "show")
    for one in ("002-das-nein-das-niemand-sagt", "003-die-fehlerrunde"):
        shutil.rmtree(show / "episodes" / one)
    file = show / "show.yaml"
    told = "storage: {path: public, public_url: 'https://media.example.org/show/'}\n"
    file.write_text(
        re.sub(r"^storage:\n(  .*\n?)+", told, file.read_text(encoding="utf-8"), flags=re.MULTILINE),
        encoding="utf-8",
    )
    return show


def _checked(house: Path, *words: str, code: int, program: str = "-m podpub", **environ: str) -> Any:
    run = subprocess.run(
        [sys.executable, *program.split(" ", 1), "check", "--privacy", "--json", *words],
        cwd=house,
        env={**os.environ, **environ},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert run.returncode == code, run.stdout + run.stderr
    return json.loads(run.stdout)


def test_a_show_as_podpub_makes_it_asks_nobody_else(house: Path, browser: str) -> None:
    told = _checked(house, code=0, PODPUB_BROWSER=browser)
    assert told["findings"] == []
    assert told["pages"] >= 4
    assert len(told["hosts"]) == 1
    assert "nur mit media.example.org" in told["statement"]["de"]
    assert "set no cookies and leave nothing else" in told["statement"]["en"]
    assert not (house / "public").exists()


def test_everything_that_was_planted_is_found(house: Path, browser: str) -> None:
    """Before anything is played, and after; by a page without a policy, and by one that has it."""
    templates = house / "site" / "templates"
    templates.mkdir(parents=True)
    (templates / "episode.html").write_text(PLANTED, encoding="utf-8")
    (templates / "home.html").write_text(LED_ASTRAY, encoding="utf-8")
    told = _checked(house, code=3, PODPUB_BROWSER=browser)
    page = "episodes/001-der-erste-schritt/index.html"
    found = {(one["code"], one["where"], one["message"]) for one in told["findings"]}
    for code, where, message in (
        ("foreign-request", page, "the page asks counter.example.net when it is opened"),
        ("foreign-request", page, "the page asks plays.example.org when it is played or left"),
        ("foreign-request", page, "the page asks leaves.example.org when it is played or left"),
        ("foreign-address", page, "the page has something of fonts.example.com in it"),
        ("foreign-address", "index.html", "the page has something of counter.example.net in it"),
        ("cookie", page, "the page leaves the cookie visitor"),
        ("kept-in-browser", page, "(localStorage: seen)"),
        ("kept-in-browser", page, "(IndexedDB: shelf)"),
    ):
        assert any((code, where) == one[:2] and message in one[2] for one in found), (code, message, found)


def test_a_published_site_is_found_by_its_site_map(tmp_path: Path, browser: str) -> None:
    page = '<!doctype html><html lang="en"><head><title>a</title></head><body>{}</body></html>'
    pages: dict[str, bytes] = {
        "index.html": page.format("").encode(),
        "a/index.html": page.format('<img src="http://127.0.0.1:9/x.gif" alt="">').encode(),
    }
    with serving(lambda: Shown("http://x/", pages.get)) as port:
        url = f"http://localhost:{port}/"
        places = "".join(f"<url><loc>{one}</loc></url>" for one in (url, f"{url}a/", "https://x.example/"))
        pages["sitemap.xml"] = f"<urlset>{places}</urlset>".encode()
        told = _checked(tmp_path, "--url", url, code=3, PODPUB_BROWSER=browser)
    (found,) = told["findings"]
    assert (found["where"], found["message"]) == (
        f"{url}a/",
        "the page asks 127.0.0.1:9 when it is opened",
    )


def test_what_cannot_be_seen_is_told(house: Path, browser: str) -> None:
    """A page that a mistake keeps away is no page that was proven."""
    broken = house / "episodes" / "002-kaputt"
    broken.mkdir()
    (broken / "episode.yaml").write_text("title: [\n", encoding="utf-8")
    told = _checked(house, code=0, PODPUB_BROWSER=browser)
    assert any(one["where"].startswith("episodes/002-kaputt/episode.yaml") for one in told["findings"])


def test_without_a_browser_the_remedy_is_told(house: Path) -> None:
    (found,) = _checked(house, code=5, PODPUB_BROWSER=str(house / "nothing"))["findings"]
    assert "does not start" in found["message"]
    assert "playwright install chromium" in found["fix"]
    missing = "-c import sys; sys.modules['playwright.sync_api'] = None; from podpub.cli import main; main()"
    (found,) = _checked(house, code=5, program=missing)["findings"]
    assert "is not installed" in found["message"]
    assert "podpub[privacy]" in found["fix"]


@pytest.mark.parametrize("words", [("--feed", "a.xml"), ("--profile", "apple"), ("--sarif", "a.json")])
def test_it_stands_alone(house: Path, words: tuple[str, ...]) -> None:
    (found,) = _checked(house, *words, code=2)["findings"]
    assert found["code"] == "usage"
