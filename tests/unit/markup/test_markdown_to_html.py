from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from podpub.markup import to_html

_PIECES = [
    "# ",
    "- ",
    "1. ",
    "> ",
    "```\n",
    "*",
    "**",
    "`",
    "[",
    "](",
    ")",
    "![",
    "<",
    ">",
    "&",
    "&#12;",
    "\n",
    "\n\n",
]
_LINKS = [
    "https://x.org/?a=1&b=\"'>",
    "javascript:alert(1)",
    "mailto:a@b.de",
    "notes.html",
    "//evil",
    "ü",
    "😀",
    "]]>",
]
documents = st.lists(st.sampled_from([*_PIECES, *_LINKS]) | st.text(max_size=8), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("Müller sagt: „Ja“ 😀", "<p>Müller sagt: „Ja“ 😀</p>", id="letters"),
        pytest.param("*a* **b**", "<p><em>a</em> <strong>b</strong></p>", id="emphasis"),
        pytest.param("# Gäste", "<p><strong>Gäste</strong></p>", id="heading"),
        pytest.param("> Zitat", "<p>Zitat</p>", id="quotation"),
        pytest.param("a  \nb", "<p>a<br>\nb</p>", id="line break"),
        pytest.param("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", id="list"),
        pytest.param("1. a", "<ol>\n<li>a</li>\n</ol>", id="numbered list"),
        pytest.param("`a<b`", "<p>a&lt;b</p>", id="code"),
        pytest.param("```\na\n b<c\n```", "<p>a<br> b&lt;c</p>", id="code block"),
        pytest.param("    eingerückt", "<p>eingerückt</p>", id="indented text is no code"),
        pytest.param("![Ein *Bild*](https://x.org/a.png)", "<p>Ein Bild</p>", id="picture"),
        pytest.param("a\n\n---\n\nb", "<p>a</p>\n<p>b</p>", id="rule"),
        pytest.param("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>", id="raw HTML is text"),
        pytest.param("a &#12; b", "<p>a  b</p>", id="no form feed"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_markdown_becomes_what_apps_show(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("[a](https://x.org)", '<p><a href="https://x.org">a</a></p>', id="web"),
        pytest.param("[a](mailto:a@x.org)", '<p><a href="mailto:a@x.org">a</a></p>', id="mail"),
        pytest.param(
            '[a](https://x.org "tip")', '<p><a href="https://x.org">a</a></p>', id="title is dropped"
        ),
        pytest.param("[a](https://ü.de/ä)", '<p><a href="https://xn--tda.de/%C3%A4">a</a></p>', id="umlauts"),
        pytest.param("[a](notes.html)", "<p>a</p>", id="relative"),
        pytest.param("[a](//x.org)", "<p>a</p>", id="without scheme"),
        pytest.param("[a](ftp://x.org)", "<p>a</p>", id="other scheme"),
        pytest.param("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>", id="script"),
    ],
)
def test_only_absolute_web_and_mail_links_are_kept(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("siehe https://x.org/a_b, dort", "https://x.org/a_b"),
        ("(https://x.org/?a=1&b=2)", "https://x.org/?a=1&amp;b=2"),
        ("https://x.org/wiki/Ei_(Huhn).", "https://x.org/wiki/Ei_(Huhn)"),
        ("„https://x.org/“", "https://x.org/"),
    ],
)
def test_a_bare_address_becomes_a_link_without_the_punctuation_around_it(text: str, address: str) -> None:
    assert f'<a href="{address}">{address}</a>' in to_html(text)


def test_an_address_inside_a_link_is_not_linked_again() -> None:
    assert to_html("[https://a.org](https://b.org)") == '<p><a href="https://b.org">https://a.org</a></p>'


@given(markdown=documents)
def test_whatever_is_written_only_harmless_well_formed_html_comes_out(markdown: str) -> None:
    html = to_html(markdown)
    root = etree.fromstring(f"<x>{html.replace('<br>', '<br/>').replace('&nbsp;', ' ')}</x>")
    for element in root.iterdescendants():
        assert element.tag in {"p", "br", "ul", "ol", "li", "a", "b", "i", "strong", "em"}
        assert set(element.attrib) <= {"href"}
        assert element.get("href", "https://").lower().startswith(("https://", "http://", "mailto:"))
    assert to_html(markdown) == html


@given(markdown=documents)
def test_every_block_stands_at_the_top_and_no_text_outside_of_one(markdown: str) -> None:
    root = etree.fromstring(f"<x>{to_html(markdown).replace('<br>', '<br/>').replace('&nbsp;', ' ')}</x>")
    assert {element.tag for element in root} <= {"p", "ul", "ol"}
    assert not any((text or "").strip() for text in [root.text, *(element.tail for element in root)])
