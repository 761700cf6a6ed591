"""Old players in the posts of a WordPress site, each with the episode it belongs to and what replaces it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.errors import StorageError
from podpub.model import say
from podpub.moving import paired
from podpub.site.snippet import snippet
from podpub.wordpress import Embed, Known, Library, find_embeds, read_posts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from podpub.catalog import Catalog
    from podpub.model import Tell
    from podpub.moving import Entry, Side
    from podpub.storage import Storage
    from podpub.wordpress import Belonging, Post


@dataclass(frozen=True, slots=True)
class Replacement:
    """A player in a post, and what belongs in its place.

    Attributes:
        post: That it stands in; without its text, for there may be thousands.
        belonging: None where nobody can tell the episode.
        block: What `podpub snippet` makes, without the transcript; empty where nobody can tell.
        is_everywhere: Whether the same text may be replaced everywhere: no other post means another episode.
    """

    post: Post
    embed: Embed
    belonging: Belonging | None
    block: str
    is_everywhere: bool = True


@dataclass(frozen=True, slots=True)
class Bare:
    """A post with an episode's file beside it, and no player in its text: its plugin shows one.

    Attributes:
        block: What can be put into it; empty where nobody can tell the episode.
    """

    post: Post
    belonging: Belonging | None
    block: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found in an export.

    Attributes:
        bare: Posts that lose their player together with their plugin.
        posts: How many posts were read.
        shows_itself: How many players are those of the show already.
    """

    replacements: tuple[Replacement, ...]
    bare: tuple[Bare, ...]
    posts: int
    shows_itself: int


def survey_posts(export: Path, *, storage: Storage, sides: tuple[Side, Side] | None, tell: Tell) -> Survey:
    """Find the old players in an export of WordPress; nothing is changed.

    Args:
        export: The file that WordPress wrote.
        storage: Where the show is published.
        sides: The old feed and the own one: the old one knows the names that old players use.
        tell: Hears how far it is.

    Raises:
        SourceError: It is no export of WordPress.
        StorageError: Nothing is published yet.
    """
    catalog = read_catalog(storage)
    if catalog.show is None:
        raise StorageError(say("nothing is published yet"), fix=say("Run `podpub release` first."))
    library, record = Library(_known(catalog, sides)), catalog.show.record

    @cache
    def block(guid: str) -> str:
        return snippet(catalog.releases[guid].record, record, None)

    found: list[Replacement] = []
    bare: list[Bare] = []
    posts = own = 0
    for post in read_posts(export):
        tell(say("read the posts"), 0.0)
        embeds = list(find_embeds(post.content))
        old = [one for one in embeds if not any(url.startswith(record.public_url) for url in one.addresses)]
        posts, own = posts + 1, own + len(embeds) - len(old)
        light = replace(post, content="")
        found += _replacements(light, old, library, block)
        bare += [] if embeds or not post.files else [_bare(light, library, block)]
    return Survey(tuple(_marked(found)), tuple(bare), posts, own)


def _replacements(
    post: Post, embeds: Sequence[Embed], library: Library, block: Callable[[str], str]
) -> Iterator[Replacement]:
    for embed in embeds:
        belonging = library.owner(embed, post, is_alone=len(embeds) == 1)
        yield Replacement(post, embed, belonging, block(belonging.episode.guid) if belonging else "")


def _bare(post: Post, library: Library, block: Callable[[str], str]) -> Bare:
    belonging = library.owner(Embed("", "", post.files), post, is_alone=True)
    return Bare(post, belonging, block(belonging.episode.guid) if belonging else "")


def _marked(found: Sequence[Replacement]) -> Iterator[Replacement]:
    """Mark what means different episodes in different posts, as `[powerpress]` does, or is part of more."""
    meanings = Counter(text for text, _ in {(one.embed.text, one.block) for one in found})
    whole = "\0".join(meanings)
    for one in found:
        text = one.embed.text
        yield replace(one, is_everywhere=meanings[text] == 1 and whole.count(text) == 1)


def _known(catalog: Catalog, sides: tuple[Side, Side] | None) -> Iterator[Known]:
    """Yield the published episodes, each with the addresses that it had in the old feed."""
    before = _before(sides) if sides else {}
    for held in catalog.releases.values():
        release = held.record
        if release.withdrawn:
            continue
        episode = release.episode
        old = before.get(episode.guid)
        told = (old.address, old.element.said("link"), old.guid) if old else ()
        addresses = tuple(one for one in (*told, episode.link or "") if one)
        yield Known(episode.guid, episode.title, episode.date, addresses)


def _before(sides: tuple[Side, Side]) -> dict[str, Entry]:
    """Return the entries of the old feed by the GUIDs of the new one."""
    return {pair.new.guid: pair.old for pair in paired(*sides).pairs}
