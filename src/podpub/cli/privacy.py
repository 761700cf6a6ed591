"""What `podpub check --privacy` tells."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.cli.console import Console, plain
from podpub.cli.words import count
from podpub.config import episode_files, find_show, load_all
from podpub.errors import ConfigError
from podpub.model import say
from podpub.pipeline.privacy import look_at_address, look_at_folder
from podpub.pipeline.release import Order

if TYPE_CHECKING:
    from podpub.pipeline.privacy import PrivacyReport


def check_privacy(console: Console, url: str | None) -> None:
    """Let a browser look at every page, and tell what it has seen."""
    with console.progress() as tell:
        if url:
            report = look_at_address(url, remembers=_remembers(), environ=os.environ, tell=tell)
        else:
            show_file = find_show(Path.cwd())
            files = episode_files(show_file.parent)
            report = look_at_folder(Order(show_file, files, datetime.now(UTC), os.environ), tell=tell)
    if report.findings:
        raise ConfigError(say("visitors would have to be told, or asked"), findings=report.findings)
    _tell(console, report)


def _tell(console: Console, report: PrivacyReport) -> None:
    console.document(
        {
            "findings": [plain(one) for one in (*report.findings, *report.unseen)],
            "pages": report.pages,
            "hosts": list(report.places),
            "statement": report.statement,
        }
    )
    console.findings(report.unseen)
    opened = count(report.pages, say("page"), say("pages"))
    console.say("[green]✓[/] {} opened and played: nobody else was asked, nothing was left behind.", opened)
    console.remark("For the privacy statement; fill in the brackets. This is no legal advice.")
    for language, paragraph in report.statement.items():
        console.say("")
        console.say("[dim]{}[/] {}", language, paragraph)


def _remembers() -> bool:
    """Tell whether the show here, if there is one, wants browsers to keep where somebody stopped."""
    try:
        site = load_all(find_show(Path.cwd()), ()).project.show.site
    except ConfigError:
        return False
    return bool(site and site.remember_position)
