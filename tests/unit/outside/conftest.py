"""A site, and somebody who looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.outside import Advice, Visitor
from tests.support.web import Site, site

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


@pytest.fixture
def visitor() -> Visitor:
    return Visitor({}, patience_s=5.0)


@pytest.fixture
def advice() -> Advice:
    return Advice("Let everybody in.", "Put it there.")
