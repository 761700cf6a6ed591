"""What YAML makes of ordinary writing, told in a host's words, with the line as it should be.

Source: the wording of PyYAML's own scanner and parser is matched here and nowhere else;
it never reaches a host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from podpub.config.mistake import Mistake
from podpub.config.secrets import is_secret
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Callable

_PAIR = re.compile(r"(?P<head>\s*(?:- )*(?P<key>[^:#'\"\[\]{}]+?):\s+)(?P<value>.*\S)\s*")
_ENTRY = re.compile(r"(?P<head>\s*(?:- )+)(?P<key>)(?P<value>.*\S)\s*")
_SIGN = re.compile(r"[&*!%@`\[\]{},]|[|>](?![+-]?\d?\s*$)|[?-] ")
_CLOSED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(\s+#.*)?""")
_COMMENT = re.compile(r"\s+#\s.*")
_LONGEST_LINE = 2000
_LARGEST_TEXT = 100_000
_CLOSING = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Mended:
    """A mistake, and the line (counted from 0) as it should read; None where nobody can tell."""

    mistake: Mistake
    number: int
    line: str | None


def quote_it(line: str, number: int, sign: str) -> Mistake:
    """Return the mistake of a value that begins with a sign of YAML's own."""
    return Mistake(
        say("a value cannot begin with {sign} unless it stands in quotation marks", sign=sign),
        code="yaml-sign",
        fix=_write(quoted_line(line)),
        line=number + 1,
    )


def quoted_line(line: str) -> str | None:
    """Return the line with its value in quotation marks; None where it has no value."""
    found = _pair(line)
    if not found or "\t" in found["head"]:
        return None
    return found["head"] + quoted(_bare(found["value"]))


