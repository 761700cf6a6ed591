"""Web pages: a pure function of the records, whole without a script, and safe whatever a host writes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree, html

from podpub.errors import InvalidResultError
from podpub.model import (
    TEMPLATES,
    Chapter,
    DirectoryLink,
    Enclosure,
    EpisodeType,
    Funding,
    License,
    Person,
    PictureFile,
    ShowType,
    Site,
    Slug,
    TranscriptFile,
)
from podpub.model.layout import HOME_KEY, content_type, is_public, is_static, is_web_page
from podpub.site import MARK, Website, website
from podpub.site.language import words_for
from tests.support.samples import NOW, episode, release, show, show_record

if TYPE_CHECKING:
    from podpub.model import Release, ShowRecord

PAGE = "episodes/042-vertrauen-im-team/index.html"
PUBLIC_URL = "https://media.example.org/show/"
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e</title>{{ 7*7 }}{% raw %}&amp;'


def record(**site: Any) -> ShowRecord:
    pictures = tuple(
        PictureFile(f"assets/cover-{width:016x}.jpg", width, height, 90_000, "image/jpeg")
        for width, height in ((3000, 3000), (1400, 1400), (600, 600), (300, 300), (1200, 630))
    )
    return show_record(
        show=show(site=Site(**site)), public_url=PUBLIC_URL, image=pictures[0].key, pictures=pictures
    )


def numbered(number: int, **changes: Any) -> Release:
    told = episode(
        guid=f"guid-{number}",
        slug=Slug(f"folge-{number}"),
        number=number,
        title=f"Folge Nummer {number}",
        date=NOW - timedelta(days=1000 - number),
        **changes,
    )
    sound = Enclosure(f"media/folge-{number}-{number:016x}.mp3", 1_000_000, "audio/mpeg", 1800.0, "ab" * 32)
    return release(episode=told, enclosure=sound)


def body(site: Website, key: str) -> str:
    return site.body(key, {}).decode()


def all_bodies(site: Website) -> dict[str, str]:
    return {key: body(site, key) for key in site.keys}


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def test_every_page_has_its_place_and_its_type() -> None:
    site = website(record(about="Über uns", imprint="Wir", privacy="Nichts"), [release()])
    assert [key for key in site.keys if not is_static(key)][::-1] == [
        *("index.html", "archive/index.html", "subscribe/index.html", "about/index.html"),
        "imprint/index.html",
        *("privacy/index.html", "404.html", "sitemap.xml", "robots.txt", "llms.txt", PAGE),
        *("episodes/042-vertrauen-im-team/oembed.json", "embed/042-vertrauen-im-team/index.html"),
    ]
    assert all(is_public(key) for key in site.keys)
    assert all(is_web_page(key) or is_static(key) for key in site.keys)
    assert {key: content_type(key) for key in ("sitemap.xml", "robots.txt")} == {
        "sitemap.xml": "application/xml",
        "robots.txt": "text/plain; charset=utf-8",
    }


def test_a_show_without_a_web_site_has_no_pages() -> None:
    assert website(show_record(), [release()]).keys == ()


def test_the_same_records_give_the_same_bytes_in_any_order() -> None:
    several = [numbered(number) for number in (3, 1, 2)]
    assert all_bodies(website(record(), several)) == all_bodies(website(record(), several[::-1]))


def test_everything_that_podpub_writes_says_so_at_its_beginning() -> None:
    site = website(record(), [release()])
    assert [key for key in site.keys if not is_static(key) and MARK not in site.body(key, {})[:600]] == []


def test_a_fingerprint_changes_with_what_the_page_shows_and_with_nothing_else() -> None:
    first, second, third = (numbered(number) for number in (1, 2, 3))
    before = website(record(), [first, second, third])
    told = replace(first, episode=replace(first.episode, notes="Another note."))
    louder = replace(told, loudness=replace(first.loudness, lufs=-15.0), changed=NOW + timedelta(days=1))
    after = website(record(), [louder, second, third])
    changed = {key for key in before.keys if before.fingerprint(key) != after.fingerprint(key)}
    assert changed == {"episodes/folge-1/index.html", "sitemap.xml"}
    coloured = website(record(colour="#aa0000"), [first, second, third])
    assert all(before.fingerprint(key) != coloured.fingerprint(key) for key in before.pages)


def test_a_new_episode_changes_its_neighbour_and_the_lists() -> None:
    before = website(record(), [numbered(1), numbered(2)])
    after = website(record(), [numbered(1), numbered(2), numbered(3)])
    stale = {key for key in after.pages if before.fingerprint(key) != after.fingerprint(key)}
    assert stale == {
        *("index.html", "archive/index.html", "sitemap.xml", "llms.txt"),
        *("episodes/folge-2/index.html", "episodes/folge-3/index.html"),
        *("episodes/folge-3/oembed.json", "embed/folge-3/index.html"),
    }


@pytest.mark.parametrize(("pretty", "end"), [(True, ""), (False, "index.html")])
def test_links_within_the_site_are_relative_and_lead_to_what_is_there(pretty: bool, end: str) -> None:  # noqa: FBT001
    site = website(record(pretty_urls=pretty, about="Wir"), [numbered(1), numbered(2), numbered(3)])
    there = {key.removesuffix("index.html") + end if key.endswith("index.html") else key for key in site.keys}
    there |= {"feed.xml", *(one.key for one in record().pictures)}
    there |= {f"media/folge-{number}-{number:016x}.mp3" for number in (1, 2, 3)}
    for key in (HOME_KEY, "archive/index.html", "about/index.html", "episodes/folge-2/index.html"):
        page = tree(body(site, key))
        page.make_links_absolute(PUBLIC_URL + (key.removesuffix("index.html") if pretty else key))
        found = {link.partition("#")[0] for _, _, link, _ in page.iterlinks() if link.startswith(PUBLIC_URL)}
        assert {link.removeprefix(PUBLIC_URL) for link in found} <= there, key


def test_the_page_for_what_is_not_there_may_be_shown_at_any_address() -> None:
    page = tree(body(website(record(), []), "404.html"))
    links = [link for _, _, link, _ in page.iterlinks()]
    assert all(link.startswith(("/show/", "data:", "#")) for link in links)


def test_a_page_asks_nobody_but_the_show_s_own_host() -> None:
    told = episode(
        persons=(
            Person("Mira Sommer", image="https://elsewhere.example/mira.jpg"),
            Person("Jo", image=f"{PUBLIC_URL}assets/jo-0123456789abcdef.jpg"),
        )
    )
    page = tree(body(website(record(), [release(episode=told)]), PAGE))
    fetched = page.xpath("//@src | //link[@rel='stylesheet' or @rel='icon']/@href | //@srcset")
    assert "../../assets/jo-0123456789abcdef.jpg" in fetched
    assert all(one.startswith(("../../", "data:image/svg+xml,")) for one in fetched)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_page_has_a_script_or_a_style_of_its_own() -> None:
    for key, text in all_bodies(website(record(about="Wir"), [release()])).items():
        if key.endswith(".html"):
            page = tree(text)
            assert page.xpath("//script[not(@src)][not(@type='application/ld+json')]") == [], key
            assert page.xpath("//style | //@style | //@*[starts-with(name(), 'on')]") == [], key


def hostile() -> Release:
    told = episode(
        title=EVIL,
        summary=EVIL,
        notes=f"{EVIL}\n\n[x](javascript:alert(1)) <iframe src=//evil.example></iframe>",
        persons=(Person(EVIL, role=EVIL, url="javascript:alert(1)", image="javascript:alert(1)"),),
        chapters=(Chapter(0.0, EVIL, "javascript:alert(1)"),),
        tags=(EVIL,),
        season=1,
        season_name=EVIL,
        number_display=EVIL[:32],
        funding=(Funding("https://example.org/?q=\"'><script>", EVIL),),
        license=License(EVIL, "https://example.org/"),
    )
    return release(episode=told, transcripts=(TranscriptFile("assets/a.vtt", "text/vtt", "de"),))


class _Suspicious(HTMLParser):
    """Collects what would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in {"iframe", "object", "embed", "base"} or "alert(1)" in (told.get("src") or ""):
            self.found.append(tag)
        if tag == "script" and not (told.get("src") or told.get("type") == "application/ld+json"):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name, value in attrs if name.startswith("on")]
        self.found += [f"{tag} {name}" for name, value in attrs if (value or "").startswith("javascript:")]


