"""The sample show's web site, as it lies in the folder that a host carries to a web server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import feedparser
import pytest
from lxml import html

from tests.support.house import podpub, podpub_json, sample_show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PUBLIC_URL = "http://localhost:8000/"
SECOND = "002-das-nein-das-niemand-sagt"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = sample_show(tmp_path_factory.mktemp("website") / "show")
    (house / "imprint.md").write_text("# Wir\n\nStudio Beispiel", "utf-8")
    with (house / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("site: {colour: 'aa3311', about: Wir sind zwei., imprint: imprint.md, privacy: Nichts.}\n")
    told = podpub_json(house, "release", "--all")
    assert told["site_url"] == PUBLIC_URL
    assert {"index.html", f"episodes/{SECOND}/index.html", "imprint/index.html"} <= set(told["pages"])
    return house


def tree(page: Path) -> html.HtmlElement:
    return html.document_fromstring(page.read_bytes())


def links(page: Path, public: Path) -> Iterator[str]:
    """Yield everything within the site that a page leads to or loads, as addresses."""
    here = PUBLIC_URL + page.relative_to(public).as_posix().removesuffix("index.html")
    for _, _, link, _ in tree(page).iterlinks():
        address = urljoin(here, str(link)).partition("#")[0].partition("?")[0]
        if address.startswith(PUBLIC_URL):
            yield unquote(address.removeprefix(PUBLIC_URL))


def is_served(path: str, public: Path) -> bool:
    is_folder = not path or path.endswith("/")
    return (public / path / "index.html" if is_folder else public / path).is_file()


def test_no_page_leads_to_what_is_not_there(house: Path) -> None:
    public = house / "public"
    pages = sorted(public.rglob("*.html"))
    assert len(pages) >= 8
    broken = {
        (page.name, link) for page in pages for link in links(page, public) if not is_served(link, public)
    }
    assert broken == set()


def test_every_item_of_the_feed_leads_to_a_page(house: Path) -> None:
    read = feedparser.parse((house / "public" / "feed.xml").read_bytes())
    assert len(read.entries) == 3
    for item in read.entries:
        page = house / "public" / item.link.removeprefix(PUBLIC_URL) / "index.html"
        assert item.title in page.read_text("utf-8")


def test_every_episode_has_a_card_of_its_own(house: Path) -> None:
    pages = (house / "public" / "episodes").glob("*/index.html")
    cards = {card for page in pages for card in tree(page).xpath("//meta[@property='og:image']/@content")}
    assert len(cards) == 3
    assert all((house / "public" / card.removeprefix(PUBLIC_URL)).is_file() for card in cards)


def test_a_second_release_writes_no_page_and_the_feed_mends_what_is_gone(house: Path) -> None:
    assert podpub_json(house, "release", "--all")["pages"] == []
    (house / "public" / "archive" / "index.html").unlink()
    assert podpub_json(house, "feed", "--dry-run")["pages"] == []
    assert podpub_json(house, "feed")["pages"] == ["archive/index.html"]
    assert podpub_json(house, "status")["site_url"] == PUBLIC_URL


def test_what_is_unpublished_leaves_the_pages_and_an_undo_brings_it_back(house: Path) -> None:
    public, title = house / "public", "Das Nein, das niemand sagt"
    telling = [page for page in public.rglob("*.html") if title in page.read_text("utf-8")]
    before = {page: page.read_bytes() for page in public.rglob("*.html")}
    podpub_json(house, "unpublish", SECOND)
    assert [page for page in public.rglob("*.html") if title in page.read_text("utf-8")] == []
    podpub_json(house, "undo", SECOND)
    assert telling
    assert {page: page.read_bytes() for page in public.rglob("*.html")} == before


def test_a_mistake_in_a_template_is_told_with_its_line_and_nothing_is_published(house: Path) -> None:
    own = house / "site" / "templates" / "episode.html"
    own.parent.mkdir(parents=True)
    own.write_text('{% extends "podpub/episode.html" %}\n\n{% block notes %}{{ episode.nots }}{% endblock %}')
    run = podpub(house, "release", "--all")
    assert run.returncode == 3
    assert "site/templates/episode.html:3" in run.stderr
    own.write_text('{% extends "podpub/episode.html" %}{% block notes %}<p>Eigen</p>{% endblock %}')
    pages = podpub_json(house, "release", "--all")["pages"]
    assert f"episodes/{SECOND}/index.html" in pages
    assert "index.html" not in pages
    assert "<p>Eigen</p>" in (house / "public" / "episodes" / SECOND / "index.html").read_text("utf-8")
