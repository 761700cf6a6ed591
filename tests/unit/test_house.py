"""The house keeps its own rules."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.samples import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOORS = {
    "PIL": {"artwork"},
    "boto3": {"storage"},
    "botocore": {"storage"},
    "click": {"cli"},
    "fastcrc": {"audio"},
    "feedgen": {"feed"},
    "filelock": {"storage"},
    "jinja2": {"site"},
    "lameenc": {"audio"},
    "lxml": {"feed", "markup", "wordpress"},
    "markupsafe": {"site"},
    "mutagen": {"tags"},
    "nh3": {"markup"},
    "numpy": {"audio"},
    "playwright": {"outside"},
    "pydantic": {"catalog", "config", "pipeline"},
    "pydantic_core": {"config"},
    "pydub": {"audio"},
    "pyromark": {"markup"},
    "rcssmin": {"site"},
    "rich": {"cli"},
    "rjsmin": {"site"},
    "segno": {"site"},
    "starlette": {"site"},
    "threadpoolctl": {"audio"},
    "urllib3": {"outside"},
    "uvicorn": {"site"},
    "watchfiles": {"cli"},
    "yaml": {"config"},
}


def _imports() -> Iterator[tuple[str, str, Path]]:
    """Yield every outside package that is imported, with the room that does it."""
    source = REPOSITORY / "src" / "podpub"
    for file in source.rglob("*.py"):
        room = file.relative_to(source).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                package = name.partition(".")[0]
                if package != "podpub" and package not in sys.stdlib_module_names:
                    yield package, room, file


def test_each_outside_library_has_its_doors() -> None:
    used: dict[str, set[str]] = {}
    for package, room, _ in _imports():
        used.setdefault(package, set()).add(room)
    assert used == DOORS


def test_the_nouns_need_the_standard_library_alone() -> None:
    assert [file for _, room, file in _imports() if room in {"model", "errors"}] == []


_LOADED = """
import sys
from podpub.cli import main
sys.argv[0] = "podpub"
try:
    main()
finally:
    print(" ".join(name for name in sys.modules if "." not in name), file=sys.stderr)
"""


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_help_is_there_at_once(word: str) -> None:
    """No heavy library is imported before a command is called."""
    argv = [sys.executable, "-c", _LOADED, word]
    run = subprocess.run(argv, capture_output=True, text=True, check=True)
    assert "podpub" in run.stdout
    assert set(run.stderr.split()) & set(DOORS) == {"click"}
