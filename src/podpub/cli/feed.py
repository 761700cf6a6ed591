"""`podpub feed`: the feed alone."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from podpub.cli.console import Console, plain, speaks
from podpub.cli.receipt import show_notified, show_sight, show_site
from podpub.cli.rehearsal import show_rehearsal
from podpub.config import find_show
from podpub.model import say
from podpub.pipeline.release import Order, rehearse, release


@click.command("feed", epilog="Example:  podpub feed")
@click.option("--dry-run", is_flag=True, help="Say what subscribers would see differently, and do nothing.")
@speaks
def command(console: Console, *, dry_run: bool) -> None:
    """Write the feed and the web pages again from show.yaml and what is released.

    Use it after a change in show.yaml: the description, a category, the cover, the colour of the pages. The
    episodes stay as they are. Every page is looked at, so one that somebody has changed or removed is mended.
    """
    order = Order(find_show(Path.cwd()), (), datetime.now(UTC), os.environ)
    if dry_run:
        show_rehearsal(console, rehearse(order))
        return
    with console.progress() as tell:
        report = release(order, tell=tell)
    changed = bool(report.uploaded)
    console.document(
        {"feed_url": report.feed_url, "changed": changed, "notified": list(report.notified)}
        | {"site_url": report.site_url, "pages": list(report.pages)}
        | {"findings": [plain(one) for one in report.findings]}
    )
    console.findings(report.findings)
    console.say("{}: {}", say("Written") if changed else say("Unchanged"), report.feed_url)
    show_site(console, report)
    show_sight(console, report.sight)
    show_notified(console, report.notified)
