"""What apps know an episode by, and sort it by."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from podpub.model import Level, say
from podpub.moving.pairs import By
from podpub.moving.rule import Complaint, MoveRule
from podpub.moving.rules import sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from podpub.model import Message
    from podpub.moving.facts import Move
    from podpub.moving.sides import Entry

_TOLERANCE = timedelta(seconds=1)
_NUMBERING = {
    "itunes:episode": say("the number"),
    "itunes:season": say("the season"),
    "itunes:episodeType": say("the kind"),
}


def _lost(move: Move) -> Iterator[Complaint]:
    yield from (Complaint(one) for one in move.pairing.lost)


def _other_guid(move: Move) -> Iterator[Complaint]:
    for pair in move.pairing.pairs:
        if pair.by is not By.GUID:
            said = say(
                "its GUID was {before!r} and is {after!r}; it is the same by {by}",
                before=pair.old.guid,
                after=pair.new.guid,
                by=_COMMON[pair.by],
            )
            yield Complaint(pair.new, message=said)


_COMMON: Mapping[By, Message] = {
    By.FILE: say("its file"),
    By.TITLE_AND_DAY: say("its title and day"),
    By.TITLE: say("its title"),
    By.DATE: say("its date"),
}


def _shared_guid(move: Move) -> Iterator[Complaint]:
    times = Counter(one.guid for one in move.new.entries)
    before = Counter(one.guid for one in move.old.entries)
    seen: set[str] = set()
    for one in move.new.entries:
        if one.guid and one.guid in seen and times[one.guid] > before[one.guid]:
            yield Complaint(one)
        seen.add(one.guid)


def _other_date(move: Move) -> Iterator[Complaint]:
    for pair in move.pairing.pairs:
        before, after = pair.old.date, pair.new.date
        if before and (after is None or abs(after - before) > _TOLERANCE):
            told = pair.new.element.said("pubDate") or say("nothing")
            said = say(
                "its date was {before} and is {after}", before=pair.old.element.said("pubDate"), after=told
            )
            yield Complaint(pair.new, message=said)


def _other_title(move: Move) -> Iterator[Complaint]:
    for pair in move.pairing.pairs:
        if pair.old.title != pair.new.title:
            said = say("its title was “{before}”", before=pair.old.title)
            yield Complaint(pair.new, message=said)


def _other_numbering(move: Move) -> Iterator[Complaint]:
    for pair in move.pairing.pairs:
        for tag, name in _NUMBERING.items():
            before, after = _told(pair.old, tag), _told(pair.new, tag)
            if before != after:
                said = say(
                    "{name} was {before} and is {after}",
                    name=name,
                    before=before or say("nothing"),
                    after=after or say("nothing"),
                )
                yield Complaint(pair.new, message=said)


def _told(entry: Entry, tag: str) -> str:
    """Return a number or a kind as apps read it: a kind that is not told is `full`."""
    said = entry.element.said(tag).lower()
    return said or "full" if tag == "itunes:episodeType" else said.lstrip("0")


RULES: tuple[MoveRule, ...] = (
    MoveRule(
        "episode-lost",
        Level.ERROR,
        say("the new feed does not have this episode"),
        say("It disappears from every app and directory once the old feed is sent on."),
        say("Import it, or release it, before you send anybody on."),
        sources.APPLE_HOSTS,
        _lost,
    ),
    MoveRule(
        "guid-changed",
        Level.ERROR,
        say("the episode has another GUID than before"),
        say("Apps take it for a new episode: they load it again, and show it as unheard."),
        say("Write the old GUID into its episode.yaml, character by character, before it is released."),
        f"{sources.APPLE_HOSTS}; {sources.APPLE_REQUIREMENTS}",
        _other_guid,
    ),
    MoveRule(
        "guid-shared",
        Level.ERROR,
        say("another episode of the new feed has the same GUID"),
        say("Apps take both for one, and lose the other."),
        say("Give each episode the GUID that it had in the old feed."),
        f"{sources.APPLE_REQUIREMENTS}; {sources.RSS}: guid",
        _shared_guid,
    ),
    MoveRule(
        "date-changed",
        Level.WARNING,
        say("the episode has another date than before"),
        say("Apps sort by it, and some show an old episode with a new date as new."),
        say("Write the old date into its episode.yaml, with its time zone."),
        f"{sources.APPLE_HOSTS}; {sources.RSS}: pubDate",
        _other_date,
    ),
    MoveRule(
        "title-changed",
        Level.WARNING,
        say("the episode has another title than before"),
        say("Nothing is loaded again, but listeners look for the title that they know."),
        say("Write the old title into its episode.yaml, if the new one is not meant."),
        sources.APPLE_HOSTS,
        _other_title,
    ),
    MoveRule(
        "numbering-changed",
        Level.WARNING,
        say("the episode has another number, season or kind than before"),
        say("Apple tells episodes from their doubles by them, also those for subscribers."),
        say("Write `number:`, `season:` and `type:` as they were into its episode.yaml."),
        sources.APPLE_HOSTS,
        _other_numbering,
    ),
)
