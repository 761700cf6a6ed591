"""Findings as SARIF 2.1.0, which GitHub and others write beside the lines of a pull request."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import quote

from podpub.checks import BY_CODE
from podpub.errors import UsageError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from podpub.model import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write_sarif(
    file: Path, findings: Sequence[Finding], *, root: Path | None, tell: Callable[[str], str]
) -> None:
    """Write findings to a file.

    Args:
        file: Where to.
        findings: Of any command.
        root: What their places count from; paths are written from the repository that it lies in. None where
            they are no places in a show.
        tell: Returns a message in the reader's language.
    """
    codes = list(dict.fromkeys(one.code for one in findings))
    before = _before(root) if root else ""
    run = {
        "tool": {
            "driver": {
                "name": "podpub",
                "version": version("podpub"),
                "rules": [_rule(code, tell) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, codes.index(one.code), before, tell) for one in findings],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    try:
        file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(
            say("{file} cannot be written: {reason}", file=str(file), reason=error.strerror or str(error)),
            fix=say("Name a file in a folder that is there."),
        ) from error


def _before(root: Path) -> str:
    """Return the way from the repository to the show: `` or `shows/mine/`."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            way = root.relative_to(folder).as_posix()
            return "" if way == "." else f"{way}/"
    return ""


def _rule(code: str, tell: Callable[[str], str]) -> dict[str, object]:
    rule = BY_CODE.get(code)
    if rule is None:  # of those that read what the host wrote
        return {"id": code}
    remedy = tell(rule.remedy)
    return {
        "id": code,
        "shortDescription": {"text": tell(rule.what)},
        "fullDescription": {"text": tell(rule.why)},
        "help": {"text": f"{tell(rule.why)} {remedy}\n\n{rule.source}"},
        "defaultConfiguration": {"level": str(rule.level)},
    }


def _result(one: Finding, index: int, before: str, tell: Callable[[str], str]) -> dict[str, object]:
    text = f"{tell(one.message)}. {tell(one.fix)}" if one.fix else tell(one.message)
    return {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": str(one.level),
        "message": {"text": text},
        "locations": _locations(one.where, before),
    }


def _locations(where: str, before: str) -> list[dict[str, object]]:
    if not where:
        return []
    file, colon, line = where.rpartition(":")
    if not (colon and line.isdecimal()):
        file, line = where, "1"
    is_address = file.startswith(("http://", "https://"))
    uri = file if is_address else quote(f"{before}{file}")
    return [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": uri},
                "region": {"startLine": max(int(line), 1)},
            }
        }
    ]