def test_whatever_a_host_writes_is_text() -> None:
    hosts = replace(
        record(about=EVIL, imprint=EVIL, privacy=EVIL),
        show=show(
            title=EVIL,
            description=EVIL,
            author=EVIL,
            copyright=EVIL,
            persons=(Person(EVIL),),
            funding=(Funding("https://example.org/", EVIL),),
            site=Site(about=EVIL, imprint=EVIL, privacy=EVIL),
        ),
    )
    pages = all_bodies(website(hosts, [hostile(), numbered(1)]))
    for key, text in pages.items():
        if key.endswith(".html"):
            judge = _Suspicious()
            judge.feed(text)
            assert judge.found == [], key
            assert "49" not in html.tostring(tree(text).find(".//title"), encoding="unicode"), key
    etree.fromstring(pages["sitemap.xml"].encode())


def test_what_search_engines_read_is_json_that_nothing_ends_early() -> None:
    page = tree(body(website(record(), [hostile()]), PAGE))
    (told,) = page.xpath("//script[@type='application/ld+json']/text()")
    read = json.loads(told)
    assert read["@type"] == "PodcastEpisode"
    assert read["name"] == EVIL
    assert read["associatedMedia"]["contentUrl"].startswith(PUBLIC_URL)
    assert "<" not in told
    (series,) = tree(body(website(record(), []), HOME_KEY)).xpath("//script[@type]/text()")
    assert json.loads(series)["webFeed"] == f"{PUBLIC_URL}feed.xml"


