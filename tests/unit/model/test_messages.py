"""Messages are English texts that other languages can say as well."""

from __future__ import annotations

import ast
import copy
import json
import pickle
import re
import string
from typing import TYPE_CHECKING

import pytest

from podpub.cli.language import LANGUAGES, language, of_environment
from podpub.model import ENGLISH, Language, Message, say
from tests.support.samples import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

GERMAN = Language(
    "de", {"{count} files, {what}": "{count} Dateien, {what}", "all old": "alle alt"}, (",", ".")
)
SOURCE = REPOSITORY / "src" / "podpub"


def test_a_message_is_its_english_text() -> None:
    message = say("{count} files, {what}", count=3, what=say("all old"))
    assert message == "3 files, all old"
    assert json.dumps(message) == '"3 files, all old"'
    assert {message} == {"3 files, all old"}
    assert ENGLISH.tell(message) == "3 files, all old"


def test_a_language_says_it_with_all_that_is_in_it() -> None:
    message = say("{count} files, {what}", count=3, what=say("all old"))
    assert GERMAN.tell(message) == "3 Dateien, alle alt"
    assert GERMAN.tell(say("nobody translated {this}", this=say("all old"))) == "nobody translated all old"
    assert GERMAN.tell("a plain text") == "a plain text"


def test_numbers_are_written_as_the_language_does() -> None:
    german = Language("de", {"{x:.1f} of {y:,} in {z}": "{x:.1f} von {y:,} in {z}"}, (",", "."))
    assert (
        german.tell(say("{x:.1f} of {y:,} in {z}", x=0.5, y=1000, z="1.5 a.b")) == "0,5 von 1.000 in 1.5 a.b"
    )


def test_copies_remember() -> None:
    message = say("{count} files, {what}", count=3, what=say("all old"))
    for twin in (copy.copy(message), copy.deepcopy(message), pickle.loads(pickle.dumps(message))):  # noqa: S301
        assert isinstance(twin, Message)
        assert GERMAN.tell(twin) == "3 Dateien, alle alt"


def test_values_are_no_templates() -> None:
    german = Language("de", {"“{title}”": "„{title}“"})
    assert german.tell(say("“{title}”", title="{0.__class__} {x}")) == "„{0.__class__} {x}“"


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "de_DE", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR", "LC_ALL": "de_CH"}, "de"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_environment_names_the_language(environ: dict[str, str], spoken: str) -> None:
    assert of_environment(environ) == spoken


def _said() -> Iterator[str]:
    """Yield the template of every message in the code, and every line that a console prints."""
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                template = node.args[0]
                assert isinstance(template, ast.Constant), f"{file.name}:{node.lineno}: no literal"
                yield str(template.value)
            elif isinstance(node, ast.Call) and _of_console(node.func):
                yield from (one for one in _lines(node.args[0]) if _WORD.search(_UNSAID.sub("", one)))


_UNSAID = re.compile(r"\[/?[a-z ]*\]|\{[^}]*\}")
_WORD = re.compile("[A-Za-z]")


def _of_console(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and getattr(called.value, "id", "") == "console"
        and called.attr in {"say", "remark"}
    )


def _lines(told: ast.expr) -> Iterator[str]:
    """Yield a line, both of two, and what is constant in one that is put together."""
    if isinstance(told, ast.Constant):
        yield str(told.value)
    elif isinstance(told, ast.IfExp):
        yield from (*_lines(told.body), *_lines(told.orelse))
    elif isinstance(told, ast.JoinedStr):
        yield from (line for one in told.values for line in _lines(one))


def _named(template: str) -> set[tuple[str, str]]:
    parts = string.Formatter().parse(template)
    return {(name, spec or "") for _, name, spec, _ in parts if name is not None}


@pytest.mark.parametrize("name", [one for one in LANGUAGES if one != "en"])
def test_every_message_is_translated_with_its_values_and_nothing_else_is(name: str) -> None:
    words = language(name).templates
    said = set(_said())
    assert sorted(said - set(words)) == []
    assert sorted(set(words) - said) == []
    assert [one for one in words if _named(one) != _named(words[one])] == []


@pytest.mark.parametrize("name", [one for one in LANGUAGES if one != "en"])
def test_translations_stand_in_order_each_once(name: str) -> None:
    pairs: list[tuple[str, str]] = []
    text = (SOURCE / "cli" / "languages" / f"{name}.json").read_text(encoding="utf-8")
    json.loads(text, object_pairs_hook=pairs.extend)
    assert [one for one, _ in pairs] == sorted({one for one, _ in pairs})
