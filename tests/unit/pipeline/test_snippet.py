"""`podpub snippet` makes its block from what is published, and says what stands in its way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from podpub.catalog import read_catalog, save_record
from podpub.errors import UsageError
from podpub.model import TranscriptFile
from podpub.pipeline.publishing.retreat import unpublish
from podpub.pipeline.snippet import make_snippet
from podpub.storage import FolderStorage
from tests.support.samples import NOW, episode
from tests.support.web_pages import released

if TYPE_CHECKING:
    from pathlib import Path

VTT = "assets/042-vertrauen-im-team-0123456789abcdef.vtt"


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    storage = FolderStorage(tmp_path / "public")
    released(tmp_path, storage)
    return storage


def with_transcript(storage: FolderStorage, body: bytes | None) -> None:
    held = read_catalog(storage).releases[episode().guid]
    told = replace(held.record, transcripts=(TranscriptFile(VTT, "text/vtt", "de"),), changed=held.later(NOW))
    save_record(told, replaces=held, storage=storage)
    if body:
        storage.write(VTT, body)


def test_an_episode_is_found_by_its_slug_and_by_its_guid(storage: FolderStorage) -> None:
    made = make_snippet("042-vertrauen-im-team", storage)
    assert made == make_snippet(episode().guid, storage)
    assert "Vertrauen im Team" in made.html
    assert not made.has_transcript


def test_the_published_transcript_stands_in_it(storage: FolderStorage) -> None:
    with_transcript(storage, b"WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v Mira>Guten Tag.\n")
    made = make_snippet("042-vertrauen-im-team", storage)
    assert made.has_transcript
    assert "<strong>Mira:</strong> Guten Tag." in made.html


@pytest.mark.parametrize("body", [None, b"\xff\xfe\x00 nothing of the kind"])
def test_a_transcript_that_is_lost_is_left_out(storage: FolderStorage, body: bytes | None) -> None:
    with_transcript(storage, body)
    assert not make_snippet("042-vertrauen-im-team", storage).has_transcript


def test_what_is_not_published_cannot_be_pasted(storage: FolderStorage) -> None:
    with pytest.raises(UsageError, match="never released"):
        make_snippet("043-anders", storage)
    unpublish("042-vertrauen-im-team", replacement=None, storage=storage, now=NOW)
    with pytest.raises(UsageError, match="no longer published"):
        make_snippet("042-vertrauen-im-team", storage)
