"""`podpub undo`: what was published last is taken back."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podpub.cli.chosen import named_episode
from podpub.cli.console import Console, speaks
from podpub.cli.receipt import seen, show_notified, show_sight
from podpub.cli.words import date_and_time
from podpub.config import find_show, load_all
from podpub.errors import UsageError
from podpub.model import say
from podpub.pipeline.house import open_storage
from podpub.pipeline.looking.notify import News, after_retreat
from podpub.pipeline.looking.witness import witness_retreat
from podpub.pipeline.publishing.retreat import known_versions, title_of, undo_release, undo_show

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from podpub.model import Release, ShowRecord
    from podpub.pipeline.publishing.retreat import Retreat, Version


class _Moment(click.ParamType[datetime]):
    """A moment as `--list` prints it; one without an offset counts in the show's time zone."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail("is no moment; `--list` shows those there are", param, ctx)


@click.command("undo", epilog="Example:  podpub undo 042-vertrauen-im-team")
@click.argument("episode", required=False)
@click.option("--show", "of_show", is_flag=True, help="Take back a change of show.yaml instead.")
@click.option("--list", "listing", is_flag=True, help="Only list what there is to go back to.")
@click.option("--to", type=_Moment(), help="The version of this moment, as `--list` prints it.")
@speaks
def command(
    console: Console, episode: str | None, *, of_show: bool, listing: bool, to: datetime | None
) -> None:
    """Take back the last release of EPISODE, or its unpublishing, or the last change of the show.

    What listeners see is again what they saw before it: texts, audio, also an episode that was unpublished.
    Your own files stay as they are; the next `podpub release` publishes what they say. Doing it twice does it
    once; `--to` leads to any other version, also to a newer one. Exit code 9 says that the world still sees
    something else.
    """
    if (episode is None) is not of_show:
        raise UsageError(
            say("name an episode, or use --show"), fix=say("`podpub status` shows every episode.")
        )
    project = load_all(find_show(Path.cwd()), ()).project
    storage, now, zone = open_storage(project), datetime.now(UTC), project.show.zone
    name = named_episode(episode) if episode else None
    if listing:
        _list(console, known_versions(name, storage), zone)
        return
    moment = to and (to if to.tzinfo else to.replace(tzinfo=zone))
    back: Retreat[Release] | Retreat[ShowRecord]
    if name:
        back = undo_release(name, to=moment, storage=storage, now=now)
    else:
        back = undo_show(to=moment, storage=storage, now=now)
    with console.progress() as tell:
        sight = witness_retreat(back, project, storage=storage, environ=os.environ, tell=tell)
        news = after_retreat(sight, storage, os.environ, tell=tell) if back.changed else News()
    version = back.record.changed.astimezone(zone)
    console.document({"version": version.isoformat(), "changed": back.changed} | seen(sight, news))
    console.findings((*back.findings, *sight.findings, *news.findings))
    at = date_and_time(version)
    words = (
        say("is published again as on {at}", at=at)
        if back.changed
        else say("was brought back before to {at}", at=at)
    )
    console.say("[green]✓[/] [bold]{}[/]  {}", title_of(back.record), words)
    show_sight(console, sight)
    show_notified(console, news.told)


def _list(console: Console, versions: Sequence[Version], zone: tzinfo) -> None:
    moments = [one.moment.astimezone(zone).isoformat(timespec="seconds") for one in versions]
    listed = list(zip(moments, versions, strict=True))
    console.document(
        {"versions": [{"moment": at, "title": one.title, "current": one.is_current} for at, one in listed]}
    )
    if console.as_json:
        return
    rows = [(at, one.title, say("now") if one.is_current else "") for at, one in listed]
    console.table({say("Moment"): "left", say("Title"): "left", "": "left"}, rows)
