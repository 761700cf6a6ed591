"""`podpub init`: a show begins."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from zoneinfo import available_timezones

import click

from podpub.cli.console import Console, speaks
from podpub.config import NewShow
from podpub.errors import UsageError
from podpub.model import say
from podpub.pipeline.start import start_show


def own_zone() -> str:
    """Return the computer's time zone by name, where the system tells it."""
    zone = (
        os.environ.get("TZ", "").removeprefix(":")
        or os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    )
    return zone if zone in available_timezones() else "Europe/Berlin"


_QUESTIONS = {
    "title": ("Title of the show", None),
    "author": ("Who makes it", None),
    "email": ("E-mail for directories", None),
    "language": ("Language", "de"),
    "public_url": ("Public address", "http://localhost:8000/"),
}


@click.command("init", epilog='Example:  podpub init my-show --title "Auf Augenhöhe"')
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--title", help="The show's name.")
@click.option("--author", help="A person or a company.")
@click.option("--email", help="Directories send their codes to this address.")
@click.option("--language", help="As de, en or de-at.")
@click.option("--timezone", default=own_zone, help="For dates without an offset.  [default: this computer's]")
@click.option("--public-url", help="Where people will reach the published folder.")
@speaks
def command(console: Console, folder: Path, timezone: str, **given: str | None) -> None:
    """Start a show in FOLDER, or here: show.yaml, a first cover, the folder for episodes.

    Answers that are not given as options are asked for.
    """
    written = start_show(folder, NewShow(timezone=timezone, **_answers(given)))
    console.document({"written": [str(path) for path in written]})
    for path in written:
        console.say("[green]+[/] {}", str(path))
    step = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    console.remark('Next  look at show.yaml, then [bold]{}podpub new "My first episode"[/]', step)


def _answers(given: dict[str, str | None]) -> dict[str, str]:
    """Ask for what was not given, where there is somebody to ask."""
    asking = sys.stdin.isatty()
    unknown = [name for name, (_, default) in _QUESTIONS.items() if given[name] is None and default is None]
    if unknown and not asking:
        missing = ", ".join(f"--{name}" for name in unknown)
        raise UsageError(
            say("{missing}: not given, and there is no terminal to ask on", missing=missing),
            fix=say("Give them as options."),
        )
    answers = {name: _ask(name, asking=asking) if given[name] is None else given[name] for name in _QUESTIONS}
    return {name: str(answer) for name, answer in answers.items()}


def _ask(name: str, *, asking: bool) -> str:
    question, default = _QUESTIONS[name]
    answer = click.prompt(question, default=default, err=True) if asking else default
    return str(answer)
