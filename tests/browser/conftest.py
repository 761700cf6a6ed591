"""A small show, released with real audio into a folder and served; a browser that looks at it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.support.browser import chromium
from tests.support.outsiders import not_run
from tests.support.shown import shown as released

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.support.shown import Shown

expect.set_options(timeout=20_000)  # a machine may be busy with something else

_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium() or not_run("there is no Chromium; `make test` says how it looked for one", os.environ)
    with sync_playwright() as playwright:
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        flags = [*_FLAGS, *(["--no-sandbox"] if is_root else [])]
        with playwright.chromium.launch(executable_path=path, args=flags) as opened:
            yield opened


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    with released(tmp_path_factory.mktemp("shown")) as show:
        yield show
