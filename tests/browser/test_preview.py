"""A page of the preview in a real browser: saved is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.house import sample_show
from tests.support.previewing import previewing
from tests.support.visiting import visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_a_page_reloads_itself_when_a_file_is_saved(browser: Browser, tmp_path: Path) -> None:
    """Under the policy that the published pages have, too; and it says what is wrong, and takes it back."""
    house = sample_show(tmp_path / "show")
    file = house / "episodes" / "003-die-fehlerrunde" / "episode.yaml"
    before = file.read_text(encoding="utf-8")
    with previewing(house, "--fast", temporary=tmp_path / "tmp") as preview, visit(browser) as one:
        one.page.goto(f"{preview.url}episodes/003-die-fehlerrunde/index.html")
        one.until("document.querySelector('h1').textContent.includes('Die Fehlerrunde')")
        file.write_text(before.replace("Die Fehlerrunde", "Ganz neu"), encoding="utf-8")
        one.page.wait_for_selector("h1:has-text('Ganz neu')", timeout=30_000)
        file.write_text(f"{before}\nfnord: 1\n", encoding="utf-8")
        one.page.wait_for_selector("[role=alert] code:has-text('episode.yaml:')", timeout=30_000)
        file.write_text(before, encoding="utf-8")
        one.page.wait_for_selector("h1:has-text('Die Fehlerrunde')", timeout=30_000)
        assert one.page.locator("[role=alert]").count() == 0
        assert [url for url in one.addresses if not url.startswith(preview.url)] == []
        assert one.sees("getComputedStyle(document.querySelector('.podpub-preview')).display") == "block"
        assert one.faults == []
