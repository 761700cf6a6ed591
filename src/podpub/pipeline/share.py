"""A draft that some people may hear: under an address that nobody can guess, and in no feed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from podpub.errors import UsageError
from podpub.model import say
from podpub.model.layout import DRAFTS, draft_file, draft_key, public_address
from podpub.pipeline.house import open_cache, open_storage, take_stock
from podpub.pipeline.making.build import build
from podpub.pipeline.making.takes import Workbench
from podpub.pipeline.planning.manuscript import read_manuscript
from podpub.pipeline.planning.plan import make_plan

if TYPE_CHECKING:
    from podpub.model import Enclosure, Episode, Tell
    from podpub.pipeline.making.build import BuiltEpisode
    from podpub.pipeline.release import Order
    from podpub.storage import Storage


@dataclass(frozen=True, slots=True)
class Shared:
    """A draft that can be heard.

    Attributes:
        uploaded: Whether that had to be done; otherwise it was there.
    """

    episode: Episode
    enclosure: Enclosure
    key: str
    url: str
    uploaded: bool


def share(order: Order, *, token: str, tell: Tell) -> Shared:
    """Master one episode as a release would, and put its file where only those find it who were told.

    The file is the very one that a release will publish, from the same cache: releasing it later encodes
    nothing. The same file keeps its address.

    Args:
        order: What to share; one episode.
        token: 32 hexadecimal digits of chance, for a new address.
        tell: Hears how far it is.

    Raises:
        UsageError: The episode is published already.
        PodpubError: As `release` does, before anything is published.
    """
    manuscript = read_manuscript(order.show_file, order.episode_files)
    storage, cache = open_storage(manuscript.project), open_cache(manuscript.project)
    stock = take_stock(manuscript.project, storage, order.now)
    for one in manuscript.productions:
        if one.episode.guid in stock.catalog.releases:
            raise UsageError(
                say("“{title}” is released already", title=one.episode.title),
                fix=say("`podpub status --json` has its address."),
            )
    whole = replace(
        manuscript, productions=tuple(replace(one, draft=False) for one in manuscript.productions)
    )
    plan = make_plan(whole, stock=stock, now=order.now)
    (built,) = build(plan, bench=Workbench(storage, cache, order.environ, order.jobs), tell=tell).episodes
    cache.prune(order.now)
    return _put(built, plan.show.public_url, token, storage, tell)


def _put(built: BuiltEpisode, public_url: str, token: str, storage: Storage, tell: Tell) -> Shared:
    enclosure = built.release.enclosure
    known = _known(enclosure, storage)
    key = known or draft_key(token, enclosure.key)
    if not known:
        storage.write(key, built.files[enclosure.key], tell=partial(tell, say("upload {key}", key=key)))
    return Shared(
        built.release.episode, enclosure, key, public_address(public_url, key), uploaded=known is None
    )


def _known(enclosure: Enclosure, storage: Storage) -> str | None:
    """Return the key under which the same file is shared already; of several, always the same."""
    drafts = [one.key for one in storage.objects(DRAFTS) if one.bytes == enclosure.bytes]
    return min((key for key in drafts if enclosure.key.endswith(f"/{draft_file(key)}")), default=None)
