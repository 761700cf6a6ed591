"""What a release would do, in a host's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.cli.console import Console, plain
from podpub.cli.difference import difference_document, show_difference
from podpub.cli.words import count, date_and_time, listed
from podpub.model import say
from podpub.pipeline.looking.notify import addressees
from podpub.pipeline.planning.plan import Work

if TYPE_CHECKING:
    from podpub.pipeline.planning.plan import EpisodePlan, Plan
    from podpub.pipeline.release import Rehearsal

_WHAT_HAPPENS = {
    Work.MASTER: (
        say("master the recording"),
        say("write tags and chapters"),
        say("upload the file"),
        say("write record and feed"),
    ),
    Work.TAG: (
        say("write tags and chapters again; the sound stays"),
        say("upload the file"),
        say("write record and feed"),
    ),
    Work.UPLOAD: (say("make the file again and upload it"), say("write record and feed")),
    Work.RECORD: (say("write record and feed; the file stays"),),
    Work.NONE: (),
}


def show_rehearsal(console: Console, rehearsal: Rehearsal) -> None:
    """Print what would be done, one paragraph an episode, and what subscribers would see of it."""
    plan = rehearsal.plan
    console.document(
        {
            "show_changes": plan.changes_show,
            "episodes": [_document(one) for one in plan.episodes],
            "feed": difference_document(rehearsal.difference),
            "pages": list(rehearsal.pages),
            "notifies": list(_notified(rehearsal)),
            "findings": [plain(one) for one in plan.findings],
        }
    )
    console.findings(plan.findings)
    for one in plan.episodes:
        _show(console, one, plan)
    for draft in plan.drafts:
        console.say("[dim]·[/] [bold]{}[/]: a draft, stays here", draft.episode.title)
    if plan.changes_show:
        console.say("[green]+[/] what show.yaml says is published, and the feed is written")
    show_difference(console, rehearsal.difference)
    if rehearsal.pages:
        console.say("[green]+[/] of the web site, {} written", _pages(len(rehearsal.pages)))
    if notified := _notified(rehearsal):
        console.say("Once the new feed is seen from outside, this is told to {}", ", ".join(notified))
    console.remark("This was a rehearsal: nothing was done. Leave out --dry-run to do it.")


def _pages(number: int) -> str:
    return count(number, say("page is"), say("pages are"))


def _notified(rehearsal: Rehearsal) -> tuple[str, ...]:
    """Return who would be told, if subscribers see anything new."""
    return () if rehearsal.difference.is_empty else addressees(rehearsal.plan.show)


def _show(console: Console, one: EpisodePlan, plan: Plan) -> None:
    episode = one.production.episode
    if one.work is Work.NONE:
        console.say("[dim]=[/] [bold]{}[/]: nothing to do", episode.title)
        return
    console.say("[green]+[/] [bold]{}[/]: {}", episode.title, listed(one.reasons))
    for sentence in _WHAT_HAPPENS[one.work]:
        console.say("    {}", sentence)
    if episode.date > plan.now:
        console.say("    it joins the feed on {}, with `podpub release --due`", date_and_time(episode.date))


def _document(one: EpisodePlan) -> dict[str, object]:
    episode = one.production.episode
    return {
        "slug": str(episode.slug),
        "guid": episode.guid,
        "work": str(one.work),
        "reasons": list(one.reasons),
    }
