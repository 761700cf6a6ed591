"""Old players in an export of WordPress are listed with their episode, and with what replaces each."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from podpub.cli.app import podpub
from podpub.config import load_all
from podpub.pipeline.house import open_storage
from podpub.wordpress import find_embeds
from tests.support.publishing import run as publish
from tests.support.samples import episode

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

OLD_FEED = f"""<rss version="2.0"><channel><title>Auf Augenhöhe</title><item><title>Vertrauen im Team</title>
  <guid isPermaLink="false">{episode().guid}</guid><link>https://mut.podigee.io/42-vertrauen</link>
  <pubDate>Tue, 24 Nov 2026 11:00:00 +0000</pubDate>
  <enclosure url="https://audio.podigee-cdn.net/777.mp3" length="1" type="audio/mpeg"/></item></channel>
</rss>"""
PODIGEE = '<iframe src="https://mut.podigee.io/42-vertrauen/embed?context=external"></iframe>'
LIBSYN = '<iframe src="//html5-player.libsyn.com/embed/episode/id/6147984/"></iframe>'
POSTS = {
    1: ("Vertrauen im Team", "2026-11-24 12:00:00", f"<p>Neu:</p>{LIBSYN}"),
    2: ("=HYPERLINK(1)", "2020-01-01 12:00:00", PODIGEE),
    3: ("Anderes", "2020-01-01 12:00:00", "[powerpress]"),
    4: ("Vertrauen im Team", "2021-01-01 12:00:00", "[powerpress]"),
    5: ("Rezept", "2020-01-01 12:00:00", "<p>Man nehme <b>Mehl</b>.</p>"),
}


def export(root: Path, posts: dict[int, tuple[str, str, str]]) -> Path:
    items = "".join(
        f"<item><title><![CDATA[{title}]]></title><link>https://mut.example/{number}</link>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date_gmt>{date}</wp:post_date_gmt><wp:post_type>post</wp:post_type></item>"
        for number, (title, date, text) in posts.items()
    )
    file = root / "export.xml"
    file.write_text(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:wp="http://wordpress.org/export/1.2/"><channel>{items}</channel></rss>',
        encoding="utf-8",
    )
    return file


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "show"
    answers = ("--title", "Mut", "--author", "A", "--email", "a@example.org", "--language", "de")
    CliRunner().invoke(podpub, ["init", str(root), *answers, "--public-url", "http://localhost:8000/"])
    publish(root, open_storage(load_all(root / "show.yaml", ()).project))
    (root / "old.xml").write_text(OLD_FEED, encoding="utf-8")
    export(root, POSTS)
    monkeypatch.chdir(root)
    return root


def run(*words: str) -> Result:
    return CliRunner().invoke(podpub, ["embeds", "export.xml", *words])


def told(*words: str) -> dict[int, dict[str, Any]]:
    return {one["post"]: one for one in json.loads(run("--json", *words).stdout)["embeds"]}


def sound(root: Path) -> str:
    (file,) = (root / "public" / "media").iterdir()
    return f"http://localhost:8000/media/{file.name}"


def test_each_player_has_its_episode_and_what_replaces_it(show: Path) -> None:
    found = told("--old", "old.xml")
    assert {number: (one["player"], one["sure"], one["by"]) for number, one in found.items()} == {
        1: ("Libsyn", "certain", "title and day"),
        2: ("Podigee", "certain", "address"),
        3: ("PowerPress", None, None),
        4: ("PowerPress", "likely", "title"),
    }
    own = CliRunner().invoke(podpub, ["snippet", episode().guid]).stdout
    assert found[1]["new"].strip() == own.strip()
    assert f'src="{sound(show)}"' in found[1]["new"]
    assert (found[1]["old"], found[3]["new"]) == (LIBSYN, "")


@pytest.mark.usefixtures("show")
def test_without_the_old_feed_its_addresses_say_nothing() -> None:
    assert told()[2]["sure"] is None


@pytest.mark.usefixtures("show")
def test_what_means_two_things_is_not_to_be_replaced_everywhere() -> None:
    found = told("--old", "old.xml")
    assert [one["everywhere"] for _, one in sorted(found.items())] == [True, True, False, False]


def test_the_table_replaces_what_it_names_and_a_title_is_no_formula(show: Path) -> None:
    assert run("--old", "old.xml", "--csv", "players.csv").exit_code == 0
    with (show / "players.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["post_id"]: row for row in csv.DictReader(file)}
    assert rows["2"]["title"] == "'=HYPERLINK(1)"
    replaced = POSTS[1][2].replace(rows["1"]["old"], rows["1"]["new"])
    (player,) = find_embeds(replaced)
    assert player.addresses == (sound(show),)
    assert rows["3"]["new"] == ""


def test_a_post_whose_plugin_shows_the_player_is_told(show: Path) -> None:
    file = export(show, {1: ("Neu", "2020-01-01 12:00:00", "<p>Text</p>"), 2: ("Ohne", "", "<p>Text</p>")})
    meta = "<wp:postmeta><wp:meta_key>enclosure</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>"
    beside = meta.format("https://audio.podigee-cdn.net/777.mp3\n1\naudio/mpeg")
    file.write_text(file.read_text("utf-8").replace("</item>", f"{beside}</item>", 1), encoding="utf-8")
    run_json = json.loads(run("--old", "old.xml", "--json").stdout)
    (bare,) = run_json["bare"]
    assert (bare["post"], bare["sure"], bare["by"]) == (1, "certain", "file")
    assert sound(show) in bare["new"]
    assert run_json["embeds"] == []
    assert "1 post with a file, and no player in the text" in run("--old", "old.xml").stdout


def test_what_was_replaced_is_no_old_player_any_more(show: Path) -> None:
    block = told("--old", "old.xml")[1]["new"]
    export(show, {1: ("Vertrauen im Team", "2026-11-24 12:00:00", f"<p>Neu:</p>{block}")})
    document = json.loads(run("--json").stdout)
    assert (document["embeds"], document["own_players"], document["posts"]) == ([], 1, 1)


def test_it_is_told_in_german_and_changes_nothing(show: Path) -> None:
    before = {one: one.read_bytes() for one in show.rglob("*") if one.is_file()}
    german = run("--old", "old.xml", "--lang", "de").stdout
    assert "sicher, nach ihrem Titel und Tag" in german
    assert "weiß niemand" in german
    assert {one: one.read_bytes() for one in show.rglob("*") if one.is_file()} == before


def test_a_file_that_is_no_export_is_exit_code_4(show: Path) -> None:
    (show / "export.xml").write_text(OLD_FEED, encoding="utf-8")
    assert run().exit_code == 4
