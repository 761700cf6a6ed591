"""A show to look at while it is written: put together again when a file changes, and served from memory."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podpub.errors import PodpubError
from podpub.feed import render, render_pages
from podpub.model import ENGLISH, Finding, Level
from podpub.model.layout import FEED_KEY, HOME_KEY, is_feed
from podpub.site import website
from podpub.site.note import note, page_without_show
from podpub.site.page import Entry, listening_page
from podpub.site.server import Shown
from podpub.transcripts import read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from podpub.model import Language, Tell
    from podpub.pipeline.lending import Lending
    from podpub.pipeline.release import Order
    from podpub.pipeline.stage import Stage, Staged
    from podpub.site.speech import Spoken


@dataclass(frozen=True, slots=True)
class Update:
    """What became of a build: what was found, and whether anything looks different now."""

    findings: tuple[Finding, ...]
    is_new: bool


class Preview:
    """What is served now; a build that fails leaves the last one that did not, with a note on top.

    Args:
        order: Returns what to build, as the folder is at that moment.
        stage: Builds it.
        lending: Has the files.
        language: Of the note.
        is_live: Whether pages tell what they are, and reload themselves; else they are those to be published.
    """

    def __init__(
        self,
        order: Callable[[], Order],
        stage: Stage,
        lending: Lending,
        *,
        language: Language = ENGLISH,
        is_live: bool = True,
    ) -> None:
        self._order = order
        self._stage = stage
        self._lending = lending
        self._language = language
        self._is_live = is_live
        self._run = secrets.token_hex(4)  # pages of an earlier run reload, too
        self._builds = 0
        self._staged: Staged | None = None
        self._findings: tuple[Finding, ...] = ()
        self._shown = self._show()

    def shown(self) -> Shown:
        """Return what is to be served."""
        return self._shown

    def build(self, *, tell: Tell) -> Update:
        """Build what stands in the folder now, and serve it from then on."""
        before = self._staged
        try:
            built = self._stage.build(self._order(), tell=tell)
            findings = built.findings
            self._staged = before if before and _lost(before, built) else built
        except PodpubError as error:
            told = Finding(Level.ERROR, error.code, "", error.message, error.fix)
            findings = error.findings or (told,)
        same_show = self._staged is before or bool(
            before and self._staged and self._staged.looks_like(before)
        )
        is_new = not (same_show and findings == self._findings and self._builds)
        if is_new:
            self._builds += 1
            self._findings = findings
            self._shown = self._show()
        return Update(findings, is_new)

    def _show(self) -> Shown:
        staged = self._staged
        version = f"{self._run}-{self._builds}" if self._is_live else None
        said = note(self._findings, self._language)
        if staged is None:
            empty = page_without_show(self._language)
            return Shown("", lambda key: empty if key.endswith(".html") else None, note=said, version=version)
        return shown_of(staged, self._lending, note=said, version=version)


def shown_of(staged: Staged, lending: Lending, *, note: str = "", version: str | None = None) -> Shown:
    """Return what serves a show: its feed and pages, each made when it is asked for, and its files."""
    site = website(staged.show, staged.releases)

    def body(key: str) -> bytes | None:
        if is_feed(key):
            return _feed(key, staged)
        if key in site.theme.files or key in site.pages:
            return site.body(key, _spoken(site.page(key).texts if key in site.pages else (), staged, lending))
        return _plain_page(staged) if key == HOME_KEY else None

    public_url = staged.project.storage.public_url
    return Shown(public_url, body, lambda key: lending.file(key, staged), note=note, version=version)


def _spoken(keys: Sequence[str], staged: Staged, lending: Lending) -> dict[str, Spoken]:
    """Read transcripts; one that is damaged, or not there, is left out."""
    files = ((key, lending.file(key, staged)) for key in keys)
    told = ((key, read(file.read_bytes(), key).transcript) for key, file in files if file)
    return {key: spoken for key, spoken in told if spoken}


def _plain_page(staged: Staged) -> bytes:
    """Return something to listen on for a show without web pages."""
    newest_first = sorted(staged.releases, key=lambda one: one.episode.date, reverse=True)
    entries = (
        Entry(one.episode.title, f"{one.episode.date:%Y-%m-%d}", one.enclosure.key) for one in newest_first
    )
    show = staged.show.show
    return listening_page(show.title, show.language, entries).encode()


def _feed(key: str, staged: Staged) -> bytes | None:
    """Return the feed, or an older page of it: the very one that listeners have, where that says the same."""
    if staged.is_published and (stored := staged.storage.read(key)):
        return stored.body
    show = replace(staged.show, public_url=staged.project.storage.public_url)
    latest = max((one.episode.date for one in staged.releases), default=show.changed)
    if key == FEED_KEY:
        return render(show, staged.releases, latest)
    return render_pages(show, staged.releases, latest).get(key)


def _lost(before: Staged, built: Staged) -> bool:
    """Tell whether an episode is gone because of a mistake in what was written."""
    there = {one.episode.guid for one in built.releases}
    is_gone = any(one.episode.guid not in there for one in before.releases)
    return is_gone and any(one.level is Level.ERROR for one in built.findings)
