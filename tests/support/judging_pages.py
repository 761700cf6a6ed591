"""Judges of web pages that are not ours: axe-core, and the Nu HTML checker."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

from tests.support.outsiders import package, program

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.support.visiting import Visit

_THIS_COMPUTER = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
# It takes JSON in a page for a script; browsers do not, for nobody runs it (HTML 4.12.1; CSP 3, 4.2.3).
_INLINE, _DATA = "Inline script violates Content Security Policy", 'type="application/ld+json"'
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_script() -> str:
    """Return axe-core."""
    return (package("axe-core", os.environ) / "axe.min.js").read_text("utf-8")


def barriers(visit: Visit, axe: str) -> list[str]:
    """Return what axe-core finds on the open page after WCAG 2.2 AA, a line a place."""
    if not visit.sees("'axe' in window"):
        visit.page.evaluate(axe)
    options = {"runOnly": {"type": "tag", "values": _STANDARDS}, "resultTypes": ["violations"]}
    found: dict[str, Any] = visit.page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{one['id']}: {node['target']}: {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def faults_of_html(addresses: Iterable[str]) -> list[str]:
    """Return what the Nu HTML checker says about pages, a line a fault; warnings are faults, too."""
    jar = package("vnu-jar", os.environ) / "build" / "dist" / "vnu.jar"
    java = program("java", os.environ)
    run = subprocess.run(
        [
            java,
            "-Xss4m",
            _THIS_COMPUTER,
            "-jar",
            str(jar),
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            *addresses,
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    told: dict[str, Any] = json.loads(run.stdout)
    return [
        f"{one.get('url')}:{one.get('lastLine')}: {one['message']}"
        for one in told["messages"]
        if not (one["message"].startswith(_INLINE) and _DATA in one["extract"])
    ]
