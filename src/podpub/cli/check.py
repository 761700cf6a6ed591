"""`podpub check`: everything that is wrong, at once."""

from __future__ import annotations

from pathlib import Path

import click

from podpub.cli.chosen import chosen_episodes
from podpub.cli.console import Console, plain, speaks
from podpub.cli.words import count
from podpub.errors import ConfigError
from podpub.pipeline.manuscript import read_manuscript


@click.command("check", epilog="Example:  podpub check")
@click.argument("episodes", nargs=-1, type=click.Path(path_type=Path), metavar="[EPISODE]...")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@speaks
def command(console: Console, episodes: tuple[Path, ...], *, strict: bool) -> None:
    """Say everything that is wrong in show.yaml and the episodes, and how to mend it.

    Without EPISODE, the whole show is checked. Nothing is changed and nothing is uploaded.
    """
    show_file, files = chosen_episodes(episodes, everything=not episodes)
    findings = read_manuscript(show_file, files).findings
    if strict and findings:
        raise ConfigError("with --strict, warnings count", findings=findings)
    console.document({"findings": [plain(one) for one in findings]})
    console.findings(findings)
    checked = count(len(files), "episode", "episodes")
    warned = f", {count(len(findings), 'warning', 'warnings')}" if findings else ""
    console.say(f"[green]✓[/] The show and {checked} can be released{warned}.")
