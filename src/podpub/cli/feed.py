"""`podpub feed`: the feed alone."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from podpub.cli.console import Console, plain, speaks
from podpub.cli.report import show_sight
from podpub.config import find_show
from podpub.pipeline.release import Order, release


@click.command("feed", epilog="Example:  podpub feed")
@speaks
def command(console: Console) -> None:
    """Write the feed again from show.yaml and what is released.

    Use it after a change in show.yaml: the description, a category, the cover. The episodes stay as
    they are.
    """
    order = Order(find_show(Path.cwd()), (), datetime.now(UTC), os.environ)
    with console.progress() as tell:
        report = release(order, tell=tell)
    changed = bool(report.uploaded)
    console.document(
        {"feed_url": report.feed_url, "changed": changed, "findings": [plain(one) for one in report.findings]}
    )
    console.findings(report.findings)
    console.say("{}: {}", "Written" if changed else "Unchanged", report.feed_url)
    show_sight(console, report)
