from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from podpub.markup import to_html, to_text

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


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("<div>\n*a*\n</div>", "<p>&lt;div&gt;\n<em>a</em>\n&lt;/div&gt;</p>", id="tags around"),
        pytest.param("a <!-- b --> c", "<p>a &lt;!-- b --&gt; c</p>", id="comment"),
        pytest.param("`<b>` &lt;b>", "<p>&lt;b&gt; &lt;b&gt;</p>", id="code"),
        pytest.param("```\n<b>\n```", "<p>&lt;b&gt;</p>", id="code block"),
        pytest.param("\\<b>x", "<p>&lt;b&gt;x</p>", id="with a backslash"),
        pytest.param("(<b>x</b>)", "<p>(&lt;b&gt;x&lt;/b&gt;)</p>", id="in parentheses"),
        pytest.param("[a](<https://x.org/a b>)", '<p><a href="https://x.org/a%20b">a</a></p>', id="no tag"),
        pytest.param(
            "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", id="script"
        ),
    ],
)
def test_every_tag_is_text_and_nothing_else_is(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("    a *b*\n    c", "<p>a <em>b</em>\nc</p>", id="paragraph"),
        pytest.param("a\n\n    - b\n    - c", "<p>a</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>", id="list"),
        pytest.param("    # a", "<p><strong>a</strong></p>", id="heading"),
        pytest.param("\ta `<b>`", "<p>a &lt;b&gt;</p>", id="tab"),
        pytest.param("- a\n\n      b", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>", id="in an entry"),
    ],
)
def test_indented_text_is_what_it_would_be_without(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>", id="list"),
        pytest.param("- # a", "<ul>\n<li>\n<p><strong>a</strong></p>\n</li>\n</ul>", id="heading"),
        pytest.param("- > a", "<ul>\n<li>\n<p>a</p>\n</li>\n</ul>", id="quotation"),
        pytest.param("- a\n  > b", "<ul>\n<li>a\n<p>b</p>\n</li>\n</ul>", id="text and quotation"),
        pytest.param("-\n- b", "<ul>\n<li></li>\n<li>b</li>\n</ul>", id="nothing"),
        pytest.param("3. a\n4. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>", id="numbers"),
    ],
)
def test_entries_of_lists_hold_everything(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param(
            "<https://x.org/%C3%A4%2F>",
            '<p><a href="https://x.org/%C3%A4%2F">https://x.org/ä%2F</a></p>',
            id="shown as people read it",
        ),
        pytest.param("<a@x.org>", '<p><a href="mailto:a@x.org">a@x.org</a></p>', id="mail"),
        pytest.param("<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>", id="script"),
        pytest.param("[a]\n\n[a]: https://x.org", '<p><a href="https://x.org">a</a></p>', id="reference"),
        pytest.param("[a](https://x.org/100%)", '<p><a href="https://x.org/100%25">a</a></p>', id="percent"),
        pytest.param(
            "[https://a.org](b.html)", '<p><a href="https://a.org">https://a.org</a></p>', id="nowhere"
        ),
        pytest.param(
            "[![Bild *a*](b.png)](https://x.org)", '<p><a href="https://x.org">Bild a</a></p>', id="picture"
        ),
    ],
)
def test_addresses_are_written_in_ascii_and_shown_as_written(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize("nested", ["> ", "- ", "1. ", "*a ", "**a ", "[", "![", "-      ", "    "])
def test_what_is_nested_without_end_ends(nested: str) -> None:
    html = to_html(f"{nested * 5000}a")
    assert "a" in html
    assert html.count("<ul>") + html.count("<ol>") + html.count("<em>") + html.count("<strong>") <= 80


def test_a_link_to_a_moment_belongs_to_the_page_that_is_heard() -> None:
    told = "[Der *Anfang*](#t=1:02:03), [x](#t=10,20), [oben](#top), [y](#t=1&q), [z](other.html#t=1)"
    assert to_html(told) == "<p>Der <em>Anfang</em>, x, oben, y, z</p>"
    rest = "oben, y, z</p>"
    here = '<p><a href="#t=1:02:03">Der <em>Anfang</em></a>, <a href="#t=10,20">x</a>, '
    assert to_html(told, "") == here + rest
    assert to_html(told, "https://x.org/e/") == here.replace('"#', '"https://x.org/e/#') + rest
    assert to_text("[Anfang](#t=1:02)") == "Anfang"
