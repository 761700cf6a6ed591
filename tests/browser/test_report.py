"""The page of `podpub report` in a real browser: it loads nothing, and is in nobody's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.artwork.chart import SoundSheet, page
from podpub.cli.language import language
from podpub.model import Chapter, Envelope, Finding, Level, LoudnessReport
from tests.support.judging_pages import axe_script, barriers
from tests.support.visiting import DESK, PHONE, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

EVIL = '"><img src="https://x.example/a.gif" onerror="alert(1)"><script>alert(2)</script>' + "a" * 2_000


@pytest.fixture
def report(tmp_path: Path) -> str:
    columns = 400
    waves = tuple(0.1 + at % 7 / 10 for at in range(columns))
    envelope = Envelope(
        3600.0,
        waves,
        tuple((-18 + wave, -16 + wave) for wave in waves),
        waves,
        tuple((-25 + wave, -23 + wave) for wave in waves),
        tuple((wave, wave) for wave in waves),
        waves,
    )
    sheet = SoundSheet(
        show=EVIL,
        title=EVIL,
        envelope=envelope,
        loudness=LoudnessReport(-24, -16, -1, 5, 8, limited=True),
        target_lufs=-16,
        ceiling_dbtp=-1,
        chapters=(Chapter(0, EVIL), Chapter(900, "Zwei")),
        findings=(
            Finding(Level.ERROR, "a", "b.yaml:1", EVIL, EVIL),
            Finding(Level.WARNING, "a", "", "Leise", ""),
        ),
        language=language("de"),
    )
    file = tmp_path / "report.html"
    file.write_text(page(sheet), encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize("size", [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")])
def test_a_report_asks_nobody_and_bars_nobody(browser: Browser, report: str, size: tuple[int, int]) -> None:
    with visit(browser, size) as one:
        one.page.goto(report)
        for scheme in ("light", "dark"):
            one.page.emulate_media(color_scheme=scheme)
            assert barriers(one, axe_script()) == []
        assert one.addresses == [report]
        assert one.faults == []
        assert one.sees("document.documentElement.scrollWidth") <= size[0]
        ground = one.sees("getComputedStyle(document.body).backgroundColor")
        assert ground == "rgb(13, 17, 23)"
