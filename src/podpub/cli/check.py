"""`podpub check`: everything that is wrong, at once."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from podpub.cli.chosen import chosen_episodes
from podpub.cli.console import Console, plain, speaks
from podpub.cli.words import count
from podpub.errors import ConfigError
from podpub.model import Level
from podpub.pipeline.audition import audition
from podpub.pipeline.release import Order, examine


@click.command("check", epilog="Example:  podpub check")
@click.argument("episodes", nargs=-1, type=click.Path(path_type=Path), metavar="[EPISODE]...")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@speaks
def command(console: Console, episodes: tuple[Path, ...], *, strict: bool) -> None:
    """Say everything that is wrong in show.yaml and the episodes, and how to mend it.

    Without EPISODE, the whole show is checked. Recordings that are not released yet are heard from beginning
    to end. Nothing is changed and nothing is uploaded.
    """
    show_file, files = chosen_episodes(episodes, everything=not episodes)
    plan = examine(Order(show_file, files, datetime.now(UTC), os.environ))
    with console.progress() as tell:
        findings = (*plan.findings, *audition(plan, environ=os.environ, tell=tell))
    if any(strict or finding.level is Level.ERROR for finding in findings):
        raise ConfigError("the show cannot be published like this", findings=findings)
    console.document({"findings": [plain(one) for one in findings]})
    console.findings(findings)
    checked = count(len(files), "episode", "episodes")
    warned = f", {count(len(findings), 'warning', 'warnings')}" if findings else ""
    console.say("[green]✓[/] The show and {} can be released{}.", checked, warned)
