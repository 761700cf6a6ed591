"""How to subscribe in each app: from the show's page there, or by the address that the app makes of a feed.

Where an app has no page of the show's, its address is made of something that is known of the show: the feed's
address, its number at Apple or at the Podcast Index, its GUID. Every link is a plain one; an app is asked for
nothing before somebody follows it.

Sources: N. Gathright, "Podcast Platform Links", Show Links (addresses by foreign keys); AntennaPod,
documentation, "Add on AntennaPod"; Overcast, "Info for Podcasters", Linking to your show page; Castro, "A
Podcast URL Scheme"; Podlove Subscribe Button, clients.coffee (schemes of apps).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from podpub.model import DIRECTORIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from podpub.model import DirectoryLink

_APPLE_ID = re.compile(r"/id(\d{1,12})(?![\d])")
_INDEX_ID = re.compile(r"/podcast/(\d{1,12})(?![\d])")


@dataclass(frozen=True, slots=True)
class Subscription:
    """A way to subscribe.

    Attributes:
        app: Its name in `DIRECTORIES`, or `rss`.
        on: What it runs on: `ios`, `android`, `mac`, `desktop`, `web`.
        needs_app: Whether the address means nothing where the app is not installed.
    """

    app: str
    name: str
    url: str
    on: tuple[str, ...]

    @property
    def needs_app(self) -> bool:
        """Whether the address means nothing where the app is not installed."""
        return not self.url.startswith(("https:", "http:"))


@dataclass(frozen=True, slots=True)
class _Known:
    """What addresses are made of.

    Attributes:
        apple, index: The show's number at Apple and at the Podcast Index; empty where it is not known.
    """

    feed: str
    title: str
    guid: str
    apple: str
    index: str

    @property
    def bare_feed(self) -> str:
        """The feed's address without its scheme."""
        return self.feed.partition("://")[2]


def subscriptions(
    feed_url: str, title: str, guid: UUID, directories: Iterable[DirectoryLink]
) -> tuple[Subscription, ...]:
    """Return every way to subscribe to a show, those that most listeners want first.

    Args:
        feed_url: Where its feed is.
        title: Its name, which some apps show before they know the feed.
        guid: Its identity (podcast namespace: guid).
        directories: Its own pages; they go before addresses that are made.
    """
    written = {one.directory: one.url for one in directories}
    known = _Known(
        feed_url,
        title,
        str(guid),
        _number(_APPLE_ID, written.get("apple")),
        _number(_INDEX_ID, written.get("podcastindex")),
    )
    found = ((app, written.get(app) or make(known), on) for app, on, make in _APPS)
    ways = (Subscription(app, DIRECTORIES[app].name, url, on) for app, url, on in found if url)
    return (*ways, Subscription("rss", "RSS", feed_url, ()))


def _number(pattern: re.Pattern[str], url: str | None) -> str:
    found = pattern.search(urlsplit(url).path) if url else None
    return found[1] if found else ""


def _nowhere(_: _Known) -> str:
    return ""


def _apple(known: _Known) -> str:
    return f"podcast://{known.bare_feed}"


def _pocketcasts(known: _Known) -> str:
    return _by_apple("https://pca.st/itunes/{}")(known) or f"pktc://subscribe/{known.bare_feed}"


def _overcast(known: _Known) -> str:
    by_feed = f"overcast://x-callback-url/add?url={_encoded(known.feed)}"
    return _by_apple("https://overcast.fm/itunes{}")(known) or by_feed


def _castro(known: _Known) -> str:
    return _by_apple("https://castro.fm/itunes/{}")(known) or f"castro://subscribe/{known.bare_feed}"


def _antennapod(known: _Known) -> str:
    feed, title = _encoded(known.feed), _encoded(known.title)
    return f"https://antennapod.org/deeplink/subscribe?url={feed}&title={title}"


def _by_feed(form: str) -> Callable[[_Known], str]:
    return lambda known: form.format(_encoded(known.feed))


def _by_apple(form: str) -> Callable[[_Known], str]:
    return lambda known: form.format(known.apple) if known.apple else ""


def _by_index(form: str) -> Callable[[_Known], str]:
    return lambda known: form.format(known.index) if known.index else ""


def _by_guid(form: str) -> Callable[[_Known], str]:
    """Return a maker for apps that know the shows of the Podcast Index by their GUID."""
    return lambda known: form.format(known.guid) if known.index else ""


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace")


_EVERYWHERE = ("ios", "android", "web")
_APPS: tuple[tuple[str, tuple[str, ...], Callable[[_Known], str]], ...] = (
    ("apple", ("ios", "mac"), _apple),
    ("spotify", _EVERYWHERE, _nowhere),
    ("pocketcasts", _EVERYWHERE, _pocketcasts),
    ("overcast", ("ios", "mac"), _overcast),
    ("antennapod", ("android",), _antennapod),
    ("youtube", _EVERYWHERE, _nowhere),
    ("amazon", _EVERYWHERE, _nowhere),
    ("fountain", _EVERYWHERE, _by_index("https://fountain.fm/show/{}")),
    ("castro", ("ios",), _castro),
    ("podcastaddict", ("android",), _by_feed("https://podcastaddict.com/feed/{}")),
    ("podverse", _EVERYWHERE, _by_index("https://api.podverse.fm/api/v1/podcast/podcastindex/{}")),
    ("podcastguru", _EVERYWHERE, _by_apple("https://app.podcastguru.io/podcast/{}")),
    ("truefans", ("web",), _by_guid("https://truefans.fm/{}")),
    ("castamatic", ("ios", "mac"), _by_guid("https://castamatic.com/guid/{}")),
    ("deezer", _EVERYWHERE, _nowhere),
    ("castbox", _EVERYWHERE, _by_apple("https://castbox.fm/vic/{}")),
    ("playerfm", _EVERYWHERE, _by_feed("https://player.fm/subscribe?id={}")),
    ("goodpods", ("ios", "android"), _by_apple("https://www.goodpods.com/podcasts-aid/{}")),
    ("gpodder", ("desktop", "web"), _by_feed("https://gpodder.net/subscribe?url={}")),
    ("ardaudiothek", _EVERYWHERE, _nowhere),
    ("fyyd", ("web",), _nowhere),
    ("podcastindex", ("web",), _nowhere),
)
"""Every app, what it runs on, and how it names a show that has no page written for it."""
