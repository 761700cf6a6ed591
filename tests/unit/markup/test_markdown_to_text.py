from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.markup import begins, to_text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        pytest.param("Müller & **Söhne**", "Müller & Söhne", id="letters"),
        pytest.param("# Titel\n\nText\nweiter", "Titel\n\nText weiter", id="blocks"),
        pytest.param("a  \nb", "a\nb", id="line break"),
        pytest.param("Gäste:\n\n- a\n- b\n\nEnde", "Gäste:\n\n- a\n- b\n\nEnde", id="list"),
        pytest.param("3. a\n4. b", "3. a\n4. b", id="numbers"),
        pytest.param("- a\n\n- b", "- a\n\n- b", id="loose list"),
        pytest.param("[Buch](https://x.org)", "Buch (https://x.org)", id="link"),
        pytest.param("[Buch](buch.html)", "Buch", id="link to nowhere"),
        pytest.param(
            "<https://x.org> https://y.org", "https://x.org https://y.org", id="addresses stand alone"
        ),
        pytest.param("![Ein *Bild*](https://x.org/a.png)", "Ein Bild", id="picture"),
        pytest.param("```\na\n  b\n```\n`c`", "a\n  b\n\nc", id="code"),
        pytest.param("<b>x</b> &amp; y", "<b>x</b> & y", id="raw HTML"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_markdown_becomes_plain_text(markdown: str, text: str) -> None:
    assert to_text(markdown) == text


@given(words=st.lists(st.text("abcäöüßéłжあ😀„“–", min_size=1), min_size=1))
def test_no_word_is_lost(words: list[str]) -> None:
    assert to_text(" ".join(words)) == " ".join(words)


@given(
    markdown=st.lists(
        st.sampled_from(
            [
                "a",
                "b",
                "c d",
                " ",
                "\n\n",
                "- ",
                "*b*",
                "\n",
                "# ",
                "1. ",
                "&amp;",
                "\\",
                "https://a.de",
                "    ",
            ]
        )
    ).map("".join),
    length=st.integers(0),
)
def test_it_begins_with_whatever_it_begins_with(markdown: str, length: int) -> None:
    text = to_text(markdown)
    assert begins(markdown, text[:length].strip())
    assert not begins(markdown, f"{text}?")


@given(
    markdown=st.lists(st.sampled_from(["a", "ab", " ", "\n", "*", "# ", "[a](https://a.de)", "&", "1"])).map(
        "".join
    ),
    words=st.text("ab 1", max_size=4).map(str.strip),
)
def test_a_look_at_the_first_letters_is_as_good_as_reading_all(markdown: str, words: str) -> None:
    assert begins(markdown, words) is to_text(markdown).startswith(words)
