"""What has to be done in a move, in order, by when, and what of it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from podpub.model import Level, Message, say
from podpub.moving.facts import same_address
from podpub.moving.hosts import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podpub.moving.facts import Move
    from podpub.moving.judging import Verdict

_KEEP_DAYS = 28
"""How long redirect and tag have to stand at least (Apple, A Podcaster's Guide to RSS)."""
_SPOTIFY_DAYS = 7
"""How long Spotify takes to follow a redirect (support.spotify.com)."""
_LOOK_AGAIN_DAYS = 2
_NEW_FEED_URL = "itunes:new-feed-url"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the check list.

    Attributes:
        code: Stable, short, in kebab case.
        day: When to do it, or not before which day.
        done: None where nobody but the host can tell.
        hint: How, where something is known of that.
    """

    code: str
    day: date
    what: Message
    done: bool | None
    hint: Message | str = ""


def steps(move: Move, verdicts: Iterable[Verdict]) -> tuple[Step, ...]:
    """Return the check list of a move, with dates counted from the day of the switch."""
    is_complete = all(one.finding.level is not Level.ERROR for one in verdicts)
    told = (*_before(move, is_complete=is_complete), *_switching(move), *_telling(move), *_afterwards(move))
    return tuple(sorted(told, key=lambda one: one.day))


def _before(move: Move, *, is_complete: bool) -> tuple[Step, ...]:
    return (
        Step(
            "complete",
            move.day,
            say("The new feed has every episode, with its GUID: there is no error above"),
            is_complete,
        ),
        Step(
            "unlock",
            move.day,
            say("At the old host: take off the lock, if there is one"),
            move.is_switched or move.old.channel.said("podcast:locked").lower() != "yes",
        ),
        Step(
            "publish",
            move.day,
            say("Publish the new feed, and look at it from outside"),
            not move.new.unmade and bool(move.new.entries),
            say("`podpub release --all`, then `podpub verify`"),
        ),
    )


def _switching(move: Move) -> tuple[Step, ...]:
    host = host_of(move.old)
    told = move.old.channel.said(_NEW_FEED_URL)
    is_told = move.is_switched or (bool(told) and same_address(told, move.new.url))
    is_sent_on = move.is_switched and move.way is not None and move.way.is_for_good
    own = move.new.channel.said(_NEW_FEED_URL)
    return (
        Step(
            "old-new-feed-url",
            move.day,
            say("At the old host: set `itunes:new-feed-url` to {url}", url=_shown(move.new.url)),
            is_told,
        ),
        Step(
            "redirect",
            move.day,
            say("At the old host: send the feed on to {url}, with 301", url=_shown(move.new.url)),
            is_sent_on,
            host.switch if host else say("Ask the old host for a permanent redirect (301) of the feed."),
        ),
        Step(
            "new-feed-url",
            move.day,
            say("In show.yaml: `new_feed_url: {url}`, then `podpub feed`", url=_shown(move.new.url)),
            bool(own) and same_address(own, move.new.url),
        ),
    )


def _telling(move: Move) -> tuple[Step, ...]:
    soon = move.day + timedelta(days=_LOOK_AGAIN_DAYS)
    return (
        Step(
            "apple",
            soon,
            say("Apple Podcasts Connect: the show has the new address (Apple follows the 301)"),
            None,
        ),
        Step(
            "spotify",
            move.day + timedelta(days=_SPOTIFY_DAYS),
            say("Spotify for Creators: the show has the new address; it may take 7 days"),
            None,
        ),
        Step(
            "podcast-index",
            move.day,
            say("Podcast Index: the new address at podcastindex.org/add"),
            None,
            say("AntennaPod, Podverse, Fountain and others read it from there."),
        ),
        Step(
            "by-hand",
            move.day,
            say(
                "YouTube, Amazon Music, Deezer, fyyd, TuneIn: enter the new address where you had "
                "submitted the show"
            ),
            None,
        ),
        Step(
            "look-again",
            soon,
            say("Run this command again, and listen in two apps that had the show before"),
            None,
        ),
        Step(
            "embeds",
            move.day + timedelta(days=_SPOTIFY_DAYS),
            say("On your web site: replace the players of the old host"),
            None,
            say("`podpub embeds` lists them from an export of WordPress."),
        ),
    )


def _afterwards(move: Move) -> tuple[Step, ...]:
    host = host_of(move.old)
    days = max(_KEEP_DAYS, host.keeps_days if host else 0)
    end = move.day + timedelta(days=days)
    return (
        Step(
            "keep",
            end,
            say("Keep feed and files at the old host until then: {weeks} weeks at least", weeks=days // 7),
            None,
        ),
        Step("tidy", end, say("Take `new_feed_url:` out of show.yaml again, not before"), None),
        Step(
            "cancel",
            end,
            say("End the contract with the old host, if the redirect stays; else as late as you can"),
            None,
        ),
    )


def _shown(url: str) -> Message | str:
    return url or say("the new address")
