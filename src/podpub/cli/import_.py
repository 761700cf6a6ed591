"""`podpub import`: a show moves in from another host."""

from __future__ import annotations

import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podpub.cli.console import Console, plain, speaks
from podpub.cli.init import own_zone
from podpub.cli.words import count
from podpub.errors import HalfwayError
from podpub.model import Slug, say
from podpub.outside import shown
from podpub.pipeline.arriving.account import REPORT_FILE, summed_up
from podpub.pipeline.arriving.errand import Errand, Limits, visitor_for
from podpub.pipeline.arriving.journal import Fate
from podpub.pipeline.move_in import Wishes, inspect_feed, move_in

if TYPE_CHECKING:
    from podpub.pipeline.arriving.landing import Landed
    from podpub.pipeline.move_in import Inspected, MovedIn

_MOST_SHOWN = 12
_MOST_JOBS = 16
_MB = 1_000_000


@click.command("import", epilog="Example:  podpub import https://example.org/feed.xml my-show")
@click.argument("source")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option("--audio/--no-audio", default=True, help="Fetch the audio, too.  [default: audio]")
@click.option(
    "--audio-folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Take the audio from here, by the names in the feed: for a feed that is gone.",
)
@click.option(
    "--remaster",
    is_flag=True,
    help="Let podpub master the audio anew: it sounds even, and every app loads every episode again.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would come over, and what not.")
@click.option(
    "--jobs",
    type=click.IntRange(1, _MOST_JOBS),
    default=4,
    show_default=True,
    help="Files fetched at a time.",
)
@click.option("--allow-local", is_flag=True, help="Let the feed lead into your own network.")
@click.option("--language", default="en", show_default=True, help="Where the feed names none.")
@click.option("--timezone", default=own_zone, help="For dates to come.  [default: this computer's]")
@click.option(
    "--public-url",
    default="http://localhost:8000/",
    show_default=True,
    help="Where people will reach the published folder.",
)
@click.option(
    "--limit-wait",
    type=click.FloatRange(0.1, 600),
    default=20,
    show_default=True,
    help="Seconds that a server may say nothing.",
)
@click.option("--limit-pages", type=click.IntRange(1), default=500, show_default=True, help="Of the feed.")
@click.option("--limit-episodes", type=click.IntRange(1), default=20_000, show_default=True, help="At most.")
@click.option("--limit-file", type=click.IntRange(1), default=2_000, show_default=True, help="MB of a file.")
@speaks
def command(  # noqa: PLR0913 - an option each
    console: Console,
    source: str,
    folder: Path | None,
    *,
    audio: bool,
    audio_folder: Path | None,
    remaster: bool,
    dry_run: bool,
    jobs: int,
    allow_local: bool,
    language: str,
    timezone: str,
    public_url: str,
    limit_wait: float,
    limit_pages: int,
    limit_episodes: int,
    limit_file: int,
) -> None:
    """Move a show in from another host.

    SOURCE is the address of its feed, or a saved feed. FOLDER gets show.yaml and a folder for each episode,
    with GUIDs, dates, notes, chapters, transcripts and pictures; the audio comes as it is, and is published
    so. What cannot be carried over is listed, and stands in import-report.md. Run it again to go on after a
    stop: nothing is fetched twice, and what you have changed is left alone.
    """
    errand = Errand(
        visitor_for(os.environ, allow_local=allow_local, patience_s=limit_wait),
        Limits(limit_pages, limit_episodes, limit_file),
        jobs,
    )
    wishes = Wishes(
        source,
        Path(),
        timezone,
        public_url.rstrip("/") + "/",
        language,
        sounds=audio or audio_folder is not None,
        kept=not remaster,
        audio_folder=audio_folder,
    )
    with console.progress() as tell:
        inspected = inspect_feed(wishes, errand, tell=tell)
        if dry_run:
            moved = None
        else:
            named = folder or Path(_folder_name(inspected))
            root = Path(os.path.abspath(named))  # noqa: PTH100 - links stay as the host made them
            moved = move_in(inspected, replace(wishes, root=root), errand, tell=tell)
    if moved is None:
        _tell_what_would(console, inspected)
    else:
        _tell(console, root, moved)


def _folder_name(inspected: Inspected) -> str:
    try:
        return str(Slug.of(inspected.arrival.show.title))
    except ValueError:
        return "show"


def _tell_what_would(console: Console, inspected: Inspected) -> None:
    arrival = inspected.arrival
    console.document(
        {
            **_about(inspected),
            "episodes": [
                {"slug": str(one.episode.slug), "guid": one.episode.guid, "title": one.episode.title}
                for one in arrival.episodes
            ],
            "bytes": inspected.bytes,
            "losses": [asdict(one) for one in arrival.losses],
        }
    )
    _tell_of_the_way(console, inspected)
    console.say(
        "[bold]{}[/]  {}, {} MB of audio",
        arrival.show.title,
        count(len(arrival.episodes), say("episode"), say("episodes")),
        inspected.bytes // _MB,
    )
    _tell_of_losses(console, arrival.losses)


def _tell(console: Console, root: Path, moved: MovedIn) -> None:
    inspected = moved.inspected
    console.document(
        {
            "folder": str(root),
            **_about(inspected),
            "episodes": [_plain(one, root) for one in moved.episodes],
            **{fate.value: [str(path) for path in moved.files(fate)] for fate in Fate},
            "losses": [asdict(one) for one in moved.losses],
            "missing": [plain(one) for one in moved.missing],
        }
    )
    _tell_of_the_way(console, inspected)
    for path in moved.files(Fate.DIFFERING):
        console.say("[yellow]![/] {} says something else now, and was left as it is", str(path))
    console.say(
        "[green]✓[/] [bold]{}[/]  {}, {} written, {} there before",
        inspected.arrival.show.title,
        count(len(moved.episodes), say("episode"), say("episodes")),
        count(len(moved.files(Fate.WRITTEN)), say("file"), say("files")),
        count(len(moved.files(Fate.KEPT)), say("file"), say("files")),
    )
    _tell_of_losses(console, moved.losses)
    if moved.missing:
        console.findings(moved.missing)
        raise click.exceptions.Exit(HalfwayError.exit_code)
    console.remark("Next  read {}, then [bold]cd {} && podpub check[/]", REPORT_FILE, str(root))


def _about(inspected: Inspected) -> dict[str, Any]:
    show = inspected.arrival.show
    return {
        "title": show.title,
        "guid": str(show.guid),
        "feed_url": inspected.url,
        "redirects": [shown(hop) for hop in inspected.hops],
        "findings": [plain(one) for one in inspected.findings],
    }


def _plain(one: Landed, root: Path) -> dict[str, Any]:
    return {
        "slug": one.folder.name,
        "guid": one.episode.guid,
        "title": one.episode.title,
        "folder": one.folder.relative_to(root).as_posix(),
        "audio": asdict(one.audio) if one.audio else None,
    }


def _tell_of_the_way(console: Console, inspected: Inspected) -> None:
    for hop in inspected.hops:
        console.say("[dim]→[/] {}", shown(hop))
    console.findings(inspected.findings)


def _tell_of_losses(console: Console, losses: tuple[Any, ...]) -> None:
    summary = summed_up(losses)
    for tag, why, times in summary[:_MOST_SHOWN]:
        console.say("[yellow]![/] {}  {} × {}", tag, times, why)
    if len(summary) > _MOST_SHOWN:
        console.say("  … {} more in {}", len(summary) - _MOST_SHOWN, REPORT_FILE)
