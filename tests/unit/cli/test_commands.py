"""The command line keeps its promises before any audio is touched."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import chdir
from typing import TYPE_CHECKING

import click
import jsonschema
import pytest
from click.testing import CliRunner

from podpub.cli.app import COMMANDS, podpub
from scripts import reference_pages
from tests.support import house as sample
from tests.support.samples import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ANSWERS = (
    "--title",
    "Mut & Maß",
    "--author",
    "Ä. Beispiel",
    "--email",
    "a@example.org",
    "--language",
    "de",
    "--public-url",
    "https://a.example.org/",
)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(podpub, [str(word) for word in words])


@pytest.fixture(scope="session")
def new_show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a show that was just begun, to be copied: its cover in every size takes a moment."""
    folder = tmp_path_factory.mktemp("begun") / "show"
    assert run("init", folder, *ANSWERS).exit_code == 0
    with chdir(folder):
        assert run("status").exit_code == 0
    return folder


@pytest.fixture
def show(new_show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(new_show, tmp_path / "show")
    monkeypatch.chdir(tmp_path / "show")
    return tmp_path / "show"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example(name: str) -> None:
    command = podpub.get_command(click.Context(podpub), name)
    assert command
    assert "Example:" in (command.epilog or "")
    assert run(name, "--help").exit_code == 0


@pytest.mark.parametrize("name", reference_pages.pages())
def test_a_reference_page_says_what_the_code_does(name: str) -> None:
    said = (reference_pages.FOLDER / name).read_text(encoding="utf-8")
    assert said == reference_pages.pages()[name], "run `python -m scripts.reference_pages`"


def test_a_new_show_checks_out_at_once(show: Path) -> None:
    result = run("check", "--json")
    assert json.loads(result.stdout) == {"findings": []}
    assert result.exit_code == 0
    assert (show / "cover.jpg").is_file()


def test_a_show_is_not_started_twice(show: Path) -> None:
    before = (show / "show.yaml").read_bytes()
    result = run("init", show, *ANSWERS)
    assert result.exit_code == 2
    assert "exists already" in result.stderr
    assert (show / "show.yaml").read_bytes() == before


def test_a_new_episode_gets_the_next_number_and_a_guid(show: Path) -> None:
    assert run("new", "Die erste").exit_code == 0
    assert run("new", "Größe & Maß: 1").exit_code == 0
    text = (show / "episodes/002-groesse-mass-1/episode.yaml").read_text(encoding="utf-8")
    assert "number: 2" in text
    assert re.search(r"guid: [0-9a-f-]{36}", text)


def test_a_new_episode_without_a_recording_says_where_to_put_it(show: Path) -> None:
    run("new", "Die erste")
    result = run("release", show / "episodes/001-die-erste")
    assert result.exit_code == 3
    assert "recording.wav" in result.stderr
    assert not (show / "public").exists()


@pytest.mark.parametrize("name", ["show", "episode"])
def test_a_schema_is_a_schema(name: str) -> None:
    result = run("schema", name)
    jsonschema.Draft202012Validator.check_schema(json.loads(result.stdout))


@pytest.mark.parametrize("name", ["show", "episode"])
def test_editors_of_the_sample_show_find_the_schema_of_today(name: str) -> None:
    committed = (REPOSITORY / ".podpub" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(committed) == json.loads(run("schema", name).stdout), "run `podpub schema`"


def _errors(*words: str) -> list[str]:
    result = run("check", "--json", *words)
    assert result.exit_code == 3
    findings = json.loads(result.stdout)["findings"]
    assert all(set(finding) == {"level", "code", "where", "message", "fix"} for finding in findings)
    return [finding["where"].rpartition(":")[0] for finding in findings if finding["level"] == "error"]


def test_all_problems_of_all_files_are_said_in_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = sample.sample_show(tmp_path / "show")
    monkeypatch.chdir(show)
    first, second = (
        show / "episodes" / name for name in ("001-der-erste-schritt", "002-das-nein-das-niemand-sagt")
    )
    _spoil(first / "episode.yaml", "number: 1", "nummer: 1")
    shutil.copy(REPOSITORY / "show.yaml", second / "cover.jpg")
    places = _errors()
    assert places.count("episodes/001-der-erste-schritt/episode.yaml") == 1
    assert places.count("episodes/002-das-nein-das-niemand-sagt/episode.yaml") == 1
    _spoil(show / "show.yaml", "language: de", "language: de_DE\nfnord: 1")
    places = _errors()
    assert places.count("show.yaml") == 2
    assert places.count("episodes/001-der-erste-schritt/episode.yaml") == 1


def _spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_strict_counts_warnings(show: Path) -> None:
    _spoil(show / "show.yaml", "explicit: false", "explicit: false\nblock: true")
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 3


def test_outside_of_a_show_the_way_in_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("status")
    assert result.exit_code == 3
    assert "podpub init" in result.stderr


def test_due_stands_alone(show: Path) -> None:
    result = run("release", "--due", "--all")
    assert result.exit_code == 2
    assert str(show) not in result.stdout


def test_quiet_and_json_keep_stderr_empty(show: Path) -> None:
    assert (show / "show.yaml").exists()
    for option in ("--quiet", "--json"):
        assert run("status", option).stderr == ""


def test_doctor_names_every_tool() -> None:
    tools = json.loads(run("doctor", "--json").stdout)["tools"]
    assert {"podpub", "python", "ffmpeg", "mutagen", "pydub"} <= set(tools)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["release", "--fnord"], id="an option that is not there"),
        pytest.param(["measure"], id="an argument left out"),
        pytest.param(["init", "somewhere"], id="nobody to ask"),
    ],
)
def test_wrong_usage_is_one_document_too(tmp_path: Path, words: list[str]) -> None:
    result = sample.podpub(tmp_path, *words, "--json")
    assert result.returncode == 2
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["code"] == "usage"
    assert result.stderr == ""


