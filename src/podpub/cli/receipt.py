"""What a release has done: a summary to enjoy, or the JSON of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.cli.console import Console, plain
from podpub.cli.words import count, date_and_time, listed, megabytes, playing_time
from podpub.model import say
from podpub.model.chapter import listed as in_the_list
from podpub.model.layout import public_address
from podpub.pipeline.looking.verify import EpisodeReport, Report, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.model import Enclosure, Release
    from podpub.pipeline.looking.notify import News
    from podpub.pipeline.looking.outside import Sight

_MARKS = {
    Status.RELEASED: "[green]✓[/]",
    Status.SCHEDULED: "[cyan]◷[/]",
    Status.UNCHANGED: "[dim]=[/]",
    Status.DRAFT: "[dim]·[/]",
    Status.UNPUBLISHED: "[dim]✗[/]",
}

_SAID = {
    Status.RELEASED: say("released"),
    Status.SCHEDULED: say("scheduled"),
    Status.UNCHANGED: say("unchanged"),
    Status.DRAFT: say("draft"),
    Status.UNPUBLISHED: say("unpublished"),
}


def show_report(console: Console, report: Report) -> None:
    """Tell how a release went."""
    console.document(_document(report, report.episodes))
    console.findings(report.findings)
    for one in report.episodes:
        _show_episode(console, one, report.public_url)
    console.say("Feed        {}", report.feed_url)
    show_site(console, report)
    show_sight(console, report.sight)
    show_notified(console, report.notified)
    if not (report.uploaded or report.pages):
        console.say("Nothing has changed, so nothing was uploaded.")
    elif any(one.status is Status.SCHEDULED for one in report.episodes):
        console.remark("Next        [bold]podpub release --due[/] on the day, by hand, from cron or from CI")
    else:
        console.remark(
            "Next        [bold]podpub preview[/] to listen, [bold]podpub status[/] for the whole show"
        )


def show_joined(console: Console, report: Report) -> None:
    """Tell which scheduled episodes have joined the feed."""
    joined = [EpisodeReport(Status.RELEASED, one.episode, one) for one in report.joined]
    console.document(_document(report, joined))
    console.findings(report.findings)
    for one in report.joined:
        console.say("[green]✓[/] [bold]{}[/]  is in the feed now", one.episode.title)
    if not report.joined:
        console.remark("Nothing has come due.")
    show_site(console, report)
    show_sight(console, report.sight)
    show_notified(console, report.notified)


def show_site(console: Console, report: Report) -> None:
    """Tell where the web pages are, once some were written."""
    if report.pages:
        place = report.site_url or say("there is none any more")
        console.say("Web site    {} ({})", place, count(len(report.pages), say("page"), say("pages")))


def show_sight(console: Console, sight: Sight | None) -> None:
    """Tell where nothing can be said about the outside."""
    if sight and sight.unseen:
        console.remark("Outside     not looked at yet: {}", sight.unseen)
        console.remark("            once it is served, [bold]podpub verify[/] looks at it as an app does")


def show_notified(console: Console, notified: Sequence[str]) -> None:
    """Tell who heard that the feed has changed."""
    if notified:
        console.say("Notified    {}", ", ".join(notified))


def seen(sight: Sight, news: News) -> dict[str, object]:
    """Return what every command tells machines that has taken something back and looked at the feed."""
    return {
        "feed_url": sight.feed_url,
        "seen_outside": not sight.unseen,
        "notified": list(news.told),
        "findings": [plain(one) for one in (*sight.findings, *news.findings)],
    }


def _show_episode(console: Console, one: EpisodeReport, public_url: str) -> None:
    console.say(f"{_MARKS[one.status]} [bold]{{}}[/]  {{}}", one.episode.title, _SAID[one.status])
    if one.status is Status.SCHEDULED:
        console.say("  Date      {}; until then it is not in the feed", date_and_time(one.episode.date))
    if one.status is Status.UNPUBLISHED:
        console.say("  Taken back; `podpub undo {}` puts it into the feed again", one.episode.slug)
    if one.release and one.uploaded:
        _show_release(console, one.release, public_url)


def _show_release(console: Console, release: Release, public_url: str) -> None:
    loudness, enclosure = release.loudness, release.enclosure
    facts: list[str] = [playing_time(enclosure.duration_s), megabytes(enclosure.bytes)]
    if chapters := in_the_list(release.episode.chapters):
        facts.append(count(len(chapters), say("chapter"), say("chapters")))
    console.say(
        "  Loudness  {:.1f} → {:.1f} LUFS ({:+.1f} dB{}), true peak {:.1f} dBTP, range {:.1f} LU",
        loudness.source_lufs,
        loudness.lufs,
        loudness.gain_db,
        say(", peaks held down by up to {db:.1f} dB", db=loudness.reduction_db) if loudness.limited else "",
        loudness.true_peak_dbtp,
        loudness.lra_lu,
    )
    for track in loudness.tracks:
        console.say("  Track     {} was at {:.1f} LUFS", track.name, track.lufs)
    console.say("  File      {}", listed(facts))
    for other in release.alternates:
        console.say("  Also      {}, {}", other.format, megabytes(other.bytes))
    console.say("  Listen    {}", public_address(public_url, enclosure.key))


def _document(report: Report, episodes: list[EpisodeReport] | tuple[EpisodeReport, ...]) -> dict[str, object]:
    return {
        "episodes": [_episode(one, report.public_url) for one in episodes],
        "feed_url": report.feed_url,
        "site_url": report.site_url,
        "pages": list(report.pages),
        "seen_outside": bool(report.sight and not report.sight.unseen),
        "notified": list(report.notified),
        "findings": [plain(one) for one in report.findings],
    }


def _episode(one: EpisodeReport, public_url: str) -> dict[str, object]:
    return {
        "status": str(one.status),
        "slug": str(one.episode.slug),
        "guid": one.episode.guid,
        "enclosure": one.release and _enclosure(one.release.enclosure, public_url),
        "loudness": one.release and _loudness(one.release),
        "steps": [
            {
                "name": step.name,
                "action": "reused" if step.reused else "ran",
                "seconds": round(step.seconds, 3),
            }
            for step in one.steps
        ],
        "uploaded": list(one.uploaded),
    } | _alternates(one, public_url)


def _alternates(one: EpisodeReport, public_url: str) -> dict[str, object]:
    """Return the key that only an episode in several formats has."""
    others = one.release.alternates if one.release else ()
    return {"alternates": [_enclosure(other, public_url) for other in others]} if others else {}


def _enclosure(enclosure: Enclosure, public_url: str) -> dict[str, object]:
    return {
        "url": public_address(public_url, enclosure.key),
        "bytes": enclosure.bytes,
        "type": enclosure.type,
        "duration_s": enclosure.duration_s,
        "sha256": enclosure.sha256,
    }


def _loudness(release: Release) -> dict[str, object]:
    loudness = release.loudness
    return {
        "source_lufs": loudness.source_lufs,
        "lufs": loudness.lufs,
        "true_peak_dbtp": loudness.true_peak_dbtp,
        "lra_lu": loudness.lra_lu,
        "gain_db": loudness.gain_db,
    }
