"""M4A and Opus keep what is promised of the MP3."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from podpub.audio import Ffmpeg, Machine, master, measure
from podpub.errors import ToolError
from podpub.model import Format, Mastered, Mastering, TrackSource
from tests.unit.audio.sounds import decode, speech, write_wav

LENGTH = 60_001
INTRO = Path(__file__).parents[3] / "audio" / "intro.flac"
ALL = tuple(Format)


@dataclass(frozen=True)
class Published:
    """A recording in every format, and what was told while it was made."""

    folder: Path
    done: Mastered
    told: dict[str, float]

    def __getitem__(self, format_: Format) -> Path:
        return self.folder / f"out.{format_}"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Speech whose length is a multiple of no codec's frame."""
    sound = speech(1.4, 44_100)[:LENGTH]
    return write_wav(tmp_path_factory.mktemp("formats") / "in.wav", sound, 44_100)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, recording: Path, ffmpeg: Ffmpeg) -> Published:
    folder, told = tmp_path_factory.mktemp("published"), {}

    def tell(step: str, done: float) -> None:
        told[step] = done

    done = master(
        [TrackSource(recording)],
        Mastering(formats=ALL),
        folder / "out.mp3",
        machine=Machine(ffmpeg, 2),
        tell=tell,
    )
    return Published(folder, done, told)


def _length_told(m4a: Path) -> tuple[int, int]:
    """Return timescale and length of the one edit (ISO/IEC 14496-12, 8.2.2 and 8.6.6), which players play."""
    content = m4a.read_bytes()
    header, edits = content.index(b"mvhd") + 4, content.index(b"elst") + 4
    assert (content[header], content[edits], content[edits + 4 : edits + 8]) == (0, 0, b"\0\0\0\1")
    timescale, duration = content[header + 12 : header + 16], content[edits + 8 : edits + 12]
    return int.from_bytes(timescale, "big"), int.from_bytes(duration, "big")


def _keep_their_promises(folder: Path, done: Mastered, settings: Mastering, ffmpeg: Ffmpeg) -> None:
    assert {entry.name for entry in folder.iterdir()} == {f"out.{format_}" for format_ in settings.formats}
    heard = {format_: measure(folder / f"out.{format_}", ffmpeg=ffmpeg) for format_ in settings.formats}
    for format_, one in heard.items():
        rate = 48_000 if format_ is Format.OPUS else settings.sample_rate or 44_100
        assert one.lufs == pytest.approx(settings.target_lufs, abs=0.1)
        assert one.true_peak_dbtp <= settings.ceiling_dbtp
        length = (one.sample_rate, one.samples)
        if format_ is Format.M4A:  # some ffmpegs play its last frame to the end
            assert length[1] < round(LENGTH * rate / 44_100) + 1024
            length = _length_told(folder / f"out.{format_}")
        assert length == (rate, round(LENGTH * rate / 44_100))
        assert one.channels == settings.channels
    assert done.result == replace(heard[settings.formats[0]], samples=done.result.samples)
    assert done.timeline.total_s == pytest.approx(done.result.duration_s, abs=1 / 48_000)


def test_every_format_is_at_the_target_below_the_ceiling_and_exactly_as_long(
    published: Published, ffmpeg: Ffmpeg
) -> None:
    _keep_their_promises(published.folder, published.done, Mastering(formats=ALL), ffmpeg)


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(
            Mastering(formats=(Format.OPUS,), target_lufs=-13, bitrate_kbps=64), id="loud, few bits"
        ),
        pytest.param(
            Mastering(formats=ALL[:0:-1], channels=1, bitrate_kbps=320, sample_rate=48_000),
            id="opus first, mono, more bits than of use",
        ),
    ],
)
def test_other_settings_are_kept_as_well(
    tmp_path: Path, recording: Path, ffmpeg: Ffmpeg, settings: Mastering
) -> None:
    done = master(
        [TrackSource(recording)],
        settings,
        tmp_path / f"out{settings.formats[0].suffix}",
        machine=Machine(ffmpeg, 2),
    )
    _keep_their_promises(tmp_path, done, settings, ffmpeg)


