"""Where hosts and plugins have the switch that sends a feed on, as far as they tell it in public."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from podpub.model import Message, say
from podpub.moving.facts import hostname

if TYPE_CHECKING:
    from podpub.moving.sides import Side


@dataclass(frozen=True, slots=True)
class Host:
    """A host, or a plugin of WordPress.

    Attributes:
        domains: Under which its feeds or files lie.
        generators: Words that its feeds have in `generator`, in small letters.
        switch: What to do there.
        keeps_days: How long it says that the redirect has to stand, where it says more than Apple.
        source: Where that is written.
    """

    name: str
    domains: tuple[str, ...]
    generators: tuple[str, ...]
    switch: Message
    source: str
    keeps_days: int = 0


HOSTS: tuple[Host, ...] = (
    Host(
        "Podigee",
        ("podigee.io", "podigee.com", "podigee-cdn.net"),
        ("podigee",),
        say(
            "At Podigee: Settings, More options. Fill in the field for `itunes:new-feed-url` and "
            "those of every format, without spaces. It wants to stand for 4 to 5 weeks."
        ),
        "hilfe.podigee.com/article/165-subdomain-andern",
        keeps_days=35,
    ),
    Host(
        "Spotify for Creators",
        ("anchor.fm", "podcasters.spotify.com"),
        ("anchor", "spotify for podcasters", "spotify for creators"),
        say(
            "At Spotify for Creators, in a browser, not in the app: Settings, Redirect your podcast. "
            "Subscriptions and listener support have to be off. It takes up to 7 days; delete nothing"
            " before that."
        ),
        "support.spotify.com, switching away from Spotify for Podcasters with a 301 redirect",
    ),
    Host(
        "Podlove Publisher",
        (),
        ("podlove",),
        say(
            "In Podlove Publisher: edit each feed, set its HTTP redirect to 301 (permanent), and the "
            "new address below it."
        ),
        "podlove-publisher: podlove_feed_redirect_http_status, podlove_feed_redirect_url",
    ),
    Host(
        "Seriously Simple Podcasting",
        ("castos.com",),
        ("seriously simple podcasting", "castos"),
        say(
            "In Seriously Simple Podcasting: Settings, Redirection, with the new address. For 48 "
            "hours it only writes `itunes:new-feed-url`, then it answers 301: so check again after "
            "two days."
        ),
        "seriously-simple-podcasting: ss_podcasting_redirect_feed, 301 after `+2 days`",
    ),
    Host(
        "PowerPress",
        (),
        ("powerpress", "blubrry"),
        say(
            "In PowerPress: the feed's settings for Apple, iTunes New Feed URL. That writes the tag "
            "alone: the 301 comes from your web server (`podpub migrate redirects nginx` or "
            "`apache`)."
        ),
        "powerpress: itunes_new_feed_url",
    ),
    Host(
        "Castopod",
        (),
        ("castopod",),
        say(
            "In Castopod: edit the podcast, Advanced, New feed URL, and switch on its redirect: it "
            "answers 301 at once."
        ),
        "castopod: Podcast.redirect_to_new_feed, new_feed_url, 301",
    ),
    Host(
        "Libsyn",
        ("libsyn.com", "libsynpro.com"),
        ("libsyn",),
        say(
            "At Libsyn: ask for the 301 of your feed, also under a domain of your own, and for how "
            "long it stays when the contract ends."
        ),
        "help.libsynsupport.com tells of feed settings, not of the redirect",
    ),
    Host(
        "Buzzsprout",
        ("buzzsprout.com",),
        ("buzzsprout",),
        say("At Buzzsprout: take the lock off your podcast, and ask for the 301 of your feed."),
        "podcast namespace, docs/tags/locked.md",
    ),
)


def host_of(feed: Side) -> Host | None:
    """Return who hosts a feed: by its address, by the program that wrote it, by where its files lie."""
    generator = feed.channel.said("generator").lower()
    files = [hostname(one.address) for one in feed.entries[:1]]
    by_address = (one for one in HOSTS if _lies_at(hostname(feed.url), one))
    by_program = (one for one in HOSTS if any(word in generator for word in one.generators))
    by_file = (one for one in HOSTS if any(_lies_at(name, one) for name in files))
    return next(chain(by_address, by_program, by_file), None)


def _lies_at(name: str, host: Host) -> bool:
    return any(f".{name}".endswith(f".{domain}") for domain in host.domains)
