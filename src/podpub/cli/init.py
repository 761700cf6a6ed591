"""`podpub init`: a show begins."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from podpub.cli.console import Console, speaks
from podpub.config import NewShow
from podpub.pipeline.start import start_show


def _own_zone() -> str:
    """Return the computer's time zone by name, where the system tells it."""
    zone = (
        os.environ.get("TZ", "").removeprefix(":")
        or os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    )
    return zone or "Europe/Berlin"


@click.command("init", epilog='Example:  podpub init my-show --title "Auf Augenhöhe"')
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--title", prompt="Title of the show", help="The show's name.")
@click.option("--author", prompt="Who makes it", help="A person or a company.")
@click.option(
    "--email", prompt="E-mail for directories", help="Directories send their codes to this address."
)
@click.option("--language", prompt="Language", default="de", help="As de, en or de-at.")
@click.option(
    "--timezone", default=_own_zone, help="For dates without an offset.  [default: this computer's]"
)
@click.option(
    "--public-url",
    prompt="Public address",
    default="http://localhost:8000/",
    help="Where people will reach the published folder.",
)
@speaks
def command(console: Console, folder: Path, **answers: str) -> None:
    """Start a show in FOLDER, or here: show.yaml, a first cover, the folder for episodes.

    Answers that are not given as options are asked for.
    """
    written = start_show(folder, NewShow(**answers))
    console.document({"written": [str(path) for path in written]})
    for path in written:
        console.say("[green]+[/] {}", str(path))
    step = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    console.remark('Next  look at show.yaml, then [bold]{}podpub new "My first episode"[/]', step)
