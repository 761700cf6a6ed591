"""A page opened in a real browser, and everything that it did there."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

_PATIENCE_S = 20
PHONE, DESK = (360, 740), (1280, 800)
_WATCH = """
window.faults = [];
window.shifted = 0;
addEventListener("securitypolicyviolation", (at) => faults.push(`${at.violatedDirective} ${at.blockedURI}`));
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Visit:
    """A page that is open.

    Attributes:
        requests: Every request so far, in order.
        faults: What the browser complained about.
    """

    page: Page
    requests: list[Request] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Errors on the console, exceptions, and what the page's policy forbade."""
        return [*self.told, *self.page.evaluate("window.faults")]

    @property
    def addresses(self) -> list[str]:
        """What was asked for."""
        return [one.url for one in self.requests]

    @property
    def at_s(self) -> float:
        """Where the audio is."""
        return float(self.page.evaluate("document.querySelector('audio').currentTime"))

    def sent(self, request: Request) -> None:
        """Remember a request."""
        self.requests.append(request)

    def asked(self, dialog: Dialog) -> None:
        """Remember a dialog, which no page of ours opens."""
        self.told.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def sees(self, script: str, **values: Any) -> Any:
        """Return what a script in the page comes to."""
        return self.page.evaluate(script, values or None)

    def until(self, condition: str) -> None:
        """Wait until a condition holds in the page; its policy forbids Playwright's own way to ask."""
        end = time.monotonic() + _PATIENCE_S
        while not self.page.evaluate(condition):
            if time.monotonic() > end:
                pytest.fail(f"never came true: {condition}")
            self.page.wait_for_timeout(40)

    def plays(self, beyond_s: float = 0.0) -> None:
        """Wait until the audio really goes on."""
        self.until(f"(a => !a.paused && a.currentTime > {beyond_s})(document.querySelector('audio'))")

    def part(self, name: str) -> Any:
        """Return a part of the player or the transcript."""
        return self.page.locator(f"[data-part={name}]").first


@contextmanager
def visit(browser: Browser, size: tuple[int, int] = DESK, **options: Any) -> Iterator[Visit]:
    """Lend an empty tab of a visitor who has never been here."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(_PATIENCE_S * 1000)
    context.add_init_script(_WATCH)
    page = context.new_page()
    one = Visit(page)
    page.on("request", one.sent)
    page.on("console", lambda told: _complaint(told, one.told))
    page.on("pageerror", lambda error: one.told.append(str(error)))
    page.on("dialog", one.asked)
    try:
        yield one
    finally:
        context.close()


def _complaint(message: ConsoleMessage, told: list[str]) -> None:
    if message.type in {"error", "warning"}:
        told.append(message.text)
