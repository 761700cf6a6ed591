"""`podpub embeds`: old players in the posts of a WordPress site."""

from __future__ import annotations

import csv
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podpub.cli.console import Console, speaks
from podpub.cli.words import count
from podpub.config import find_show, load_all
from podpub.errors import UsageError
from podpub.model import say
from podpub.pipeline.embeds import survey_posts
from podpub.pipeline.house import open_storage
from podpub.pipeline.migrate import Asking, Elsewhere, Own, both_sides
from podpub.wordpress import By, Sure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.model import Tell
    from podpub.moving import Side
    from podpub.pipeline.embeds import Bare, Replacement, Survey

_COLUMNS = ("post_id", "title", "address", "player", "episode", "sure", "everywhere", "old", "new")
_SURE = {Sure.CERTAIN: say("certain"), Sure.LIKELY: say("likely"), Sure.GUESS: say("a guess")}
_BY = {
    By.GUID: say("its GUID"),
    By.FILE: say("its file"),
    By.ADDRESS: say("its address"),
    By.TITLE_AND_DAY: say("its title and day"),
    By.TITLE: say("its title"),
    By.DAY: say("its day"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@click.command("embeds", epilog="Example:  podpub embeds export.xml --old https://old-host.example/feed.xml")
@click.argument("export", type=click.Path(path_type=Path, dir_okay=False), metavar="EXPORT.xml")
@click.option("--old", metavar="URL|FILE", help="The old feed: it knows the names that old players use.")
@click.option(
    "--csv",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write a table, with each old player and what replaces it.",
)
@click.option("--allow-local", is_flag=True, help="Let the old feed lead to addresses of your own network.")
@speaks
def command(
    console: Console, export: Path, *, old: str | None, table: Path | None, allow_local: bool
) -> None:
    """Find the players of old hosts in the posts of a WordPress site, and what replaces each.

    EXPORT.xml is what Tools, Export in WordPress writes. Iframes, scripts, shortcodes and blocks are found,
    also behind consent walls. Each is listed with the episode that it belongs to, how sure that is, and the
    block of `podpub snippet` that replaces it. Nothing is changed.
    """
    show_file = find_show(Path.cwd())
    storage = open_storage(load_all(show_file, ()).project)
    with console.progress() as tell:
        sides = _sides(old, show_file, allow_local=allow_local, tell=tell) if old else None
        survey = survey_posts(export, storage=storage, sides=sides, tell=tell)
    if table:
        _write(table, survey.replacements)
    _tell(console, survey, table)


def _sides(old: str, show_file: Path, *, allow_local: bool, tell: Tell) -> tuple[Side, Side]:
    asking = Asking(datetime.now(UTC), os.environ, anywhere=allow_local)
    return both_sides(Elsewhere(old), Own(show_file), asking, tell=tell)


def _write(table: Path, replacements: Sequence[Replacement]) -> None:
    """Write a table that spreadsheets open: a title like a formula is told to be a text (CWE-1236)."""
    try:
        with table.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(_COLUMNS)
            rows.writerows(_row(one) for one in replacements)
    except OSError as error:
        raise UsageError(
            say("cannot write {path}: {reason}", path=table, reason=error.strerror or str(error)),
            fix=say("Write it somewhere else."),
        ) from error


def _row(one: Replacement) -> tuple[object, ...]:
    belonging = one.belonging
    return (
        one.post.id,
        _harmless(one.post.title),
        _harmless(one.post.link),
        one.embed.player,
        _harmless(belonging.episode.title) if belonging else "",
        str(belonging.sure) if belonging else "",
        "yes" if one.is_everywhere else "no",
        one.embed.text,
        one.block,
    )


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _tell(console: Console, survey: Survey, table: Path | None) -> None:
    console.document(
        {
            "posts": survey.posts,
            "own_players": survey.shows_itself,
            "embeds": [_plain(one) for one in survey.replacements],
            "bare": [_told(one) | {"new": one.block} for one in survey.bare],
        }
    )
    if console.as_json:
        return
    if survey.replacements:
        sides = {say("Post"): "right", say("Title"): "left", say("Player"): "left", say("Episode"): "left"}
        columns = {**sides, say("Sure"): "left"}
        console.table(columns, [_line(one) for one in survey.replacements])
    known = sum(1 for one in survey.replacements if one.belonging)
    console.say(
        "[green]✓[/] {} in {}, {} with an episode, {} of this show already",
        count(len(survey.replacements), say("old player"), say("old players")),
        count(survey.posts, say("post"), say("posts")),
        known,
        survey.shows_itself,
    )
    if survey.bare:
        told = count(len(survey.bare), say("post"), say("posts"))
        console.say(
            "[yellow]![/] {} with a file, and no player in the text: the plugin shows one (--json)", told
        )
    if table:
        console.remark("Next  docs/how-to/wordpress.md tells what to do with [bold]{}[/]", str(table))


def _line(one: Replacement) -> tuple[str, ...]:
    belonging = one.belonging
    episode = belonging.episode.title if belonging else say("nobody can tell")
    return (
        str(one.post.id),
        one.post.title or one.post.link,
        one.embed.player,
        episode,
        say("{sure}, by {by}", sure=_SURE[belonging.sure], by=_BY[belonging.by]) if belonging else "",
    )


def _plain(one: Replacement) -> dict[str, object]:
    player = {"player": one.embed.player, "everywhere": one.is_everywhere}
    return {**_told(one), **player, "old": one.embed.text, "new": one.block}


def _told(one: Replacement | Bare) -> dict[str, object]:
    belonging = one.belonging
    return {
        "post": one.post.id,
        "title": one.post.title,
        "address": one.post.link,
        "episode": belonging and {"guid": belonging.episode.guid, "title": belonging.episode.title},
        "sure": belonging and str(belonging.sure),
        "by": belonging and str(belonging.by),
    }
