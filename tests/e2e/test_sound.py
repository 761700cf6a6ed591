"""A host and a guest at different distances from their microphone: what is told, and what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.support.house import podpub, podpub_json, sample_show
from tests.unit.audio.sounds import speech, write_wav

if TYPE_CHECKING:
    from pathlib import Path

RATE = 44_100
EPISODE = "episodes/001-der-erste-schritt"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample show, whose first recording is now a loud host and a guest 12 dB below, twice each."""
    house = sample_show(tmp_path_factory.mktemp("sound") / "show")
    turns = [speech(12, RATE, 1, level=0.2 if turn % 2 == 0 else 0.05, seed=turn) for turn in range(4)]
    write_wav(house / EPISODE / "talk.wav", np.concatenate(turns), RATE)
    for noise in ("transcripts", "audio", "chapters"):
        _without(house, noise)
    _add(house, "audio: talk.wav")
    return house


def _without(house: Path, key: str) -> None:
    file = house / EPISODE / "episode.yaml"
    kept = [line for line in file.read_text("utf-8").splitlines() if not line.startswith(f"{key}:")]
    file.write_text("\n".join(kept) + "\n", "utf-8")


def _add(house: Path, line: str) -> None:
    file = house / EPISODE / "episode.yaml"
    file.write_text(f"{file.read_text('utf-8')}{line}\n", "utf-8")


def _codes(document: Any) -> list[str]:
    return [one["code"] for one in document["findings"] if one["code"] in {"speakers-apart", "too-dynamic"}]


def test_measure_shows_what_leveling_would_do(house: Path) -> None:
    (heard,) = podpub_json(house, "measure", f"{EPISODE}/talk.wav")
    spread = heard["speaker_spread_lu"]
    assert spread["off"] == pytest.approx(12, abs=2)
    assert spread["strong"] < spread["gentle"] < spread["off"] - 2
    assert (
        "`leveling: gentle` would leave the voices" in podpub(house, "measure", f"{EPISODE}/talk.wav").stderr
    )


def test_a_quiet_guest_is_told_before_and_after_and_leveling_helps(house: Path) -> None:
    assert _codes(podpub_json(house, "check", EPISODE)) == ["speakers-apart"]
    told = podpub(house, "check", EPISODE).stderr
    assert "12 LU above the quietest" in told or "11 LU above the quietest" in told
    assert f"{EPISODE}/episode.yaml:" in told
    assert _codes(podpub_json(house, "release", EPISODE)) == ["speakers-apart"]
    _add(house, "mastering: {leveling: strong}")
    levelled = podpub_json(house, "release", EPISODE)
    assert _codes(levelled) == []
    assert levelled["episodes"][0]["loudness"]["lufs"] == pytest.approx(-16, abs=0.1)


def test_the_file_is_the_same_on_one_core_and_on_four(house: Path) -> None:
    _without(house, "mastering")
    digests = set()
    for jobs in ("1", "4"):
        again = sample_show(house.parent / f"jobs-{jobs}")
        document = podpub_json(again, "release", EPISODE, "--jobs", jobs)
        digests.add(document["episodes"][0]["enclosure"]["sha256"])
    assert len(digests) == 1
