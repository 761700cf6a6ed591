"""`podpub check` of any feed, for whom, in which language, and for code review."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from click.testing import CliRunner

from podpub.cli.app import podpub
from tests.support import house as sample

if TYPE_CHECKING:
    from click.testing import Result

FEEDS = Path(__file__).parents[1] / "checks" / "feeds"
# The standard's own schema (OASIS, SARIF 2.1.0), as Microsoft's @microsoft/jest-sarif carries it (MIT)
_SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
SARIF = jsonschema.Draft4Validator(_SCHEMA)


def run(*words: str | Path, **environ: str) -> Result:
    return CliRunner(env=environ).invoke(podpub, ["check", *map(str, words)])


def feed(tmp_path: Path, name: str = "full", **changes: str) -> Path:
    text = (FEEDS / f"{name}.xml").read_text(encoding="utf-8")
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    file = tmp_path / "feed.xml"
    file.write_text(text, encoding="utf-8")
    return file


def log(file: Path) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    SARIF.validate(written)
    for result in written["runs"][0]["results"]:
        assert written["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        (found,) = result["locations"]  # GitHub shows nothing without a line
        assert found["physicalLocation"]["region"]["startLine"] >= 1
    return written


def places(file: Path) -> list[tuple[str, str]]:
    results = log(file)["runs"][0]["results"]
    return [
        (one["ruleId"], one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for one in results
    ]


def test_a_sound_feed_is_sound(tmp_path: Path) -> None:
    result = run("--feed", feed(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "✓ The feed is sound.\n")


def test_a_bad_feed_is_told_with_lines_and_remedies(tmp_path: Path) -> None:
    file = feed(tmp_path, serial="Serial")
    result = run("--feed", file)
    assert result.exit_code == 3
    assert f"{file}:18: `itunes:type` says “Serial”" in result.stderr
    assert "→ Write `episodic` or `serial`, in small letters." in result.stderr
    assert "1 to mend: directories and apps will stumble over this feed" in result.stderr


def test_warnings_count_only_when_asked_for(tmp_path: Path) -> None:
    file = feed(tmp_path, "anchor")
    assert run("--feed", file).exit_code == 0
    assert run("--feed", file, "--strict").exit_code == 3


def test_a_profile_makes_its_own_demands(tmp_path: Path) -> None:
    file = feed(tmp_path, "jekyll")
    assert run("--feed", file).exit_code == 0
    assert run("--feed", file, "--profile", "apple").exit_code == 3
    assert run("--feed", file, "--profile", "spotify").exit_code == 0
    told = json.loads(run("--feed", file, "--profile", "psp1", "--json").stdout)["findings"]
    assert {one["code"] for one in told if one["level"] == "error"} == {"explicit-old", "namespace-missing"}


def test_what_is_no_feed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html><body/></html>")
    result = run("--feed", tmp_path / "page.html", "--json")
    assert result.exit_code == 3
    assert [one["code"] for one in json.loads(result.stdout)["findings"]] == ["not-rss"]
    assert run("--feed", tmp_path / "nowhere.xml").exit_code == 2
    assert run("--feed", tmp_path).exit_code == 2


def test_much_of_the_same_is_said_a_few_times(tmp_path: Path) -> None:
    items = "".join(f"<item><title>{n}</title></item>" for n in range(50))
    file = tmp_path / "feed.xml"
    file.write_text(f'<rss version="2.0"><channel><title>Mut</title>{items}</channel></rss>')
    result = run("--feed", file)
    assert result.stderr.count("the episode has no file") == 3
    assert "(and 47 more like this: --json)" in result.stderr
    told = json.loads(run("--feed", file, "--json").stdout)["findings"]
    assert sum(one["code"] == "enclosure-missing" for one in told) == 50


@pytest.mark.parametrize(
    ("words", "environ"),
    [(("--lang", "de"), {}), ((), {"LC_ALL": "de_AT.UTF-8"}), ((), {"LANG": "de_DE", "LC_ALL": ""})],
)
def test_german_is_spoken(tmp_path: Path, words: tuple[str, ...], environ: dict[str, str]) -> None:
    result = run("--feed", feed(tmp_path, serial="Serial"), *words, **environ)
    assert "Fehler" in result.stderr
    assert "in `itunes:type` steht „Serial“" in result.stderr
    assert "→ `episodic` oder `serial` schreiben, klein." in result.stderr
    assert "1 zu beheben: über diesen Feed werden Verzeichnisse und Apps stolpern" in result.stderr
    assert "Der Feed ist in Ordnung." in run("--feed", feed(tmp_path), *words, **environ).stdout


def test_machines_are_spoken_to_in_english_unless_asked_for(tmp_path: Path) -> None:
    file = feed(tmp_path, serial="Serial")
    plain = run("--feed", file, "--json", LC_ALL="de_AT.UTF-8").stdout
    assert "`itunes:type` says “Serial”" in plain
    assert "steht „Serial“" in run("--feed", file, "--json", "--lang", "de").stdout


def test_sarif_names_rules_lines_and_levels(tmp_path: Path) -> None:
    file = feed(tmp_path, "anchor")
    assert run("--feed", file, "--sarif", tmp_path / "log.sarif").exit_code == 0
    (one,) = log(tmp_path / "log.sarif")["runs"]
    assert {result["ruleId"] for result in one["results"]} == {
        "tags-outdated", "locked-missing", "podcast-guid-missing", "transcript-missing",
    }  # fmt: skip
    assert all(rule["help"]["text"] for rule in one["tool"]["driver"]["rules"])
    assert {result["level"] for result in one["results"]} == {"warning"}


def test_sarif_is_written_from_the_repository_that_the_show_lies_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "shows").mkdir()
    show = sample.sample_show(tmp_path / "shows" / "mein podcast")
    monkeypatch.chdir(show)
    text = (show / "show.yaml").read_text(encoding="utf-8")
    (show / "show.yaml").write_text(
        text.replace("explicit: false", "explicit: false\nblock: true"), encoding="utf-8"
    )
    episode = "episodes/001-der-erste-schritt"
    assert run(episode, "--sarif", tmp_path / "log.sarif").exit_code == 0
    assert ("show-hidden", "shows/mein%20podcast/show.yaml") in places(tmp_path / "log.sarif")


def test_sarif_is_written_also_when_nothing_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = sample.sample_show(tmp_path / "show")
    monkeypatch.chdir(show)
    (show / "show.yaml").write_text("title: [", encoding="utf-8")
    assert run("--sarif", "log.sarif").exit_code == 3
    assert places(show / "log.sarif")[0][1] == "show.yaml"


def test_a_feed_and_episodes_do_not_go_together(tmp_path: Path) -> None:
    assert run("--feed", feed(tmp_path), "episodes/001").exit_code == 2
    assert run("--feed", feed(tmp_path), "--sarif", tmp_path / "no" / "log.sarif").exit_code == 2
