"""What an editor would count as a line, and what stands where a file ceases to be UTF-8."""

from __future__ import annotations

import pytest

from podpub.model.lines import lines_of, not_utf8


def test_every_system_has_its_own_ends_of_lines() -> None:
    assert lines_of("a\nb\r\nc\rd\x0be\u2028f") == ["a", "b", "c", "d\x0be\u2028f"]


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        pytest.param(b"Gr\xfc\xdfe an alle", 1, "Grüße", id="at the beginning"),
        pytest.param("Für\n".encode() + b"x\tM\xfcller,\n", 2, "Müller,", id="behind a word that is UTF-8"),
        pytest.param(b"ja " * 9000 + b"sch\xf6n", 1, "schön", id="far to the right"),
        pytest.param(b"x" * 9000 + b"\xf6", 1, "x" * 99 + "ö", id="in an endless word"),
        pytest.param(b"\xe4", 1, "ä", id="alone"),
    ],
)
def test_the_word_that_is_no_utf8_is_named(content: bytes, line: int, word: str) -> None:
    with pytest.raises(UnicodeDecodeError) as refused:
        content.decode("utf-8")
    found, said = not_utf8(content, refused.value.start)
    assert (found, said.values["word"]) == (line, word)
