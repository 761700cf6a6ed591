"""Planning begins with a look at the storage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.model import Slug
from podpub.pipeline.house import take_stock
from tests.support.publishing import run
from tests.support.samples import NOW, episode, project
from tests.support.storages import MemoryStorage, Witness

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("moment", range(8))
def test_somebody_else_may_publish_while_it_is_taken(tmp_path: Path, moment: int) -> None:
    storage = MemoryStorage()
    run(tmp_path, storage)
    asked = iter(range(100))

    def meanwhile(_verb: str, _key: str) -> None:
        if next(asked) == moment:
            run(tmp_path, storage, episode(guid="theirs", slug=Slug("043-ihre")), b"theirs")

    stock = take_stock(project(tmp_path), Witness(storage, meanwhile), NOW)
    assert stock.shown <= {*stock.catalog.releases}
    assert episode().guid in stock.shown
