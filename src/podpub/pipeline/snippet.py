"""A published episode as a block of HTML, to paste into a page of the host's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.catalog import read_catalog
from podpub.errors import StorageError, UsageError
from podpub.model import say
from podpub.pipeline.material.transcripts import read_published
from podpub.pipeline.publishing.retreat import released_as
from podpub.site.snippet import snippet
from podpub.site.views import episode_view

if TYPE_CHECKING:
    from podpub.model import Episode
    from podpub.storage import Storage


@dataclass(frozen=True, slots=True)
class Snippet:
    """What can be pasted.

    Attributes:
        has_transcript: Whether it has one; the episode may have none that can be read.
    """

    episode: Episode
    html: str
    has_transcript: bool


def make_snippet(name: str, storage: Storage) -> Snippet:
    """Make the block of the episode with this slug or GUID, from what is published.

    Raises:
        UsageError: Nobody knows such an episode, or it was taken back.
        StorageError: The storage does not answer, or no show was ever published there.
    """
    catalog = read_catalog(storage)
    release = released_as(name, catalog).record
    if catalog.show is None:
        raise StorageError(say("the record of the show is missing"), fix=say("Run `podpub feed`."))
    if release.withdrawn:
        raise UsageError(
            say("“{title}” is no longer published", title=release.episode.title),
            fix=say("`podpub undo` puts it back."),
        )
    record = catalog.show.record
    reading = episode_view(release, record).reading
    spoken = read_published([reading.key] if reading else [], storage)
    said = spoken.get(reading.key) if reading else None
    return Snippet(release.episode, snippet(release, record, said), said is not None)
