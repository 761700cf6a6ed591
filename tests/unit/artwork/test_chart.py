from __future__ import annotations

import math
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from PIL import Image

from podpub.artwork.chart import SoundSheet, page, png
from podpub.cli.language import language
from podpub.model import Chapter, Envelope, Finding, Level, LoudnessReport, TrackLoudness, say

if TYPE_CHECKING:
    from collections.abc import Callable

LOUDNESS = LoudnessReport(-23.4, -16.0, -1.2, 4.5, 7.4, limited=True, reduction_db=3.2, heavy_share=0.01)
NASTY = "<script>alert(1)</script>\"'&\u202e\x07\x00" + "ä" * 10_000


def _envelope(columns: int = 200, **changes: Any) -> Envelope:
    waves = [math.sin(at / 9) for at in range(columns)]
    lufs = [None if at < 10 else (-16 + wave, -15.5 + wave) for at, wave in enumerate(waves)]
    known: dict[str, Any] = {
        "duration_s": 3723.4,
        "published_peaks": tuple(0.5 + wave / 3 for wave in waves),
        "published_lufs": tuple(lufs),
        "recorded_peaks": tuple(0.2 + wave / 9 for wave in waves),
        "recorded_lufs": tuple(one and (one[0] - 7, one[1] - 7) for one in lufs),
        "levelled_db": tuple((wave, wave + 0.1) for wave in waves),
        "limited_db": tuple(max(wave, 0.0) for wave in waves),
    }
    return Envelope(**{**known, **changes})


def _sheet(**changes: Any) -> SoundSheet:
    known: dict[str, Any] = {
        "show": "Auf Augenhöhe",
        "title": "Vertrauen",
        "envelope": _envelope(),
        "loudness": LOUDNESS,
        "target_lufs": -16.0,
        "ceiling_dbtp": -1.0,
        "chapters": (Chapter(0, "Anfang"), Chapter(1800, "Mitte")),
    }
    return SoundSheet(**{**known, **changes})


def _picture(sheet: SoundSheet) -> etree._Element:
    found = re.search(r"<svg.*</svg>", page(sheet), re.DOTALL)
    assert found
    return etree.fromstring(found[0].encode())


def test_the_page_shows_what_was_measured() -> None:
    told = page(_sheet(loudness=LOUDNESS))
    for words in (
        "-23.4 LUFS",
        "+7.4 dB",
        "-16.0 LUFS (target -16.0)",
        "-1.2 dBTP (at most -1.0)",
        "1:02:03",
    ):
        assert words in told
    assert "3.2 dB" in told


def test_short_term_loudness_stands_at_its_place() -> None:
    """Read from the picture: the height of the line is the level, by the numbers beside the panel."""
    picture = _picture(_sheet())
    numbers = {
        float(one.get("y", "")) - 4: float((one.text or "").replace("−", "-"))
        for one in picture.iterfind("{*}text[@class='quiet']")
        if one.get("text-anchor") == "end"
        and float((one.text or "0").replace("−", "-")) <= -5
        and float((one.text or "0").replace("−", "-")) % 5 == 0
    }
    (low_at, low), (high_at, high) = max(numbers.items()), min(numbers.items())
    line = picture.findall("{*}polygon[@class='area after-range']")[-1]
    points = [tuple(map(float, one.split(","))) for one in (line.get("points") or "").split()]
    levels = [low + (low_at - y) / (low_at - high_at) * (high - low) for _, y in points]
    assert max(levels) == pytest.approx(-14.5, abs=0.05)
    assert min(levels) == pytest.approx(-17, abs=0.05)


def test_the_page_loads_nothing_and_forbids_it() -> None:
    told = page(_sheet())
    assert "default-src 'none'" in told
    assert not re.search(
        r"(?:src|href|url|import)\s*[=(:]", told.replace("default-src", "").replace("style-src", "")
    )
    assert "http" not in told.replace('xmlns="http://www.w3.org/2000/svg"', "").replace("http-equiv", "")


def test_a_hostile_title_stays_a_text() -> None:
    sheet = _sheet(
        show=NASTY,
        title=NASTY,
        chapters=(Chapter(0, NASTY),),
        loudness=LOUDNESS.__class__(
            -20, -16, -1, 3, 4, limited=False, tracks=(TrackLoudness(NASTY, -20), TrackLoudness("b", -21))
        ),
        findings=(Finding(Level.ERROR, "x", NASTY, NASTY, NASTY),),
    )
    told = page(sheet)
    assert "<script" not in told
    assert "\x07" not in told
    assert "\x00" not in told
    _picture(sheet)
    assert png(sheet)


def test_findings_and_chapters_are_listed_where_there_are_any() -> None:
    finding = Finding(Level.WARNING, "loud", "episode.yaml:3", say("1 warning"), "Mend it.")
    told = page(_sheet(findings=(finding,)))
    assert "episode.yaml:3" in told
    assert "Mend it." in told
    assert "30:00" in told
    bare = page(_sheet(chapters=()))
    assert "<ol>" not in bare
    assert "<ul>" not in bare


def test_it_speaks_german() -> None:
    told = page(_sheet(language=language("de")))
    assert '<html lang="de">' in told
    assert "-23,4 LUFS" in told
    assert "Wellenform vorher" in told
    assert "Waveform" not in told


@pytest.mark.parametrize(
    "envelope",
    [
        pytest.param(lambda: _envelope(1), id="one column"),
        pytest.param(lambda: _envelope(duration_s=14_400.0), id="four hours"),
        pytest.param(
            lambda: Envelope(60.0, (0.1, None, 0.2), (None, (-90.0, 3.0), None)),
            id="the published file alone",
        ),
        pytest.param(lambda: _envelope(recorded_peaks=(4.0,) * 200), id="a recording above full scale"),
    ],
)
def test_any_sound_can_be_drawn(envelope: Callable[[], Envelope]) -> None:
    sheet = _sheet(envelope=envelope())
    picture = _picture(sheet)
    places = [
        tuple(map(float, one.split(",")))
        for shape in picture.iterfind("{*}polygon")
        for one in (shape.get("points") or "").split()
    ]
    width, height = map(float, (picture.get("viewBox") or "").split()[2:])
    assert places
    assert all(0 <= x <= width and 0 <= y <= height for x, y in places)


def test_a_png_is_the_same_picture() -> None:
    written = png(_sheet())
    with Image.open(BytesIO(written)) as picture:
        assert picture.format == "PNG"
        assert picture.width == 2400
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or ()}
    near = {tuple(one // 16 for one in colour) for colour in colours if isinstance(colour, tuple)}
    assert (0x1F // 16, 0x6F // 16, 0xEB // 16) in near
    assert len(written) < 300_000


def test_columns_that_do_not_fit_are_no_envelope() -> None:
    with pytest.raises(ValueError, match="as many columns"):
        _envelope(limited_db=(1.0,))
