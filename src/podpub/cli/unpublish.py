"""`podpub unpublish`: an episode leaves the feed."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from podpub.cli.chosen import named_episode
from podpub.cli.console import Console, speaks
from podpub.cli.receipt import seen, show_notified, show_sight
from podpub.config import find_show, load_all
from podpub.model import say
from podpub.pipeline.house import open_storage
from podpub.pipeline.looking.notify import News, after_retreat
from podpub.pipeline.looking.witness import witness_retreat
from podpub.pipeline.publishing.retreat import unpublish


@click.command("unpublish", epilog="Example:  podpub unpublish episodes/042-vertrauen-im-team")
@click.argument("episode")
@click.option(
    "--replace",
    "replacement",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Put this audio in the place of the episode's own, for good; transcripts go too.",
)
@speaks
def command(console: Console, episode: str, *, replacement: Path | None) -> None:
    """Take EPISODE out of the feed; its record and its files stay.

    EPISODE is its folder, its episode.yaml, or its name as `podpub status` shows it. Apps that loaded the
    feed before may go on showing it for some hours. `podpub undo` puts it back, unless its audio was
    replaced. Exit code 9 says that the world still sees something else.
    """
    show_file = find_show(Path.cwd())
    project = load_all(show_file, ()).project
    storage, now = open_storage(project), datetime.now(UTC)
    name = named_episode(episode)
    done = unpublish(name, replacement=replacement, storage=storage, now=now)
    with console.progress() as tell:
        sight = witness_retreat(done, project, storage=storage, environ=os.environ, tell=tell)
        news = after_retreat(sight, storage, os.environ, tell=tell) if done.changed else News()
    told = done.record.episode
    console.document(
        {"slug": str(told.slug), "guid": told.guid, "state": "unpublished", "changed": done.changed}
        | seen(sight, news)
    )
    console.findings((*done.findings, *sight.findings, *news.findings))
    words = say("is no longer in the feed") if done.changed else say("was taken out of the feed before")
    console.say("[green]✓[/] [bold]{}[/]  {}", told.title, words)
    show_notified(console, news.told)
    if replacement:
        console.say("  Whoever still asks for its audio gets {}", replacement.name)
        console.remark("  A CDN may keep the old file for up to a year: purge it there.")
    else:
        console.remark("Back        [bold]podpub undo {}[/]", str(told.slug))
    show_sight(console, sight)
