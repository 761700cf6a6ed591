"""Whatever colour a host picks, what is written in it can be read (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from podpub.model import FONTS, Site
from podpub.site.colours import NIGHT, NIGHT_PANEL, PANEL, PAPER, TEXT_CONTRAST, contrast, shades
from podpub.site.theme import theme_of

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
@example("#ffffff")
@example("#000000")
@example("#ff0")
@example("#777")
def test_links_and_buttons_can_be_read_in_light_and_dark(colour: str) -> None:
    light, dark = shades(colour)
    for shade, grounds in ((light, (PAPER, PANEL)), (dark, (NIGHT, NIGHT_PANEL))):
        assert all(contrast(shade.accent, ground) >= TEXT_CONTRAST for ground in grounds)
        assert contrast(shade.on_accent, shade.accent) >= TEXT_CONTRAST


def test_a_colour_that_can_be_read_stays() -> None:
    assert shades("#2f5d8a")[0].accent == "#2f5d8a"


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", ["red", "#12", "#1234567", "#ggg", "#fff;}body{display:none}", "", "#FFF"])
def test_what_is_no_colour_never_gets_into_a_stylesheet(colour: str) -> None:
    with pytest.raises(ValueError, match="colour"):
        Site(colour=colour)


@pytest.mark.parametrize("font", ["", "a;}", 'a"', "url(x)", "a{b", "a\nb", "a" * 300, "</style>", "\\22"])
def test_what_is_no_font_never_gets_into_a_stylesheet(font: str) -> None:
    with pytest.raises(ValueError, match="font"):
        Site(font=font)


def test_a_font_comes_with_others_for_those_who_do_not_have_it() -> None:
    assert Site(font="Inter, Comic Sans MS").font_families == f'"Inter", "Comic Sans MS", {FONTS["system"]}'
    theme = theme_of(Site(font="serif", colour="#aa0000"), "de")
    css = theme.files[theme.stylesheet].decode()
    assert "--accent:#aa0000" in css
    assert "Palatino" in css
