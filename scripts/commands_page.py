"""Write docs/reference/commands.md from the commands themselves: `python -m scripts.commands_page`.

A test compares the page with what this makes of the code, so it cannot grow old.
"""

from __future__ import annotations

from pathlib import Path

import click

from podpub import errors
from podpub.cli.app import COMMANDS, podpub

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"
_WIDTH = 100


def page() -> str:
    """Return the page as Markdown."""
    parts = ["# Commands\n", _INTRODUCTION, *map(_command, COMMANDS), "## Exit codes\n", _exit_codes()]
    return "\n".join(parts)


_INTRODUCTION = """\
Results go to stdout, progress and problems to stderr. With `--json` there is one JSON document on stdout and
nothing else. `NO_COLOR` is respected. `PODPUB_FFMPEG` names an ffmpeg to use instead of the bundled one.
"""


def _command(name: str) -> str:
    root = click.Context(podpub, info_name="podpub", **podpub.context_settings)
    command = podpub.get_command(root, name)
    if command is None:
        raise ValueError(name)
    with click.Context(
        command, info_name=name, parent=root, max_content_width=_WIDTH, terminal_width=_WIDTH
    ) as context:
        return f"## podpub {name}\n\n```\n{command.get_help(context)}\n```\n"


def _exit_codes() -> str:
    failures: list[type[errors.PodpubError]] = [errors.PodpubError, *errors.PodpubError.__subclasses__()]
    rows = [
        (0, "done"),
        *((one.exit_code, one.meaning) for one in failures),
        (130, "stopped by Ctrl-C"),
        (143, "stopped by a signal to end"),
    ]
    return "\n".join(
        ["| code | meaning |", "| --- | --- |", *(f"| {code} | {meaning} |" for code, meaning in rows), ""]
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
