"""Whatever stands in either feed, a move is judged, its steps are told, and its redirects are written."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from podpub.errors import ConfigError
from podpub.moving import Server, host_of, judge, redirects, steps, written
from tests.unit.moving.twins import NEW, OLD, Case, move

_VALUES = [match.span(1) for match in re.finditer(r'(?:>|=")([^<>"]+)(?:<|")', OLD)]
_ODD = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "{}",
        "{0.x}",
        "%s",
        "٣",
        "9" * 400,
        "https://[::1",
        "http://",
        "a:b",
        "1e999",
        "\n",
        "%",
        "$",
    ]
)


@settings(max_examples=120)
@given(place=st.sampled_from(_VALUES), value=_ODD | st.text(max_size=30), is_old=st.booleans())
def test_nothing_breaks(place: tuple[int, int], value: str, is_old: bool) -> None:  # noqa: FBT001 - drawn
    start, end = place
    text = OLD if is_old else NEW
    spoiled = text[:start] + value + text[end:] if is_old else None
    case = Case(old={OLD: spoiled}) if spoiled else Case(new={NEW: NEW[:start] + value + NEW[end:]})
    try:
        found = move(case)
    except ConfigError:  # no app could read it
        return
    verdicts = judge(found)
    assert all(one.finding.message and one.finding.fix for one in verdicts)
    assert all(one.what for one in steps(found, verdicts))
    assert host_of(found.old) is None or host_of(found.old)
    ways = redirects(found.old, found.new, found.pairing)
    for server in Server:
        assert written(ways, server).isascii() or server is Server.APACHE or server is Server.S3
