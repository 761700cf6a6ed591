"""Whatever stands in a show, and whoever wrote it there: nothing of it runs, and the pages stay in shape."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from podpub.model import (
    Chapter,
    Cue,
    Enclosure,
    Funding,
    Person,
    Site,
    Slug,
    Transcript,
    TranscriptFile,
    UntimedTranscript,
)
from podpub.site import website
from tests.support.judging_pages import axe_script, barriers, faults_of_html
from tests.support.samples import episode, release, show, show_record
from tests.support.shown import served
from tests.support.visiting import DESK, PHONE, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from podpub.model import Release

BREAKOUTS = (
    "</title></script></style></textarea><script>window.marker = 1</script>"
    "<img src=x onerror='window.marker = 2'>\"><svg onload=window.marker=3>'><b onclick=\"window.marker=4\">"
    "{{ 7 * 7 }} ${7 * 7} ]]> --> <!-- [gallery] javascript:alert(1) &lt;script&gt;"
)
BIDI = "\u202eAbc\u2066\u202d def\u200f \u0645\u0631\u062d\u0628\u0627 \u2067"
LONG, WORDS = "W" * 10_000, "Wort und " * 1_200
PAGES = ("index.html", "archive/index.html", "about/index.html", "404.html")
OF_EPISODE = ("episodes/{}/index.html", "episodes/{}/transcript/index.html", "embed/{}/index.html")


def hostile(number: int, text: str) -> Release:
    told = episode(
        guid=f"{number} {text[:200]}",
        slug=Slug(f"folge-{number}"),
        title=text,
        summary=text,
        notes=f"# {text}\n\n{text}\n\n[{text[:300]}](javascript:alert(1)) ![x](https://evil.example/x.png)",
        number=number,
        season_name=text[:60],
        season=1,
        tags=(text[:500], "b"),
        persons=(Person(text, "guest", url="javascript:window.marker=5"), Person(text, text, image="data:x")),
        chapters=(
            Chapter(0.0, text, url="javascript:window.marker=6"),
            Chapter(9.0, text, url="https://example.org/\"'><script>"),
        ),
        funding=(Funding("https://example.org/give?a=1&b=\"'<>", text[:120]),),
    )
    sound = Enclosure(f"media/folge-{number}-0123456789abcdef.mp3", 1000, "audio/mpeg", 60.0, "ab" * 32)
    written = TranscriptFile(f"assets/folge-{number}-0123456789abcdef.vtt", "text/vtt", "de")
    return replace(release(episode=told), enclosure=sound, transcripts=(written,))


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """Serve a show whose every field attacks, and tell its address and its pages."""
    folder = tmp_path_factory.mktemp("besieged")
    with served(folder) as url:
        releases = [hostile(number, text) for number, text in enumerate((BREAKOUTS, BIDI, LONG, WORDS))]
        site = Site(about=BREAKOUTS, imprint=BIDI, privacy=LONG)
        record = replace(
            show_record(
                show=show(title=BREAKOUTS, author=LONG, description=BREAKOUTS, copyright=LONG, site=site)
            ),
            public_url=url,
        )
        pages = website(record, releases)
        said = Transcript(
            tuple(
                Cue(float(at), at + 0.5, " ".join(text.split()), " ".join(text[:300].split()))
                for at, text in enumerate((BREAKOUTS, LONG, "Abc \u202e def", WORDS))
            )
        )
        for key in pages.keys:
            path = folder / key
            path.parent.mkdir(parents=True, exist_ok=True)
            spoken = {name: said for one in pages.pages.values() for name in one.texts}
            path.write_bytes(pages.body(key, spoken))
        yield url, [key for key in pages.keys if key.endswith(".html")]


@pytest.mark.parametrize("size", [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")])
def test_nothing_runs_and_nothing_bursts(
    browser: Browser, besieged: tuple[str, list[str]], size: tuple[int, int]
) -> None:
    url, pages = besieged
    with visit(browser, size) as one:
        for key in pages:
            one.requests.clear()
            one.page.goto(url + key)
            one.sees("document.querySelectorAll('details').forEach((one) => one.open = true)")
            one.page.wait_for_timeout(50)
            assert one.sees("window.marker") is None, key
            assert one.sees("document.documentElement.scrollWidth") <= size[0], key
            assert [asked for asked in one.addresses if not asked.startswith(url)] == [], key
            assert one.sees(_DANGEROUS) == [], key
            # The cover does not lie there; anything else that the browser complains about is a fault.
            assert [told for told in one.faults if "404" not in told] == [], key


def test_a_hostile_player_can_still_be_used(browser: Browser, besieged: tuple[str, list[str]]) -> None:
    url, _ = besieged
    with visit(browser, PHONE) as one:
        for number in range(4):
            one.page.goto(f"{url}episodes/folge-{number}/index.html")
            button = one.page.locator("[data-part=play]")
            button.scroll_into_view_if_needed()
            box = button.bounding_box()
            assert box
            assert box["width"] == box["height"] == 64
            one.page.locator(".player-chapters a").nth(1).click()
            assert one.part("at").text_content() == "0:09"
            assert one.sees("window.marker") is None


def test_hostile_pages_are_valid_and_have_no_barriers(
    browser: Browser, besieged: tuple[str, list[str]]
) -> None:
    url, pages = besieged
    faults = faults_of_html([url + key for key in pages])
    assert [one for one in faults if "appears to be written in" not in one] == []
    axe = axe_script()
    with visit(browser, PHONE) as one:
        for key in ("index.html", "episodes/folge-0/index.html", "episodes/folge-0/transcript/index.html"):
            one.page.goto(url + key)
            assert barriers(one, axe) == []


def test_a_transcript_without_times_is_text(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as url, visit(browser) as one:
        record = replace(show_record(show=show(site=Site())), public_url=url)
        pages = website(record, [hostile(0, BREAKOUTS)])
        for key in pages.keys:
            (tmp_path / key).parent.mkdir(parents=True, exist_ok=True)
            spoken = UntimedTranscript(f"Mira: {BREAKOUTS}\n\nJo: {BIDI}")
            (tmp_path / key).write_bytes(pages.body(key, dict.fromkeys(pages.page(key).texts, spoken)))
        one.page.goto(f"{url}episodes/folge-0/transcript/index.html")
        assert one.sees("window.marker") is None
        assert one.page.locator("[data-part=text] p").count() == 2
        assert not one.part("search").count()


_DANGEROUS = """
[...document.querySelectorAll("*")].flatMap((one) => [...one.attributes].filter((attribute) =>
  attribute.name.startsWith("on")
  || attribute.name === "style" && !one.closest(".player-ticks, .player-range")
  || /^\\s*(javascript|data|vbscript):/i.test(attribute.value) && !one.matches("link[rel=icon]")
).map((attribute) => `${one.tagName} ${attribute.name}=${attribute.value.slice(0, 60)}`))
"""
