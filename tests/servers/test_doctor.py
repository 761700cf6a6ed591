"""The doctor tries out real servers, and tells what they can do, what fits them, and what is in the way."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from podpub.cli.app import podpub
from podpub.config import load_all
from podpub.model import BucketLocation
from tests.support.servers import BUCKET, SECRET_KEY, free_ports
from tests.support.serving import folder_shown, serving
from tests.support.storages import keys
from tests.support.web import Page, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.servers import Server

ANSWERS = ("--title", "Mut", "--author", "A", "--email", "a@example.org", "--language", "de")


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "show"
    made = CliRunner().invoke(podpub, ["init", str(folder), *ANSWERS, "--public-url", "http://127.0.0.1:9/"])
    assert made.exit_code == 0
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def in_weed(weed: Server, let_in: Callable[[Server], Server]) -> Server:
    return let_in(weed)


def stored_at(show: Path, lines: str) -> None:
    file = show / "show.yaml"
    block = "storage:\n" + "".join(f"  {line}\n" for line in lines.split("; "))
    text = re.sub(r"^storage:\n(  .*\n?)+", block, file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert block in text
    file.write_text(text, encoding="utf-8")


def in_bucket(show: Path, server: Server, prefix: str, more: str = "") -> None:
    place = f"bucket: {BUCKET}; endpoint_url: {server.url}; prefix: {prefix}"
    stored_at(show, f"{place}; public_url: {server.url}/{BUCKET}/{prefix}{more}")


def diagnosed(code: int) -> Any:
    result = CliRunner().invoke(podpub, ["doctor", "--json"])
    assert result.exit_code == code, result.output
    assert SECRET_KEY not in result.output
    return json.loads(result.stdout)


def verdicts(document: Any, part: str = "storage") -> dict[str, str]:
    return {one["name"]: one["verdict"] for one in document[part]}


def test_a_server_that_can_everything_is_praised(
    show: Path, weed: Server, prefix: str, let_in: Callable[[Server], Server]
) -> None:
    in_bucket(show, let_in(weed), prefix)
    document = diagnosed(0)
    assert set(verdicts(document).values()) == {"yes"}
    assert set(verdicts(document, "public").values()) == {"yes"}
    assert "in the feed, always" in document["promise"]
    assert document["storage"][0]["said"].startswith("from the environment variables")
    left = keys(weed.storage(prefix))
    assert left in ([], ["probes/conditions.json"])


def test_the_block_that_is_shown_is_the_one_that_works(
    show: Path, weed: Server, prefix: str, let_in: Callable[[Server], Server]
) -> None:
    in_bucket(show, let_in(weed), prefix)
    before = load_all(show / "show.yaml", ()).project.storage
    block = diagnosed(0)["storage_block"]
    stored_at(show, "; ".join(line.strip() for line in block.splitlines()[1:]))
    assert isinstance(before, BucketLocation)
    assert load_all(show / "show.yaml", ()).project.storage == replace(before, region="us-east-1")
    diagnosed(0)


def test_a_server_that_looks_at_no_condition_gets_the_smaller_promise(
    show: Path, careless: Server, prefix: str, let_in: Callable[[Server], Server]
) -> None:
    """It also lets nobody read in public, which is said last."""
    in_bucket(show, let_in(careless), prefix)
    document = diagnosed(9)
    storage = verdicts(document)
    assert {storage["create only"], storage["replace only"], storage["checksums"]} == {"lacks"}
    assert {storage["write"], storage["read"], storage["list"], storage["range"]} == {"yes"}
    assert "may lag" in document["promise"]
    assert "checksums: plain" in document["storage_block"]
    assert verdicts(document, "public")["public read"] == "no"


def test_settings_that_are_refused_are_replaced_by_those_that_work(
    show: Path, careless: Server, prefix: str, let_in: Callable[[Server], Server]
) -> None:
    in_bucket(show, let_in(careless), prefix, "; checksums: trailing")
    document = diagnosed(7)
    storage = verdicts(document)
    assert storage["write"] == "no"
    assert storage["read"] == "yes"
    assert "checksums: plain" in document["storage_block"]


@pytest.mark.parametrize(
    ("setting", "failing"),
    [
        pytest.param(("AWS_SECRET_ACCESS_KEY", "wrong"), {"write", "list"}, id="wrong secret"),
        pytest.param(("AWS_PROFILE", "nobody"), {"credentials", "write", "list"}, id="no such profile"),
    ],
)
def test_what_is_refused_is_told_and_the_rest_as_well(
    show: Path,
    in_weed: Server,
    monkeypatch: pytest.MonkeyPatch,
    setting: tuple[str, str],
    failing: set[str],
) -> None:
    in_bucket(show, in_weed, "refused/")
    monkeypatch.setenv(*setting)
    document = diagnosed(7)
    assert {name for name, verdict in verdicts(document).items() if verdict == "no"} == failing
    assert all(one["fix"] for one in document["storage"] if one["verdict"] == "no")
    assert "ffmpeg" in document["tools"]


def test_a_public_url_that_points_elsewhere_is_told(
    show: Path, weed: Server, prefix: str, let_in: Callable[[Server], Server]
) -> None:
    in_bucket(show, let_in(weed), prefix)
    text = (show / "show.yaml").read_text(encoding="utf-8")
    wrong = text.replace(f"{BUCKET}/{prefix}", f"{BUCKET}/elsewhere/")
    (show / "show.yaml").write_text(wrong, encoding="utf-8")
    (told,) = diagnosed(9)["public"][:1]
    assert told["verdict"] == "no"
    assert "public_url" in told["fix"]


def test_a_server_that_is_another_kind_of_server_is_found_out(
    show: Path, weed: Server, let_in: Callable[[Server], Server]
) -> None:
    """It answers 200 to everything, and is another region's: nothing that it says can be used."""
    let_in(weed)
    with site() as web:
        told = {"x-amz-bucket-region": "eu-west-3"}
        web.pages["*"] = Page(b"", "text/html", headers=told, remembers=False)
        place = f"bucket: {BUCKET}; endpoint_url: {web.url.rstrip('/')}; public_url: {web.url}"
        stored_at(show, place)
        document = diagnosed(7)
    found = verdicts(document)
    assert {found["read"], found["list"], found["create only"]} == {"no"}
    assert "ETag" in next(one["said"] for one in document["storage"] if one["name"] == "read")
    assert "region: eu-west-3" in document["storage_block"]
    assert document["promise"] == ""


