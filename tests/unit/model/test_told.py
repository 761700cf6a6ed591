"""Whatever a host is told of problems is a message, so that every language can say it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

import pytest

from podpub import errors
from tests.support.samples import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SOURCE = REPOSITORY / "src" / "podpub"
FILES = sorted(SOURCE.rglob("*.py"))
# where the sentences stand: by position, and by name
_SENTENCES = {
    "Finding": (3, 4),
    "Mistake": (0,),
    "Words": (0, 2),
    "Trouble": (1, 2),
    "Advice": (0, 1),
    "Trial": (0, 2, 3),
    "attempt": (0,),
    "count": (1, 2),
    "part": (1,),
    "tell": (0,),
    "table": (0,),
    "error": (2, 3),
    "warn": (2, 3),
    **{name: (0,) for name in vars(errors) if name.endswith("Error")},
}
_NAMED = {"message", "fix", "said", "remedy", "reason"}
_OF_THE_MODEL = {"config", "model"}
"""Rooms whose `ValueError`s reach hosts."""


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _is_line(call: ast.Call) -> bool:
    owner = getattr(getattr(call.func, "value", None), "id", "")
    return owner == "console" and _called(call) in {"say", "remark"}


def _sentences(call: ast.Call, room: str) -> Iterator[ast.expr]:
    if _is_line(call):  # the line itself is translated as it stands
        yield from call.args[1:]
        return
    name = _called(call)
    places = _SENTENCES.get(name, (0,) if name == "ValueError" and room in _OF_THE_MODEL else ())
    yield from (call.args[place] for place in places if place < len(call.args))
    if places:
        yield from (one.value for one in call.keywords if one.arg in _NAMED)


# Addresses and commands are the same in every language
_WORDS = re.compile(r"(?!https?://|cd )(?=.*[A-Za-z]{2})", re.DOTALL)


def _constant(told: ast.JoinedStr | ast.Constant) -> str:
    parts = told.values if isinstance(told, ast.JoinedStr) else [told]
    return "".join(
        part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


_PARTS: dict[type[ast.expr], Callable[[Any], Iterable[ast.expr]]] = {
    ast.IfExp: lambda told: (told.body, told.orelse),
    ast.BoolOp: lambda told: told.values,
    ast.Dict: lambda told: filter(None, told.keys),
    ast.BinOp: lambda told: (told.left, told.right),
}


def _plain(told: ast.expr, tree: ast.Module) -> Iterator[int]:
    """Yield the line of every text in an expression that no language but English has."""
    if isinstance(told, ast.JoinedStr | ast.Constant):
        yield from [told.lineno] if _WORDS.match(_constant(told)) else ()
    elif kind := next((one for one in _PARTS if isinstance(told, one)), None):
        yield from (line for one in _PARTS[kind](told) for line in _plain(one, tree))
    elif isinstance(told, ast.Name):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and told.id in {getattr(one, "id", "") for one in node.targets}:
                yield from () if isinstance(node.value, ast.Name) else _plain(node.value, tree)


def _faults(text: str, room: str) -> list[int]:
    tree = ast.parse(text)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return sorted(line for call in calls for told in _sentences(call, room) for line in _plain(told, tree))


@pytest.mark.parametrize(
    "plain",
    [
        'Finding(level, "code", where, "is wrong", say("Mend it."))',
        'Finding(level, "code", where, say("is wrong"), f"Mend {it}.")',
        'Mistake("is wrong", code="code")',
        'Mistake(say("is wrong"), code="code", fix="Mend it." if it else "")',
        'raise ConfigError("is wrong")',
        'desk.error("code", spot, "is wrong", FIX)',
        'FIX = "Mend it."\ndesk.warn("code", spot, say("is wrong"), FIX)',
        'raise ValueError(f"not {it}")',
        'console.say("Files {}", "none" if not it else it)',
        'console.remark("It has {}", f"{it} files")',
        'tell("upload", 0.0)',
        'console.table({"Title": "left"}, rows)',
    ],
)
def test_a_plain_text_is_found(plain: str) -> None:
    assert _faults(plain, "config") == [1]


def test_messages_and_what_was_written_are_no_plain_texts() -> None:
    sound = 'Finding(level, "code", "show.yaml:3", say("is {what}", what=f"{it}"), error.fix or "")'
    assert _faults(sound, "config") == []


def test_no_problem_is_told_in_english_only() -> None:
    found = {
        f"{file.relative_to(SOURCE)}:{line}"
        for file in FILES
        for line in _faults(file.read_text(encoding="utf-8"), file.relative_to(SOURCE).parts[0])
    }
    assert sorted(found) == []