def test_ten_thousand_characters_are_told_once_and_cut_where_others_show_them() -> None:
    page = body(website(record(), [release(episode=episode(title="x" * 10_000))]), PAGE)
    assert tree(page).findtext(".//h1") == "x" * 10_000
    assert len(page) < 60_000


def test_an_episode_page_stays_below_its_budget() -> None:
    """60 kB with stylesheet and script; four requests: page, stylesheet, script, cover."""
    told = episode(
        notes="\n\n".join(
            f"Absatz {number} mit einem [Link](https://example.org/{number})." for number in range(80)
        ),
        chapters=tuple(Chapter(60.0 * number, f"Kapitel Nummer {number}") for number in range(40)),
    )
    site = website(record(), [release(episode=told), numbered(1)])
    files = [site.body(key, {}) for key in site.keys if is_static(key)]
    assert len(site.body(PAGE, {})) + sum(map(len, files)) < 60_000
    page = tree(body(site, PAGE))
    asked = page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img[not(@loading='lazy')]/@src")
    assert len(asked) + 1 <= 4
    assert page.xpath("//audio/@preload") == ["none"]


def test_nothing_moves_while_a_page_loads() -> None:
    for key, text in all_bodies(website(record(), [release()])).items():
        if key.endswith(".html"):
            assert tree(text).xpath("//img[not(@width) or not(@height)]") == [], key


def test_an_episode_is_heard_without_any_script() -> None:
    several = release(
        alternates=(Enclosure("media/a-0123456789abcdef.opus", 9, "audio/ogg", 62.5, "ab" * 32),)
    )
    page = tree(body(website(record(), [several]), PAGE))
    assert [one.get("type") for one in page.xpath("//audio[@controls]//source")] == [
        "audio/mpeg",
        "audio/ogg",
    ]


