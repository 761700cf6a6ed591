"""The transcript follows the audio, leads to its moments, can be searched, and is read without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.visiting import PHONE, Visit, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.support.shown import Shown


@pytest.fixture(params=["episode", "transcript"])
def reader(browser: Browser, shown: Shown, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Lend a page where the transcript stands: unfolded on the episode's, or on its own."""
    with visit(browser) as one:
        one.page.goto(getattr(shown, request.param))
        if request.param == "episode":
            one.page.get_by_text("Transkript", exact=True).first.click()
        one.page.locator("[data-at]").first.wait_for()
        yield one
        assert one.faults == []


def test_it_is_fetched_when_somebody_opens_it(browser: Browser, shown: Shown) -> None:
    with visit(browser) as one:
        one.page.goto(shown.episode)
        assert one.page.locator("[data-at]").count() == 0
        before = len(one.requests)
        one.page.get_by_text("Transkript", exact=True).first.click()
        expect(one.page.locator("[data-at]").first).to_have_text(
            "Willkommen bei „Auf Augenhöhe“. Ich bin Mira Sommer."
        )
        assert one.addresses[before:] == [shown.transcript]
        one.page.get_by_text("Transkript", exact=True).first.click()
        one.page.get_by_text("Transkript", exact=True).first.click()
        assert len(one.requests) == before + 1


def test_what_is_said_now_is_marked(reader: Visit) -> None:
    reader.sees("location.hash = '#t=10'")
    expect(reader.page.locator(".is-now")).to_contain_text("Wer ein Team übernimmt")
    reader.part("play").click()
    reader.plays(beyond_s=10)
    reader.sees("location.hash = '#t=35'")
    expect(reader.page.locator(".is-now")).to_contain_text("Drittens")


def test_a_click_on_words_plays_them(reader: Visit) -> None:
    reader.page.locator("[data-at]", has_text="Drittens").click()
    reader.plays(beyond_s=32)
    assert reader.at_s < 42


def test_a_time_in_it_leads_there_by_keyboard(reader: Visit) -> None:
    link = reader.page.locator("[data-transcript] a").first
    link.focus()
    reader.page.keyboard.press("Enter")
    reader.plays()


def test_it_is_searched_across_its_lines(reader: Visit) -> None:
    field, count = reader.part("search"), reader.page.locator("[data-part=count]")
    field.fill("TEAM")
    expect(count).to_have_text("1 / 1")
    expect(reader.page.locator(".is-found")).to_contain_text("Wer ein Team")
    field.fill("anordnen. Aber")
    expect(count).to_have_text("1 / 1")
    field.fill("sommer. Vertrauen lässt")  # from the end of one line to the next
    expect(reader.page.locator(".is-found")).to_have_count(2)
    field.fill("die")
    expect(count).to_have_text("1 / 3")
    field.press("Enter")
    expect(count).to_have_text("2 / 3")
    field.press("Shift+Enter")
    reader.part("earlier").click()
    expect(count).to_have_text("3 / 3")
    field.fill("Zwetschgen")
    expect(count).to_have_text("0 / 0")
    field.fill("")
    expect(count).to_have_text("")
    expect(reader.page.locator(".is-found")).to_have_count(0)


def test_it_scrolls_along_until_somebody_scrolls(browser: Browser, shown: Shown) -> None:
    with visit(browser, PHONE) as one:
        one.page.goto(shown.episode)
        one.page.get_by_text("Transkript", exact=True).first.click()
        text = "document.querySelector('[data-part=text]')"
        one.page.locator("[data-at]").first.wait_for()
        page_at = one.sees("scrollY")
        one.sees("document.querySelector('[data-at]').click()")
        one.plays()
        one.sees("location.hash = '#t=40'")
        one.until(f"{text}.scrollTop > 100")
        assert one.sees("scrollY") == page_at  # the box scrolls, not the page
        one.sees(f"{text}.dispatchEvent(new WheelEvent('wheel'))")
        assert not one.part("follow").is_checked()


def test_it_can_be_read_without_scripts(browser: Browser, shown: Shown) -> None:
    with visit(browser, java_script_enabled=False) as one:
        one.page.goto(shown.episode)
        one.page.get_by_text("Transkript", exact=True).first.click()
        one.page.get_by_role("link", name="Auf einer eigenen Seite lesen").click()
        assert one.page.url == shown.transcript
        expect(one.page.get_by_text("Erstens: Versprechen Sie etwas Kleines")).to_be_visible()
        assert not one.part("search").is_visible()
        assert one.page.locator("audio").is_visible()


def test_a_link_leads_to_it_unfolded(browser: Browser, shown: Shown) -> None:
    with visit(browser) as one:
        one.page.goto(f"{shown.episode}#transcript")
        one.page.locator("[data-at]").first.wait_for()


def test_without_the_file_its_page_is_still_named(browser: Browser, shown: Shown) -> None:
    with visit(browser) as one:
        one.page.route(shown.transcript, lambda route: route.fulfill(status=404))
        one.page.goto(shown.episode)
        one.page.get_by_text("Transkript", exact=True).first.click()
        expect(one.page.get_by_role("link", name="Auf einer eigenen Seite lesen")).to_be_visible()
