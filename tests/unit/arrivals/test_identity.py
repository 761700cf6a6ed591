"""Names that stay: folders of episodes, and pages that podpub makes itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from podpub.arrivals.identity import another, folder, is_own_page
from podpub.model import Slug

DATE = datetime(2026, 11, 24, tzinfo=UTC)
OWN = "https://e.org/show/media/042-mut-0123456789abcdef.mp3"


@pytest.mark.parametrize(
    ("title", "number", "season", "sound", "name"),
    [
        ("Mut & Maß", 42, None, "https://e.org/x.mp3", "042-mut-mass"),
        ("Mut & Maß", 42, 3, "https://e.org/x.mp3", "s03-042-mut-mass"),
        ("Mut", None, None, "https://e.org/x.mp3", "2026-11-24-mut"),
        ("なぜ?", 7, None, "https://e.org/x.mp3", "007"),
        ("../../etc", None, None, "https://e.org/../x.mp3", "2026-11-24-etc"),
        ("Mut", 42, 3, OWN, "042-mut"),
    ],
)
def test_a_folder_is_called_by_number_and_title(
    title: str, number: int | None, season: int | None, sound: str, name: str
) -> None:
    assert str(folder(title, DATE, number, season, sound)) == name


def test_no_two_episodes_have_one_folder() -> None:
    taken = {Slug("mut"), Slug("mut-2")}
    assert another(Slug("mut"), taken) == Slug("mut-3")
    assert another(Slug("a" * 80), {Slug("a" * 80)}) == Slug("a" * 70 + "-2")


@pytest.mark.parametrize(
    ("link", "is_own"),
    [
        ("https://e.org/show/episodes/042-mut/", True),
        ("https://e.org/show/episodes/042-mut/index.html", True),
        ("https://e.org/show/episodes/043-mut/", False),
        ("https://other.org/show/episodes/042-mut/", False),
        ("", False),
    ],
)
def test_pages_of_podpub_are_known(link: str, *, is_own: bool) -> None:
    assert is_own_page(link, OWN) == is_own
    assert not is_own_page(link, "https://e.org/show/media/042-mut.mp3")
