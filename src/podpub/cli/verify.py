"""`podpub verify`: what is published, seen from outside."""

from __future__ import annotations

import os
from pathlib import Path

import click

from podpub.cli.console import Console, plain, speaks
from podpub.cli.receipt import show_notified
from podpub.cli.words import count
from podpub.config import find_show, load_all
from podpub.model import say
from podpub.pipeline.house import open_storage
from podpub.pipeline.looking.notify import News, again
from podpub.pipeline.looking.outside import insist, onlooker
from podpub.pipeline.looking.witness import look_at_everything


@click.command("verify", epilog="Example:  podpub verify --newest 10")
@click.option(
    "--newest", type=click.IntRange(1), metavar="N", help="Look at the files of the N newest episodes only."
)
@click.option("--full", is_flag=True, help="Fetch every file to its last byte, and compare its digest.")
@click.option("--notify", "notifies", is_flag=True, help="If all is well, tell those whom `notify:` names.")
@speaks
def command(console: Console, *, newest: int | None, full: bool, notifies: bool) -> None:
    """Look at what is published as a podcast app does.

    The feed at `public_url` is fetched and held against the one in the storage; then length, type and a part
    of every file of sound, the cover, transcripts and chapters. Nothing is changed. Exit code 9 says that
    the world sees something else than what was published.
    """
    project = load_all(find_show(Path.cwd()), ()).project
    storage, eyes = open_storage(project), onlooker(project.storage, os.environ)
    with console.progress() as tell:
        sight = look_at_everything(storage, eyes=eyes, newest=newest, entire=full, tell=tell)
        insist(sight)
        news = again(storage, os.environ, tell=tell) if notifies else News()
    findings = (*sight.findings, *news.findings)
    console.document(
        {"feed_url": sight.feed_url, "files": sight.files, "notified": list(news.told)}
        | {"findings": [plain(one) for one in findings]}
    )
    console.findings(findings)
    files = count(sight.files, say("file"), say("files"))
    console.say("[green]✓[/] Apps see the feed and {} as published: {}", files, sight.feed_url)
    show_notified(console, news.told)
