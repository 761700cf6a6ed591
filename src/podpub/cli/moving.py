"""How a move is told: both feeds, what differs, and the check list; or all of it as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from podpub.cli.alike import few
from podpub.cli.console import plain
from podpub.moving import By, host_of
from podpub.outside import shown

if TYPE_CHECKING:
    from podpub.cli.console import Console
    from podpub.model import Finding
    from podpub.moving import Entry, FileSeen, Pair, Step, Way
    from podpub.pipeline.migrate import Rehearsed

_DONE = {True: "[green]✓[/]", False: "[yellow]☐[/]", None: "[dim]☐[/]"}


def show_move(console: Console, rehearsed: Rehearsed) -> None:
    """Tell everything that a rehearsal found."""
    findings = [one.finding for one in rehearsed.verdicts]
    console.document(_document(rehearsed, findings))
    if console.as_json:
        return
    _show_feeds(console, rehearsed)
    console.findings(few(findings))
    console.say("")
    for step in rehearsed.steps:
        console.say(f"{_DONE[step.done]} {{}}  {{}}", f"{step.day:%Y-%m-%d}", step.what)
        if step.hint and not step.done:
            console.say("                [dim]→[/] {}", step.hint)
    console.say("")
    _show_verdict(console, rehearsed)


def _show_feeds(console: Console, rehearsed: Rehearsed) -> None:
    move, host = rehearsed.move, host_of(rehearsed.move.old)
    chain = _chain(move.way)
    console.say(
        "Old feed  {}{}{}",
        shown(move.old.url) or move.old.name,
        f" {chain}" if chain else "",
        f" ({host.name})" if host else "",
    )
    console.say("New feed  {}", shown(move.new.url) or move.new.name)
    ways = Counter(" → ".join(_hosts(url, one.way)) for url, one in move.old_files.items() if one.way.hops)
    for way, times in ways.most_common(3):
        console.say("Files     {} ({})", way, times)


def _show_verdict(console: Console, rehearsed: Rehearsed) -> None:
    pairing, codes = rehearsed.move.pairing, _codes(rehearsed)
    same = sum(1 for pair in pairing.pairs if not _of(pair, codes))
    again = sum(1 for pair in pairing.pairs if pair.by is not By.GUID)
    console.say(
        "{} [bold]{} of {}[/] episodes as they were, {} differ, {} would be loaded again, {} lost, {} new",
        "✓" if rehearsed.is_safe else "✗",
        same,
        len(pairing.pairs) + len(pairing.lost),
        len(pairing.pairs) - same - again,
        again,
        len(pairing.lost),
        len(pairing.added),
    )


def _codes(rehearsed: Rehearsed) -> dict[int, list[str]]:
    """Return the codes of what was found about each entry, by its identity."""
    codes: dict[int, list[str]] = {}
    for one in rehearsed.verdicts:
        if one.entry:
            codes.setdefault(id(one.entry), []).append(one.finding.code)
    return codes


def _of(pair: Pair, codes: dict[int, list[str]]) -> list[str]:
    return [*codes.get(id(pair.old), ()), *codes.get(id(pair.new), ())]


def _chain(way: Way | None) -> str:
    steps = zip(way.moves, way.hops, strict=True) if way else ()
    return " ".join(f"→ {status} {shown(url)}" for status, url in steps)


def _hosts(url: str, way: Way) -> list[str]:
    return [urlsplit(one).hostname or one for one in (url, *way.hops)]


def _document(rehearsed: Rehearsed, findings: list[Finding]) -> dict[str, object]:
    move, codes = rehearsed.move, _codes(rehearsed)
    host = host_of(move.old)
    pairing = move.pairing
    return {
        "safe": rehearsed.is_safe,
        "switched": move.is_switched,
        "old_feed": {"url": shown(move.old.url), "host": host and host.name, "redirects": _way(move.way)},
        "new_feed": {"url": shown(move.new.url), "planned": bool(move.new.unmade)},
        "episodes": [
            *(_pair(pair, rehearsed, _of(pair, codes)) for pair in pairing.pairs),
            *(_single(one, "old", codes) for one in pairing.lost),
            *(_single(one, "new", codes) for one in pairing.added),
        ],
        "steps": [_step(one) for one in rehearsed.steps],
        "findings": [plain(one) for one in findings],
    }


def _pair(pair: Pair, rehearsed: Rehearsed, codes: list[str]) -> dict[str, object]:
    move = rehearsed.move
    old, new = move.old_files.get(pair.old.address), move.new_files.get(pair.new.address)
    return {
        "guid": pair.new.guid,
        "title": pair.new.title,
        "same_by": str(pair.by),
        "old": _entry(pair.old, old),
        "new": _entry(pair.new, new),
        "codes": codes,
    }


def _single(entry: Entry, side: str, codes: dict[int, list[str]]) -> dict[str, object]:
    told = {"guid": entry.guid, "title": entry.title, "same_by": None, "old": None, "new": None}
    return {**told, side: _entry(entry, None), "codes": codes.get(id(entry), [])}


def _entry(entry: Entry, seen: FileSeen | None) -> dict[str, object]:
    return {
        "guid": entry.guid,
        "date": entry.date.isoformat() if entry.date else None,
        "duration_s": entry.duration_s,
        "url": shown(entry.address),
        "bytes": (seen and seen.bytes) or entry.length,
        "sha256": (seen and seen.sha256) or None,
        "redirects": _way(seen.way if seen else None),
    }


def _way(way: Way | None) -> list[dict[str, object]]:
    steps = zip(way.moves, way.hops, strict=True) if way else ()
    return [{"status": status, "url": shown(url)} for status, url in steps]


def _step(step: Step) -> dict[str, object]:
    return {
        "code": step.code,
        "day": step.day.isoformat(),
        "what": step.what,
        "done": step.done,
        "hint": step.hint,
    }
