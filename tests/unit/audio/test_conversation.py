from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from podpub.audio import Ffmpeg, Machine, master, measure
from podpub.errors import SourceError
from podpub.model import Leveling, Mastering, TrackSource
from tests.unit.audio.sounds import Sound, decode, silence, speech, write_wav

if TYPE_CHECKING:
    from pathlib import Path

RATE = 44_100
TURN_S = 4
BLEED = 10 ** (-20 / 20)


def _turns(voice: Sound, *, first: bool) -> Sound:
    """Return a voice that speaks in the first or the second half, and rustles a little in the other."""
    rest = np.random.default_rng(3).standard_normal(voice.shape) * 0.0003
    return np.concatenate([voice, rest] if first else [rest, voice])


@pytest.fixture(scope="module")
def conversation(tmp_path_factory: pytest.TempPathFactory) -> tuple[TrackSource, TrackSource]:
    """A loud host and a guest 14 dB quieter, each heard a little by the other's microphone."""
    folder = tmp_path_factory.mktemp("conversation")
    host = _turns(speech(TURN_S, RATE, 1, level=0.25, seed=4), first=True)
    guest = _turns(speech(TURN_S, RATE, 1, level=0.05, seed=5), first=False)
    write_wav(folder / "host.wav", host + BLEED * guest, RATE)
    heard = (guest + BLEED * host)[:-1000]
    at_48 = np.interp(np.arange(len(heard) * 160 // 147) * 147 / 160, np.arange(len(heard)), heard[:, 0])
    write_wav(folder / "guest.wav", at_48[:, None], 48_000)
    return TrackSource(folder / "host.wav", "Mira"), TrackSource(folder / "guest.wav")


def _halves_lufs(file: Path, folder: Path, ffmpeg: Ffmpeg) -> tuple[float, float]:
    played = decode(file, ffmpeg, 2)
    middle = TURN_S * 48_000
    parts = [played[: middle - 12_000], played[middle + 12_000 :]]
    files = [write_wav(folder / f"{number}.wav", part, 48_000) for number, part in enumerate(parts)]
    first, second = (measure(part, ffmpeg=ffmpeg).lufs for part in files)
    return first, second


def test_voices_of_different_microphones_are_equally_loud_in_one_file(
    tmp_path: Path, conversation: tuple[TrackSource, ...], ffmpeg: Ffmpeg
) -> None:
    """Different rates and lengths too; the louder track was 14 LU above the other."""
    done = master(conversation, Mastering(), tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    host, guest = _halves_lufs(tmp_path / "out.mp3", tmp_path, ffmpeg)
    assert host == pytest.approx(guest, abs=1.5)
    assert done.result.lufs == pytest.approx(-16, abs=0.1)
    assert done.result.true_peak_dbtp <= -1
    assert done.result.samples == 2 * TURN_S * 48_000
    assert [one.name for one in done.loudness.tracks] == ["Mira", "guest.wav"]
    assert done.loudness.tracks[0].lufs - done.loudness.tracks[1].lufs == pytest.approx(16, abs=2)


def test_what_a_neighbour_says_is_turned_down(
    tmp_path: Path, conversation: tuple[TrackSource, ...], ffmpeg: Ffmpeg
) -> None:
    """While the host speaks, nearly nothing of the guest's raised microphone is heard."""
    master(conversation, Mastering(), tmp_path / "both.mp3", machine=Machine(ffmpeg, 2))
    master(conversation[:1], Mastering(), tmp_path / "host.mp3", machine=Machine(ffmpeg, 2))
    both = decode(tmp_path / "both.mp3", ffmpeg, 2)[: TURN_S * 48_000, 0]
    host = decode(tmp_path / "host.mp3", ffmpeg, 2)[: TURN_S * 44_100, 0]
    alone = np.interp(np.arange(len(both)) * 147 / 160, np.arange(len(host)), host)
    assert float(np.corrcoef(both, alone)[0, 1]) > 0.99


def test_tracks_may_be_levelled_each_on_its_own(
    tmp_path: Path, conversation: tuple[TrackSource, ...], ffmpeg: Ffmpeg
) -> None:
    settings = Mastering(leveling=Leveling.STRONG)
    done = master(conversation, settings, tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    assert done.result.lufs == pytest.approx(-16, abs=0.1)
    assert done.loudness.levelled_spread_lu < done.loudness.speaker_spread_lu - 6


def test_tracks_of_different_lengths_are_told_with_their_lengths(
    tmp_path: Path, conversation: tuple[TrackSource, ...], ffmpeg: Ffmpeg
) -> None:
    short = write_wav(tmp_path / "short.wav", speech(6.5, RATE, 1), RATE)
    with pytest.raises(SourceError, match=r"Mira 8\.0 s, short\.wav 6\.5 s") as caught:
        master(
            (conversation[0], TrackSource(short)),
            Mastering(),
            tmp_path / "out.mp3",
            machine=Machine(ffmpeg, 2),
        )
    assert "together" in caught.value.fix


def test_a_microphone_that_heard_nothing_is_named(
    tmp_path: Path, conversation: tuple[TrackSource, ...], ffmpeg: Ffmpeg
) -> None:
    dead = write_wav(tmp_path / "dead.wav", silence(8, RATE, 1), RATE)
    with pytest.raises(SourceError, match=r"dead\.wav cannot be used: it is silent"):
        master(
            (conversation[0], TrackSource(dead)), Mastering(), tmp_path / "out.mp3", machine=Machine(ffmpeg)
        )
