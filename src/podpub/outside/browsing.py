"""The door to Playwright: a real browser opens pages and plays what is on them, and everything is noted.

Nothing is asked of anybody but the show's own hosts: what pages want from others is noted and refused.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from podpub.errors import ToolError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from playwright.sync_api import BrowserContext, Page, Playwright, Route

    from podpub.model import Tell

VARIABLE = "PODPUB_BROWSER"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_ARGUMENTS = ("--mute-audio", "--autoplay-policy=no-user-gesture-required")
_SETTLED_MS, _LEFT_MS = 150, 50
_PATIENCE_MS = 20_000
_WATCH = """
window.__refused = [];
document.addEventListener('securitypolicyviolation', (event) => window.__refused.push(event.blockedURI));
"""
_PLAY = """
async () => {
  for (const sound of document.querySelectorAll('audio, video')) {
    sound.muted = true;
    sound.preload = 'auto';
    await Promise.race([sound.play().catch(() => {}), new Promise((done) => setTimeout(done, 500))]);
    sound.pause();
  }
}
"""
# What pages are told when a visitor leaves; while they are still there, so that it is seen what they say then
_LEAVE = """
() => {
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
  for (const name of ['beforeunload', 'pagehide', 'unload']) window.dispatchEvent(new Event(name));
}
"""
_HINTS = """
() => [...document.querySelectorAll(
  'link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch], link[rel~=preload]'
)].map((link) => link.href)
"""
_KEPT = """
async () => {
  const found = [];
  const look = async (kind, names) => {
    try { for (const name of await names()) found.push(kind + ': ' + name); } catch (refused) { }
  };
  await look('localStorage', async () => Object.keys(localStorage));
  await look('sessionStorage', async () => Object.keys(sessionStorage));
  await look('IndexedDB', async () => (await indexedDB.databases()).map((one) => one.name));
  await look('Cache', async () => await caches.keys());
  await look('service worker', async () =>
    (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope));
  return found;
}
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page did when it was opened, and when its sounds were played.

    Attributes:
        before, after: The addresses that were asked for before anything was played, and from then on until
            it was left.
        refused: What the page's own policy did not let it ask for.
        hints: Addresses that it told the browser to prepare for.
        cookies: The names of all that the browser holds now.
        kept: What it holds in its other memories, each with the kind.
        failure: Why the page could not be opened; empty where it could.
    """

    url: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    failure: str = ""


@dataclass
class _Notebook:
    """Everything that a page asked for."""

    own: frozenset[str]
    asked: list[str] = field(default_factory=list)

    def route(self, route: Route) -> None:
        """Note a request; let it through where it stays at home."""
        self.asked.append(route.request.url)
        if place_of(route.request.url) in self.own:
            route.continue_()
        else:
            route.abort()

    def taken(self) -> tuple[str, ...]:
        """Return what was noted since the last time."""
        asked, self.asked = tuple(dict.fromkeys(self.asked)), []
        return asked


def place_of(url: str) -> str:
    """Return host and port of a web address; empty for what leaves no computer, such as `data:`."""
    parts = urlsplit(url)
    return parts.netloc.lower() if parts.scheme in {"http", "https", "ws", "wss"} else ""


def browse(
    urls: Iterable[str], *, own: frozenset[str], environ: Mapping[str, str], tell: Tell
) -> Iterator[Visit]:
    """Open pages one after the other in one browser, as somebody does who looks around.

    Args:
        urls: The pages.
        own: Hosts, with ports, that may be asked.
        environ: May name a browser to use.
        tell: Hears how far it is.

    Raises:
        ToolError: There is no Playwright or no browser.
    """
    pages = tuple(urls)
    with _browser(environ) as context:
        notebook = _Notebook(own)
        context.route("**/*", notebook.route)
        context.add_init_script(_WATCH)
        page = context.new_page()
        page.on("websocket", lambda socket: notebook.asked.append(socket.url))
        for number, url in enumerate(pages):
            tell(say("look at the pages as a visitor"), number / len(pages))
            yield _visit(url, page, context, notebook)
        tell(say("look at the pages as a visitor"), 1.0)


def _visit(url: str, page: Page, context: BrowserContext, notebook: _Notebook) -> Visit:
    from playwright.sync_api import Error  # noqa: PLC0415 - an extra that few have

    try:
        page.goto(url, wait_until="load", timeout=_PATIENCE_MS)
        page.wait_for_timeout(_SETTLED_MS)
        before = notebook.taken()
        page.evaluate(_PLAY)
        page.wait_for_timeout(_SETTLED_MS)
        page.evaluate(_LEAVE)
        page.wait_for_timeout(_LEFT_MS)
        return Visit(
            url,
            before,
            notebook.taken(),
            refused=tuple(page.evaluate("window.__refused")),
            hints=tuple(page.evaluate(_HINTS)),
            cookies=tuple(sorted({str(one.get("name")) for one in context.cookies()})),
            kept=tuple(page.evaluate(_KEPT)),
        )
    except Error as error:
        return Visit(url, failure=error.message.splitlines()[0])


@contextmanager
def _browser(environ: Mapping[str, str]) -> Iterator[BrowserContext]:
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - an extra that few have
    except ImportError as error:
        raise ToolError(
            say("Playwright, which opens a browser, is not installed"),
            fix=say("Install it with `pip install 'podpub[privacy]'`, in podpub's environment."),
        ) from error
    with sync_playwright() as playwright:
        path = _found(playwright, environ)
        try:
            browser = playwright.chromium.launch(executable_path=path, args=[*_ARGUMENTS, *_boxed()])
        except Error as error:
            raise ToolError(
                say("the browser {path} does not start: {reason}", path=path, reason=_first_line(error)),
                fix=_REMEDY,
            ) from error
        try:
            yield browser.new_context(service_workers="allow")
        finally:
            browser.close()


_REMEDY = say(
    "Install Chrome or Chromium, or run `playwright install chromium`; `PODPUB_BROWSER` names one to use."
)


def _found(playwright: Playwright, environ: Mapping[str, str]) -> str:
    """Return the path of a Chromium: the one that is named, Playwright's own, or one of this computer's."""
    if named := environ.get(VARIABLE):
        return named
    search = environ.get("PATH")
    known = (shutil.which(name, path=search) for name in _NAMES)
    for path in (playwright.chromium.executable_path, *known, *_PLACES):
        if path and Path(path).is_file():
            return path
    raise ToolError(say("there is no Chrome or Chromium to open the pages with"), fix=_REMEDY)


def _boxed() -> tuple[str, ...]:
    """Return what Chromium needs where everybody is root, as in a container."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def _first_line(error: Any) -> str:  # noqa: ANN401 - Playwright's Error, which may not be installed
    return str(error.message).splitlines()[0]
