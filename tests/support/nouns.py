"""Shows and episodes of every kind that a host can write, for laws that hold for all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TypeAlias

from hypothesis import strategies as st

from podpub.model import (
    CATEGORIES,
    LICENSES,
    ROLES,
    SERVICES,
    Category,
    Chapter,
    DirectoryLink,
    Episode,
    EpisodeType,
    Funding,
    License,
    Medium,
    Notify,
    Owner,
    Person,
    Place,
    Protocol,
    Recipient,
    Rel,
    RemoteItem,
    Show,
    ShowType,
    Site,
    Slug,
    SocialInteract,
    Soundbite,
    Spotify,
    Txt,
    UpdateFrequency,
    Value,
)

Lines: TypeAlias = st.SearchStrategy[str]

PRINTABLE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"])
"""What a file of the show can hold in one line."""

IN_XML = st.characters(
    codec="utf-8", exclude_categories=["Cs"], exclude_characters=[*map(chr, range(0x20)), "\ufffe", "\uffff"]
)
"""What XML 1.0 (2.2) can carry in one line."""

TRAPS = (
    *(
        "no",
        "~",
        "1e3",
        "010",
        "1:30",
        "2026-11-24",
        "= &a *b !c %d @e `f",
        "a: b #c",
        "- a",
        "„a“ \"b\" 'c'",
    ),
    *("[a", "{", "\ufeffa", "😀", "]]>", "<![CDATA[", "&amp;", "<!--", "<?x?>", "<b>a</b>", "&lt;i&gt;"),
)


def lines(characters: st.SearchStrategy[str], longest: int = 100) -> Lines:
    """Texts of one line, with those among them that formats stumble over."""
    free = st.text(characters, max_size=longest).map(str.strip).filter(bool)
    return st.sampled_from(TRAPS) | free


def proses(characters: st.SearchStrategy[str]) -> Lines:
    """Texts of several lines, or none."""
    free = st.text(characters | st.sampled_from("\n\t\r "), max_size=300).map(str.strip)
    return lines(characters) | free


urls = st.sampled_from(
    ["https://example.org/", "http://example.org/a%20b?c=d&e=%23#f", "https://xn--4ca.example/~x"]
)
secure_urls = urls.filter(lambda url: url.startswith("https:"))
maybe_url = st.none() | urls
maybe_secure = st.none() | secure_urls
numbers = st.none() | st.integers(1, 10**6)
moments_s = st.integers(0, 10**8).map(lambda ms: ms / 1000)
_zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
dates = st.datetimes(datetime(1980, 1, 1), datetime(2199, 12, 30), timezones=_zones).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
categories = st.sampled_from(
    [Category(name, sub) for name, subs in CATEGORIES.items() for sub in (None, *subs)]
)
_roles = st.sampled_from([role for roles in ROLES.values() for role in roles])
_countries = st.sampled_from(["de", "at", "us", "zw"])
_PAGES_ELSEWHERE = (
    DirectoryLink("apple", "https://podcasts.apple.com/de/podcast/x/id123"),
    DirectoryLink("spotify", "https://open.spotify.com/show/0a1B"),
    DirectoryLink("fyyd", "https://fyyd.de/podcast/x/0"),
)
_pages_elsewhere = st.sets(st.sampled_from(range(3)), max_size=2).map(
    lambda chosen: tuple(_PAGES_ELSEWHERE[at] for at in sorted(chosen))
)
_services = st.lists(st.sampled_from(sorted(SERVICES)), max_size=2, unique=True).map(tuple)
_rules = st.sampled_from(
    [
        "FREQ=WEEKLY",
        "FREQ=DAILY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=YEARLY;BYDAY=+4TH;BYMONTH=11",
        "FREQ=WEEKLY;UNTIL=2023-12-31T00:00:00.000Z;BYDAY=MO",
        "FREQ=MONTHLY;BYMONTHDAY=-1;WKST=SU",
    ]
)


def _some(strategy: st.SearchStrategy[object], largest: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=largest).map(tuple)


def persons(texts: Lines) -> st.SearchStrategy[Person]:
    groups = st.none() | st.sampled_from(sorted(ROLES))
    return st.builds(Person, texts, _roles, maybe_url, maybe_url, groups)


def fundings(texts: Lines) -> st.SearchStrategy[Funding]:
    return st.builds(Funding, secure_urls, texts | st.just(""))


def txts(texts: Lines) -> st.SearchStrategy[Txt]:
    free = st.builds(Txt, texts, st.just("") | texts.filter(lambda text: text != "ai-content"))
    return free | st.builds(Txt, st.sampled_from(["true", "false"]), st.just("ai-content"))


def licenses(texts: Lines) -> st.SearchStrategy[License]:
    own = st.builds(License, texts.filter(lambda text: text.lower() not in LICENSES), secure_urls)
    return st.builds(License, st.sampled_from(LICENSES), maybe_secure) | own


def places(texts: Lines) -> st.SearchStrategy[Place]:
    return st.builds(
        Place,
        texts,
        st.sampled_from(Rel),
        st.none() | st.sampled_from(["geo:52.5163,13.3777", "geo:-27.86159,153.3169,10;u=5"]),
        st.none() | st.sampled_from(["N1", "W43678282", "R113314#2"]),
        st.none() | _countries,
    )


def posts(texts: Lines) -> st.SearchStrategy[SocialInteract]:
    protocols = st.sampled_from([one for one in Protocol if one is not Protocol.DISABLED])
    uris = secure_urls | st.just("nostr:note1abc")
    priorities = st.none() | st.integers(0, 99)
    posted = st.builds(SocialInteract, protocols, uris, st.none() | texts, maybe_secure, priorities)
    return posted | st.just(SocialInteract(Protocol.DISABLED))


def frequencies(texts: Lines) -> st.SearchStrategy[UpdateFrequency]:
    starts = st.sampled_from(["2026-11-24", "2025-01-01T00:00:00.000Z"])
    counting = st.builds(UpdateFrequency, texts, st.just("FREQ=WEEKLY;COUNT=10"), starts)
    return st.builds(UpdateFrequency, texts, st.none() | _rules, st.none() | starts, st.booleans()) | counting


def shows_elsewhere(texts: Lines) -> st.SearchStrategy[RemoteItem]:
    return st.builds(RemoteItem, st.uuids(), maybe_secure, st.just("") | texts)


def soundbites(texts: Lines) -> st.SearchStrategy[Soundbite]:
    lengths = st.integers(1, 10**6).map(lambda ms: ms / 1000)
    return st.builds(Soundbite, moments_s, lengths, st.just("") | texts)


def values(texts: Lines) -> st.SearchStrategy[Value]:
    maybe = st.none() | texts
    recipients = st.builds(
        Recipient, texts, texts, st.integers(0, 100), st.just("") | texts, maybe, maybe, st.booleans()
    )
    amounts = st.none() | st.sampled_from(["0.00000005000", "1"])
    return st.builds(Value, texts, texts, st.lists(recipients, min_size=1, max_size=2).map(tuple), amounts)


@st.composite
def chapters(draw: st.DrawFn, texts: Lines) -> tuple[Chapter, ...]:
    starts = draw(st.lists(st.floats(0, 400_000) | moments_s, unique=True, max_size=5))
    return tuple(draw(chapter(start, texts)) for start in sorted(starts))


@st.composite
def chapter(draw: st.DrawFn, start: float, texts: Lines) -> Chapter:
    """Return a mark; a hidden one needs no title."""
    shown = draw(st.booleans())
    return Chapter(start, draw(texts if shown else texts | st.just("")), draw(maybe_url), toc=shown)


def sites(texts: Lines, prose: Lines) -> st.SearchStrategy[Site]:
    """Web sites without a template or a word of the host's own, which stand in files."""
    return st.builds(
        Site,
        colour=st.sampled_from(["#fff", "#2f5d8a", "#012345"]),
        font=st.sampled_from(["system", "mono", "Inter, Comic Sans MS"]),
        about=st.just("") | prose,
        imprint=st.just("") | texts,
        privacy=st.just("") | texts,
        remember_position=st.booleans(),
        pretty_urls=st.booleans(),
        podlove=st.none() | st.just("https://example.org/player/"),
    )