def test_the_show_s_hosts_are_named_where_an_episode_names_guests_only() -> None:
    told = replace(record(), show=replace(record().show, persons=(Person("Mira"), Person("Cut", "editor"))))
    page = body(website(told, [release(episode=episode(persons=(Person("Jo", "guest"),)))]), PAGE)
    names = tree(page).xpath("//ul[@class='people']//bdi/text()")
    assert names == ["Mira", "Jo"]
    assert "Zu Gast" in page


def test_pages_speak_the_language_of_the_show_and_any_that_a_host_adds() -> None:
    english = replace(record(), show=replace(record().show, language="en-GB"))
    assert "Latest episode" in body(website(english, [release()]), HOME_KEY)
    assert "November 24, 2026" in body(website(english, [release()]), HOME_KEY)
    words = (("latest", "Dernier épisode"), ("month_11", "novembre"), ("day", "{day} {month} {year}"))
    french = replace(record(), show=replace(record().show, language="fr", site=Site(words=words)))
    page = body(website(french, [release()]), HOME_KEY)
    assert '<html lang="fr">' in page
    assert "Dernier épisode" in page
    assert "24 novembre 2026" in page
    assert "Subscribe" in page


def test_a_serial_begins_with_its_first_episode() -> None:
    serial = replace(record(), show=replace(record().show, type=ShowType.SERIAL))
    page = tree(body(website(serial, [numbered(1), numbered(2)]), HOME_KEY))
    assert page.xpath("//section[@class='featured']/h2/a/text()") == ["Folge Nummer 1"]
    assert page.xpath("//ol[@class='cards']//h3/a/text()") == ["Folge Nummer 1", "Folge Nummer 2"]


