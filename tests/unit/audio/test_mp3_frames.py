from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.audio.coding.mp3.frames import FrameHeader, parse_header, smallest_bitrate_kbps, split

KBPS = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
headers = st.builds(
    FrameHeader,
    bitrate_kbps=st.sampled_from(KBPS),
    sample_rate=st.sampled_from([32_000, 44_100, 48_000]),
    padding=st.booleans(),
    mode=st.integers(0, 3),
    flags=st.integers(0, 63),
    crc=st.booleans(),
)


@given(header=headers)
def test_a_header_survives_writing_and_reading(header: FrameHeader) -> None:
    assert parse_header(header.to_bytes()) == header


@given(raw=st.binary(min_size=4, max_size=4))
def test_four_bytes_are_a_header_that_writes_the_same_bytes_or_no_header(raw: bytes) -> None:
    try:
        header = parse_header(raw)
    except ValueError:
        return
    written = header.to_bytes()
    assert (written[:2], written[2] | 1, written[3]) == (raw[:2], raw[2] | 1, raw[3])


def test_a_well_known_header_reads_as_everybody_reads_it() -> None:
    header = parse_header(bytes.fromhex("fffb9264"))
    assert (header.bitrate_kbps, header.sample_rate, header.channels) == (128, 44_100, 2)
    assert (header.padding, header.crc, header.frame_bytes, header.side_info_bytes) == (True, False, 418, 32)
    mono = parse_header(bytes.fromhex("fffb54c4"))
    assert (mono.bitrate_kbps, mono.channels, mono.frame_bytes, mono.side_info_bytes) == (64, 1, 192, 17)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("fffb", id="too short"),
        pytest.param("00000000", id="no sync"),
        pytest.param("fff39264", id="MPEG-2"),
        pytest.param("fffd9264", id="Layer II"),
        pytest.param("fffb0264", id="free bitrate"),
        pytest.param("fffbf264", id="forbidden bitrate"),
        pytest.param("fffb9e64", id="reserved rate"),
        pytest.param("49443304", id="ID3 tag"),
    ],
)
def test_what_is_no_layer_iii_header_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match=r"header|not an MPEG-1 Layer III"):
        parse_header(bytes.fromhex(raw))


@given(data=st.lists(headers, max_size=5), cut=st.floats(0, 1))
def test_a_stream_cut_anywhere_splits_into_whole_frames(data: list[FrameHeader], cut: float) -> None:
    frames = [header.to_bytes().ljust(header.frame_bytes, b"\x55") for header in data]
    stream = b"".join(frames)
    at = int(cut * len(stream))
    whole, rest = split(stream[:at])
    assert whole == frames[: len(whole)]
    assert b"".join(whole) + rest == stream[:at]
    again, nothing = split(rest + stream[at:])
    assert (whole + again, nothing) == (frames, b"")


@given(header=headers, payload=st.integers(0, 1440))
def test_a_frame_is_made_no_larger_than_it_must_be(header: FrameHeader, payload: int) -> None:
    def room(kbps: int) -> int:
        return 144_000 * kbps // header.sample_rate

    possible = [kbps for kbps in KBPS if kbps >= header.bitrate_kbps and room(kbps) >= payload]
    if possible:
        assert smallest_bitrate_kbps(payload, header) == possible[0]
    else:
        with pytest.raises(ValueError, match="no frame"):
            smallest_bitrate_kbps(payload, header)
