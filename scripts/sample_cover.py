"""Draw the covers of the sample show: where above and below overlap, an eye opens.

`python -m scripts.sample_cover`; needs nothing but Pillow, whose built-in font is Aileron.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PIL import Image, ImageChops, ImageDraw, ImageFont

_ROOT = Path(__file__).resolve().parent.parent
_FINER = 2  # everything is drawn this much larger, and scaled down for smooth edges

_BOLD = 0.018  # a stroke around the letters, in parts of their size
_RADIUS, _EYE_LEVEL = 0.52, 0.355
_NIGHT, _CORAL, _AMBER, _PAPER = "#14213d", "#ff6b4a", "#ffc145", "#fff4e0"


@dataclass(frozen=True, slots=True)
class Design:
    """What a cover shows; lengths are fractions of its side.

    Attributes:
        apart: Between the middles of the two circles; the closer, the wider the eye.
        gaze: How far the eye looks to the side, -1 left to 1 right.
        lines: The writing, from top to bottom.
    """

    ground: str
    upper: str
    lower: str
    ink: str
    lines: tuple[str, ...]
    apart: float = 0.63
    gaze: float = 0.0


_SHOW = Design(_NIGHT, _CORAL, _AMBER, _NIGHT, ("Auf", "Augenhöhe"))
_EPISODE = Design(_NIGHT, _AMBER, _CORAL, _NIGHT, ("Das Nein, das", "niemand sagt"), apart=0.76, gaze=0.45)


def main() -> None:
    """Draw the show's cover, and a variation of it for the second episode."""
    _save(_drawn(_SHOW, 3000), _ROOT / "cover.jpg")
    _save(_drawn(_EPISODE, 1400), _ROOT / "episodes/002-das-nein-das-niemand-sagt/cover.jpg")


def _drawn(design: Design, side: int) -> Image.Image:
    """Draw a cover `side` pixels wide and high."""
    fine = side * _FINER
    picture = Image.new("RGB", (fine, fine), design.ground)
    above = _disc(fine, 0.5, _EYE_LEVEL - design.apart / 2, _RADIUS)
    below = _disc(fine, 0.5, _EYE_LEVEL + design.apart / 2, _RADIUS)
    eye = ImageChops.darker(above, below)
    iris_x = 0.5 + design.gaze * 0.3
    iris = ImageChops.darker(eye, _disc(fine, iris_x, _EYE_LEVEL, 0.165))
    aside = 0.145 * (2 * _RADIUS - design.apart)
    glint = _disc(fine, iris_x + aside, _EYE_LEVEL - aside, 0.6 * aside)
    for colour, shape in (
        (design.upper, above),
        (design.lower, below),
        (_PAPER, eye),
        (_NIGHT, iris),
        (_PAPER, glint),
    ):
        picture.paste(colour, mask=shape)
    _write(picture, design)
    return picture.reduce(_FINER)


def _disc(side: int, x: float, y: float, radius: float) -> Image.Image:
    """Return a mask with one filled circle."""
    mask = Image.new("L", (side, side))
    ImageDraw.Draw(mask).circle((x * side, y * side), radius * side, fill=255)
    return mask


def _write(picture: Image.Image, design: Design) -> None:
    """Write the lines below the eye, as large as the lower circle allows."""
    side = picture.width
    widest = max(_aileron(100).getlength(_without_dots(line)) for line in design.lines)
    font = _aileron(0.76 * side / widest * 100)
    for row, line in enumerate(reversed(design.lines)):
        foot = (side / 2, side * 0.905 - row * font.size)
        _write_line(ImageDraw.Draw(picture), foot, line, font, design.ink)


def _write_line(
    pen: ImageDraw.ImageDraw, foot: tuple[float, float], line: str, font: ImageFont.FreeTypeFont, ink: str
) -> None:
    """Write one line around its foot; Pillow's cut of Aileron has no ö, so its dots are set by hand."""
    (middle, baseline), size = foot, font.size
    letters = _without_dots(line)
    left = middle - font.getlength(letters) / 2
    pen.text((left, baseline), letters, fill=ink, font=font, anchor="ls", stroke_width=size * _BOLD)
    for at in (at for at, letter in enumerate(line) if letter == "ö"):
        above = left + font.getlength(letters[:at]) + font.getlength("o") / 2
        for dot in (above - 0.125 * size, above + 0.125 * size):
            pen.circle((dot, baseline - 0.665 * size), 0.07 * size, fill=ink)


def _aileron(size: float) -> ImageFont.FreeTypeFont:
    """Return Pillow's own font; with a size it is always the scalable one."""
    return cast("ImageFont.FreeTypeFont", ImageFont.load_default(size))


def _without_dots(line: str) -> str:
    """Spell a line with the letters that the font has."""
    return line.replace("ö", "o")


def _save(picture: Image.Image, file: Path) -> None:
    """Write a baseline JPEG with full colour resolution, as directories ask for."""
    picture.save(file, "JPEG", quality=82, subsampling=0, optimize=True, dpi=(72, 72))
    print(f"{file.relative_to(_ROOT)}: {picture.width} px, {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
