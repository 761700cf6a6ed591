"""`podpub release`: from recordings to published episodes."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from podpub.cli.chosen import chosen_episodes
from podpub.cli.console import Console, speaks
from podpub.cli.receipt import show_joined, show_report
from podpub.cli.rehearsal import show_rehearsal
from podpub.config import find_show
from podpub.errors import UsageError
from podpub.model import say
from podpub.pipeline.release import Order, bring_in, rehearse, release


@click.command("release", epilog="Example:  podpub release episodes/042-vertrauen-im-team")
@click.argument("episodes", nargs=-1, type=click.Path(path_type=Path), metavar="[EPISODE]...")
@click.option("--all", "everything", is_flag=True, help="Release every episode of the show.")
@click.option("--due", is_flag=True, help="Bring in what was scheduled and has come due; for cron and CI.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Encode on so many cores; all of them by default. The file is the same.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and do nothing.")
@speaks
def command(  # noqa: PLR0913 - one for each flag
    console: Console,
    episodes: tuple[Path, ...],
    *,
    everything: bool,
    due: bool,
    dry_run: bool,
    jobs: int | None,
) -> None:
    """Turn recordings into published episodes.

    EPISODE is an episode.yaml or its folder; without one, the episode in this folder. Running it again
    does only what is missing. An episode dated in the future is uploaded, and joins the feed with the
    first `podpub release --due` after that date.
    """
    now = datetime.now(UTC)
    if due:
        _release_due(console, now, alone=not (episodes or everything or dry_run))
        return
    order = Order(*chosen_episodes(episodes, everything=everything), now, os.environ, jobs)
    if dry_run:
        show_rehearsal(console, rehearse(order))
        return
    with console.progress() as tell:
        report = release(order, tell=tell)
    show_report(console, report)


def _release_due(console: Console, now: datetime, *, alone: bool) -> None:
    if not alone:
        raise UsageError(say("--due stands alone"), fix=say("It brings in every episode that has come due."))
    with console.progress() as tell:
        report = bring_in(Order(find_show(Path.cwd()), (), now, os.environ), tell=tell)
    show_joined(console, report)
