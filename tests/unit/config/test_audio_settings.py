"""Audio settings of the show, and an episode's own on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.model import Fade, Mastering

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf


def test_every_setting_reaches_the_master(shelf: Shelf) -> None:
    for name in ("in.flac", "out.flac"):
        (shelf.root / name).touch()
    shelf.with_show(
        "audio: {loudness: -18, true_peak: -1.5, channels: mono, bitrate: 64, sample_rate: 48000, "
        "intro: in.flac, outro: out.flac, crossfade: 0.5, trim: yes}"
    )
    expected = Mastering(
        target_lufs=-18.0,
        ceiling_dbtp=-1.5,
        channels=1,
        bitrate_kbps=64,
        sample_rate=48_000,
        intro=shelf.root / "in.flac",
        outro=shelf.root / "out.flac",
        crossfade=Fade(0.5),
        trim=True,
    )
    loaded = shelf.load()
    assert loaded.productions[0].mastering == expected


@pytest.mark.parametrize(
    ("show", "episode", "bitrate"),
    [
        ("stereo", "{}", 128),
        ("mono", "{}", 96),
        ("1", "{}", 96),
        ("stereo", "{channels: mono}", 96),
        ("mono", "{channels: 2}", 128),
        ("mono", "{bitrate: 64}", 64),
        ("mono, bitrate: 64", "{channels: stereo}", 64),
        ("stereo, bitrate: 192", "{channels: mono}", 192),
    ],
)
def test_a_bitrate_nobody_chose_follows_the_channels(
    shelf: Shelf, show: str, episode: str, bitrate: int
) -> None:
    shelf.with_show(f"audio: {{channels: {show}}}").with_episode(f"mastering: {episode}")
    assert shelf.production().mastering.bitrate_kbps == bitrate


def test_an_episode_changes_only_what_it_names(shelf: Shelf) -> None:
    shelf.with_show("audio: {loudness: -18, trim: true}").with_episode("mastering: {true_peak: -2, trim: no}")
    mastering = shelf.production().mastering
    assert (mastering.target_lufs, mastering.ceiling_dbtp, mastering.trim) == (-18.0, -2.0, False)


def test_an_episode_can_do_without_the_intro(shelf: Shelf) -> None:
    (shelf.root / "in.flac").touch()
    shelf.with_show("audio: {intro: in.flac, outro: in.flac}").with_episode(
        "mastering: {intro: none, outro: }"
    )
    mastering = shelf.production().mastering
    assert (mastering.intro, mastering.outro) == (None, shelf.root / "in.flac")
