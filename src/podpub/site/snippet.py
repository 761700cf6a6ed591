"""An episode as a block of HTML for a page of the host's own: no script, nothing from anybody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.site.views import episode_view
from podpub.site.website import Page, website

if TYPE_CHECKING:
    from podpub.model import Release, ShowRecord
    from podpub.site.speech import Spoken
    from podpub.site.views import EpisodeView


@dataclass(frozen=True, slots=True)
class _Told:
    """What the template sees.

    Attributes:
        spoken: The transcript, if there is one.
        has_page: Whether the episode has a page of its own, which its chapters can lead to.
    """

    episode: EpisodeView
    spoken: Spoken | None
    has_page: bool


def snippet(release: Release, record: ShowRecord, spoken: Spoken | None) -> str:
    """Return the block; it is safe in every editor, whatever the episode says.

    Raises:
        InvalidResultError: The host's own template cannot make it.
    """
    from podpub.site.rendering import render  # noqa: PLC0415 - most runs make no page

    site = website(record, ())
    told = _Told(episode_view(release, record), spoken, record.show.site is not None)
    return render(Page("snippet", "snippet.html", told), site, {}).decode()
