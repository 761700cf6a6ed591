"""HTML of other people's editors becomes Markdown that says the same again."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from podpub.markup import to_html, to_markdown


class _Reader(HTMLParser):
    """Reads words, the emphasis they have, the links they lead to and the blocks they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.marked: set[tuple[str, str]] = set()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.words.append("\n")
        else:
            self._open.append(f"a {dict(attrs).get('href')}" if tag == "a" else tag)
        if tag in {"p", "li"}:
            self.words.append(f" <{tag}> ")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the base's signature
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        self.marked |= {(tag, word) for tag in self._open for word in data.split() if tag not in {"p", "li"}}


def _said(html: str) -> tuple[list[str], set[tuple[str, str]]]:
    """Return the words, with a sign where a block or an entry of a list begins, and what is marked."""
    reader = _Reader()
    reader.feed(html)
    text = re.sub(r"(\s*<(?:p|li)>\s*)+", _begin, "".join(reader.words))
    tokens = text.split()
    while tokens and tokens[-1] in {"<p>", "<li>"}:
        tokens.pop()
    return tokens, {(_plain(tag), word) for tag, word in reader.marked}


def _begin(found: re.Match[str]) -> str:
    return " <li> " if "<li>" in found[0] else " <p> "


def _plain(tag: str) -> str:
    return {"b": "strong", "i": "em"}.get(tag, tag)


def _says_something(html: str) -> bool:
    return bool(re.sub(r"<[^>]*>", "", html).strip())


_texts = st.text(
    st.sampled_from("ab 1.)-+*_#>&;<`[](){}!~=|\\:/\n\t\"'äß😀\xa0")
    | st.characters(codec="utf-8", categories=["L", "P"]),
    max_size=25,
).filter(lambda text: "://" not in text)
_words = st.sampled_from(["eins", "zwei", "Größe"])


def _tag(name: str, inside: st.SearchStrategy[str], attributes: str = "") -> st.SearchStrategy[str]:
    return inside.map(lambda html: f"<{name}{attributes}>{html}</{name}>")


_pieces = _texts.map(escape)
_emphasis = st.sampled_from(["b", "strong", "i", "em"]).flatmap(lambda name: _tag(name, _words))
_links = st.builds(
    '<a href="https://example.org/{}">{}</a>'.format,
    st.sampled_from(["a?b=c&amp;d=e", "Caf%C3%A9_(x)", "*a*_b_", ""]),
    _words,
)
_lines = st.lists(
    _pieces | st.tuples(_emphasis).map(lambda one: f" {one[0]} ") | _links.map(" {} ".format), max_size=4
).map("".join)
_paragraphs = _tag("p", _lines)
_blocks = st.recursive(
    _paragraphs,
    lambda inside: st.lists(
        _tag("li", (inside | _lines).filter(_says_something)), min_size=1, max_size=3
    ).flatmap(
        lambda entries: st.sampled_from(["ul", "ol"]).map(lambda name: f"<{name}>{''.join(entries)}</{name}>")
    ),
    max_leaves=6,
)


@settings(max_examples=50)
@given(st.lists(_blocks, max_size=4).map("".join))
@example("<p>1. a</p><p># b</p><p>- c</p><p>&gt; d</p><p>===</p><p>a<br>---</p>")
@example("<p>&amp;lt; &amp;#60; \\&amp;</p>")
@example("<ul><li>a</li></ul><ul><li>b</li></ul>")
@example("<ol><li>a</li></ol><ol><li>b</li></ol>")
@example('<p>Ach!<a href="https://example.org/">eins</a></p>')
def test_what_html_says_comes_back(html: str) -> None:
    assert _said(to_html(to_markdown(html))) == _said(html)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        pytest.param("<h2>Links</h2><p>a</p>", "## Links\n\na", id="heading"),
        pytest.param("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b", id="quotation"),
        pytest.param("<pre>x = `1`\n</pre>", "```\nx = `1`\n```", id="code"),
        pytest.param("a<hr>b", "a\n\n---\n\nb", id="rule"),
        pytest.param("a<br/>b<br /><br>c", "a\\\nb\n\nc", id="line breaks"),
        pytest.param("eins\nzwei\r\n\r\ndrei &amp; vier", "eins\\\nzwei\n\ndrei & vier", id="plain text"),
        pytest.param("<table><tr><td>a</td><th>b</th></tr></table>", "a | b", id="table"),
        pytest.param(
            '<img src="https://e.org/a.png" alt="Mira">', "![Mira](https://e.org/a.png)", id="picture"
        ),
        pytest.param(
            '<a href="https://e.org/"><img src="x"></a>', "<https://e.org/>", id="link around a picture"
        ),
        pytest.param('<a href="/about">wir</a>', "wir", id="link that leads nowhere"),
        pytest.param('<a href="javascript:alert(1)" onclick="x()">los</a>', "los", id="link that runs"),
        pytest.param("<script>alert(1)</script><style>p{}</style><p>a</p>", "a", id="scripts"),
        pytest.param("<b><p>a</p></b>", "a", id="paragraph in bold"),
        pytest.param("snake_case, 5 * 3, Q&A, #1", "snake_case, 5 \\* 3, Q&A, #1", id="marks that are none"),
        pytest.param("a<b>.</b>b", "a.b", id="bold that Markdown does not know"),
        pytest.param(
            "&lt;script&gt;alert(1)&lt;/script&gt;", "\\<script>alert(1)\\</script>", id="tags as text"
        ),
    ],
)
def test_markdown_is_what_people_write(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


@pytest.mark.parametrize(
    "tag", ["div", "b", "ul><li", "table><tr><td", "blockquote", "a href='https://e.org'"]
)
def test_what_only_attackers_nest_is_read_as_text(tag: str) -> None:
    assert to_markdown(f"<{tag}>" * 20_000 + "ein Wort") == "ein Wort"
