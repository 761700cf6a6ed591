"""`podpub undo`: what was published last is taken back."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podpub.cli.chosen import named_episode
from podpub.cli.console import Console, plain, speaks
from podpub.cli.report import show_notified
from podpub.cli.words import date_and_time
from podpub.config import find_show, load_all
from podpub.errors import UsageError
from podpub.model.layout import FEED_KEY, public_address
from podpub.pipeline.house import open_storage
from podpub.pipeline.notify import News, after_retreat
from podpub.pipeline.retreat import Version, known_versions, undo_release, undo_show

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Moment(click.ParamType[datetime]):
    """A moment as `--list` prints it."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail("is no moment; `--list` shows those there are", param, ctx)
        return moment.astimezone(UTC)


@click.command("undo", epilog="Example:  podpub undo 042-vertrauen-im-team")
@click.argument("episode", required=False)
@click.option("--show", "of_show", is_flag=True, help="Take back a change of show.yaml instead.")
@click.option("--list", "listing", is_flag=True, help="Only list what there is to go back to.")
@click.option("--to", type=_Moment(), help="The version of this moment, as `--list` prints it.")
@speaks
def command(
    console: Console, episode: str | None, *, of_show: bool, listing: bool, to: datetime | None
) -> None:
    """Take back the last published change of EPISODE, or of the show.

    What listeners see is again what they saw before: texts, audio, also an episode that was unpublished.
    Your own files stay as they are; the next `podpub release` publishes what they say. Doing it twice does it
    once.
    """
    if (episode is None) is not of_show:
        raise UsageError("name an episode, or use --show", fix="`podpub status` shows every episode.")
    project = load_all(find_show(Path.cwd()), ()).project
    storage, now = open_storage(project), datetime.now(UTC)
    name = named_episode(episode) if episode else None
    if listing:
        _list(console, known_versions(name, storage))
        return
    feed_url = public_address(project.storage.public_url, FEED_KEY)
    if name:
        back = undo_release(name, to=to, storage=storage, now=now)
        title, version, changed = back.record.episode.title, back.record.changed, back.changed
    else:
        show = undo_show(to=to, storage=storage, now=now)
        title, version, changed = show.record.show.title, show.record.changed, show.changed
    with console.progress() as tell:
        news = after_retreat(storage, project, os.environ, tell=tell) if changed else News()
    console.document(
        {"version": version.isoformat(), "changed": changed, "feed_url": feed_url}
        | {"notified": list(news.told), "findings": [plain(one) for one in news.findings]}
    )
    console.findings(news.findings)
    words = "is published again as on" if changed else "was brought back before to"
    console.say("[green]✓[/] [bold]{}[/]  {} {}", title, words, date_and_time(version))
    show_notified(console, news.told)


def _list(console: Console, versions: Sequence[Version]) -> None:
    console.document({"versions": [one.document for one in versions]})
    if console.as_json:
        return
    rows = [
        (one.moment.isoformat(timespec="seconds"), one.title, "now" if one.is_current else "")
        for one in versions
    ]
    console.table({"Moment": "left", "Title": "left", "": "left"}, rows)
