"""`podpub clean`: what nobody needs any more leaves the storage."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from podpub.cli.console import Console, speaks
from podpub.cli.words import count, megabytes
from podpub.config import find_show, load_all
from podpub.model import say
from podpub.pipeline.house import open_storage
from podpub.pipeline.publishing.leftovers import awaited_slugs, clean, leftovers


@click.command("clean", epilog="Example:  podpub clean --dry-run")
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
@speaks
def command(console: Console, *, dry_run: bool) -> None:
    """Remove files from the storage that no episode uses, and uploads that were broken off.

    Only what is older than 30 days goes, and only what podpub put there. What an episode said until it was
    changed in the last 30 days stays, so that `podpub undo` can bring it back; so does what was shared of an
    episode that is not released yet.
    """
    project, now = load_all(find_show(Path.cwd()), ()).project, datetime.now(UTC)
    storage, awaited = open_storage(project), awaited_slugs(project)
    if dry_run:
        found = tuple(one for one in leftovers(storage, now, awaited=awaited) if one.removable)
    else:
        with console.progress() as tell:
            found = clean(storage, now, awaited=awaited, tell=tell)
    console.document({"removed": [one.document for one in found], "dry_run": dry_run})
    for one in found:
        console.say("[red]-[/] {}{}", one.key, say(" (an upload that was broken off)") if one.upload else "")
    size = megabytes(sum(one.bytes for one in found))
    words = say("would be removed") if dry_run else say("removed")
    console.say("{}, {} {}", count(len(found), say("file"), say("files")), size, words)