def test_the_archive_shows_all_episodes_by_seasons_or_years() -> None:
    seasons = [numbered(number, season=number // 2) for number in range(1, 5)]
    page = tree(body(website(record(), seasons), "archive/index.html"))
    assert page.xpath("//section[@data-season]/@data-season") == ["2", "1", "0"]
    assert page.xpath("//select/option/@value") == ["", "2", "1", "0"]
    years = [numbered(number) for number in (1, 400, 999)]
    page = tree(body(website(record(), years), "archive/index.html"))
    assert page.xpath("//section[@class='group']/h2/text()") == ["2026", "2025", "2024"]
    assert len(page.xpath("//ol[@class='list']/li/a")) == 3


def test_what_shall_not_be_found_says_so() -> None:
    hidden = replace(record(), show=replace(record().show, block=True))
    site = website(hidden, [release()])
    assert all("noindex" in text for key, text in all_bodies(site).items() if key.endswith(".html"))
    assert "Disallow: /\n" in body(site, "robots.txt")
    one = website(record(), [release(episode=episode(block=True)), numbered(1)])
    assert "noindex" in body(one, PAGE)
    assert "noindex" not in body(one, "episodes/folge-1/index.html")
    assert "042-vertrauen" not in body(one, "sitemap.xml")


def test_a_page_that_is_no_more_tells_nothing_of_what_it_was() -> None:
    page = body(website(record(), []), PAGE)
    assert "Vertrauen im Team" not in page
    assert "noindex" in page
    assert "Nicht mehr verfügbar" in page


def test_a_host_s_template_stands_in_the_place_of_podpub_s_and_can_build_on_it() -> None:
    own = (
        ("text.html", '{% extends "podpub/text.html" %}{% block title %}Eigen: {{ super() }}{% endblock %}'),
        ("subscribe.html", "<p>{{ show.title }} &amp; <b>mehr</b></p>"),
    )
    site = website(record(about="Wir", templates=own), [])
    assert "<title>Eigen: " in body(site, "about/index.html")
    assert "<p>Auf Augenhöhe &amp; <b>mehr</b></p>" in body(site, HOME_KEY)


@pytest.mark.parametrize(
    "text",
    [
        "{% if %}",
        "{{ nothing_of_this_name }}",
        "{{ show.no_such_thing }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ t('no_such_word') }}",
        "{{ 1 / 0 }}",
        '{% include "/etc/passwd" %}',
        '{% include "../server.py" %}',
        "{% for one in range(10000000) %}x{% endfor %}",
    ],
)
def test_a_template_that_cannot_be_used_is_named(text: str) -> None:
    with pytest.raises(InvalidResultError, match=r"text\.html|passwd|server"):
        website(record(about="Wir", templates=(("text.html", text),)), []).body("about/index.html", {})


def test_every_template_that_makes_html_or_text_can_be_a_host_s_own() -> None:
    folder = resources.files("podpub.site") / "templates"
    assert {one.name for one in folder.iterdir() if not one.name.endswith(".json")} == {*TEMPLATES}


def test_words_and_placeholders_are_the_same_in_every_language() -> None:
    english, german = words_for("en").known, words_for("de").known
    assert english.keys() == german.keys()
    holes = re.compile(r"{\w+}")
    assert all(
        sorted(holes.findall(text)) == sorted(holes.findall(german[name])) for name, text in english.items()
    )


def test_every_word_is_said_somewhere() -> None:
    folder = resources.files("podpub.site")
    files = [*(folder / "templates").iterdir(), folder / "language.py"]
    said = "".join(one.read_text("utf-8") for one in files)
    by_what_it_is = re.compile(r"(month|on|role)_|" + "|".join(map(str, EpisodeType)))
    silent = [name for name in words_for("en").known if not re.search(rf"['\"]{name}['\"]", said)]
    assert [name for name in silent if not by_what_it_is.match(name)] == []


def test_headings_are_headings_of_the_right_level() -> None:
    told = "# Eins\n\nText **fett**\n\n**Nur fett**\n\n**a** und **b**\n\n## Mit [Link](https://example.org)"
    page = tree(body(website(record(imprint=told), []), "imprint/index.html"))
    assert [one.text_content() for one in page.xpath("//h2")] == ["Eins", "Nur fett", "Mit Link"]
    page = tree(body(website(record(), [release(episode=episode(notes=told))]), PAGE))
    assert "Eins" in page.xpath("//h3/text()")


def test_an_imprint_keeps_the_lines_of_an_address() -> None:
    told = "Studio *Beispiel*\n**Weg** 1  \n10115 Berlin\n\n- a\n- b\nc\n\nText"
    page = body(website(record(imprint=told, privacy="eine\nZeile"), []), "imprint/index.html")
    assert (
        "<p>Studio <em>Beispiel</em><br>\n<strong>Weg</strong> 1<br>\n10115 Berlin</p>\n<ul>\n<li>a" in page
    )
    assert "<li>b<br>\nc</li>\n</ul>\n<p>Text</p>" in page
    assert "<p>eine\nZeile</p>" in body(website(record(privacy="eine\nZeile"), []), "privacy/index.html")


def test_the_first_page_begins_to_tell_what_the_show_is_about() -> None:
    def told(about: str) -> str:
        return str(
            tree(body(website(record(about=about), []), HOME_KEY)).xpath("string(//p[@class='prose'])")
        )

    assert (
        told("# Wir\n\nReden *über* [Böden](https://example.org) &\nmehr.\n\n- eins")
        == "Reden über Böden & mehr."
    )
    assert told("- eins") == "- eins"
    assert len(told("x" * 10_000)) == 200


def test_what_is_not_for_children_says_so_in_every_list() -> None:
    told = release(episode=episode(explicit=True))
    site = website(record(), [told])
    assert tree(body(site, PAGE)).xpath("//p[@class='facts']/span[@class='tag']/text()") == ["Explizit"]
    assert tree(body(site, HOME_KEY)).xpath("count(//span[@class='tag'])") == 2
    quiet = website(record(), [release(episode=episode(explicit=False))])
    assert not tree(body(quiet, HOME_KEY)).xpath("//span[@class='tag']")


def test_a_license_is_called_by_its_name_and_can_be_read() -> None:
    def told(license_: License) -> list[tuple[str, str]]:
        page = tree(body(website(record(), [release(episode=episode(license=license_))]), PAGE))
        return [(one.get("href"), one.text_content()) for one in page.xpath("//a[@rel='license']")]

    assert told(License("cc-by-nc-4.0")) == [
        ("https://creativecommons.org/licenses/by-nc/4.0/", "CC BY-NC 4.0")
    ]
    assert told(License("cc-by-4.0", "https://example.org/l")) == [("https://example.org/l", "CC BY 4.0")]
    assert told(License("arr")) == []


def test_a_moment_in_the_notes_is_played_on_the_page_itself() -> None:
    told = release(episode=episode(notes="[Das Nein](#t=12:34)"))
    page = tree(body(website(record(), [told]), PAGE))
    assert page.xpath("//div[@class='prose']//a/@href") == ["#t=12:34"]
    assert not tree(body(website(record(imprint="[x](#t=1:00)"), []), "imprint/index.html")).xpath(
        "//div[@class='prose']//a"
    )


def test_others_show_the_episode_s_own_card_or_else_a_picture_that_is_there() -> None:
    def card(of: Release) -> list[str]:
        return list(tree(body(website(record(), [of]), PAGE)).xpath("//meta[@property='og:image']/@content"))

    assert card(replace(release(), card="assets/a-card-0123456789abcdef.jpg")) == [
        f"{PUBLIC_URL}assets/a-card-0123456789abcdef.jpg"
    ]
    assert card(release()) == [f"{PUBLIC_URL}assets/cover-{1200:016x}.jpg"]
    own = release(image="assets/a-0123456789abcdef.jpg")
    assert card(own) == [f"{PUBLIC_URL}assets/a-0123456789abcdef.jpg"]


def test_a_trailer_is_called_one() -> None:
    page = body(website(record(), [release(episode=episode(type=EpisodeType.TRAILER))]), PAGE)
    assert '<span class="tag">Trailer</span>' in page


def test_listeners_find_their_app_and_a_code_for_the_phone() -> None:
    """Plain links, from the host's directories and from what apps make of a feed."""
    told = replace(
        record(),
        show=show(
            site=Site(),
            title="Mut & <b>Zeit</b>",
            directories=(DirectoryLink("spotify", "https://open.spotify.com/show/1?a=1&b=2"),),
        ),
    )
    site = website(told, [release()])
    page = html.fromstring(body(site, "subscribe/index.html"))
    links = {(one.text or "").strip(): one.get("href") for one in _all(page, "//ul[@class='apps']//a")}
    assert links["Spotify"] == "https://open.spotify.com/show/1?a=1&b=2"
    assert links["Apple Podcasts"] == "podcast://media.example.org/show/feed.xml"
    assert _all(page, "//input[@id='feed-address']")[0].get("value") == f"{PUBLIC_URL}feed.xml"
    (code,) = _all(page, "//svg")
    assert code.get("role") == "img"
    assert f"{PUBLIC_URL}subscribe/" in (code.get("aria-label") or "")
    assert "Mut & <b>Zeit</b>" in (_all(page, "//h1")[0].text or "")
    home = html.fromstring(body(site, HOME_KEY))
    assert len(_all(home, "//*[@id='subscribe']//ul[@class='apps']//a")) == len(links)


def _all(page: Any, path: str) -> list[Any]:
    return list(page.xpath(path))


def test_those_who_subscribe_are_sent_to_where_the_feed_has_moved() -> None:
    told = replace(record(), show=show(site=Site(), new_feed_url="https://new.example.org/feed"))
    assert 'value="https://new.example.org/feed"' in body(website(told, []), "subscribe/index.html")