def test_a_folder_that_nobody_serves_yet_is_no_failure(show: Path) -> None:
    document = diagnosed(0)
    assert set(verdicts(document).values()) == {"yes"}
    assert verdicts(document, "public")["public read"] == "untried"
    assert document["storage_block"] == ""
    assert keys_below(show / "public") == []


def keys_below(folder: Path) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and file.name != "lock"]


@pytest.fixture
def served(show: Path) -> Iterator[str]:
    """The show's folder, as `podpub preview` serves it."""
    (port,) = free_ports(1)
    address = f"http://127.0.0.1:{port}/"
    stored_at(show, f"path: public; public_url: {address}")
    (show / "public").mkdir(exist_ok=True)
    with serving(lambda: folder_shown(show / "public", address), port):
        yield address


def test_a_folder_that_is_served_is_looked_at(served: str) -> None:
    assert served
    public = verdicts(diagnosed(0), "public")
    assert set(public.values()) == {"yes"}
    assert {"public read", "public range", "web players", "private records"} <= set(public)


def test_mistakes_in_show_yaml_are_among_what_is_found(show: Path) -> None:
    file = show / "show.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "fnord: 1\n", encoding="utf-8")
    document = diagnosed(3)
    assert [one["where"].partition(":")[0] for one in document["findings"]] == ["show.yaml"]


def test_without_a_working_ffmpeg_the_rest_is_told(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert show.is_dir()
    monkeypatch.setenv("PODPUB_FFMPEG", "/nowhere/ffmpeg")
    document = diagnosed(5)
    assert "tool" in {one["code"] for one in document["findings"]}
    assert set(verdicts(document).values()) == {"yes"}


def test_outside_of_a_show_only_the_tools_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = diagnosed(0)
    assert (document["storage"], document["public"], document["findings"]) == ([], [], [])


def test_people_read_a_table_and_the_block(
    show: Path, weed: Server, prefix: str, let_in: Callable[[Server], Server]
) -> None:
    in_bucket(show, let_in(weed), prefix)
    result = CliRunner().invoke(podpub, ["doctor"])
    assert result.exit_code == 0
    for told in ("create only", "public read", "in the feed, always", f"  bucket: {BUCKET}"):
        assert told in result.stdout
