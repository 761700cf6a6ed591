"""The MP3 that is written, judged by players and by another reader of its tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mutagen.mp3
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.audio.coding.encoder import Encoding, lame_lowers_by_db, lame_version, write_mp3
from podpub.audio.coding.mp3.frames import FrameHeader, parse_header, split
from podpub.audio.coding.mp3.info import Stream, crc16, info_frame, info_header, seek_table
from podpub.audio.program import block
from podpub.audio.source.forming import Form
from tests.unit.audio.sounds import Sound, decode, speech

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.audio import Ffmpeg

LOWEST_KBPS = 64


def _tags(path: Path) -> Any:
    read: Any = mutagen.mp3.MP3
    return read(path).info


def _write(path: Path, sound: Sound, rate: int, kbps: int) -> bytes:
    louder = 10 ** (lame_lowers_by_db(kbps) / 20)
    pcm = np.round(sound * louder * 2**31).astype("<i4").tobytes()
    channels = sound.shape[1]
    size = 4 * channels * 50_000
    blocks = [block(pcm[at : at + size], Form.published(channels, rate)) for at in range(0, len(pcm), size)]
    with path.open("wb") as file:
        write_mp3(file, iter(blocks), len(sound), Encoding(Form.published(channels, rate), kbps), jobs=2)
    return path.read_bytes()


@pytest.mark.parametrize("samples", [1, 1151, 46_080, 46_081, 46_655, 46_656, 46_999])
def test_a_player_plays_exactly_the_samples_that_went_in(
    tmp_path: Path, ffmpeg: Ffmpeg, samples: int
) -> None:
    sound = speech(1.1, 44_100)[:samples]
    _write(tmp_path / "talk.mp3", sound, 44_100, 128)
    assert len(decode(tmp_path / "talk.mp3", ffmpeg, 2)) == samples


@pytest.mark.parametrize("rate", [44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("kbps", [LOWEST_KBPS, 128, 320])
def test_every_form_is_played_in_time_and_at_its_level(
    tmp_path: Path, ffmpeg: Ffmpeg, rate: int, channels: int, kbps: int
) -> None:
    """A shift by a single sample, or LAME's own attenuation, would be seen in the correlation."""
    sound = speech(1.5, rate, channels, level=0.3)
    path = tmp_path / "talk.mp3"
    _write(path, sound, rate, kbps)
    played = decode(path, ffmpeg, channels)
    assert len(played) == len(sound)
    shifts = [float(np.sum(np.roll(played, shift, axis=0) * sound)) for shift in (-1, 0, 1)]
    assert shifts[1] == max(shifts)
    assert shifts[1] / float(np.sum(sound * sound)) == pytest.approx(1, abs=0.08)
    said = _tags(path)
    assert said.bitrate == pytest.approx(kbps * 1000, rel=0.001)
    assert said.bitrate_mode == mutagen.mp3.BitrateMode.CBR
    assert said.length == pytest.approx(len(sound) / rate, abs=1e-6)
    assert (said.channels, said.sample_rate) == (channels, rate)


def test_the_tag_tells_the_truth_about_the_stream(tmp_path: Path) -> None:
    sound = speech(2, 48_000)
    raw = _write(tmp_path / "talk.mp3", sound, 48_000, 96)
    frames, rest = split(raw)
    assert rest == b""
    info, audio = frames[0], b"".join(frames[1:])
    at = 4 + parse_header(info).side_info_bytes
    tag = info[at:]
    assert tag[:8] == b"Info\0\0\0\x0f"
    assert int.from_bytes(tag[8:12], "big") == len(frames) - 1
    assert int.from_bytes(tag[12:16], "big") == len(raw)
    lame = tag[120:]
    assert lame[:9].rstrip(b"\0") == b"LAME" + lame_version().split()[0].encode()
    delay, padding = int.from_bytes(lame[21:24], "big") >> 12, int.from_bytes(lame[21:24], "big") & 0xFFF
    assert delay + padding + len(sound) == 1152 * (len(frames) - 1)
    assert int.from_bytes(lame[28:32], "big") == len(raw)
    assert int.from_bytes(lame[32:34], "big") == crc16(audio)
    assert int.from_bytes(lame[34:36], "big") == crc16(info[: at + 120 + 34])


def test_the_same_sound_gives_the_same_bytes(tmp_path: Path) -> None:
    sound = speech(1.3, 44_100)
    assert _write(tmp_path / "a.mp3", sound, 44_100, 128) == _write(tmp_path / "b.mp3", sound, 44_100, 128)


def _one_bit_at_a_time(data: bytes, crc: int) -> int:
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    return crc


@given(data=st.binary(max_size=40), crc=st.integers(0, 0xFFFF), cut=st.integers(0, 40))
def test_the_checksum_is_that_of_the_shift_register(data: bytes, crc: int, cut: int) -> None:
    assert crc16(data, crc) == _one_bit_at_a_time(data, crc)
    assert crc16(data[cut:], crc16(data[:cut], crc)) == crc16(data, crc)


def test_the_checksum_is_the_one_that_catalogues_list() -> None:
    assert crc16(b"123456789") == 0xBB3D


@given(
    kbps=st.sampled_from([64, 80, 96, 112, 128, 160, 192, 224, 256, 320]),
    rate=st.sampled_from([44_100, 48_000]),
    mode=st.sampled_from([0, 1, 3]),
    frames=st.integers(1, 500),
)
def test_the_info_frame_fits_and_is_a_frame(kbps: int, rate: int, mode: int, frames: int) -> None:
    first = FrameHeader(kbps, rate, padding=True, mode=mode)
    offsets = [at * first.frame_bytes for at in range(frames)]
    stream = Stream(first, offsets, frames * first.frame_bytes, 576, frames * 1152 - 1200, "LAME4.0", 0)
    frame = info_frame(stream)
    assert split(frame) == ([frame], b"")
    assert parse_header(frame) == info_header(first)
    assert info_header(first).bitrate_kbps == kbps


@given(sizes=st.lists(st.integers(96, 1441), min_size=1, max_size=300), before=st.integers(192, 1441))
def test_seeking_by_the_table_lands_just_before_the_frame(sizes: list[int], before: int) -> None:
    offsets = [sum(sizes[:at]) for at in range(len(sizes))]
    whole = before + sum(sizes)
    table = seek_table(offsets, before, whole)
    assert len(table) == 100
    assert list(table) == sorted(table)
    for point, step in enumerate(table):
        wanted = before + offsets[len(sizes) * point // 100]
        assert wanted - whole / 256 < step * whole / 256 <= wanted
