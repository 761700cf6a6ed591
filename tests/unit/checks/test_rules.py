"""Each rule complains about its case, and about nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from podpub.checks import RULES, Facts, check
from podpub.checks.rule import taken_care_of
from podpub.model import (
    Category,
    Chapter,
    EpisodeType,
    FolderLocation,
    Format,
    Level,
    Mastering,
    Owner,
    Person,
    Picture,
    Places,
    Repair,
    ShowType,
    Site,
    Slug,
    TranscriptSource,
)
from tests.support.samples import episode, production, project

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path("/show")
GOOD_COVER = Picture(ROOT / "cover.jpg", 3000, 3000, "JPEG", "RGB", 300_000)


def facts(
    *,
    cover: dict[str, Any] | None = None,
    show: dict[str, Any] | None = None,
    mastering: Mastering | None = None,
    transcripts: Iterable[TranscriptSource] = (),
    public_url: str = "http://localhost:8000/",
    **told: Any,
) -> Facts:
    picture = replace(GOOD_COVER, **(cover or {}))
    one = production(
        ROOT, episode=episode(**told), mastering=mastering or Mastering(), transcripts=tuple(transcripts)
    )
    home = replace(project(ROOT, **(show or {})), image=picture.path)
    home = replace(home, storage=FolderLocation(ROOT / "public", public_url))
    places = Places(ROOT, {(ROOT / "show.yaml", "image"): 7, (one.file, "title"): 2})
    return Facts(home, (one,), {picture.path: picture}, places)


def codes(of: Facts) -> list[str]:
    return [finding.code for finding in check(of)]


def test_a_good_show_has_nothing_to_complain_about() -> None:
    assert check(facts()) == ()


CASES: dict[str, list[dict[str, Any]]] = {
    "cover-shape": [
        {"cover": {"width": 1399, "height": 1399}},
        {"cover": {"height": 2900}},
    ],
    "cover-repaired": [{"cover": {"repairs": (Repair.COLOURS,)}}, {"cover": {"repairs": tuple(Repair)}}],
    "description-long": [{"show": {"description": "ä" * 2000}}],
    "categories-many": [{"show": {"categories": (Category("Arts"), Category("Music"), Category("News"))}}],
    "owner-missing": [{"show": {"owner": None}}],
    "show-hidden": [{"show": {"block": True}}, {"show": {"complete": True}}],
    "number-missing": [{"show": {"type": ShowType.SERIAL}, "number": None}],
    "title-numbered": [
        {"title": title} for title in ("#42 Mut", "Folge 42: Mut", "Episode 42 – Mut", "Ep. 42 Mut")
    ],
    "summary-missing": [{"summary": "", "notes": ""}],
    "chapter-title-long": [{"chapters": (Chapter(0, "M" * 46),)}],
    "chapters-late": [{"chapters": (Chapter(0.5, "Mut"),)}],
    "chapters-few": [{"show": {"chapters_in_notes": True}}],
    "format-first": [{"mastering": Mastering(formats=(Format.OPUS, Format.MP3))}],
    "host-missing": [{"persons": (Person("Jonas Brandt", role="guest"),)}],
    "link-broken": [
        {"notes": "[Mehr](example.org)"},
        {"notes": "[Mehr](/seite)"},
        {"notes": "Mehr [hier](htps://example.org)."},
        {"show": {"description": "[Mehr](https://)"}},
        {"show": {"description": "[Mehr](#t=1:00)"}},
        {"notes": "[Mehr](#t=1:00)", "show": {"site": None}},
        {"notes": "[Mehr](#top)"},
        {"show": {"site": Site(imprint="Wir.", privacy="Siehe [Impressum](../imprint/).")}},
    ],
    "guest-missing": [
        {"title": "Vertrauen, mit Jonas Brandt"},
        {"title": "Im Gespräch mit Jonas Brandt: Mut"},
        {"title": "Trust (feat. Jonas Brandt)"},
    ],
    "imprint-missing": [
        {"show": {"site": Site(privacy="Nichts.")}, "public_url": "https://podcast.muster.de/"},
        {
            "show": {"site": Site(privacy="Nichts."), "language": "de-AT"},
            "public_url": "https://muster.at/b/",
        },
    ],
    "privacy-missing": [{"show": {"site": Site(imprint="Wir.")}, "public_url": "https://muster.de/"}],
    "transcript-language": [{"transcripts": [TranscriptSource(ROOT / "a.vtt", "en")]}],
}
"""What breaks each rule about shows."""

PASSES: dict[str, list[dict[str, Any]]] = {
    "cover-shape": [{"cover": {"width": 1400, "height": 1400}}, {"cover": {"width": 3000, "height": 3000}}],
    "cover-repaired": [{"cover": {"mode": "RGB", "format": "PNG", "path": ROOT / "cover.png"}}],
    "description-long": [{"show": {"description": "ä" * 1990}}],
    "categories-many": [{"show": {"categories": (Category("Arts"), Category("Music"))}}],
    "owner-missing": [{"show": {"owner": Owner("A", "a@example.org")}}],
    "show-hidden": [{"show": {"locked": True}}],
    "number-missing": [
        {"number": None},
        {"show": {"type": ShowType.SERIAL}, "number": None, "type": EpisodeType.BONUS},
    ],
    "title-numbered": [
        {"title": title} for title in ("Mut", "Folge mir", "42 ist die Antwort", "Teilen macht Mut")
    ],
    "summary-missing": [{"summary": ""}, {"notes": ""}],
    "chapter-title-long": [{"chapters": (Chapter(0, "M" * 45),)}],
    "chapters-late": [{"chapters": (Chapter(0, "Mut"),)}],
    "chapters-few": [
        {"show": {"chapters_in_notes": True}, "chapters": tuple(Chapter(at, "Mut") for at in range(3))}
    ],
    "format-first": [{"mastering": Mastering(formats=(Format.MP3, Format.OPUS))}],
    "host-missing": [
        {
            "persons": (Person("Jonas Brandt", role="guest"),),
            "show": {"persons": (Person("Mira Sommer", role="host"),)},
        }
    ],
    "link-broken": [
        {"notes": "[Mehr](https://example.org), [Post](mailto:a@example.org) oder example.org, [so] (nicht)"},
        {"show": {"description": "<https://example.org>"}},
        {"notes": "[Mehr](#t=1:02:03)", "show": {"site": Site(imprint="[Wir](mailto:a@example.org)")}},
    ],
    "guest-missing": [
        {"title": "Vertrauen, mit Mira Sommer"},
        {"title": "Mit Mut und Verstand"},
        {"title": "Vertrauen mit Jonas"},
    ],
    "imprint-missing": [
        {"show": {"site": Site()}},
        {"show": {"site": Site()}, "public_url": "http://192.168.1.7:8000/"},
        {"show": {"site": Site()}, "public_url": "http://studio.local/"},
        {"show": {"site": Site()}, "public_url": "http://podcast.example.org/"},
        {"show": {"site": None}, "public_url": "https://muster.de/"},
        {"show": {"site": Site(), "language": "en"}, "public_url": "https://muster.de/"},
    ],
    "privacy-missing": [
        {"show": {"site": Site(imprint="Wir.", privacy="Nichts.")}, "public_url": "https://muster.de/"}
    ],
    "transcript-language": [
        {"transcripts": [TranscriptSource(ROOT / "a.vtt", "en"), TranscriptSource(ROOT / "b.vtt", "de-AT")]}
    ],
}
"""What just does not."""


@pytest.mark.parametrize(("code", "case"), [(code, case) for code, cases in CASES.items() for case in cases])
def test_a_rule_complains_about_its_case(code: str, case: dict[str, Any]) -> None:
    assert codes(facts(**case)) == [code]


@pytest.mark.parametrize("case", [case for cases in PASSES.values() for case in cases])
def test_what_just_is_no_fault_is_left_alone(case: dict[str, Any]) -> None:
    assert codes(facts(**case)) == []


def test_what_is_mended_in_a_cover_is_told_in_words() -> None:
    (found,) = check(facts(cover={"repairs": (Repair.SCALED, Repair.COLOURS)}))
    assert found.level is Level.WARNING
    assert found.message == "cover.jpg is published scaled down to 3000 x 3000 pixels, in RGB"


def test_a_complaint_names_file_line_and_remedy() -> None:
    found = check(facts(cover={"width": 100, "height": 100}, title="#1 Mut"))
    assert [(one.level, one.where) for one in found] == [
        (Level.ERROR, "show.yaml:7"),
        (Level.WARNING, "episodes/042-vertrauen-im-team/episode.yaml:2"),
    ]
    assert all(one.fix for one in found)


def test_opus_in_front_is_told_where_it_was_written() -> None:
    one = facts(mastering=Mastering(formats=(Format.OPUS,)))
    in_show = replace(one, places=Places(ROOT, {(ROOT / "show.yaml", "audio"): 9}))
    in_episode = replace(one, places=Places(ROOT, {(one.productions[0].file, "mastering"): 4}))
    assert [found.where for found in check(in_show)] == ["show.yaml:9"]
    assert [found.where for found in check(in_episode)] == ["episodes/042-vertrauen-im-team/episode.yaml:4"]


def _beside(**changes: Any) -> Facts:
    """Return a show with a second episode."""
    one = facts()
    other = {"guid": "43", "slug": Slug("043-mut"), "title": "Mut", **changes}
    twin = replace(one.productions[0], file=ROOT / "episodes/043-mut/episode.yaml", episode=episode(**other))
    return replace(one, productions=(*one.productions, twin))


def test_numbers_are_those_of_a_season_and_a_kind() -> None:
    assert codes(_beside()) == ["number-twice"]
    assert codes(_beside(season=2)) == []
    assert codes(_beside(type=EpisodeType.BONUS)) == []


def test_a_number_is_dated_after_the_one_before_it() -> None:
    before = episode().date - timedelta(seconds=1)
    assert codes(_beside(number=43, date=before)) == ["date-order"]
    assert codes(_beside(number=43, date=episode().date)) == []
    assert codes(_beside(number=41, date=before)) == []
    assert codes(_beside(number=43, season=2, date=before)) == []


def test_every_rule_has_a_case_a_code_of_its_own_and_a_source() -> None:
    asked = {rule.code for rule in RULES if rule.show not in (None, taken_care_of)}
    assert asked == {*CASES, "number-twice", "date-order"}
    assert set(PASSES) == set(CASES)
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.source and rule.why and rule.remedy for rule in RULES)


def test_a_rule_that_nobody_looks_for_is_found_in_reading() -> None:
    unseen = {rule.code for rule in RULES if not (rule.feed or rule.show or rule.sound)}
    assert unseen == {"xml-broken", "xml-entities", "not-rss", "feed-too-large"}
