"""What stands in the fields of a feed is understood, whatever it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podpub.checks.words import html, is_address, is_open, moment, right_day, seconds, suffix
from tests.unit.checks.test_feeds import FULL, findings

_VALUES = [match.span(1) for match in re.finditer(r'(?:>|=")([^<>"]+)(?:<|")', FULL)]
_ODD = st.sampled_from(
    ["", "0", "-1", "{}", "{0.x}", "%s", "٣", "²", "9" * 400, "://", "[", "nan", "1e999", ":"]
)


@settings(max_examples=150)
@given(place=st.sampled_from(_VALUES), value=_ODD | st.text(max_size=40))
def test_whatever_stands_in_a_feed_is_judged_and_breaks_nothing(place: tuple[int, int], value: str) -> None:
    start, end = place
    for one in findings(FULL[:start] + value + FULL[end:]):
        assert one.message
        assert one.fix


@pytest.mark.parametrize(
    ("text", "tags", "links", "lines"),
    [
        ("<p>Mut <B>tut</B><br/>gut</p>", {"p", "b", "br"}, (), ("Mut tut", "gut")),
        (
            "<a class='x' href='https://a.example/?a=1&amp;b=2'>a</a>",
            {"a"},
            ("https://a.example/?a=1&b=2",),
            ("a",),
        ),
        ("<a\n HREF = https://a.example >a</a>", {"a"}, ("https://a.example",), ("a",)),
        ("<a name='oben'>a</a>", {"a"}, (), ("a",)),
        ("Mut<!-- <img src='a'> -->tut", set(), (), ("Muttut",)),
        ("1 < 2 &amp; <3 > 2", set(), (), ("1 < 2 & <3 > 2",)),
        ("<!-- offen <p>Mut", {"p"}, (), ("offen", "Mut")),
        ("<a href='", set(), (), ("<a href='",)),
    ],
)
def test_html_is_taken_apart(
    text: str, tags: set[str], links: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    found = html(text)
    assert (set(found.tags), found.links, found.lines) == (tags, links, lines)


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "</", "<![CDATA[", "&#", "<x a='", '<a href="', "<?", "<a" + "a" * 50]
)
def test_what_is_no_html_is_read_in_no_time(piece: str) -> None:
    """A reader that goes back at each of a million pieces would never come to an end."""
    assert html(piece * 200_000).links == ()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Tue, 24 Nov 2026 05:00:00 +0000", ""),
        ("24 Nov 2026 05:00 GMT", ""),
        ("Mon, 24 Nov 2026 05:00:00 -0000", "Tue"),
        ("Unsinn", ""),
    ],
)
def test_days_of_the_week_are_known(text: str, right: str) -> None:
    assert right_day(text) == right
    assert (moment(text) is None) == (text == "Unsinn")


@pytest.mark.parametrize(
    ("text", "address", "is_plain"),
    [
        ("https://example.org", True, False),
        ("http://example.org/a", True, True),
        ("http://localhost:8000/", True, False),
        ("http://[::1]/", True, False),
        ("http://[::1/", False, False),
        ("https://example.org/a b", False, False),
        ("https:///a", False, False),
        ("//example.org/a", False, False),
        ("javascript:alert(1)", False, False),
    ],
)
def test_addresses_are_told_from_others(text: str, address: bool, is_plain: bool) -> None:  # noqa: FBT001
    assert (is_address(text), is_open(text)) == (address, is_plain)


def test_lengths_and_extensions_are_read() -> None:
    assert [seconds(text) for text in ("3725", "62:05", "1:02:05", "1:2:5", "x")] == [
        3725,
        3725,
        3725,
        None,
        None,
    ]
    assert [suffix(url) for url in ("https://a.b/c.MP3?d=e.f", "https://a.b/c", "http://[::1/")] == [
        "mp3",
        "",
        "",
    ]
