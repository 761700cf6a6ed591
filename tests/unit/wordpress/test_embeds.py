"""Players are found whole, with what stands around them, and nothing is that is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podpub.wordpress import find_embeds

PLAYERS = {
    name: (player, text.removesuffix("\n"))
    for name, player, text in re.findall(
        r"^=== (.+?): (.+)\n((?:(?!=== ).*\n)+)",
        (Path(__file__).parent / "players.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
}
"""Players as their hosts and plugins write them, by what they are called here: whose, and their text."""

OTHERS = [
    '<iframe src="https://www.youtube.com/embed/x"></iframe>',
    '<a href="https://mut.podigee.io/31-folge">Folge 31</a>',
    '<!-- wp:embed {"url":"https://youtu.be/x"} -->\nhttps://youtu.be/x\n<!-- /wp:embed -->',
    '<iframe src="https://open.spotify.com/embed/track/x"></iframe>',
    '<iframe src="https://notlibsyn.com.example/embed"></iframe>',
    '<script type="application/ld+json">{"@id":"https://www.buzzsprout.com/1/2.mp3"}</script>',
    "[gallery ids='1,2']",
    "[podcast]",
    "[audiobook]",
    "Hört uns auf https://soundcloud.com/mut und anderswo.",
    "<!-- wp:paragraph -->\n<p>[powerpres] &lt;iframe src=//libsyn.com&gt;</p>\n<!-- /wp:paragraph -->",
    '<iframe src="//html5-player.libsyn.com/embed/episode/id/1/">',
]


@pytest.mark.parametrize("name", PLAYERS)
def test_a_player_is_found_whole(name: str) -> None:
    player, text = PLAYERS[name]
    before, after = "<p>Übrigens, İstanbul:</p>\n", "\n<p>Und mehr dazu.</p>"
    found = [(one.player, one.text) for one in find_embeds(f"{before}{text}{after}")]
    inner = (
        text.removeprefix('<div style="width: 100%">').removesuffix("</div>") if "captivate" in text else text
    )
    assert found == [(player, inner)]


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_player_is_left_alone(text: str) -> None:
    assert list(find_embeds(f"<p>Vorher</p>\n{text}\n<p>Nachher</p>")) == []


def test_several_are_found_in_their_order() -> None:
    texts = [text for _, text in PLAYERS.values()]
    found = [one.text for one in find_embeds("\n\nUnd:\n\n".join(texts))]
    assert found == texts


def test_what_people_read_is_never_part_of_a_player() -> None:
    iframe = '<iframe src="https://mut.podigee.io/1/embed"></iframe>'
    for around in (
        f"<!-- wp:html -->\n<h2>Zum Hören</h2>{iframe}\n<!-- /wp:html -->",
        f"[borlabs-cookie id='podigee']<p>Ein langer Text.</p>{iframe}[/borlabs-cookie]",
        f"[raw]Text {iframe} Text[/raw]",
    ):
        assert [one.text for one in find_embeds(around)] == [iframe]


def test_addresses_inside_of_addresses_are_found() -> None:
    (one,) = find_embeds(PLAYERS["soundcloud"][1])
    assert ["https://api.soundcloud.com/tracks/293293", "color=%23ff5500"][0] in one.addresses[1]


_PIECES = """<iframe |</iframe>|<script>|<!-- wp:html -->|<!-- /wp:html -->|[audio |]|[/audio]|[borlabs-cookie
[embed]|[/embed]|https://libsyn.com/| |<!-- wp:embed /-->|İ"""
_HOSTILE = st.lists(st.sampled_from([*_PIECES.split("|"), "\n"]), max_size=40).map("".join)


@settings(max_examples=200)
@given(text=_HOSTILE)
def test_whatever_stands_there_each_piece_stands_there(text: str) -> None:
    here = 0
    for one in find_embeds(text):
        here = text.index(one.text, here) + len(one.text)


@pytest.mark.parametrize(
    "piece",
    [
        "<iframe src='https://libsyn.com/",
        "<iframe ",
        "<!-- wp:html -->",
        "<!-- wp:embed {",
        "[audio ",
        "[borlabs-cookie]",
        "[embed]",
        "<div id='buzzsprout-player-1'",
        "//",
        "https://",
        "<script ",
    ],
)
def test_what_is_never_closed_is_read_in_no_time(piece: str) -> None:
    """A reader that looks to the end for each of a hundred thousand pieces would never come there."""
    assert list(find_embeds(piece * 100_000 + "</iframe>")) is not None