def test_a_sudden_first_sound_in_aac_stays_below_the_ceiling(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    settings = Mastering(formats=(Format.M4A,), sample_rate=44_100)
    done = master([TrackSource(INTRO)], settings, tmp_path / "out.m4a", machine=Machine(ffmpeg, 2))
    assert measure(tmp_path / "out.m4a", ffmpeg=ffmpeg).true_peak_dbtp <= settings.ceiling_dbtp
    assert done.result.lufs == pytest.approx(settings.target_lufs, abs=0.1)


def test_a_resampler_that_plays_on_is_cut(tmp_path: Path, recording: Path, ffmpeg: Ffmpeg) -> None:
    """ffmpeg's own, of which one sample more comes out of this length."""
    settings = Mastering(formats=(Format.OPUS,))
    done = master(
        [TrackSource(recording)],
        settings,
        tmp_path / "out.opus",
        machine=Machine(replace(ffmpeg, soxr=False), 2),
    )
    _keep_their_promises(tmp_path, done, settings, ffmpeg)


@pytest.mark.parametrize("format_", ALL)
def test_every_format_plays_the_same_sound_at_the_same_time(
    published: Published, recording: Path, ffmpeg: Ffmpeg, format_: Format
) -> None:
    """No codec's delay is left at the beginning: a chapter is where it was."""
    meant = decode(recording, ffmpeg, 2, "-ar", "48000")[:, 0]
    played = decode(published[format_], ffmpeg, 2, "-ar", "48000")[:, 0]
    length = 1 << 18
    spectrum = np.fft.rfft(played, length) * np.conj(np.fft.rfft(meant, length))
    assert int(np.argmax(np.fft.irfft(spectrum, length))) == 0


def test_the_same_input_gives_the_same_bytes_in_every_format(
    tmp_path: Path, recording: Path, published: Published, ffmpeg: Ffmpeg
) -> None:
    master([TrackSource(recording)], Mastering(formats=ALL), tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    for format_ in ALL:
        assert (tmp_path / f"out.{format_}").read_bytes() == published[format_].read_bytes()


def test_the_mp3_is_the_same_with_and_without_alternates(
    tmp_path: Path, recording: Path, published: Published, ffmpeg: Ffmpeg
) -> None:
    assert (
        master([TrackSource(recording)], Mastering(), tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
        == published.done
    )
    assert (tmp_path / "out.mp3").read_bytes() == published[Format.MP3].read_bytes()


def test_an_app_can_play_the_m4a_while_it_loads(published: Published) -> None:
    content = published[Format.M4A].read_bytes()
    assert content[4:12] == b"ftypM4A "
    assert 0 < content.index(b"moov") < content.index(b"mdat")


def test_aac_takes_as_many_bits_as_mp3_and_opus_three_quarters(published: Published) -> None:
    sizes = {format_: published[format_].stat().st_size for format_ in ALL}
    assert sizes[Format.M4A] / sizes[Format.MP3] == pytest.approx(1, abs=0.1)
    assert sizes[Format.OPUS] / sizes[Format.MP3] == pytest.approx(0.75, abs=0.1)


def test_every_format_tells_its_steps(published: Published) -> None:
    again = [f"{step} {format_}" for format_ in ("m4a", "opus") for step in ("encode", "verify")]
    assert {"measure", "level", "encode", "verify", *again} <= set(published.told)
    assert set(published.told.values()) == {1.0}


class _StoppedError(BaseException):
    """As Ctrl-C: no Exception."""


def test_stopped_at_an_alternate_no_file_appears(tmp_path: Path, recording: Path, ffmpeg: Ffmpeg) -> None:
    def stop(step: str, done: float) -> None:  # noqa: ARG001 - told with every step
        if step == "encode opus":
            raise _StoppedError

    settings = Mastering(formats=(Format.MP3, Format.OPUS))
    with pytest.raises(_StoppedError):
        master(
            [TrackSource(recording)], settings, tmp_path / "out.mp3", machine=Machine(ffmpeg, 2), tell=stop
        )
    assert list(tmp_path.iterdir()) == []


def test_an_ffmpeg_that_lacks_an_encoder_is_told(tmp_path: Path, recording: Path, ffmpeg: Ffmpeg) -> None:
    """As one that was built without Opus says it."""
    poor = tmp_path / "ffmpeg"
    poor.write_text(
        f'#!/bin/sh\ncase "$*" in *libopus*) set -- -c:a nonsense -i x y;; esac\nexec "{ffmpeg.path}" "$@"\n'
    )
    poor.chmod(0o755)
    settings = Mastering(formats=(Format.OPUS,))
    with pytest.raises(ToolError, match="ffmpeg stopped"):
        master(
            [TrackSource(recording)],
            settings,
            tmp_path / "out.opus",
            machine=Machine(Ffmpeg(poor, "9", "test"), 2),
        )
