"""Ordinary writing that YAML takes for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from podpub.config.traps import quoted
from podpub.config.tree import read_tree

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf

_QUOTE = "a value cannot begin with {} unless it stands in quotation marks"
_TABLE = [
    pytest.param("title: A: b", "colon", 1, 'Write `title: "A: b"`.', id="colon"),
    pytest.param("title: A:", "colon", 1, 'Write `title: "A:"`.', id="colon-at-the-end"),
    pytest.param("title: &amp b", "yaml-sign", 1, 'Write `title: "&amp b"`.', id="anchor"),
    pytest.param("title: & b", "yaml-sign", 1, 'Write `title: "& b"`.', id="ampersand"),
    pytest.param("title: *wow*", "yaml-sign", 1, 'Write `title: "*wow*"`.', id="star"),
    pytest.param("title: *wow", "yaml-sign", 1, 'Write `title: "*wow"`.', id="alias"),
    pytest.param("title: **fat**", "yaml-sign", 1, 'Write `title: "**fat**"`.', id="two-stars"),
    pytest.param("title: @anna", "yaml-sign", 1, 'Write `title: "@anna"`.', id="at"),
    pytest.param("title: `code`", "yaml-sign", 1, 'Write `title: "`code`"`.', id="backtick"),
    pytest.param("title: %50", "yaml-sign", 1, 'Write `title: "%50"`.', id="percent"),
    pytest.param("title: !tag x", "yaml-sign", 1, 'Write `title: "!tag x"`.', id="tag"),
    pytest.param("title: !a!b x", "yaml-sign", 1, 'Write `title: "!a!b x"`.', id="tag-handle"),
    pytest.param("title: [Bonus] x", "yaml-sign", 1, 'Write `title: "[Bonus] x"`.', id="bracket"),
    pytest.param("title: {Bonus} x", "yaml-sign", 1, 'Write `title: "{Bonus} x"`.', id="brace"),
    pytest.param("title: > 50 %", "yaml-sign", 1, 'Write `title: "> 50 %"`.', id="greater"),
    pytest.param("title: | x", "yaml-sign", 1, 'Write `title: "| x"`.', id="pipe"),
    pytest.param("title: - x", "yaml-sign", 1, 'Write `title: "- x"`.', id="dash"),
    pytest.param("title: ? x", "yaml-sign", 1, 'Write `title: "? x"`.', id="question"),
    pytest.param("tags:\n  - @a", "yaml-sign", 2, 'Write `- "@a"`.', id="entry"),
    pytest.param(
        'title: "Ja" sagen', "quotation-marks", 1, "Write `title: '\"Ja\" sagen'`.", id="quoted-word"
    ),
    pytest.param("title: 'It's'", "quotation-marks", 1, "Write `title: \"'It's'\"`.", id="apostrophe"),
    pytest.param('title: "Ja', "quotation-marks", 1, 'Write `title: "Ja"`.', id="open-quote"),
    pytest.param('title: "C:\\Users"', "backslash", 1, "Write `title: 'C:\\Users'`.", id="backslash"),
    pytest.param("tags: [a, b", "bracket", 1, "Write `tags: [a, b]`.", id="open-bracket"),
    pytest.param(
        "owner: {name: a: b}",
        "bracket",
        1,
        "Put a text into quotation marks; write a list below its key, one entry a line.",
        id="inside-braces",
    ),
    pytest.param("a: &x\n  b: c", "yaml-sign", 1, "Write the keys and values out.", id="anchored-section"),
    pytest.param(
        "title no colon\nnumber: 3",
        "no-colon",
        1,
        "Write `key: value`, or indent the line if it goes on with the text above.",
        id="no-colon",
    ),
    pytest.param("owner:\n\tname: x", "tab", 2, "Indent with spaces, two for each level.", id="tab"),
    pytest.param("title: a\ntitle: b", "duplicate-key", 2, "Keep one of the two.", id="duplicate"),
    pytest.param(
        "title: a\n number: 3",
        "indentation",
        2,
        "Give keys of one level the same number of spaces, and texts with special signs quotation marks.",
        id="indentation",
    ),
    pytest.param("", "empty-file", 1, "Write at least `title:`.", id="empty"),
    pytest.param("# only a comment\n", "empty-file", 1, "Write at least `title:`.", id="comment-only"),
    pytest.param(
        "- a\n- b",
        "not-keys",
        1,
        "Begin every line with a key and a colon, like `title: My first episode`.",
        id="list",
    ),
    pytest.param(
        "title: a\n---\nnotes",
        "second-document",
        2,
        "Remove the line `---`; longer texts go into a file that `notes:` names.",
        id="second-document",
    ),
    pytest.param(
        "? [a]\n: b",
        "not-a-key",
        1,
        "A key is a plain word with a colon behind it, like `title:`.",
        id="key-of-many",
    ),
    pytest.param(
        "a: " + "[" * 20 + "]" * 20,
        "too-deep",
        1,
        "Nothing in this file goes deeper than a list of keys; check the indentation.",
        id="deep",
    ),
    pytest.param(
        'title: "a\\0"',
        "control-character",
        1,
        "Delete it; typing the passage again is often the quickest way.",
        id="escaped-nul",
    ),
]


@pytest.mark.parametrize(("text", "code", "line", "fix"), _TABLE)
def test_a_trap_is_told_with_line_and_remedy(text: str, code: str, line: int, fix: str) -> None:
    tree = read_tree(text)
    assert [(mistake.code, mistake.line, mistake.fix) for mistake in tree.mistakes] == [(code, line, fix)]


def test_the_message_shows_the_sign() -> None:
    (mistake,) = read_tree("title: @anna").mistakes
    assert mistake.message == _QUOTE.format("@")


@pytest.mark.parametrize("pure", [True, False], ids=["python", "libyaml"])
@pytest.mark.parametrize("text", [param.values[0] for param in _TABLE])
def test_both_parsers_of_pyyaml_stop_at_the_same_lines(text: str, pure: bool) -> None:  # noqa: FBT001 - a parameter
    loader = yaml.BaseLoader if pure else yaml.CBaseLoader
    told = [(mistake.code, mistake.line) for mistake in read_tree(text, loader=loader).mistakes]
    assert told == [(mistake.code, mistake.line) for mistake in read_tree(text).mistakes]


def test_after_a_trap_the_rest_of_the_file_is_still_read(shelf: Shelf) -> None:
    found = shelf.with_episode("title: A: b", "summary: *wow*", "guid: @x", "number: x").findings()
    assert [line.split(" ")[1] for line in found] == ["colon", "yaml-sign", "yaml-sign", "number"]


def test_what_follows_from_a_trap_is_not_told_again(shelf: Shelf) -> None:
    (found,) = shelf.with_episode("title: *wow").findings()
    assert found.startswith("error yaml-sign episodes/042-vertrauen/episode.yaml:1: ")


def test_an_alias_bomb_is_refused_before_it_grows(shelf: Shelf) -> None:
    bomb = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    tree = read_tree("\n".join(bomb))
    assert {mistake.code for mistake in tree.mistakes} == {"yaml-sign"}
    shelf.episode_file.write_text("\n".join(bomb))
    assert "yaml-sign" in shelf.findings()[0]


def test_a_corrected_line_with_a_credential_is_not_shown() -> None:
    for text in ("password: hunter2: x", "secret_key: @hunter2", "storage: {path: x, token: *hunter2"):
        for mistake in read_tree(text).mistakes:
            assert "hunter2" not in mistake.message + mistake.fix


@pytest.mark.parametrize(
    ("line", "cut", "whole"),
    [
        pytest.param("title: Folge #1", "#1", '"Folge #1"', id="number"),
        pytest.param("title: #1", "#1", '"#1"', id="nothing-left"),
        pytest.param("tags: a, b #c", "#c", '"a, b #c"', id="tags"),
        pytest.param("notes: Hallo #welt", "#welt", '"Hallo #welt"', id="notes"),
    ],
)
def test_a_text_cut_off_by_a_comment_is_a_warning(shelf: Shelf, line: str, cut: str, whole: str) -> None:
    found = shelf.with_episode(line).findings()[0]
    assert f"`{cut}` is a comment to YAML and not part of the text" in found
    assert f"Write {whole} if it belongs to the text" in found


@pytest.mark.parametrize(
    "line", ["title: Folge # 1", "title: Folge#1", "title: 'Folge #1'", "title: C# lernen"]
)
def test_other_signs_of_number_are_no_warning(shelf: Shelf, line: str) -> None:
    assert shelf.with_episode(line).findings() == []


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), min_size=1))
def test_a_quoted_text_reads_back_as_itself(text: str) -> None:
    assert yaml.safe_load(f"key: {quoted(text)}") == {"key": text}


@given(text=st.text(alphabet=st.sampled_from("ab :-#'\"[]{}&*!|>%@`\n\t\\,?~=<.")))
def test_whatever_is_written_is_read_or_explained(text: str) -> None:
    tree = read_tree(text)
    assert tree.root is not None or tree.mistakes
    for mistake in tree.mistakes:
        assert mistake.message
        assert mistake.fix
        assert mistake.line
        assert 1 <= mistake.line <= text.count("\n") + 1
        assert not any(word in mistake.message for word in ("scalar", "token", "block mapping", "scanning"))
