"""What leads subscribers from the old feed to the new one, or away from both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.model import Level, say
from podpub.moving.facts import hostname, same_address
from podpub.moving.rule import Complaint, MoveRule
from podpub.moving.rules import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.moving.facts import Move
    from podpub.moving.sides import Side

_NEW_FEED_URL = "itunes:new-feed-url"
_ONE_HOP = 1
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def _hidden(move: Move) -> Iterator[Complaint]:
    if _says_yes(move.new, "itunes:block") and not _says_yes(move.old, "itunes:block"):
        yield Complaint()


def _complete(move: Move) -> Iterator[Complaint]:
    if _says_yes(move.new, "itunes:complete"):
        yield Complaint()


def _says_yes(side: Side, tag: str) -> bool:
    return side.channel.said(tag).lower() == "yes"


def _away(move: Move) -> Iterator[Complaint]:
    told = move.new.channel.said(_NEW_FEED_URL)
    if told and move.new.url and not same_address(told, move.new.url):
        yield Complaint(
            message=say("the new feed sends its subscribers on to {told}, not to itself", told=told)
        )


def _astray(move: Move) -> Iterator[Complaint]:
    told = move.old.channel.said(_NEW_FEED_URL)
    known = [url for url in (move.new.url, move.old.url, *(move.way.hops if move.way else ())) if url]
    if told and move.new.url and not any(same_address(told, one) for one in known):
        said = say("the old feed sends its subscribers to {told}, not to the new one", told=told)
        yield Complaint(where=move.old.where, message=said)


def _for_a_while(move: Move) -> Iterator[Complaint]:
    if move.is_switched and move.way and not move.way.is_for_good:
        told = ", ".join(map(str, move.way.moves))
        said = say("the old address is sent on for a while only ({told})", told=told)
        yield Complaint(where=move.old.where, message=said)


def _long(move: Move) -> Iterator[Complaint]:
    if move.is_switched and move.way and len(move.way.hops) > _ONE_HOP:
        said = say("the old address leads to the new feed over {count} redirects", count=len(move.way.hops))
        yield Complaint(where=move.old.where, message=said)


def _local(move: Move) -> Iterator[Complaint]:
    if hostname(move.new.url) in _LOOPBACK:
        yield Complaint()


def _locked(move: Move) -> Iterator[Complaint]:
    if not move.is_switched and move.old.channel.said("podcast:locked").lower() == "yes":
        yield Complaint(where=move.old.where)


RULES: tuple[MoveRule, ...] = (
    MoveRule(
        "show-hidden",
        Level.ERROR,
        say("the new feed asks directories to hide the show"),
        say("Apple and others take it down, with its followers and ratings."),
        say("Take `block:` out of show.yaml before you send anybody on."),
        sources.APPLE_GUIDE,
        _hidden,
    ),
    MoveRule(
        "show-complete",
        Level.WARNING,
        say("the new feed says that there will be no more episodes"),
        say("Apple may never look at it again."),
        say("Take `complete:` out of show.yaml, if episodes are to come."),
        sources.APPLE_GUIDE,
        _complete,
    ),
    MoveRule(
        "new-feed-url-away",
        Level.ERROR,
        say("the new feed sends its subscribers on to another one"),
        say("Apps follow `itunes:new-feed-url` without asking: who has moved in moves out again."),
        say("Write the address of the new feed itself into `new_feed_url:` of show.yaml, or take it out."),
        f"{sources.APPLE_GUIDE}; AntennaPod follows it always",
        _away,
    ),
    MoveRule(
        "new-feed-url-astray",
        Level.ERROR,
        say("the old feed sends its subscribers to another one than the new"),
        say("Apps follow `itunes:new-feed-url` without asking, and lose the show where nothing is."),
        say("Correct it at the old host, every letter of it."),
        f"{sources.APPLE_GUIDE}; AntennaPod follows it always",
        _astray,
    ),
    MoveRule(
        "redirect-temporary",
        Level.ERROR,
        say("the old address is sent on for a while only"),
        say("Apps come back to the old address each time, and lose the show when it is gone."),
        say("Let the old host answer 301 (moved permanently), at every step of the way."),
        f"{sources.HTTP}; {sources.APPLE_HOSTS}",
        _for_a_while,
    ),
    MoveRule(
        "redirect-long",
        Level.WARNING,
        say("the old address leads to the new feed over several redirects"),
        say("Each one may break some day, and some apps follow only a few."),
        say("Let the old address lead straight to the new one."),
        sources.HTTP,
        _long,
    ),
    MoveRule(
        "new-feed-local",
        Level.WARNING,
        say("the new feed has an address of this computer"),
        say("Nobody else can reach it: good for a rehearsal, and for nothing else."),
        say("Write the web address of your storage into `public_url:`, and release the show there."),
        "podpub",
        _local,
    ),
    MoveRule(
        "old-feed-locked",
        Level.WARNING,
        say("the old feed is locked (`podcast:locked`)"),
        say("Hosts that keep to it refuse to import it. podpub reads your own feed all the same."),
        say("Take the lock off at the old host until you have moved; podpub locks the new feed."),
        f"{sources.NAMESPACE}/locked.md",
        _locked,
    ),
)
