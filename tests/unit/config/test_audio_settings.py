"""Audio settings of the show, and an episode's own on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.model import Cleaning, Fade, Format, Leveling, Mastering

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf


def test_every_setting_reaches_the_master(shelf: Shelf) -> None:
    for name in ("in.flac", "out.flac"):
        (shelf.root / name).touch()
    shelf.with_show(
        "audio: {loudness: -18, true_peak: -1.5, channels: mono, bitrate: 64, sample_rate: 48000, "
        "intro: in.flac, outro: out.flac, crossfade: 0.5, trim: yes, leveling: strong, highpass: 100, "
        "denoise: 6, formats: [mp3, m4a, opus]}"
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
        leveling=Leveling.STRONG,
        cleaning=Cleaning(highpass_hz=100, denoise_db=6),
        formats=(Format.MP3, Format.M4A, Format.OPUS),
    )
    loaded = shelf.load()
    assert loaded.productions[0].mastering == expected


def test_an_episode_keeps_its_file_as_it_is_where_it_says_so(shelf: Shelf) -> None:
    shelf.with_show("audio: {loudness: -18}").with_episode("mastering: {master: Keep}")
    assert shelf.production().mastering.kept
    shelf.with_show("audio: {master: keep}").with_episode("mastering: {master: podpub}")
    assert not shelf.production().mastering.kept


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


@pytest.mark.parametrize(
    ("word", "leveling", "cleaning"),
    [
        ("yes", Leveling.GENTLE, Cleaning(80, 10)),
        ("no", Leveling.OFF, Cleaning()),
        ("off", Leveling.OFF, Cleaning()),
        ("True", Leveling.GENTLE, Cleaning(80, 10)),
    ],
)
def test_what_cleans_and_evens_out_can_be_switched_by_a_word(
    shelf: Shelf, word: str, leveling: Leveling, cleaning: Cleaning
) -> None:
    shelf.with_show(f"audio: {{leveling: {word}, highpass: {word}, denoise: {word}}}")
    mastering = shelf.production().mastering
    assert (mastering.leveling, mastering.cleaning) == (leveling, cleaning)


def test_an_episode_adds_to_the_cleaning_of_the_show(shelf: Shelf) -> None:
    shelf.with_show("audio: {highpass: 60}").with_episode("mastering: {denoise: 12}")
    assert shelf.production().mastering.cleaning == Cleaning(60, 12)


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("highpass: 5000", "between 20 and 300 Hz"),
        ("denoise: 60", "by 1 to 30 dB"),
        ("leveling: loud", "leveling"),
        ("highpass: low", "highpass"),
    ],
)
def test_what_would_spoil_a_voice_is_refused_at_its_line(shelf: Shelf, written: str, complaint: str) -> None:
    shelf.with_show(f"audio: {{{written}}}")
    (found,) = shelf.findings()
    assert complaint in found


@pytest.mark.parametrize(
    ("written", "formats"),
    [
        ("m4a", (Format.M4A,)),
        ("[Opus, MP3]", (Format.OPUS, Format.MP3)),
        ("m4a, opus", (Format.M4A, Format.OPUS)),
        (".mp3", (Format.MP3,)),
    ],
)
def test_formats_are_a_list_or_a_word(shelf: Shelf, written: str, formats: tuple[Format, ...]) -> None:
    shelf.with_episode(f"mastering: {{formats: {written if written[0] == '[' else repr(written)}}}")
    assert shelf.production().mastering.formats == formats
    assert shelf.findings() == []


@pytest.mark.parametrize(
    ("word", "format_"), [("aac", Format.M4A), ("MP4", Format.M4A), ("ogg", Format.OPUS)]
)
def test_what_others_call_a_format_is_understood(shelf: Shelf, word: str, format_: Format) -> None:
    shelf.with_show("audio:\n  loudness: -16\n  formats:\n    - mp3\n    - " + word)
    assert shelf.production().mastering.formats == (Format.MP3, format_)
    (found,) = shelf.findings()
    line = shelf.show_file.read_text().splitlines().index(f"    - {word}") + 1
    assert found == (
        f"warning other-name show.yaml:{line}: `{word.lower()}` was read as `{format_}` "
        f"→ Write `{format_}` instead of `{word.lower()}`."
    )


def test_an_episode_has_formats_of_its_own(shelf: Shelf) -> None:
    shelf.with_show("audio: {formats: [mp3, opus]}").with_episode("mastering: {format: mp3}")
    assert shelf.production().mastering.formats == (Format.MP3,)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[mp3, wma]", "`audio.formats` is none of the words known here → Write `mp3`, `m4a` or `opus`."),
        ("[mp3, m4a, aac]", "one format or more, each of them once: mp3, m4a, m4a"),
        ("[]", "one format or more"),
        ("{a: b}", "`audio.formats` has to be a text"),
    ],
)
def test_a_format_nobody_knows_is_named_with_its_line(shelf: Shelf, written: str, told: str) -> None:
    found = [one for one in shelf.with_show(f"audio:\n  formats: {written}").findings() if "error" in one]
    line = shelf.show_file.read_text().splitlines().index(f"  formats: {written}") + 1
    assert len(found) == 1
    assert told in found[0]
    assert f"show.yaml:{line}:" in found[0]
