"""`podpub migrate`: a show that moves in or out, compared and sent on."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from podpub.cli.console import Console, speaks
from podpub.cli.moving import show_move
from podpub.config import episode_files, find_show
from podpub.errors import InvalidResultError, UsageError
from podpub.model import say
from podpub.moving import Server, paired, redirects, written
from podpub.pipeline.migrate import Asking, Elsewhere, Own, both_sides, rehearse_move


@click.group("migrate", epilog="Example:  podpub migrate check https://old-host.example/feed.xml")
def command() -> None:
    """Move a show from one host to another.

    Nothing is changed at either end: `check` tells what is to be done, and what of it is done.
    """


@command.command("check", epilog="Example:  podpub migrate check https://old-host.example/feed.xml --planned")
@click.argument("old_feed", metavar="OLD_FEED")
@click.option("--new", metavar="URL|FILE", help="The new feed, if it is not that of this show.")
@click.option("--planned", is_flag=True, help="Look at this show's feed as the next release will leave it.")
@click.option(
    "--old-url", metavar="URL", help="Where the old feed is or was, if OLD_FEED is a file you saved."
)
@click.option("--hash/--no-hash", "entire", help="Fetch every file whole, and compare the bytes.")
@click.option("--no-files", is_flag=True, help="Compare what the feeds say, and ask for no file.")
@click.option("--allow-local", is_flag=True, help="Let feeds lead to addresses of your own network.")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="When the old feed is sent on.  [default: today]"
)
@speaks
def check(  # noqa: PLR0913 - one option each
    console: Console,
    old_feed: str,
    *,
    new: str | None,
    planned: bool,
    old_url: str | None,
    entire: bool,
    no_files: bool,
    allow_local: bool,
    day: datetime | None,
) -> None:
    """Compare an old feed with the new one, episode by episode, and print the check list of the move.

    OLD_FEED is an address, or a file in which you saved the feed. The new feed is that of this show: as
    published, or, before that, as its next release will leave it. The old host is asked for the headers of
    every file. Exit code 6 says that an app would load an episode again, or lose one.
    """
    now = datetime.now(UTC)
    before, after = Elsewhere(old_feed, old_url or ""), _meant(new, planned=planned)
    asking = Asking(now, os.environ, entire, allow_local, files=not no_files)
    with console.progress() as tell:
        rehearsed = rehearse_move(before, after, asking, day=(day or now).date(), tell=tell)
    show_move(console, rehearsed)
    if not rehearsed.is_safe:
        raise click.exceptions.Exit(InvalidResultError.exit_code)


@command.command(
    "redirects", epilog="Example:  podpub migrate redirects nginx --new https://new-host.example/rss"
)
@click.argument("server", type=click.Choice([str(one) for one in Server]))
@click.option("--old", metavar="URL|FILE", help="The feed to lead away from.  [default: this show's]")
@click.option("--new", metavar="URL|FILE", help="The feed to lead to.  [default: this show's]")
@click.option("--old-url", metavar="URL", help="Where the old feed is, if --old is a file.")
@click.option("--new-url", metavar="URL", help="Where the new feed is, if --new is a file.")
@click.option("--allow-local", is_flag=True, help="Let feeds lead to addresses of your own network.")
@speaks
def lead(  # noqa: PLR0913 - one option each
    console: Console,
    server: str,
    *,
    old: str | None,
    new: str | None,
    old_url: str | None,
    new_url: str | None,
    allow_local: bool,
) -> None:
    """Print redirects from every address of one feed to the same one of another.

    Feed, files, pages and covers are matched by the GUIDs of the episodes. Put what is printed where the old
    addresses are served. Name one feed; the other is this show's.
    """
    if not old and not new:
        raise UsageError(
            say("it is not clear which feed leads to which"),
            fix=say("Name the other feed with --old or --new."),
        )
    asking = Asking(datetime.now(UTC), os.environ, anywhere=allow_local)
    with console.progress() as tell:
        before, after = both_sides(_meant(old, old_url), _meant(new, new_url), asking, tell=tell)
    ways = redirects(before, after, paired(before, after))
    console.document({"redirects": [{"old": one.old, "new": one.new} for one in ways]})
    if not console.as_json:
        click.echo(written(ways, Server(server)), nl=False)


def _meant(typed: str | None, url: str | None = None, *, planned: bool = False) -> Elsewhere | Own:
    """Return the feed that was named; or else this show's."""
    if typed:
        return Elsewhere(typed, url or "")
    show_file = find_show(Path.cwd())
    return Own(show_file, episode_files(show_file.parent), planned)
