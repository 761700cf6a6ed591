from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from podpub.markup import fit, to_html

_words = st.text("abcäß😀<>&\"'", min_size=1, max_size=12)
_paragraphs = st.lists(_words, min_size=1, max_size=20).map(" ".join)
_lists = st.lists(_paragraphs, min_size=1, max_size=4).map(
    lambda items: "\n".join(f"- {item}" for item in items)
)
_links = _words.map(lambda word: f"[**{word}**](https://x.org/?a=1&b=>)")
texts = st.lists(_paragraphs | _lists | _links, max_size=6).map("\n\n".join)
limits = st.integers(0, 600)


@given(text=texts, limit=limits)
def test_an_excerpt_never_passes_its_limit_and_is_always_well_formed(text: str, limit: int) -> None:
    excerpt = fit(to_html(text), limit)
    assert len(excerpt.encode()) <= limit
    etree.fromstring(f"<x>{excerpt.replace('<br>', '<br/>')}</x>")


@given(text=texts, limit=limits)
def test_what_fits_is_not_touched(text: str, limit: int) -> None:
    html = to_html(text)
    fits = len(html.encode()) <= limit
    assert (fit(html, limit) == html) is (fits or not html)


def test_whole_blocks_are_kept_and_the_cut_is_shown() -> None:
    html = to_html("eins\n\n- zwei\n- drei\n\n" + "vier " * 20)
    assert fit(html, 80) == "<p>eins</p>\n<ul>\n<li>zwei</li>\n<li>drei</li>\n</ul>\n<p>…</p>"
    assert fit(html, 50) == "<p>eins</p>\n<ul><li>zwei</li>\n</ul><p>…</p>"
    assert fit(html, 30) == "<p>eins</p>\n<p>…</p>"


def test_every_single_limit_is_kept() -> None:
    html = to_html("eins  \nzwei\n\n- drei\n- vier  \nfünf\n\nsechs\n\nsieben & acht")
    for limit in range(len(html.encode())):
        excerpt = fit(html, limit)
        assert len(excerpt.encode()) <= limit
        assert not excerpt or excerpt.endswith("…</p>")
        etree.fromstring(f"<x>{excerpt.replace('<br>', '<br/>')}</x>")


def test_a_line_break_does_not_end_a_block() -> None:
    html = to_html("eins  \nzwei\n\n" + "drei " * 20)
    assert fit(html, 50) == "<p>eins<br>\nzwei</p>\n<p>…</p>"


def test_as_much_is_kept_as_the_limit_allows() -> None:
    html = to_html("\n\n".join(["zehn Bytes"] * 10))
    assert fit(html, len(html) - 1).count("zehn") == 9


def test_of_one_long_block_the_first_words_are_kept() -> None:
    assert (
        fit(to_html("**Fisch & Chips** " + "sind gut " * 20), 45)
        == "<p>Fisch &amp; Chips sind gut sind …</p>"
    )


def test_a_long_list_is_begun() -> None:
    entries = "".join(f"- Punkt {number}\n" for number in range(300))
    short = fit(to_html(f"Vorneweg.\n\n{entries}"), 1000)
    assert short.startswith("<p>Vorneweg.</p>")
    assert 20 < short.count("<li>") < 300
    assert short.count("<li>") == short.count("</li>")
    assert short.endswith("</ul><p>…</p>")
    assert len(short.encode()) <= 1000
