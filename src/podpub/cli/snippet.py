"""`podpub snippet`: an episode as a block for WordPress, or for any other page."""

from __future__ import annotations

from pathlib import Path

import click

from podpub.cli.chosen import named_episode
from podpub.cli.console import Console, speaks
from podpub.config import find_show, load_all
from podpub.pipeline.house import open_storage
from podpub.pipeline.snippet import make_snippet


@click.command("snippet", epilog="Example:  podpub snippet episodes/042-vertrauen-im-team > snippet.html")
@click.argument("episode")
@speaks
def command(console: Console, *, episode: str) -> None:
    """Print EPISODE as HTML to paste into a page of your own.

    EPISODE is its folder, its episode.yaml, or its name as `podpub status` shows it; it has to be released.
    The block has the browser's own player, the chapters and the transcript, and no script: WordPress takes
    it as it is (a block "Custom HTML"), and so does every other editor that knows HTML.
    """
    project = load_all(find_show(Path.cwd()), ()).project
    made = make_snippet(named_episode(episode), open_storage(project))
    told = made.episode
    console.document(
        {
            "slug": str(told.slug),
            "guid": told.guid,
            "html": made.html,
            "has_transcript": made.has_transcript,
        }
    )
    if not console.as_json:
        click.echo(made.html)
