"""`podpub check`: everything that is wrong, at once."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podpub.checks import Profile, as_seen_by
from podpub.cli.alike import few
from podpub.cli.chosen import chosen_episodes
from podpub.cli.console import Console, plain, speaks
from podpub.cli.privacy import check_privacy
from podpub.cli.sarif import write_sarif
from podpub.config import find_show
from podpub.errors import ConfigError, PodpubError, UsageError
from podpub.model import Finding, Level, Message, say
from podpub.pipeline.looking.audition import audition
from podpub.pipeline.looking.foreign import is_address, judge_address, judge_file
from podpub.pipeline.looking.judgement import judged
from podpub.pipeline.release import Order, examine

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What was found, what it means if it is bad, and if it is not.

    Attributes:
        root: What the places count from.
    """

    findings: tuple[Finding, ...]
    bad: Message
    good: Message
    root: Path | None = None


@click.command("check", epilog="Example:  podpub check --feed https://example.org/feed.xml --profile apple")
@click.argument("episodes", nargs=-1, type=click.Path(path_type=Path), metavar="[EPISODE]...")
@click.option("--feed", metavar="URL|FILE", help="Check any feed instead, also one that podpub did not make.")
@click.option(
    "--profile",
    type=click.Choice([str(one) for one in Profile]),
    help="Whose demands count; left out, everybody's.",
)
@click.option("--privacy", is_flag=True, help="Open every page in a browser: is anybody else asked?")
@click.option("--url", metavar="URL", help="With --privacy, look at the published site there instead.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--sarif", type=click.Path(path_type=Path), metavar="FILE", help="Also write SARIF for code review."
)
@speaks
def command(  # noqa: PLR0913 - one option each
    console: Console,
    episodes: tuple[Path, ...],
    *,
    feed: str | None,
    profile: str | None,
    privacy: bool,
    url: str | None,
    strict: bool,
    sarif: Path | None,
) -> None:
    """Say everything that is wrong in show.yaml and the episodes, and how to mend it.

    Without EPISODE, the whole show is checked. Recordings that are not released yet are heard from beginning
    to end, and the feed is looked at as it would be published. Nothing is changed and nothing is uploaded.
    docs/reference/checks.md lists every rule.
    """
    if privacy or url:
        _require_alone(privacy=privacy, others=bool(feed or episodes or profile or sarif))
        check_privacy(console, url)
        return
    if feed and episodes:
        raise UsageError(
            say("--feed checks a feed, and no episodes"), fix=say("Leave out the episodes, or `--feed`.")
        )
    try:
        verdict = _of_feed(console, feed) if feed else _of_show(console, episodes)
    except PodpubError as error:
        if sarif:
            found, root = error.findings or (_as_finding(error),), _root(feed, episodes)
            write_sarif(sarif, found, root=root, tell=console.tell)
        raise
    findings = as_seen_by(Profile(profile) if profile else None, verdict.findings)
    if sarif:
        write_sarif(sarif, findings, root=verdict.root, tell=console.tell)
    _tell(console, replace(verdict, findings=findings), strict=strict)


def _require_alone(*, privacy: bool, others: bool) -> None:
    if others or not privacy:
        raise UsageError(
            say("--privacy stands alone, or with --url"),
            fix=say("`podpub check --privacy` looks at every page; leave out the rest."),
        )


def _of_show(console: Console, episodes: tuple[Path, ...]) -> _Verdict:
    show_file, files = chosen_episodes(episodes, everything=not episodes)
    plan = examine(Order(show_file, files, datetime.now(UTC), os.environ))
    with console.progress() as tell:
        findings = (*plan.findings, *judged(plan), *audition(plan, environ=os.environ, tell=tell))
    one = say("The show and {count} episode can be released", count=len(files))
    many = say("The show and {count} episodes can be released", count=len(files))
    return _Verdict(
        tuple(dict.fromkeys(findings)),
        bad=say("the show cannot be published like this"),
        good=one if len(files) == 1 else many,
        root=show_file.parent,
    )


def _of_feed(console: Console, feed: str) -> _Verdict:
    now = datetime.now(UTC)
    with console.progress() as tell:
        found = (
            judge_address(feed, now, environ=os.environ, tell=tell)
            if is_address(feed)
            else judge_file(feed, now)
        )
    return _Verdict(
        found, bad=say("directories and apps will stumble over this feed"), good=say("The feed is sound")
    )


def _root(feed: str | None, episodes: Sequence[Path]) -> Path | None:
    """Return what places count from where nothing could be read."""
    if feed:
        return None
    try:
        return find_show(episodes[0] if episodes else Path.cwd()).parent
    except ConfigError:
        return Path.cwd()


def _as_finding(error: PodpubError) -> Finding:
    return Finding(Level.ERROR, error.code, "", error.message, error.fix)


def _tell(console: Console, verdict: _Verdict, *, strict: bool) -> None:
    findings = verdict.findings if console.as_json or verdict.root else tuple(few(verdict.findings))
    if any(strict or one.level is Level.ERROR for one in findings):
        raise ConfigError(verdict.bad, findings=findings)
    console.document({"findings": [plain(one) for one in findings]})
    console.findings(findings)
    one, many = say("1 warning"), say("{count} warnings", count=len(verdict.findings))
    warned = say("{result}, {warnings}", result=verdict.good, warnings=one if len(findings) == 1 else many)
    console.say("[green]✓[/] {}.", warned if findings else verdict.good)
