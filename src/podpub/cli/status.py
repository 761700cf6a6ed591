"""`podpub status`: the whole show at a glance."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from podpub.cli.chosen import chosen_episodes
from podpub.cli.console import Console, plain, speaks
from podpub.cli.words import count, date_and_time, listed, megabytes
from podpub.model import say
from podpub.pipeline.house import open_storage
from podpub.pipeline.publishing.leftovers import awaited_slugs, leftovers
from podpub.pipeline.release import Order, examine
from podpub.pipeline.status import State, show_status

if TYPE_CHECKING:
    from podpub.pipeline.status import EpisodeStatus

_STATES = {
    State.NEW: say("new"),
    State.DRAFT: say("draft"),
    State.SCHEDULED: say("scheduled"),
    State.RELEASED: say("released"),
    State.CHANGED: say("changed"),
    State.UNPUBLISHED: say("unpublished"),
}


@click.command("status", epilog="Example:  podpub status")
@speaks
def command(console: Console) -> None:
    """Show where every episode stands: new, draft, scheduled, released or changed since."""
    plan = examine(Order(*chosen_episodes((), everything=True), datetime.now(UTC), os.environ))
    status = show_status(plan)
    unused = leftovers(open_storage(plan.project), plan.now, awaited=awaited_slugs(plan.project))
    console.document(
        {
            "episodes": [_document(one) for one in status.episodes],
            "feed_url": status.feed_url,
            "site_url": status.site_url,
            "leftovers": [one.document for one in unused],
            "findings": [plain(one) for one in plan.findings],
        }
    )
    console.findings(plan.findings)
    if console.as_json:
        return
    columns = {say("No."): "right", say("Title"): "left", say("Date"): "left", say("State"): "left"}
    console.table(columns, [_row(one, plan.now) for one in status.episodes])
    console.say("Feed  {}", status.feed_url)
    if status.site_url:
        console.say("Web   {}", status.site_url)
    if unused:
        console.remark(
            "{}, {}, in the storage that no episode uses; [bold]podpub clean[/] removes them after 30 days",
            count(len(unused), say("file"), say("files")),
            megabytes(sum(one.bytes for one in unused)),
        )


def _row(one: EpisodeStatus, now: datetime) -> tuple[str, ...]:
    state = _STATES[one.state]
    if one.reasons:
        state = say("{state}: {reasons}", state=state, reasons=listed(one.reasons))
    if one.state is State.NEW and one.episode.date < now:
        state = say("{state}, its date has passed", state=state)
    number = "" if one.episode.number is None else str(one.episode.number)
    return (number, one.episode.title, date_and_time(one.episode.date), state)


def _document(one: EpisodeStatus) -> dict[str, object]:
    return {
        "slug": str(one.episode.slug),
        "guid": one.episode.guid,
        "title": one.episode.title,
        "date": one.episode.date.isoformat(),
        "state": str(one.state),
        "url": one.url,
    }
