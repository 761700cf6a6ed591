"""What directories know a show by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.model import Level, say
from podpub.moving.facts import same_address
from podpub.moving.rule import Complaint, MoveRule
from podpub.moving.rules import sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from podpub.model import Element, Message
    from podpub.moving.facts import Move

    Read = Callable[[Element], str]

_YES = frozenset({"yes", "true", "explicit"})


def _words(*names: str) -> Read:
    """Return a reader of the first of some tags that says anything."""

    def read(channel: Element) -> str:
        return next((said for name in names if (said := " ".join(channel.said(name).split()))), "")

    return read


def _email(channel: Element) -> str:
    owner = channel.first("itunes:owner")
    return owner.said("itunes:email").lower() if owner else ""


def _categories(channel: Element) -> str:
    """Return the categories, each with those below it."""
    told = []
    for one in channel.all("itunes:category"):
        below = [child.attributes.get("text", "").strip() for child in one.all("itunes:category")]
        told += [" > ".join((one.attributes.get("text", "").strip(), each)) for each in below] or [
            one.attributes.get("text", "").strip()
        ]
    return ", ".join(sorted(filter(None, told)))


def _explicit(channel: Element) -> str:
    said = channel.said("itunes:explicit").lower()
    return "" if not said else "true" if said in _YES else "false"


def _type(channel: Element) -> str:
    return channel.said("itunes:type").lower() or "episodic"


def _guid(channel: Element) -> str:
    return channel.said("podcast:guid").lower()


def _differs(
    read: Read, *, same: Callable[[str, str], bool] = str.__eq__
) -> Callable[[Move], Iterator[Complaint]]:
    """Return a look at what the old feed says of the show, and the new one says otherwise."""

    def look(move: Move) -> Iterator[Complaint]:
        before, after = read(move.old.channel), read(move.new.channel)
        if before and not same(before, after):
            told = after or say("nothing")
            yield Complaint(message=say("it was “{before}” and is “{after}”", before=before, after=told))

    return look


def _no_cover(move: Move) -> Iterator[Complaint]:
    if move.old.channel.first("itunes:image") and not move.new.channel.first("itunes:image"):
        yield Complaint()


def _rule(
    code: str, what: Message, why: Message, remedy: Message, look: Callable[[Move], Iterator[Complaint]]
) -> MoveRule:
    def named(move: Move) -> Iterator[Complaint]:
        for one in look(move):
            yield Complaint(message=say("{what}: {how}", what=what, how=one.message) if one.message else what)

    level = Level.ERROR if code == "show-guid-changed" else Level.WARNING
    return MoveRule(code, level, what, why, remedy, _SOURCES.get(code, sources.APPLE_HOSTS), named)


_SOURCES = {
    "show-guid-changed": f"{sources.NAMESPACE}/guid.md",
    "show-owner-changed": "Spotify and YouTube, claiming a show",
}
_FOUND = say("Directories find the show by it.")
_KEPT = say("Write it into show.yaml as it was, if the change is not meant.")

RULES: tuple[MoveRule, ...] = (
    _rule(
        "show-guid-changed",
        say("the show has another `podcast:guid` than before"),
        say("Directories and apps of the podcast index take it for another show."),
        say("Write the old one into `guid:` of show.yaml: it is kept through every move."),
        _differs(_guid),
    ),
    _rule(
        "show-title-changed",
        say("the show has another title than before"),
        _FOUND,
        _KEPT,
        _differs(_words("title")),
    ),
    _rule(
        "show-language-changed",
        say("the show has another language than before"),
        say("Directories sort it into another country's lists."),
        _KEPT,
        _differs(_words("language"), same=lambda one, other: one.lower() == other.lower()),
    ),
    _rule(
        "show-author-changed",
        say("the show has another author than before"),
        _FOUND,
        _KEPT,
        _differs(_words("itunes:author")),
    ),
    _rule(
        "show-owner-changed",
        say("the show has another owner's mail address than before"),
        say("Directories send the code to it by which you prove that the show is yours."),
        say("Write an address that you read into `owner:` of show.yaml."),
        _differs(_email),
    ),
    _rule(
        "show-categories-changed",
        say("the show stands in other categories than before"),
        say("It changes places in the charts and lists of directories."),
        _KEPT,
        _differs(_categories),
    ),
    _rule(
        "show-explicit-changed",
        say("the show says otherwise than before whether it is for adults only"),
        say("Apps hide such shows from children, and some countries do from everybody."),
        _KEPT,
        _differs(_explicit),
    ),
    _rule(
        "show-type-changed",
        say("the show wants to be heard in another order than before"),
        say("Apps then begin with the first episode instead of the newest, or the other way round."),
        _KEPT,
        _differs(_type),
    ),
    _rule(
        "show-link-changed",
        say("the show leads to another page than before"),
        say("Apps lead listeners there."),
        _KEPT,
        _differs(_words("link"), same=same_address),
    ),
    _rule(
        "show-image-lost",
        say("the show had a cover"),
        say("Directories refuse a show without one."),
        say("Name a square picture with `image:` in show.yaml."),
        _no_cover,
    ),
)
