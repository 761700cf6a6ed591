"""What a host's own templates and words get wrong is told before anything is published, with its line."""

from __future__ import annotations

import pytest

from podpub.model import Level, Site
from podpub.site import own_findings
from tests.support.samples import show, show_record


def found(*templates: tuple[str, str], words: dict[str, str] | None = None) -> list[tuple[str, str, Level]]:
    site = Site(templates=templates, words=tuple((words or {}).items()))
    told = own_findings(show_record(show=show(site=site)))
    return [(one.code, one.where, one.level) for one in told]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("episode.html", "<p>\n{% if %}\n</p>", 2),
        ("episode.html", "{{ episode.title }}\n\n{{ episode.titel }}", 3),
        ("home.html", "{% if not entries %}\n{{ t('nobody_says_this') }}{% endif %}", 2),
        ("parts.html", '{% extends "podpub/parts.html" %}\n{% endif %}', 2),
        ("text.html", '{% extends "podpub/text.html" %}\n{% block title %}\n{{ nam }}{% endblock %}', 3),
        ("robots.txt", "a\n{{ address() }}", 2),
        ("speech.html", "{% macro speech(spoken, language) %}\n{{ spoken.word }}{% endmacro %}", 2),
        ("embed.html", "\n\n{{ episode.nothing }}", 3),
        ("snippet.html", "\n{{ nothing }}", 2),
    ],
)
def test_a_template_is_told_with_its_line(name: str, text: str, line: int) -> None:
    assert found((name, text)) == [("template", f"site/templates/{name}:{line}", Level.ERROR)]


def test_good_templates_and_words_have_nothing_to_complain_about() -> None:
    own = ("text.html", '{% extends "podpub/text.html" %}{% block title %}{{ name }}{% endblock %}')
    assert found(own, words={"episode": "No. {number}", "role_narrator": "Erzählerin"}) == []
    assert found() == []


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ({"episdoe": "x"}, Level.WARNING),
        ({"episode": "{nummer}"}, Level.ERROR),
        ({"episode": "{"}, Level.ERROR),
        ({"subscribe": "{x.__class__}"}, Level.ERROR),
    ],
)
def test_words_that_no_page_can_say_are_told(words: dict[str, str], level: Level) -> None:
    assert found(words=words) == [("words", "site/languages", level)]


def test_a_show_without_pages_is_not_asked() -> None:
    assert own_findings(show_record()) == ()
