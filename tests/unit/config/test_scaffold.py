"""New files load back to what they were made from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from podpub.config import EPISODE_SCHEMA, SHOW_SCHEMA, scaffold_episode, scaffold_show
from podpub.model import Category, Owner

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf

_GUID = UUID("5b7f0f1e-5c3c-4b1f-9a55-0a8a0f5a2f10")
_lines = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), max_size=255)
    .map(str.strip)
    .filter(bool)
)
_any_disk = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(title=_lines, author=_lines, description=_lines)
@example(title="Vertrauen: der Anfang", author="@anna", description="#1 & *mehr*")
@example(title="no", author="010", description="null")
@example(title="1:30", author="2026-11-24", description="~")
@example(title="\ufeffa", author="=", description="'\"")
@_any_disk
def test_a_new_show_loads_back(shelf: Shelf, title: str, author: str, description: str) -> None:
    text = scaffold_show(
        title=title,
        author=author,
        email="a@example.org",
        language="no",
        timezone="Europe/Oslo",
        guid=_GUID,
        public_url="https://media.example.org/",
        description=description,
        category="Kids & Family > Parenting",
    )
    shelf.show_file.write_text(text, encoding="utf-8")
    loaded = shelf.load()
    show = loaded.project.show
    assert (show.title, show.author, show.description) == (title, author, description)
    assert show.owner == Owner(author, "a@example.org")
    assert (show.language, show.timezone, show.guid) == ("no", "Europe/Oslo", _GUID)
    assert show.categories == (Category("Kids & Family", "Parenting"),)
    assert (show.link, loaded.project.storage.public_url) == ("https://media.example.org/",) * 2
    assert loaded.findings == ()


@given(title=_lines, guid=_lines, number=st.none() | st.integers(1, 10**6), aware=st.booleans())
@example(title="Folge #1", guid="1e5", number=10, aware=False)
@_any_disk
def test_a_new_episode_loads_back(
    shelf: Shelf,
    title: str,
    guid: str,
    number: int | None,
    aware: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    date = datetime(2026, 11, 24, 6, 0, tzinfo=UTC if aware else None)
    text = scaffold_episode(
        title=title, number=number, guid=guid, date=date, slug="mut", audio="recording.wav"
    )
    shelf.episode_file.write_text(text, encoding="utf-8")
    episode = shelf.production().episode
    assert (episode.title, episode.guid, episode.number, str(episode.slug)) == (title, guid, number, "mut")
    assert episode.date == datetime(2026, 11, 24, 6 if aware else 5, 0, tzinfo=UTC)
    assert shelf.findings() == []


def test_a_new_file_names_its_schema_for_the_editor() -> None:
    show = scaffold_show(
        title="A",
        author="B",
        email="a@example.org",
        language="de",
        timezone="Europe/Berlin",
        guid=_GUID,
        public_url="http://localhost:8000/",
    )
    episode = scaffold_episode(title="A", guid="x", date=datetime(2026, 11, 24, tzinfo=UTC))
    assert show.splitlines()[0] == f"# yaml-language-server: $schema={SHOW_SCHEMA}"
    assert episode.splitlines()[0] == f"# yaml-language-server: $schema=../../{EPISODE_SCHEMA}"
