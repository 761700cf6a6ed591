"""New files load back to what they were made from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from podpub.config import EPISODE_SCHEMA, SHOW_SCHEMA, NewShow, scaffold_episode, scaffold_show
from podpub.model import Owner

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf

_GUID = UUID("5b7f0f1e-5c3c-4b1f-9a55-0a8a0f5a2f10")
_lines = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), max_size=255)
    .map(str.strip)
    .filter(bool)
)
_any_disk = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(title=_lines, author=_lines)
@example(title="Vertrauen: der Anfang", author="@anna")
@example(title="no", author="010")
@example(title="1:30", author="2026-11-24")
@example(title="\ufeffa", author="=")
@example(title="#1 & *mehr*", author="~")
@_any_disk
def test_a_new_show_loads_back(shelf: Shelf, title: str, author: str) -> None:
    answers = NewShow(title, author, "a@example.org", "no", "Europe/Oslo", "https://media.example.org/")
    shelf.show_file.write_text(scaffold_show(answers, guid=_GUID), encoding="utf-8")
    loaded = shelf.load()
    show = loaded.project.show
    assert (show.title, show.author) == (title, author)
    assert show.owner == Owner(author, "a@example.org")
    assert (show.language, show.timezone, show.guid) == ("no", "Europe/Oslo", _GUID)
    assert (show.link, loaded.project.storage.public_url) == ("https://media.example.org/",) * 2
    assert loaded.findings == ()


@given(title=_lines, guid=_lines, number=st.integers(1, 10**6), aware=st.booleans())
@example(title="Folge #1", guid="1e5", number=10, aware=False)
@_any_disk
def test_a_new_episode_loads_back(
    shelf: Shelf,
    title: str,
    guid: str,
    number: int,
    aware: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    date = datetime(2026, 11, 24, 6, 0, tzinfo=UTC if aware else None)
    text = scaffold_episode(title=title, number=number, guid=guid, date=date, audio="recording.wav")
    shelf.episode_file.write_text(text, encoding="utf-8")
    (shelf.folder / "notes.md").write_text("Notizen", encoding="utf-8")
    episode = shelf.production().episode
    assert (episode.title, episode.guid, episode.number, episode.notes) == (title, guid, number, "Notizen")
    assert episode.date == datetime(2026, 11, 24, 6 if aware else 5, 0, tzinfo=UTC)
    assert shelf.findings() == []


def test_a_new_file_names_its_schema_for_the_editor() -> None:
    answers = NewShow("A", "B", "a@example.org", "de", "Europe/Berlin", "http://localhost:8000/")
    date = datetime(2026, 11, 24, tzinfo=UTC)
    episode = scaffold_episode(title="A", number=1, guid="x", date=date, audio="a.wav")
    show = scaffold_show(answers, guid=_GUID)
    assert show.splitlines()[0] == f"# yaml-language-server: $schema={SHOW_SCHEMA}"
    assert episode.splitlines()[0] == f"# yaml-language-server: $schema=../../{EPISODE_SCHEMA}"