def quoted(text: str) -> str:
    """Return the text as YAML understands it whatever is in it."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def mend(lines: list[str], error: yaml.error.YAMLError) -> Mended:
    """Say why YAML refuses these lines, and how the first refused one should read."""
    error = _refusal(lines, error)
    refused = _Refused(
        lines,
        number=_line(error.problem_mark, lines),
        began=_line(error.context_mark or error.problem_mark, lines),
        problem=error.problem or "",
        context=error.context or "",
    )
    return next(mended for remedy in _REMEDIES if (mended := remedy(refused)))


def _refusal(lines: list[str], refused: yaml.error.YAMLError) -> yaml.error.MarkedYAMLError:
    """Ask the parser that is written in Python: its wording is the same everywhere, but it is slow."""
    text = "\n".join(lines)
    try:
        for _ in yaml.parse(text, Loader=yaml.BaseLoader) if len(text) <= _LARGEST_TEXT else ():
            pass
    except yaml.error.MarkedYAMLError as error:
        return error
    return refused if isinstance(refused, yaml.error.MarkedYAMLError) else yaml.error.MarkedYAMLError()


def _line(mark: yaml.error.Mark | None, lines: list[str]) -> int:
    return min(mark.line, len(lines) - 1) if mark else 0


@dataclass(frozen=True, slots=True)
class _Refused:
    """Where YAML stopped (`number`), where what it was reading began, and its own words for it."""

    lines: list[str]
    number: int
    began: int
    problem: str
    context: str

    @property
    def line(self) -> str:
        return self.lines[self.number]

    @property
    def value(self) -> str:
        return _value(self.line)


def _value(line: str) -> str:
    found = _pair(line)
    return found["value"] if found else ""


def _pair(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST_LINE:
        return None
    return _PAIR.fullmatch(line) or _ENTRY.fullmatch(line)


def _tab(refused: _Refused) -> Mended | None:
    if "\\t" not in refused.problem:
        return None
    return _mended(
        refused.number,
        say("the line has a tab where YAML wants spaces"),
        "tab",
        say("Indent with spaces, two for each level."),
        refused.line.replace("\t", "  "),
    )


def _unclosed_quote(refused: _Refused) -> Mended | None:
    if "end of stream" in refused.problem:
        return _quote(refused.lines, refused.began)
    if "<scalar>" not in refused.problem:
        return None
    upwards = range(refused.number, -1, -1)
    number = next((n for n in upwards if _opens_a_quote(_value(refused.lines[n]))), None)
    return None if number is None else _quote(refused.lines, number)


def _opens_a_quote(value: str) -> bool:
    return value.startswith(("'", '"')) and not _CLOSED.fullmatch(value)


def _quote(lines: list[str], number: int) -> Mended:
    line = lines[number]
    value = _value(line)
    if value and value[0] not in value[1:]:
        line = line.replace(value, value[1:], 1)
    return _mended(
        number,
        say("the quotation marks in this line do not belong together"),
        "quotation-marks",
        _write(quoted_line(line)),
        quoted_line(line),
    )


def _inside_brackets(refused: _Refused) -> Mended | None:
    if refused.problem.startswith(("mapping values", "expected <block end>, but found '<block")):
        return None
    for number in (refused.began, refused.number):
        value = _value(refused.lines[number])
        if value[:1] in _CLOSING and value.endswith(_CLOSING[value[:1]]):
            return _mended(
                number,
                say(
                    "what stands between {opening} and {closing} cannot be read",
                    opening=value[0],
                    closing=value[-1],
                ),
                "bracket",
                say("Put a text into quotation marks; write a list below its key, one entry a line."),
                quoted_line(refused.lines[number]),
            )
    return None


def _open_bracket(refused: _Refused) -> Mended | None:
    line = refused.lines[refused.began]
    value = _value(line)
    if not refused.context.startswith("while parsing a flow") or value[:1] not in _CLOSING:
        return None
    closed = f"{line.rstrip()}{_CLOSING[value[0]]}"
    return _mended(
        refused.began,
        say("what `{sign}` opens here is never closed", sign=value[0]),
        "bracket",
        _write(closed),
        closed,
    )


def _sign(refused: _Refused) -> Mended | None:
    if not _SIGN.match(refused.value):
        return None
    mistake = quote_it(refused.line, refused.number, refused.value[0])
    return Mended(mistake, refused.number, quoted_line(refused.line))


def _colon(refused: _Refused) -> Mended | None:
    if "mapping values" not in refused.problem or not re.search(r":(\s|$)", refused.value):
        return None
    line = quoted_line(refused.line)
    return _mended(
        refused.number,
        say("a value with a colon and a space in it has to stand in quotation marks"),
        "colon",
        _write(line),
        line,
    )


def _no_colon(refused: _Refused) -> Mended | None:
    number = refused.began if "could not find" in refused.problem else refused.number - 1
    above = refused.lines[number].strip()
    if not refused.problem.startswith(("could not find", "mapping values")) or number < 0:
        return None
    if not above or ":" in above or above.startswith(("#", "- ")):
        return None
    return _mended(
        number,
        say("the line is no key with a value: there is no colon in it"),
        "no-colon",
        say("Write `key: value`, or indent the line if it goes on with the text above."),
        "",
    )


def _escape(refused: _Refused) -> Mended | None:
    if "escape" not in refused.problem:
        return None
    text = refused.value.strip('"').replace("'", "''")
    line = refused.line.replace(refused.value, f"'{text}'") if refused.value else None
    return _mended(
        refused.number,
        say("a backslash inside double quotation marks begins a code that YAML does not know"),
        "backslash",
        _write(line),
        line,
    )


def _indentation(refused: _Refused) -> Mended:
    return _mended(
        refused.number,
        say("this line does not fit to the lines above it"),
        "indentation",
        say(
            "Give keys of one level the same number of spaces, and texts with special signs quotation marks."
        ),
        None,
    )


_REMEDIES: tuple[Callable[[_Refused], Mended | None], ...] = (
    _tab,
    _unclosed_quote,
    _inside_brackets,
    _open_bracket,
    _sign,
    _colon,
    _escape,
    _no_colon,
    _indentation,
)


def _mended(number: int, message: str, code: str, fix: str, line: str | None) -> Mended:
    return Mended(Mistake(message, code=code, fix=fix, line=number + 1), number, line)


def _bare(value: str) -> str:
    return _COMMENT.sub("", value)


def _write(line: str | None) -> str:
    """Show the line as it should be, unless it may hold a credential."""
    if not line or is_secret(line):
        return say("Put the whole value into quotation marks.")
    return say("Write `{line}`.", line=line.strip())
