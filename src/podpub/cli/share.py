"""`podpub share`: a draft for a few ears."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

import click

from podpub.cli.chosen import chosen_episodes
from podpub.cli.console import Console, speaks
from podpub.cli.words import megabytes, playing_time
from podpub.pipeline.release import Order
from podpub.pipeline.share import share

_TOKEN_BYTES = 16


@click.command("share", epilog="Example:  podpub share episodes/042-vertrauen-im-team")
@click.argument("episode", type=click.Path(path_type=Path), required=False)
@speaks
def command(console: Console, episode: Path | None) -> None:
    """Let a few people hear EPISODE before it is published.

    Masters it as a release would and prints an address that nobody can guess. It stands in no feed; whoever
    has the address can listen. Releasing the episode later encodes nothing again. 30 days after that,
    `podpub clean` removes what was shared.
    """
    show_file, files = chosen_episodes([episode] if episode else (), everything=False)
    order = Order(show_file, files, datetime.now(UTC), os.environ)
    with console.progress() as tell:
        shared = share(order, token=secrets.token_hex(_TOKEN_BYTES), tell=tell)
    console.document(
        {
            "slug": str(shared.episode.slug),
            "guid": shared.episode.guid,
            "url": shared.url,
            "key": shared.key,
            "bytes": shared.enclosure.bytes,
            "duration_s": shared.enclosure.duration_s,
            "uploaded": shared.uploaded,
        }
    )
    length, size = playing_time(shared.enclosure.duration_s), megabytes(shared.enclosure.bytes)
    console.remark(
        "[bold]{}[/], {}, {}; whoever has this address can listen:", shared.episode.title, length, size
    )
    console.say("{}", shared.url)
