"""What subscribers will see differently, in words; what breaks an identity in red."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from podpub.feed import Audio, Kind
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podpub.cli.console import Console
    from podpub.feed import Change, FeedDifference, ItemDifference

_NAMES = {
    "atom:link": say("address of the feed"),
    "content:encoded": say("show notes"),
    "itunes:episode": say("number"),
    "itunes:episodeType": say("type"),
    "itunes:image": say("cover"),
    "itunes:new-feed-url": say("new address of the feed"),
    "podcast:episode": say("number as shown"),
    "podcast:guid": say("GUID of the show"),
    "podcast:location": say("locations"),
    "podcast:person": say("persons"),
    "podcast:season": say("season with its name"),
    "podcast:socialInteract": say("comments"),
    "podcast:soundbite": say("soundbites"),
    "podcast:transcript": say("transcripts"),
    "pubDate": say("date"),
}
_MARKS = {Kind.NEW: "[green]+[/]", Kind.REMOVED: "[yellow]-[/]", Kind.CHANGED: "[cyan]~[/]"}
_HAPPENS = {
    Kind.NEW: say("a new episode: apps show it and load it"),
    Kind.REMOVED: say("leaves the feed"),
    Kind.CHANGED: "",
}
_AUDIO = {
    Audio.NEW: say("new audio: apps that have the episode keep what they have, all others load the new file"),
    Audio.MOVED: say("the same audio under another address: apps may load it again"),
    Audio.OVERWRITTEN: say("other audio under the same address: apps and CDNs mix old and new"),
}


def show_difference(console: Console, difference: FeedDifference) -> None:
    """Print what becomes of the feed."""
    console.say("[bold]What subscribers will see[/]")
    if difference.is_empty:
        console.say("  nothing new")
    if difference.is_first:
        console.say("  [green]+[/] [bold]the show[/]  for the first time")
    elif difference.channel:
        console.say("  [cyan]~[/] [bold]the show[/]")
        _show_changes(console, difference.channel)
    for item in difference.items:
        _show_item(console, item)


def difference_document(difference: FeedDifference) -> dict[str, object]:
    """Return the same for machines."""
    return {
        "channel": [_change(one) for one in difference.channel],
        "items": [_item(one) for one in difference.items],
    }


def _item(one: ItemDifference) -> dict[str, object]:
    return {
        "kind": str(one.kind),
        "guid": one.guid,
        "title": one.title,
        "audio": str(one.audio),
        "was": one.was,
        "breaks_identity": one.breaks_identity,
        "changes": [_change(change) for change in one.changes],
    }


def _change(one: Change) -> dict[str, object]:
    said = {"field": one.field, "before": one.before, "after": one.after}
    return {**said, "breaks_identity": one.breaks_identity}


def _show_item(console: Console, item: ItemDifference) -> None:
    console.say(f"  {_MARKS[item.kind]} [bold]{{}}[/]  {{}}", item.title, _HAPPENS[item.kind])
    if item.was:
        console.say(
            "      [bold red]its GUID was {}: apps take it for another episode and load it again[/]", item.was
        )
    if item.kind is Kind.CHANGED and item.audio in _AUDIO:
        alarming = item.audio is not Audio.NEW
        console.say("      [bold red]{}[/]" if alarming else "      {}", _AUDIO[item.audio])
    _show_changes(console, item.changes)


def _show_changes(console: Console, changes: Iterable[Change]) -> None:
    for one in changes:
        name = _NAMES.get(one.field, one.field.rpartition(":")[2])
        marked = "[bold red]{}[/]" if one.breaks_identity else "{}"
        if "\n" in one.before + one.after:
            console.say(f"      {marked}", name)
            _show_lines(console, one)
        else:
            before, after = one.before or say("nothing"), one.after or say("nothing")
            console.say(f"      {marked}  {{}} → {{}}", name, before, after)


def _show_lines(console: Console, change: Change) -> None:
    for line in difflib.ndiff(change.before.splitlines(), change.after.splitlines()):
        if line[0] in "+-":
            colour = "green" if line[0] == "+" else "yellow"
            console.say(f"        [{colour}]{{}}[/]", line)
