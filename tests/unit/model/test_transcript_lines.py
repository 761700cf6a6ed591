"""What stands in one line: told at once for most texts, and never otherwise than by making one of them."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from podpub.model.transcript import is_one_line, one_line

_PIECES = st.sampled_from(
    ["a", "ü", " ", "  ", "\t", "\n", "\u00a0", "\u2028", "\u3000", "\ufeff", "\u200b", "😀"]
)


@settings(max_examples=200)
@given(text=st.lists(_PIECES | st.text(max_size=3), max_size=6).map("".join))
@example(text="")
@example(text="\u00a0a")
@example(text="a\u00a0b")
@example(text="\ud800")
@example(text="\uffff")
def test_a_line_is_what_making_one_of_it_leaves_alone(text: str) -> None:
    assert is_one_line(text) == (one_line(text) == text)
