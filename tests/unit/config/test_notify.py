"""`notify:` says who is told that the feed has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.model import Notify

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf


@pytest.mark.parametrize(
    ("written", "notify"),
    [
        ("", Notify()),
        ("notify:", Notify()),
        ("notify: {podping: true}", Notify(podping=True)),
        ("notify: {websub: https://hub.example.org/}", Notify("https://hub.example.org/")),
        ("notify: {hub: https://hub.example.org/, podping: no}", Notify("https://hub.example.org/")),
    ],
)
def test_it_is_read(shelf: Shelf, written: str, notify: Notify) -> None:
    assert shelf.with_show(*([written] if written else [])).load().project.show.notify == notify


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("notify: {websub: hub.example.org}", "url"),
        ("notify: {websub: 'https://me:canary@hub.example.org/'}", "secret-in-url"),
        ("notify: {podping: perhaps}", "yes-no"),
        ("notify: {podping_token: canary}", "secret"),
        ("notify: {hubs: https://hub.example.org/}", "unknown-key"),
        ("podping: true", "unknown-key"),
        ("hub: https://hub.example.org/", "unknown-key"),
    ],
)
def test_a_mistake_is_told_and_no_secret_is(shelf: Shelf, written: str, code: str) -> None:
    found = [one for one in shelf.with_show(written).findings() if one.startswith("error")]
    assert [one.split()[1] for one in found] == [code]
    assert "show.yaml:11" in found[0]
    assert "canary" not in found[0]
