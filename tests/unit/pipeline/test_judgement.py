"""What a directory would say to a show's feed is told where the host wrote it, before anything is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from podpub.catalog import Catalog, Held
from podpub.model import Places, TranscriptSource
from podpub.pipeline.looking.judgement import judged
from podpub.pipeline.planning.plan import EpisodePlan, Plan, Work
from tests.support.samples import NOW, episode, production, project, release, show_record

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.model import Episode

EPISODE = "episodes/042-vertrauen-im-team/episode.yaml"


def plan(root: Path, *told: Episode, transcripts: bool = True, **show: Any) -> Plan:
    record = show_record(public_url="https://media.example.org/")
    record = replace(record, show=replace(record.show, **show))
    made = (TranscriptSource(root / "transcript.vtt", "de"),) if transcripts else ()
    lines = {
        (root / EPISODE, key): at
        for at, key in enumerate(("title", "notes", "transcripts", "number"), start=2)
    }
    planned = tuple(
        EpisodePlan(
            production(root, episode=one, transcripts=made),
            None,
            release().inputs,
            Work.MASTER,
            ("it is new",),
        )
        for one in told
    )
    catalog = Catalog(Held(record, "tag"), {})
    return Plan(project(root), catalog, record, planned, (), (), (), frozenset(), Places(root, lines), NOW)


def told(of: Plan) -> list[str]:
    return [f"{one.where} {one.code}" for one in judged(of)]


def test_a_good_show_makes_a_good_feed(tmp_path: Path) -> None:
    assert told(plan(tmp_path, episode())) == []
    assert told(plan(tmp_path)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "M" * 256}, f"{EPISODE}:2 text-long"),
        ({"title": "Auf Augenhöhe: Mut"}, f"{EPISODE}:2 title-show"),
        ({"notes": "[Mehr](http://example.org)"}, f"{EPISODE}:3 notes-http"),
        ({"notes": "00:10 Anfang\n\n05:00 Mitte\n\n09:00 Ende"}, f"{EPISODE}:3 timestamps-ignored"),
    ],
)
def test_what_an_episode_says_is_told_at_its_line(
    tmp_path: Path, changes: dict[str, Any], expected: str
) -> None:
    assert told(plan(tmp_path, episode(**changes))) == [expected]


def test_what_the_show_says_is_told_in_its_file(tmp_path: Path) -> None:
    assert told(plan(tmp_path, episode(), title="Mut | Karriere | Coaching")) == [
        "show.yaml:1 title-keywords"
    ]


def test_transcripts_that_are_going_to_be_made_count(tmp_path: Path) -> None:
    assert told(plan(tmp_path, episode(), transcripts=False)) == [f"{EPISODE}:4 transcript-missing"]


def test_episodes_that_nobody_asked_for_are_not_talked_about(tmp_path: Path) -> None:
    of = plan(tmp_path, episode())
    other = release(episode=episode(guid="43", number=43, title="M" * 300))
    catalog = replace(of.catalog, releases={"43": Held(other, "tag")})
    assert told(replace(of, catalog=catalog)) == []
