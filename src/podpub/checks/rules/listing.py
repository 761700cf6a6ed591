"""Rules about how directories list the show: who makes it, where it is, whether it hides or moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from podpub.checks import sources
from podpub.checks.rule import Complaint, Profile, Rule
from podpub.checks.words import is_address
from podpub.model import Level, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podpub.checks.facts import Facts, FeedFacts
    from podpub.model import Element

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{1,64}")
_OLD = ("itunes:summary", "itunes:subtitle", "itunes:keywords")


def lacks(tag: str) -> Callable[[FeedFacts], Iterator[Complaint[Element]]]:
    """Return a look for a tag that the channel does not have, or that is empty."""

    def look(facts: FeedFacts) -> Iterator[Complaint[Element]]:
        if not facts.channel.said(tag):
            yield Complaint(facts.channel, tag)

    return look


def _no_self(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    if _self(facts) is None:
        yield Complaint(facts.channel, "atom:link")


def _self_type(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    link = _self(facts)
    if link is not None and link.attributes.get("type", "application/rss+xml") != "application/rss+xml":
        yield Complaint(link)


def _self_elsewhere(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    link = _self(facts)
    if link is not None and facts.url and link.attributes.get("href", "").strip() != facts.url:
        told = link.attributes.get("href", "")
        yield Complaint(link, message=say("the feed says its address is {told}", told=told))


def _self(facts: FeedFacts) -> Element | None:
    links = facts.channel.all("atom:link")
    return next((one for one in links if one.attributes.get("rel") == "self"), None)


def _no_owner(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    owner = facts.channel.first("itunes:owner")
    if owner is None or not owner.said("itunes:email"):
        yield Complaint(facts.channel, "itunes:owner")


def _no_owner_of_show(facts: Facts) -> Iterator[Complaint[Path]]:
    if facts.project.show.owner is None:
        yield Complaint(
            facts.show_file,
            "owner",
            fix=say("Write `owner: {{name: …, email: …}}`: Spotify and YouTube mail their claim code there."),
        )


def _owner_address(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    owner = facts.channel.first("itunes:owner")
    email = owner.said("itunes:email") if owner else ""
    if owner and email and not _EMAIL.fullmatch(email):
        yield Complaint(owner, "itunes:email", say("“{email}” is no e-mail address", email=email))


def _podcast_guid(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for one in facts.channel.all("podcast:guid"):
        try:
            UUID(one.words)
        except ValueError:
            yield Complaint(one, message=say("`podcast:guid` says “{value}”", value=one.words))


def _old_tags(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    used = [tag for tag in _OLD if any(parent.first(tag) for parent in facts.parents)]
    if used:
        names = ", ".join(f"`{tag}`" for tag in used)
        yield Complaint(facts.channel, used[0], say("the feed uses {names}", names=names))


def _hidden(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for tag, effect in _EFFECTS.items():
        if facts.channel.said(tag).lower() == "yes":
            yield Complaint(facts.channel, tag, say("`{key}` is set: {effect}", key=tag, effect=effect))


def _hidden_show(facts: Facts) -> Iterator[Complaint[Path]]:
    for tag, effect in _EFFECTS.items():
        key = tag.removeprefix("itunes:")
        if getattr(facts.project.show, key):
            yield Complaint(
                facts.show_file,
                key,
                say("`{key}` is set: {effect}", key=f"{key}: true", effect=effect),
                say("Write `{key}: false` to undo it.", key=key),
            )


_EFFECTS = {
    "itunes:block": say("directories hide the show"),
    "itunes:complete": say("directories may stop looking for new episodes"),
}


def _block_value(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for one in parent.all("itunes:block", "itunes:complete"):
            if one.words.lower() not in {"yes", "no"}:
                name = one.name
                yield Complaint(one, message=say("`{tag}` says “{value}”", tag=name, value=one.words))


def _moving(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    target = facts.channel.said("itunes:new-feed-url")
    link = _self(facts)
    here = facts.url or (link.attributes.get("href", "").strip() if link is not None else "")
    if is_address(target) and here and target != here:
        yield Complaint(
            facts.channel,
            "itunes:new-feed-url",
            say("the feed sends its subscribers to {target}", target=target),
        )


def _moving_locked(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    if facts.channel.said("podcast:locked").lower() == "yes" and any(_moving(facts)):
        yield Complaint(facts.channel, "podcast:locked")


RULES: tuple[Rule, ...] = (
    Rule(
        "self-missing",
        Level.WARNING,
        say("the feed does not name its own address"),
        say("Who finds a copy of it cannot find the original; PSP-1 requires it."),
        say('Write `<atom:link rel="self" type="application/rss+xml" href="…"/>`.'),
        f"{sources.PSP1}; {sources.VALIDATOR}",
        feed=_no_self,
        levels={Profile.PSP1: Level.ERROR},
    ),
    Rule(
        "self-type",
        Level.WARNING,
        say("the feed's own address has another type than that of a feed"),
        say("PSP-1 requires it."),
        say('Write `type="application/rss+xml"`.'),
        sources.PSP1,
        feed=_self_type,
        levels={Profile.PSP1: Level.ERROR},
    ),
    Rule(
        "self-elsewhere",
        Level.WARNING,
        say("the feed says that it is at another address"),
        say("Apps may subscribe to the one that it names."),
        say("Write the public address there, to the letter."),
        f"{sources.PSP1}; {sources.VALIDATOR}",
        feed=_self_elsewhere,
    ),
    Rule(
        "author-missing",
        Level.WARNING,
        say("the show has no author"),
        say("Apps show who makes it below the title; Spotify requires it."),
        say("Write a name into `<itunes:author>`."),
        f"{sources.SPOTIFY}; {sources.APPLE}; {sources.PSP1}",
        feed=lacks("itunes:author"),
        levels={Profile.APPLE: Level.WARNING, Profile.SPOTIFY: Level.ERROR, Profile.PSP1: Level.WARNING},
    ),
    Rule(
        "owner-missing",
        Level.WARNING,
        say("no owner is named"),
        say("Spotify and YouTube mail their claim code to the owner."),
        say("Name one with an e-mail address in `<itunes:owner>`, at least until the show is claimed."),
        f"{sources.SPOTIFY}; YouTube, RSS ingestion",
        feed=_no_owner,
        show=_no_owner_of_show,
        levels={Profile.SPOTIFY: Level.WARNING},
    ),
    Rule(
        "owner-address",
        Level.WARNING,
        say("the owner's e-mail address is none"),
        say("Codes that claim the show go nowhere."),
        say("Correct it."),
        f"{sources.SPOTIFY}; {sources.VALIDATOR}",
        feed=_owner_address,
    ),
    Rule(
        "podcast-guid-missing",
        Level.WARNING,
        say("the show has no `podcast:guid`"),
        say("It is how apps know the show again when its feed moves."),
        say("Add one, and keep it for ever: a UUIDv5 of the feed's address, as the namespace tells."),
        f"{sources.NAMESPACE}: guid; {sources.PSP1}",
        feed=lacks("podcast:guid"),
        levels={Profile.PSP1: Level.WARNING, Profile.PODCAST2: Level.WARNING},
    ),
    Rule(
        "podcast-guid-invalid",
        Level.ERROR,
        say("`podcast:guid` is no UUID"),
        say("Apps cannot know the show again by it."),
        say("Write a UUID; one that has been published is never changed."),
        f"{sources.NAMESPACE}: guid",
        feed=_podcast_guid,
        levels={Profile.PSP1: Level.ERROR, Profile.PODCAST2: Level.ERROR},
    ),
    Rule(
        "locked-missing",
        Level.WARNING,
        say("the feed does not say whether it is locked"),
        say("Without it, any hosting company may import the show for anybody."),
        say("Write `<podcast:locked>yes</podcast:locked>`, or `no` while you move."),
        f"{sources.NAMESPACE}: locked; {sources.PSP1}",
        feed=lacks("podcast:locked"),
        levels={Profile.PSP1: Level.WARNING, Profile.PODCAST2: Level.WARNING},
    ),
    Rule(
        "tags-outdated",
        Level.WARNING,
        say("the feed uses tags that directories have given up"),
        say("Nobody maintains them; some apps show them in place of the description."),
        say("Leave them out: the description says it all."),
        f"{sources.APPLE}; {sources.NAMESPACE}: other recommendations",
        feed=_old_tags,
    ),
    Rule(
        "show-hidden",
        Level.WARNING,
        say("the show hides from directories, or says that it has ended"),
        say("`block` hides it; `complete` may end it for good."),
        say("Remove the tag if that is not what you want."),
        f"{sources.APPLE}: itunes:block, itunes:complete",
        feed=_hidden,
        show=_hidden_show,
    ),
    Rule(
        "block-value",
        Level.WARNING,
        say("`itunes:block` or `itunes:complete` says something else than Yes"),
        say("Only Yes has an effect."),
        say("Write `Yes`, or leave the tag out."),
        sources.APPLE,
        feed=_block_value,
    ),
    Rule(
        "feed-moves",
        Level.WARNING,
        say("the feed sends its subscribers to another address"),
        say("Apps go there and do not come back."),
        say("Keep it for at least four weeks if the show has moved; remove it otherwise."),
        f"{sources.APPLE}: itunes:new-feed-url",
        feed=_moving,
    ),
    Rule(
        "feed-moves-locked",
        Level.WARNING,
        say("the feed sends its subscribers to another address, and is locked"),
        say("Hosts that keep to the lock refuse to import the show."),
        say("Write `locked: no` until the new host has imported it."),
        f"{sources.NAMESPACE}: locked",
        feed=_moving_locked,
        levels={Profile.PODCAST2: Level.WARNING},
    ),
)
