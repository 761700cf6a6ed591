"""A real browser for tests: one that is here, or one that can be had.

`python -m tests.support.browser` is what `make test` runs: it looks for a Chromium, then asks Playwright to
download its own, then asks the system's packages where it may. Whatever comes of it, it says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_APT = ("apt-get", "install", "-qq", "--yes", "--no-install-recommends", "chromium")
_PATIENCE_S = 600


def chromium() -> str | None:
    """Return the path of a Chromium: Playwright's own before one of the system's."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    found = (own, *map(shutil.which, _NAMES), *_PLACES)
    return next((path for path in found if path and Path(path).is_file()), None)


def install() -> str | None:
    """Return the path of a Chromium, and get one where there is none."""
    for argv in (None, (sys.executable, "-m", "playwright", "install", "chromium"), *_system_packages()):
        if argv:
            _try(argv)
        if found := chromium():
            return found
    return None


def _system_packages() -> tuple[tuple[str, ...], ...]:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return (("apt-get", "update", "-qq"), _APT) if is_root and shutil.which("apt-get") else ()


def _try(argv: tuple[str, ...]) -> None:
    try:
        subprocess.run(argv, check=False, stdout=subprocess.DEVNULL, timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        print(f"gave up: {' '.join(argv)}", file=sys.stderr)  # noqa: T201 - this is a program


if __name__ == "__main__":
    browser = install()
    print(f"browser: {browser}" if browser else "NOT INSTALLED: a browser; tests/browser will not run")  # noqa: T201
    sys.exit(0 if browser else 1)
