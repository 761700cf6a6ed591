"""The player, as people use it: with a mouse, with a keyboard, with a link, without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.visiting import DESK, PHONE, Visit, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator

    from tests.support.shown import Shown

SECOND_CHAPTER_S = 9.0
DURATION_S = 45
AUDIO = "document.querySelector('audio')"


@pytest.fixture
def visitor(browser: Browser, shown: Shown) -> Iterator[Visit]:
    with visit(browser) as one:
        one.page.goto(shown.episode)
        yield one
        assert one.faults == []


def chapter(one: Visit, title: str) -> Locator:
    """Return the link to a chapter; their list is folded up where they have pictures."""
    if not one.page.locator(".player-chapters[open]").count():
        one.page.get_by_text("Kapitel", exact=True).click()
    return one.page.locator(".player-chapters li > a:first-child", has_text=title)


def test_it_plays_and_pauses(visitor: Visit) -> None:
    button = visitor.page.get_by_role("button", name="Abspielen")
    button.click()
    visitor.plays(beyond_s=0.3)
    visitor.page.get_by_role("button", name="Pause").click()
    expect(button).to_be_visible()
    assert visitor.sees(f"{AUDIO}.paused")


def test_no_audio_is_asked_for_before_somebody_plays(visitor: Visit) -> None:
    chapter(visitor, "Drei Dinge").hover()
    visitor.part("seek").fill("20")
    visitor.page.wait_for_load_state("networkidle")
    assert not [url for url in visitor.addresses if "/media/" in url]
    assert visitor.part("at").text_content() == "0:20"
    visitor.part("play").click()
    visitor.plays(beyond_s=20)


def test_a_chapter_is_played_from_its_beginning(visitor: Visit) -> None:
    link = chapter(visitor, "Der erste Schritt")
    link.click()
    visitor.plays(beyond_s=SECOND_CHAPTER_S)
    assert visitor.at_s < SECOND_CHAPTER_S + 10
    assert link.get_attribute("aria-current") == "true"
    assert visitor.part("now").text_content() == "Der erste Schritt"


def test_chapters_are_gone_through_one_by_one(visitor: Visit) -> None:
    visitor.part("next").click()
    assert visitor.part("at").text_content() == "0:09"
    visitor.part("next").click()
    assert visitor.part("at").text_content() == "0:23"
    visitor.part("next").click()  # there is none behind the last
    visitor.part("previous").click()
    assert visitor.part("at").text_content() == "0:09"
    visitor.part("forward").click()
    visitor.part("previous").click()  # in the middle of a chapter, back to its beginning
    assert visitor.part("at").text_content() == "0:23"


def test_a_chapters_picture_is_seen_while_it_is_heard(visitor: Visit) -> None:
    own = visitor.sees("document.querySelector('.top .cover').currentSrc")
    chapter(visitor, "Drei Dinge").click()
    visitor.plays(beyond_s=23)
    visitor.until("document.querySelector('.top .cover').src.includes('/assets/')")
    assert visitor.sees("document.querySelector('.top .cover').currentSrc") != own
    chapter(visitor, "Der erste Schritt").click()
    visitor.until(f"document.querySelector('.top .cover').currentSrc === {own!r}")


@pytest.mark.parametrize(
    ("moment", "starts_s"),
    [
        ("#t=20", 20),
        ("#t=0:21", 21),
        ("#t=0:00:22", 22),
        ("#t=0m23s", 23),
        ("#t=npt:24.5", 24.5),
        ("#t=25,30", 25),
        ("#t=,30", 0),
        ("#t=9999", DURATION_S),
        ("#t=99:99:", 0),
        ("#t=-5", 0),
        ("#t=<img src=x onerror=alert(1)>", 0),
        ("#t=%E0%A4%A", 0),
        ("#notes", 0),
    ],
)
def test_an_address_names_the_moment(browser: Browser, shown: Shown, moment: str, starts_s: float) -> None:
    with visit(browser) as one:
        one.page.goto(shown.episode + moment)
        assert float(one.part("seek").input_value()) == pytest.approx(starts_s, abs=1)
        assert one.sees(f"{AUDIO}.paused")
        if 0 < starts_s < DURATION_S:
            one.part("play").click()
            one.plays(beyond_s=starts_s)
            assert one.at_s < starts_s + 10
        assert one.faults == []


def test_a_range_ends_where_it_says(browser: Browser, shown: Shown) -> None:
    with visit(browser) as one:
        one.page.goto(f"{shown.episode}#t=10,11")
        one.part("play").click()
        one.plays()
        one.until(f"{AUDIO}.paused")
        assert 11 <= one.at_s < 14
        one.part("play").click()
        one.plays(beyond_s=14)


def test_another_moment_in_the_address_is_followed(visitor: Visit) -> None:
    visitor.sees("location.hash = '#t=0:30'")
    visitor.until("document.querySelector('[data-part=at]').textContent === '0:30'")


def test_a_moment_can_be_cited(browser: Browser, shown: Shown) -> None:
    with visit(browser, permissions=["clipboard-read", "clipboard-write"]) as one:
        one.page.goto(f"{shown.episode}#t=12")
        one.part("cite").click()
        one.until("document.querySelector('[data-part=status]').textContent !== ''")
        assert one.part("status").text_content() == "Link kopiert: 0:12"
        assert one.sees("navigator.clipboard.readText()") == f"{shown.episode}#t=0:12"


def test_without_a_clipboard_the_link_is_there_to_be_copied(visitor: Visit) -> None:
    visitor.sees("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    visitor.part("cite").click()
    assert str(visitor.part("status").text_content()).endswith("#t=0:00")


def test_speed_keeps_the_pitch(visitor: Visit) -> None:
    visitor.part("speed").select_option("1.5")
    visitor.part("play").click()
    visitor.plays()
    assert visitor.sees(f"[{AUDIO}.playbackRate, {AUDIO}.preservesPitch]") == [1.5, True]
    visitor.part("seek").press("Shift+>")
    expect(visitor.part("speed")).to_have_value("1.6")
    assert visitor.sees(f"{AUDIO}.playbackRate") == pytest.approx(1.6)


def test_it_falls_asleep_at_the_end_of_a_chapter(visitor: Visit) -> None:
    visitor.part("sleep").select_option("chapter")
    visitor.part("seek").fill("8")
    visitor.part("play").click()
    visitor.plays()
    visitor.until(f"{AUDIO}.paused")
    assert 9 <= visitor.at_s < 12
    assert visitor.part("sleep").input_value() == ""
    visitor.part("play").click()
    visitor.plays(beyond_s=12)


def test_it_falls_asleep_after_some_minutes(visitor: Visit) -> None:
    visitor.part("sleep").select_option("5")
    visitor.part("play").click()
    visitor.plays()
    assert re.fullmatch(r"(5:00|4:5\d)", visitor.part("sleeping").text_content() or "")
    visitor.sees("(now => (Date.now = () => now + 300_000))(Date.now())")
    visitor.until(f"{AUDIO}.paused")
    assert visitor.part("sleep").input_value() == ""


def test_volume_and_mute(visitor: Visit) -> None:
    visitor.part("volume").fill("40")
    assert visitor.sees(f"{AUDIO}.volume") == pytest.approx(0.4)
    visitor.page.get_by_role("button", name="Stumm").click()
    expect(visitor.part("mute")).to_have_attribute("aria-pressed", "true")
    expect(visitor.part("volume")).to_have_attribute("aria-valuetext", "0 %")
    assert visitor.sees(f"{AUDIO}.muted")


def test_the_keyboard_alone_is_enough(visitor: Visit) -> None:
    page = visitor.page
    for _ in range(40):
        page.keyboard.press("Tab")
        if visitor.sees("document.activeElement.dataset.part === 'play'"):
            break
    page.keyboard.press("Enter")
    visitor.plays()
    for key, script in (
        ("k", f"{AUDIO}.paused"),
        ("n", f"Math.abs({AUDIO}.currentTime - 9) < 1"),
        ("l", f"Math.abs({AUDIO}.currentTime - 39) < 1"),
        ("ArrowLeft", f"Math.abs({AUDIO}.currentTime - 24) < 1"),
        ("p", f"Math.abs({AUDIO}.currentTime - 9) < 1"),
        ("m", f"{AUDIO}.muted"),
        ("ArrowDown", f"Math.abs({AUDIO}.volume - 0.9) < 0.01"),
        ("Home", f"{AUDIO}.currentTime === 0"),
        ("Space", f"!{AUDIO}.paused"),
    ):
        page.keyboard.press(key)
        visitor.until(script)


def test_a_slider_is_moved_by_keys_and_says_where_it_is(visitor: Visit) -> None:
    seek = visitor.part("seek")
    seek.press("ArrowRight")
    seek.press("ArrowRight")
    assert seek.get_attribute("aria-valuetext") == "10 Sekunden / 45 Sekunden"
    seek.press("ArrowLeft")
    assert visitor.part("at").text_content() == "0:05"
    seek.press("End")
    assert visitor.part("at").text_content() == "0:45"


def test_letters_are_left_alone_outside_of_the_player(visitor: Visit) -> None:
    visitor.page.locator("h1").first.click()
    for key in ("k", "n", "Space", "l"):
        visitor.page.keyboard.press(key)
    assert visitor.sees(f"{AUDIO}.paused")
    assert visitor.part("at").text_content() == "0:00"


def test_the_lock_screen_knows_what_plays(visitor: Visit) -> None:
    chapter(visitor, "Der erste Schritt").click()
    visitor.plays(beyond_s=SECOND_CHAPTER_S)
    told = visitor.sees(
        "(m => [m.title, m.artist, m.album, m.artwork.length])(navigator.mediaSession.metadata)"
    )
    assert told == ["Der erste Schritt", "Auf Augenhöhe", "Der erste Schritt", 1]


def test_a_headset_goes_from_chapter_to_chapter(browser: Browser, shown: Shown) -> None:
    with visit(browser) as one:
        one.page.add_init_script("""
          window.pressed = {};
          const { mediaSession } = navigator;
          const real = mediaSession.setActionHandler.bind(mediaSession);
          mediaSession.setActionHandler = (action, handler) => real(action, (pressed[action] = handler));
        """)
        one.page.goto(shown.episode)
        one.part("play").click()
        one.plays()
        for press, script in (
            ("pressed.nexttrack()", f"Math.abs({AUDIO}.currentTime - 9) < 2"),
            ("pressed.seekforward({})", f"Math.abs({AUDIO}.currentTime - 39) < 2"),
            ("pressed.seekbackward({seekOffset: 10})", f"Math.abs({AUDIO}.currentTime - 29) < 2"),
            ("pressed.previoustrack()", f"Math.abs({AUDIO}.currentTime - 23) < 2"),
            ("pressed.seekto({seekTime: 3})", f"Math.abs({AUDIO}.currentTime - 3) < 2"),
            ("pressed.pause()", f"{AUDIO}.paused"),
            ("pressed.play()", f"!{AUDIO}.paused"),
        ):
            one.sees(press)
            one.until(script)
        assert one.faults == []


def test_nothing_is_kept_unless_the_host_switches_it_on(visitor: Visit) -> None:
    visitor.part("play").click()
    visitor.plays(beyond_s=0.3)
    visitor.part("play").click()
    assert visitor.sees("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert visitor.page.context.cookies() == []


def test_a_position_is_remembered_where_the_host_has_switched_it_on(browser: Browser, shown: Shown) -> None:
    with visit(browser) as one:
        one.page.route(shown.episode, _remembering)
        one.page.goto(f"{shown.episode}#t=20")
        one.part("play").click()
        one.plays(beyond_s=20.3)
        one.part("play").click()
        one.page.goto("about:blank")
        one.page.goto(shown.episode)
        assert one.part("at").text_content() in {"0:20", "0:21", "0:22"}
        one.page.goto("about:blank")
        one.page.goto(f"{shown.episode}#t=5")
        assert one.part("at").text_content() == "0:05"


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_scripts_off_leaves_the_browsers_own_player(
    browser: Browser, shown: Shown, size: tuple[int, int]
) -> None:
    with visit(browser, size, java_script_enabled=False) as one:
        one.page.goto(shown.episode)
        audio = one.page.locator("audio").first
        assert audio.get_attribute("controls") is not None
        assert audio.is_visible()
        assert not one.part("play").is_visible()
        box = audio.bounding_box()
        assert box
        one.page.mouse.click(box["x"] + 27, box["y"] + box["height"] / 2)  # its button
        one.page.wait_for_timeout(300)
        assert [url for url in one.addresses if "/media/" in url]
        link = chapter(one, "Der erste Schritt")
        assert str(link.get_attribute("href")).endswith(".mp3#t=9.0")


def test_a_script_that_fails_leaves_the_browsers_own_player(browser: Browser, shown: Shown) -> None:
    with visit(browser) as one:
        one.page.add_init_script("delete Array.prototype.findLastIndex")
        one.page.goto(shown.episode)
        assert one.page.locator("audio").first.is_visible()
        assert one.page.locator("audio").first.get_attribute("controls") is not None
        assert not one.part("play").is_visible()


def test_audio_that_is_not_there_is_told(browser: Browser, shown: Shown) -> None:
    with visit(browser) as one:
        one.page.route("**/media/**", lambda route: route.abort())
        one.page.goto(shown.episode)
        one.part("play").click()
        one.until("document.querySelector('[data-part=status]').textContent !== ''")
        assert "herunterladen" in (one.part("status").text_content() or "")


def _remembering(route: object) -> None:
    answer = route.fetch()  # type: ignore[attr-defined]
    body = answer.text().replace("data-player", 'data-player data-remember="podpub:test"', 1)
    route.fulfill(response=answer, body=body)  # type: ignore[attr-defined]
