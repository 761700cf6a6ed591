"""`podpub new`: an episode begins."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from podpub.cli.console import Console, speaks
from podpub.config import find_show, load_all
from podpub.model import say
from podpub.pipeline.start import start_episode


@click.command("new", epilog='Example:  podpub new "Vertrauen im Team" --audio ~/Desktop/recording.wav')
@click.argument("title")
@click.option(
    "--audio",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The recording, wherever it lies.",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]),
    help="When it appears, in the show's time zone, as 2026-11-24 06:00.  [default: now]",
)
@speaks
def command(console: Console, title: str, *, audio: Path | None, date: datetime | None) -> None:
    """Start an episode called TITLE: the next number, a GUID for ever, notes to fill in."""
    show_file = find_show(Path.cwd())
    show = load_all(show_file, ()).project.show
    moment = date or datetime.now(show.zone).replace(second=0, microsecond=0, tzinfo=None)
    recording = os.path.abspath(audio) if audio else None  # noqa: PTH100 - links stay as the host made them
    written = start_episode(show_file.parent, title, date=moment, audio=recording)
    console.document({"written": [str(path) for path in written]})
    folder = (
        written[0].parent.relative_to(Path.cwd())
        if written[0].is_relative_to(Path.cwd())
        else written[0].parent
    )
    for path in written[:2]:
        console.say("[green]+[/] {}", str(folder / path.name))
    wanted = folder / "recording.wav"
    missing = "" if audio else say(" put the recording there as {file},", file=wanted)
    console.remark("Next {} write notes.md, then [bold]podpub release {}[/]", missing, str(folder))