def test_answers_that_cannot_be_used_are_told_where_they_stand(tmp_path: Path) -> None:
    words = [
        "--title",
        "A",
        "--author",
        "B",
        "--email",
        "bad",
        "--language",
        "klingon",
        "--public-url",
        "ftp://x",
    ]
    result = run("init", tmp_path / "show", *words, "--timezone", "Mars/Olymp", "--json")
    assert result.exit_code == 3
    assert len(json.loads(result.stdout)["findings"]) >= 4
    assert "klingon" in (tmp_path / "show/show.yaml").read_text(encoding="utf-8")


def test_check_opens_every_recording(show: Path) -> None:
    for name in ("eins", "zwei"):
        (show / f"{name}.mp3").write_text("no audio at all")
        run("new", name, "--audio", show / f"{name}.mp3")
    result = run("check", "--json")
    assert result.exit_code == 3
    findings = json.loads(result.stdout)["findings"]
    assert [one["where"] for one in findings if one["level"] == "error"] == [
        "episodes/001-eins/episode.yaml:9",
        "episodes/002-zwei/episode.yaml:9",
    ]


def test_check_finds_a_cover_that_is_damaged_behind_its_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = sample.sample_show(tmp_path / "show")
    monkeypatch.chdir(house)
    cover = house / "episodes/002-das-nein-das-niemand-sagt/cover.jpg"
    cover.write_bytes(cover.read_bytes()[:50_000])
    findings = json.loads(run("check", "--json").stdout)["findings"]
    (found,) = (one for one in findings if one["level"] == "error")
    place = "episodes/002-das-nein-das-niemand-sagt/episode.yaml"
    assert (found["code"], found["where"]) == ("image-unreadable", f"{place}:14")
    assert (house / place).read_text(encoding="utf-8").splitlines()[13] == "image: cover.jpg"


def test_check_holds_chapters_against_the_length_of_the_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = sample.sample_show(tmp_path / "show")
    monkeypatch.chdir(house)
    assert run("check").exit_code == 0
    with (house / "episodes/003-die-fehlerrunde/chapters.txt").open("a", encoding="utf-8") as chapters:
        chapters.write("01:00:00 Zu spät\n")
    result = run("check")
    assert result.exit_code == 3
    assert "“Zu spät” begins at 01:00:00.000, and the recording ends at 00:00:44" in result.stderr


def test_check_holds_soundbites_against_the_length_of_the_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = sample.sample_show(tmp_path / "show")
    monkeypatch.chdir(house)
    with (house / "episodes/003-die-fehlerrunde/episode.yaml").open("a", encoding="utf-8") as file:
        file.write("soundbites: [{start: 01:00:00, duration: 30, title: Zu spät}]\n")
    findings = json.loads(run("check", "--json").stdout)["findings"]
    assert "fell-into-cut" in {one["code"] for one in findings}
    assert "clipping" in {one["code"] for one in findings}  # the sound is heard all the same


def test_check_places_late_chapters_of_a_released_episode_among_the_rest(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = sample.sample_show(show.parent / "released")
    monkeypatch.chdir(house)
    for other in ("002-das-nein-das-niemand-sagt", "003-die-fehlerrunde"):
        shutil.rmtree(house / "episodes" / other)
    assert run("release", "--all").exit_code == 0
    file = house / "episodes/001-der-erste-schritt/episode.yaml"
    written = file.read_text(encoding="utf-8") + "chapters: [{start: 9999, title: Zu spät}]\n"
    file.write_text(written, encoding="utf-8")
    findings = json.loads(run("check", "--json").stdout)["findings"]
    (found,) = (one for one in findings if one["level"] == "error")
    assert found["where"] == f"episodes/001-der-erste-schritt/episode.yaml:{len(written.splitlines())}"
    assert "“Zu spät” begins at 02:46:39.000" in found["message"]
    (house / "broken.jpg").write_bytes((house / "cover.jpg").read_bytes()[:50_000])
    file.write_text(written + "image: ../../broken.jpg\n", encoding="utf-8")
    findings = json.loads(run("check", "--json").stdout)["findings"]
    assert [one["code"] for one in findings if one["level"] == "error"] == ["image-unreadable", "config"]


def test_a_terminal_without_unicode_gets_valid_json(show: Path) -> None:
    environ = {**os.environ, "PYTHONIOENCODING": "ascii"}
    argv = [sys.executable, "-m", "podpub", "status", "--json"]
    run("new", "Größe")
    told = subprocess.run(argv, cwd=show, env=environ, capture_output=True, check=True)
    assert json.loads(told.stdout.decode("ascii"))["episodes"][0]["title"] == "Größe"
    shown = subprocess.run(argv[:-1], cwd=show, env=environ, capture_output=True, check=True)
    assert b"Gr??e" in shown.stdout


def test_a_reader_that_leaves_early_is_no_error(show: Path) -> None:
    argv = [sys.executable, "-m", "podpub", "schema", "show"]
    with subprocess.Popen(argv, cwd=show, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_a_wrong_option_is_wrong_usage() -> None:
    assert sample.podpub(REPOSITORY, "release", "--fnord").returncode == 2
    assert sample.podpub(REPOSITORY, "fnord").returncode == 2
