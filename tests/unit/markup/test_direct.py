"""The short way from Markdown to HTML leads where the long one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.markup.commonmark import read
from podpub.markup.direct import directly
from podpub.markup.render import cleaned, written

_NOTES = sorted(Path(__file__).parents[3].glob("episodes/*/notes.md"))
_PIECES = (
    "a", "b c", "ä", "\n", "\n\n", " ", "  ", "    ", "\n  ", "\t", "*", "**", "_", "`", "``", "# ", "## x\n",
    "> ", "- ", "+ ", "1. ", "3) ", "---\n", "***\n", "~~~\n",
    "[t](https://a.de/x)", "[t](a.html)", "[t](mailto:a@b.de)",
    '[t](https://a.de/x?y=1&z=%C3%A4 "ti")', "https://b.de/c", "https://b.de/c?d&e", "(https://d.de/x_y*z)",
    "HTTPS://X.de/%41,", "https://ü.de/ä.", "![i](https://a.de/i.png)", "[r]",
    "[r]: https://r.de\n", "&amp;",
    "&lt;b", "&#12;", "&", "\\*", "\\", '"', "'", "<", "(", ")", "[", "]", "!", "x\n- y\n  - z\n\n", "|", "%",
)  # fmt: skip
documents = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


@given(markdown=documents)
def test_both_ways_lead_to_the_same(markdown: str) -> None:
    html = directly(markdown)
    assert html is None or cleaned(html) == cleaned(written(read(markdown)))


@pytest.mark.parametrize("file", _NOTES, ids=lambda file: file.parent.name)
def test_show_notes_as_most_are_take_the_short_way(file: Path) -> None:
    notes = file.read_text(encoding="utf-8")
    html = directly(notes)
    assert html is not None
    assert cleaned(html) == cleaned(written(read(notes)))


@pytest.mark.parametrize("depth", [9, 10, 11])
def test_what_is_nested_too_deeply_is_read(depth: int) -> None:
    assert (directly("- " * depth + "a") is None) is (depth > 10)


@pytest.mark.parametrize(
    "markdown",
    [
        "a <b>",
        "![a](b.png)",
        "    a",
        "```\na\n```",
        "[a](b.html)",
        "[a](javascript:b)",
        "https://a.de/?b&lt;",
    ],
)
def test_what_apps_cannot_show_as_it_is_is_read(markdown: str) -> None:
    assert directly(markdown) is None
