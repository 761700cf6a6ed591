"""`podpub report`: the sound of an episode as a page and as a picture."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podpub.cli.chosen import chosen_episodes
from podpub.cli.console import Console, plain, speaks
from podpub.cli.words import count
from podpub.errors import UsageError
from podpub.model import say
from podpub.pipeline.portrait import portray
from podpub.pipeline.release import Order

if TYPE_CHECKING:
    from podpub.artwork.chart import SoundSheet
    from podpub.model import Episode


@click.command("report", epilog="Example:  podpub report episodes/042-vertrauen-im-team --png sound.png")
@click.argument("episode", type=click.Path(path_type=Path), required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write the page.  [default: SLUG-report.html in this folder]",
)
@click.option(
    "--png",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write the picture alone, for a pull request.",
)
@speaks
def command(console: Console, episode: Path | None, *, output: Path | None, png: Path | None) -> None:
    """Show the sound of EPISODE: before, after, and what was done to it.

    Writes one HTML page that loads nothing: waveforms, loudness over time with the target, gain, chapters,
    figures and findings. Masters the recording as a release would, unless that is done already; nothing is
    uploaded.
    """
    show_file, files = chosen_episodes([episode] if episode else (), everything=False)
    order = Order(show_file, files, datetime.now(UTC), os.environ)
    with console.progress() as tell:
        told, sheet = portray(order, language=console.language, tell=tell)
    page_file = output or Path(f"{told.slug}-report.html")
    _write(page_file, png, sheet)
    console.document(_document(told, sheet, page_file, png))
    for file in filter(None, (page_file, png)):
        console.say("[green]✓[/] {}", file)
    if sheet.findings:
        console.remark("{} in it", count(len(sheet.findings), say("finding"), say("findings")))


def _write(page_file: Path, png_file: Path | None, sheet: SoundSheet) -> None:
    from podpub.artwork.chart import page, png  # noqa: PLC0415 - Pillow is heavy

    try:
        page_file.write_text(page(sheet), encoding="utf-8")
        if png_file:
            png_file.write_bytes(png(sheet))
    except OSError as error:
        raise UsageError(
            say("{file} cannot be written: {reason}", file=error.filename, reason=error.strerror or error),
            fix=say("Name a file in a folder that is there, and that you may write in."),
        ) from error


def _document(told: Episode, sheet: SoundSheet, page_file: Path, png_file: Path | None) -> dict[str, object]:
    return {
        "slug": str(told.slug),
        "guid": told.guid,
        "page": str(page_file),
        "png": png_file and str(png_file),
        "loudness": asdict(sheet.loudness),
        "target_lufs": sheet.target_lufs,
        "ceiling_dbtp": sheet.ceiling_dbtp,
        "chapters": [{"start_s": one.start_s, "title": one.title} for one in sheet.chapters],
        "envelope": asdict(sheet.envelope),
        "findings": [plain(one) for one in sheet.findings],
    }
