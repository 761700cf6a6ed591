"""A browser opens every page of a show, plays what is on it, and tells whether anybody else was asked."""

from __future__ import annotations

import html
import re
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from podpub.errors import ConfigError, OutsideError, UsageError
from podpub.model import Level, say
from podpub.model.layout import SITEMAP_KEY
from podpub.outside import Trouble, Visitor
from podpub.outside.browsing import browse, place_of
from podpub.pipeline.lending import Lending
from podpub.pipeline.looking.privacy import Home, privacy_findings, statement
from podpub.pipeline.preview import shown_of
from podpub.pipeline.stage import Stage
from podpub.site import website
from podpub.site.server import listen, server

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Mapping

    from podpub.model import Finding, Tell
    from podpub.pipeline.release import Order
    from podpub.pipeline.stage import Staged
    from podpub.site.server import Shown

_PLACE = re.compile(r"<loc>\s*([^<]+?)\s*</loc>")
_OK = 200


@dataclass(frozen=True, slots=True)
class PrivacyReport:
    """What was found.

    Attributes:
        pages: How many were opened.
        places: Every host that was asked.
        statement: For the privacy statement, by language; empty where something has to be mended first.
        unseen: Mistakes in what was written, because of which a page may be missing here.
    """

    findings: tuple[Finding, ...]
    pages: int
    places: tuple[str, ...]
    statement: dict[str, str]
    unseen: tuple[Finding, ...] = ()


def look_at_folder(order: Order, *, tell: Tell) -> PrivacyReport:
    """Look at the pages as they would be published, drafts included; nothing is uploaded.

    Raises:
        ConfigError: The show cannot be read, or has no web site.
        ToolError: There is no browser.
    """
    with listen(0) as listener, tempfile.TemporaryDirectory(prefix="podpub-") as folder:
        place = f"localhost:{listener.getsockname()[1]}"
        staged = Stage(public_url=f"http://{place}/", fast=True).build(order, tell=tell)
        keys = [key for key in website(staged.show, staged.releases).pages if key.endswith(".html")]
        if not keys:
            raise _no_pages(staged)
        site = staged.show.show.site
        home = Home(frozenset({place}), f"http://{place}/", remembers=bool(site and site.remember_position))
        shown = shown_of(staged, Lending(Path(folder)))
        with _serving(shown, listener):
            urls = [f"http://{place}/{key}" for key in keys]
            host = urlsplit(staged.project.storage.public_url).hostname or ""
            report = _report(urls, home, host, order.environ, tell)
        return replace(report, unseen=_errors(staged))


def look_at_address(url: str, *, remembers: bool, environ: Mapping[str, str], tell: Tell) -> PrivacyReport:
    """Look at published pages: those in the site map below an address.

    Args:
        url: Where the site begins.
        remembers: Whether browsers may keep where somebody stopped.
        environ: For a proxy, and a browser.
        tell: Hears how far it is.

    Raises:
        UsageError: It is no address of the web.
        OutsideError: Nothing can be fetched there.
        ToolError: There is no browser.
    """
    if not place_of(url):
        raise UsageError(
            say("{url} is no web address", url=url),
            fix=say("Write it whole, like https://example.org/podcast/."),
        )
    home = Home(frozenset({place_of(url)}), remembers=remembers)
    return _report(_places(url, environ), home, urlsplit(url).hostname or "", environ, tell)


def _report(urls: list[str], home: Home, host: str, environ: Mapping[str, str], tell: Tell) -> PrivacyReport:
    visits = tuple(browse(urls, own=home.places, environ=environ, tell=tell))
    findings = privacy_findings(visits, home)
    asked = {place_of(one) for visit in visits for one in (*visit.before, *visit.after)}
    told = {} if findings else statement(host, remembers=home.remembers)
    return PrivacyReport(findings, len(visits), tuple(sorted(asked - {""})), told)


@contextmanager
def _serving(shown: Shown, listener: socket.socket) -> Iterator[None]:
    """Serve beside what is done meanwhile."""
    running = server(lambda: shown)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield
    finally:
        running.should_exit = True
        thread.join()


def _no_pages(staged: Staged) -> ConfigError:
    return ConfigError(
        say("the show has no web pages to look at"),
        fix=say("Take `site: false` out of show.yaml, or name an address: `--url https://…`."),
        findings=_errors(staged),
    )


def _errors(staged: Staged) -> tuple[Finding, ...]:
    return tuple(one for one in staged.findings if one.level is Level.ERROR)


def _places(url: str, environ: Mapping[str, str]) -> list[str]:
    """Return the addresses in the site map; of the site's own host, each once."""
    asked = urljoin(url, SITEMAP_KEY)
    answer = Visitor(environ).get(asked)
    if isinstance(answer, Trouble):
        raise OutsideError(answer.said, fix=answer.fix)
    if answer.status != _OK:
        return [url]
    found = (html.unescape(one) for one in _PLACE.findall(answer.body.decode("utf-8", "replace")))
    own = [one for one in found if place_of(one) == place_of(url)]
    return list(dict.fromkeys((url, *own)))