def shows(characters: st.SearchStrategy[str] = PRINTABLE) -> st.SearchStrategy[Show]:
    """Shows with texts of these characters."""
    texts = lines(characters)
    return st.builds(
        Show,
        title=texts,
        description=proses(characters).filter(bool),
        link=urls,
        language=st.sampled_from(["de", "no", "pt-BR"]),
        author=texts,
        categories=st.lists(categories, min_size=1, max_size=3).map(tuple),
        guid=st.uuids(),
        timezone=st.sampled_from(["Europe/Berlin", "America/St_Johns", "UTC"]),
        explicit=st.booleans(),
        type=st.sampled_from(ShowType),
        owner=st.none() | st.builds(Owner, texts, st.just("a.b+c@example.org")),
        copyright=st.none() | texts,
        locked=st.booleans(),
        persons=_some(persons(texts)),
        new_feed_url=maybe_url,
        block=st.booleans(),
        complete=st.booleans(),
        chapters_in_notes=st.booleans(),
        notify=st.builds(Notify, maybe_url, st.booleans()),
        funding=_some(fundings(texts)),
        txt=_some(txts(texts), 2),
        medium=st.sampled_from(Medium),
        license=st.none() | licenses(texts),
        locations=_some(places(texts), 2),
        update_frequency=st.none() | frequencies(texts),
        podroll=_some(shows_elsewhere(texts), 2),
        social=_some(posts(texts), 2),
        blocked_services=_services,
        allowed_services=_services,
        value=_some(values(texts), 2),
        spotify=st.none() | st.builds(Spotify, _some(_countries, 2), st.integers(1, 10**6)),
        episodes_per_page=numbers,
        directories=_pages_elsewhere,
        site=st.none() | sites(texts, proses(characters)),
    )


def episodes(characters: st.SearchStrategy[str] = PRINTABLE) -> st.SearchStrategy[Episode]:
    """Episodes with texts of these characters."""
    texts = lines(characters)
    return st.builds(
        Episode,
        guid=texts,
        slug=st.just(Slug("042-vertrauen")),
        title=texts,
        date=dates,
        type=st.sampled_from(EpisodeType),
        number=numbers,
        season=numbers,
        summary=proses(characters),
        notes=proses(characters),
        link=maybe_url,
        explicit=st.none() | st.booleans(),
        persons=_some(persons(texts)),
        tags=_some(texts),
        chapters=chapters(texts),
        block=st.booleans(),
        number_display=st.just("") | lines(characters, 32).filter(lambda text: len(text) <= 32),
        season_name=st.just("") | texts,
        funding=_some(fundings(texts), 2),
        txt=_some(txts(texts), 2),
        license=st.none() | licenses(texts),
        locations=_some(places(texts), 2),
        soundbites=_some(soundbites(texts)),
        social=_some(posts(texts), 2),
        value=_some(values(texts), 2),
    ).map(_named_where_numbered)


def _named_where_numbered(episode: Episode) -> Episode:
    return replace(
        episode,
        number_display=episode.number_display if episode.number else "",
        season_name=episode.season_name if episode.season else "",
    )
