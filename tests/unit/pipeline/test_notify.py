"""The news goes out once the world sees the new feed, and never stops anything."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from PIL import Image

from podpub.cli.app import podpub
from podpub.config import show_text
from podpub.model import FolderLocation, Level, Notify, Places, silent
from podpub.model.layout import FEED_KEY, content_type
from podpub.outside import Visitor
from podpub.pipeline.looking.notify import (
    Herald,
    addressees,
    after_release,
    after_retreat,
    again,
    herald,
    unready,
)
from podpub.pipeline.looking.outside import Sight
from podpub.pipeline.looking.verify import Report
from podpub.storage import FolderStorage
from tests.support.publishing import run
from tests.support.samples import episode, project, show, show_record
from tests.support.storages import MemoryStorage
from tests.support.web import Page, Site, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.model import Project, ShowRecord
    from podpub.storage import Storage

PUBLIC = "http://media.example.org/"
TOKEN = "canary-0123"  # noqa: S105 - nobody's
SEEN = Sight(f"{PUBLIC}feed.xml")


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        running.pages |= {"/hub": Page(status=202), "/ping": Page(b"ok"), FEED_KEY: Page()}
        yield running


def notifying(web: Site, **changes: Any) -> ShowRecord:
    told = show(notify=Notify(f"{web.url}hub", podping=True))
    return replace(show_record(show=told, public_url=PUBLIC), **changes)


def carrier(web: Site, **changes: Any) -> Herald:
    return replace(Herald(Visitor({}, patience_s=5), TOKEN, f"{web.url}ping"), **changes)


def asked(web: Site) -> list[str]:
    return [path for _, path, _ in web.asked]


def told(web: Site, *, record: ShowRecord | None = None, **report: Any) -> Report:
    plain = Report((), (), PUBLIC, ("media/a.mp3", FEED_KEY), (), SEEN)
    return after_release(replace(plain, **report), record or notifying(web), carrier(web), tell=silent)


def test_both_are_told_of_a_feed_that_changed_and_is_seen(web: Site) -> None:
    report = told(web)
    assert report.notified == (f"the hub {web.url}hub", "podping")
    assert report.findings == ()
    assert asked(web) == ["/hub", "/ping"]
    assert f"{PUBLIC}feed.xml".replace(":", "%3A").replace("/", "%2F").encode() in web.told[0][1]


@pytest.mark.parametrize(
    "report",
    [
        pytest.param({"uploaded": ("media/a.mp3",)}, id="the feed is the same"),
        pytest.param({"sight": replace(SEEN, unseen="not served yet")}, id="the world does not see it"),
        pytest.param({"sight": None}, id="nobody looked"),
    ],
)
def test_nobody_is_told_otherwise(web: Site, report: dict[str, Any]) -> None:
    assert told(web, **report).notified == ()
    assert asked(web) == []


@pytest.mark.parametrize("url", ["http://localhost:8000/", "http://192.168.0.2/", "http://nas.local/"])
def test_nobody_is_told_of_a_feed_that_only_one_house_sees(web: Site, url: str) -> None:
    assert addressees(notifying(web, public_url=url)) == ()
    assert told(web, record=notifying(web, public_url=url)).notified == ()
    assert asked(web) == []


def test_one_failure_keeps_nobody_else_from_hearing(web: Site) -> None:
    web.pages["/hub"] = Page(status=500)
    report = told(web)
    assert report.notified == ("podping",)
    assert [(one.level, one.code) for one in report.findings] == [(Level.WARNING, "notify-failed")]


def test_a_token_is_never_shown(web: Site) -> None:
    assert TOKEN not in repr(carrier(web))
    web.pages["/ping"] = Page(status=401)
    assert TOKEN not in repr(told(web))


def test_the_environment_names_token_and_service(web: Site) -> None:
    plain = herald({})
    assert (plain.token, plain.podping_url) == ("", "https://podping.cloud/")
    by = herald({"PODPUB_PODPING_TOKEN": f" {TOKEN}\n", "PODPUB_PODPING_URL": web.url})
    assert (by.token, by.podping_url) == (TOKEN, web.url)


def test_a_missing_token_is_told_beforehand(tmp_path: Path) -> None:
    wanted, places = project(tmp_path, notify=Notify(podping=True)), Places(tmp_path, {})
    (found,) = unready(wanted, places, {})
    assert (found.level, found.code, found.where) == (Level.WARNING, "podping-token", "show.yaml:1")
    assert [*unready(wanted, places, {"PODPUB_PODPING_TOKEN": TOKEN})] == []
    assert [*unready(project(tmp_path), places, {})] == []


class Served(dict[str, Page]):
    """The pages of a site through which the world sees a folder, as it is at that moment."""

    def __init__(self, folder: Path, others: dict[str, Page]) -> None:
        super().__init__(others)
        self.folder = folder

    def get(self, path: str, default: Any = None) -> Any:
        file = self.folder / path.removeprefix(PUBLIC)
        if path in self or not path.startswith(PUBLIC) or not file.is_file():
            return super().get(path, default)
        headers = {"Access-Control-Allow-Origin": "*"}
        return Page(file.read_bytes(), content_type(path), headers=headers)


def published(house: Path, web: Site, storage: Storage) -> Project:
    """Publish an episode where the world sees it through a proxy."""
    run(house, storage, show=notifying(web).show, public_url=PUBLIC)
    web.pages = Served(house / "public", web.pages)
    return replace(project(house), storage=FolderLocation(house / "public", PUBLIC))


def environ(web: Site) -> dict[str, str]:
    return {
        "http_proxy": web.url,
        "PODPUB_PODPING_TOKEN": TOKEN,
        "PODPUB_PODPING_URL": f"{web.url}ping",
    }


def test_who_is_to_be_told_of_a_feed_that_was_taken_back_hears_of_one_that_was_seen(
    web: Site, tmp_path: Path
) -> None:
    storage = FolderStorage(tmp_path / "public")
    published(tmp_path, web, storage)
    seen = Sight(f"{PUBLIC}feed.xml")
    assert after_retreat(seen, storage, environ(web), tell=silent).told == (
        f"the hub {web.url}hub",
        "podping",
    )
    assert asked(web)[-2:] == ["/hub", "/ping"]
    web.asked.clear()
    unseen = replace(seen, unseen="nobody answers")
    (found,) = after_retreat(unseen, storage, environ(web), tell=silent).findings
    assert (found.code, "verify --notify" in found.fix) == ("notify-failed", True)
    assert asked(web) == []


def test_nobody_hears_where_nobody_is_to_be_told(web: Site, tmp_path: Path) -> None:
    storage = MemoryStorage()
    run(tmp_path, storage, public_url=PUBLIC)
    news = after_retreat(Sight(f"{PUBLIC}feed.xml"), storage, environ(web), tell=silent)
    assert (news.told, news.findings, web.asked) == ((), (), [])
    assert again(MemoryStorage(), environ(web), tell=silent).told == ()


@pytest.fixture
def on_disk(web: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a show that is published, with commands that find it."""
    storage = FolderStorage(tmp_path / "public")
    house = published(tmp_path, web, storage)
    Image.new("RGB", (1400, 1400)).save(tmp_path / "cover.jpg")
    shutil.copy(tmp_path / "cover.jpg", tmp_path / "public" / show_record().image)
    text = show_text(notifying(web).show, image="cover.jpg", storage=house.storage, root=tmp_path)
    (tmp_path / "show.yaml").write_text(text, encoding="utf-8")
    for name, value in environ(web).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commanded(*words: str) -> Any:
    result = CliRunner().invoke(podpub, [*words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.usefixtures("on_disk")
def test_verify_tells_if_it_is_asked_to_and_all_is_well(web: Site) -> None:
    assert commanded("verify")["notified"] == []
    assert commanded("verify", "--notify")["notified"] == [f"the hub {web.url}hub", "podping"]
    web.asked.clear()
    web.pages[f"{PUBLIC}feed.xml"] = Page(status=404)
    assert CliRunner().invoke(podpub, ["verify", "--notify"]).exit_code == 9
    assert not {"/hub", "/ping"} & {*asked(web)}


@pytest.mark.usefixtures("on_disk")
def test_every_command_that_changes_the_feed_tells_it_once(web: Site) -> None:
    both = [f"the hub {web.url}hub", "podping"]
    assert commanded("feed", "--dry-run")["notifies"] == both
    assert not {"/hub", "/ping"} & {*asked(web)}
    for words in (("feed",), ("unpublish", str(episode().slug)), ("undo", str(episode().slug))):
        assert commanded(*words)["notified"] == both
        assert commanded(*words)["notified"] == []
    assert commanded("release", "--due")["notified"] == []


@pytest.mark.usefixtures("on_disk")
def test_a_refusal_leaves_the_exit_code_as_it_is(web: Site) -> None:
    web.pages["/ping"] = Page(status=503)
    told = commanded("feed")
    assert (told["changed"], told["notified"]) == (True, [f"the hub {web.url}hub"])
    assert [one["code"] for one in told["findings"] if one["level"] == "warning"][-1:] == ["notify-failed"]
    assert TOKEN not in json.dumps(told)


def test_a_feed_that_the_world_does_not_see_yet_is_told_to_nobody(web: Site, on_disk: Path) -> None:
    old = (on_disk / "public/feed.xml").read_bytes()
    web.pages[f"{PUBLIC}feed.xml"] = Page(old, content_type(FEED_KEY))
    assert commanded("feed")["notified"] == []
    done = commanded("unpublish", str(episode().slug))
    (found,) = done["findings"]
    assert (done["notified"], found["code"]) == ([], "notify-failed")
    assert not {"/hub", "/ping"} & {*asked(web)}


@pytest.mark.usefixtures("on_disk")
def test_doctor_says_that_the_token_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> list[str]:
        return [one["code"] for one in commanded("doctor")["findings"] if one["code"] == "podping-token"]

    assert missing() == []
    monkeypatch.delenv("PODPUB_PODPING_TOKEN")
    assert missing() == ["podping-token"]
