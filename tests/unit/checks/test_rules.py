"""Each rule complains about its case, and about nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podpub.checks import RULES, Facts, check
from podpub.model import (
    Category,
    Chapter,
    Format,
    Level,
    Mastering,
    Person,
    Picture,
    Places,
    Repair,
    ShowType,
)
from tests.support.samples import episode, production, project

ROOT = Path("/show")
GOOD_COVER = Picture(ROOT / "cover.jpg", 3000, 3000, "JPEG", "RGB", 300_000)


def facts(
    *,
    cover: dict[str, Any] | None = None,
    show: dict[str, Any] | None = None,
    mastering: Mastering | None = None,
    **told: Any,
) -> Facts:
    picture = replace(GOOD_COVER, **(cover or {}))
    one = production(ROOT, episode=episode(**told), mastering=mastering or Mastering())
    home = replace(project(ROOT, **(show or {})), image=picture.path)
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
}


@pytest.mark.parametrize(("code", "case"), [(code, case) for code, cases in CASES.items() for case in cases])
def test_a_rule_complains_about_its_case(code: str, case: dict[str, Any]) -> None:
    assert codes(facts(**case)) == [code]


@pytest.mark.parametrize("title", ["Mut", "Folge mir", "42 ist die Antwort", "Teilen macht Mut"])
def test_a_title_may_contain_numbers_and_words_like_episode(title: str) -> None:
    assert codes(facts(title=title)) == []


def test_hosts_of_the_show_host_every_episode() -> None:
    guest, host = Person("Jonas Brandt", role="guest"), Person("Mira Sommer", role="host")
    assert codes(facts(show={"persons": (host,)}, persons=(guest,))) == []


def test_what_is_mended_in_a_cover_is_told_in_words() -> None:
    (found,) = check(facts(cover={"repairs": (Repair.SCALED, Repair.COLOURS)}))
    assert found.level is Level.WARNING
    assert found.message == "cover.jpg is published scaled down to 3000 x 3000 pixels, in RGB"


def test_two_episodes_with_one_number_are_named() -> None:
    one = facts()
    twin = replace(
        one.productions[0], file=ROOT / "episodes/043-mut/episode.yaml", episode=episode(guid="43")
    )
    assert codes(replace(one, productions=(*one.productions, twin))) == ["number-twice"]


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


def test_every_rule_has_a_case_a_code_of_its_own_and_a_source() -> None:
    assert {rule.code for rule in RULES} == {*CASES, "number-twice"}
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.source for rule in RULES)
