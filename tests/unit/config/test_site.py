"""`site:` in show.yaml, and the host's own templates and words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.config import load_all
from podpub.errors import ConfigError
from podpub.model import PLAIN_SITE, Level, Site

if TYPE_CHECKING:
    from podpub.model import Finding
    from tests.unit.config.conftest import Shelf


def site(shelf: Shelf, *lines: str) -> tuple[Site | None, tuple[Finding, ...]]:
    shelf.with_show(*lines)
    loaded = load_all(shelf.show_file, ())
    return loaded.project.show.site, loaded.findings


def own(shelf: Shelf, name: str, text: str) -> None:
    file = shelf.root / "site" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_there_are_pages_unless_a_host_says_no(shelf: Shelf) -> None:
    assert site(shelf) == (Site(pretty_urls=True), ())
    assert site(shelf, "site: false") == (None, ())
    assert site(shelf, "site: yes") == (Site(pretty_urls=True), ())
    assert site(shelf, "site: {pages: no, colour: '#fff'}") == (None, ())


def test_links_name_the_file_where_a_bucket_would_not_find_it(shelf: Shelf) -> None:
    bucket = "storage: {bucket: my-show, public_url: https://media.example.org/}"
    assert site(shelf, bucket) == (PLAIN_SITE, ())
    assert site(shelf, bucket, "site: {pretty_urls: true}") == (Site(pretty_urls=True), ())


def test_everything_that_can_be_said_is_read(shelf: Shelf) -> None:
    (shelf.root / "imprint.md").write_text("# Wir\n", "utf-8")
    told, findings = site(
        shelf,
        "site:",
        "  colour: 'A0B1C2'",
        "  font: Serif",
        "  about: Wir sind zwei.",
        "  imprint: imprint.md",
        "  privacy: Keine Daten.",
        "  remember_position: true",
        "  pretty_urls: false",
        "  podlove: https://example.org/player",
    )
    assert findings == ()
    assert told == Site(
        *("#a0b1c2", "serif", "Wir sind zwei.", "# Wir", "Keine Daten."),
        remember_position=True,
        podlove="https://example.org/player/",
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("site: {colour: red}", "colour"),
        ("site: {colour: '#fff;}*{display:none'}", "colour"),
        ("site: {font: 'a\"b'}", "font"),
        ("site: {font: 'url(https://evil.example)'}", "font"),
        ("site: {imprint: missing.md}", "missing-file"),
        ("site: {imprint: ../../secret.md}", "missing-file"),
        ("site: {theme: dark}", "unknown-key"),
        ("site: maybe", "yes-no"),
    ],
)
def test_what_cannot_be_used_is_told(shelf: Shelf, line: str, code: str) -> None:
    shelf.with_show(line)
    with pytest.raises(ConfigError) as caught:
        load_all(shelf.show_file, ())
    assert code in {one.code for one in caught.value.findings}


def test_a_colour_without_quotes_is_a_comment_and_told(shelf: Shelf) -> None:
    told, findings = site(shelf, "site:", "  colour: #2f5d8a")
    assert told == Site(pretty_urls=True)
    assert [one.code for one in findings] == ["comment"]
    assert '"#2f5d8a"' in findings[0].fix


def test_own_templates_and_words_belong_to_the_show(shelf: Shelf) -> None:
    own(shelf, "templates/text.html", "<p>{{ text }}</p>{% include 'extra.html' %}")
    own(shelf, "templates/extra.html", "x")
    own(shelf, "languages/de.json", '{"archive": "Gespräche", "home": "Anfang"}')
    own(shelf, "languages/de-at.json", '{"home": "Daheim"}')
    own(shelf, "languages/fr.json", '{"home": "Accueil"}')
    told, findings = site(shelf)
    assert findings == ()
    assert told
    assert [name for name, _ in told.templates] == ["extra.html", "text.html"]
    assert dict(told.words) == {"archive": "Gespräche", "home": "Anfang"}


@pytest.mark.parametrize(
    ("name", "text", "where", "level"),
    [
        ("templates/episdoe.html", "x", "site/templates/episdoe.html:1", Level.WARNING),
        ("templates/text.html", "x" * 300_000, "site/templates:1", Level.ERROR),
        ("languages/de.json", '{"a":\n1', "site/languages/de.json:2", Level.ERROR),
        ("languages/de.json", '["a"]', "site/languages/de.json:1", Level.ERROR),
        ("languages/de.json", '{"a": 1}', "site/languages/de.json:1", Level.ERROR),
        ("templates/text.html", "\x00", "site/templates/text.html:1", Level.ERROR),
    ],
)
def test_what_is_wrong_with_them_is_told_under_their_own_name(
    shelf: Shelf, name: str, text: str, where: str, level: Level
) -> None:
    own(shelf, name, text)
    _, findings = site(shelf)
    assert [(one.where, one.level) for one in findings] == [(where, level)]


def test_a_template_that_leads_out_of_the_show_is_refused(shelf: Shelf) -> None:
    secret = shelf.root.parent / "secret.html"
    secret.write_text("secret")
    folder = shelf.root / "site" / "templates"
    folder.mkdir(parents=True)
    (folder / "text.html").symlink_to(secret)
    told, findings = site(shelf)
    assert [one.code for one in findings] == ["outside"]
    assert told is not None
    assert told.templates == ()
