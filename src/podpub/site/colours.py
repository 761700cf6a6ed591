"""One colour of the host's → shades that can be read on light and on dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from typing import TypeAlias

Rgb: TypeAlias = tuple[float, float, float]

TEXT_CONTRAST = 4.5
"""Of text to what it stands on, at least (WCAG 2.2, 1.4.3)."""

PAPER, NIGHT = "#fbfaf8", "#14161a"
PANEL, NIGHT_PANEL = "#f1efeb", "#1f2228"
"""What text stands on, in light and in dark: the page, and a panel on it."""

_SPARE = 0.3  # so that no rounding to 8 bits brings it below
_STEPS = 200
_LINEAR_BELOW = 0.04045


@dataclass(frozen=True, slots=True)
class Shades:
    """The host's colour as it is used.

    Attributes:
        accent: For links and buttons; stands out from page and panel as text does.
        on_accent: For text on a ground of that colour.
    """

    accent: str
    on_accent: str


def shades(colour: str) -> tuple[Shades, Shades]:
    """Return the shades for light and for dark pages, as near to `colour` as contrast allows."""
    light = _readable(colour, (PAPER, PANEL), darker=True)
    dark = _readable(colour, (NIGHT, NIGHT_PANEL), darker=False)
    return Shades(light, _on(light)), Shades(dark, _on(dark))


def contrast(one: str, other: str) -> float:
    """Return how much two colours differ, 1 to 21 (WCAG 2.2, contrast ratio)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _readable(colour: str, grounds: tuple[str, ...], *, darker: bool) -> str:
    """Return the colour, made darker or brighter step by step until it can be read on all grounds."""
    hue, lightness, saturation = rgb_to_hls(*_rgb(colour))
    towards = 0.0 if darker else 1.0
    for step in range(_STEPS + 1):
        shade = _hex(hls_to_rgb(hue, lightness + (towards - lightness) * step / _STEPS, saturation))
        if all(contrast(shade, ground) >= TEXT_CONTRAST + _SPARE for ground in grounds):
            break
    return shade


def _on(ground: str) -> str:
    return max(("#ffffff", "#0d0f12"), key=lambda text: contrast(text, ground))


def _luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    red, green, blue = (
        part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> Rgb:
    """Read `#rgb` or `#rrggbb`."""
    digits = colour.removeprefix("#")
    wide = digits if len(digits) > len("rgb") else "".join(digit * 2 for digit in digits)
    red, green, blue = bytes.fromhex(wide)
    return red / 255, green / 255, blue / 255


def _hex(colour: Rgb) -> str:
    return "#" + bytes(round(part * 255) for part in colour).hex()
