"""Feeds from anywhere are read as they are, or refused with a reason; hostile ones do no harm."""

from __future__ import annotations

import gzip

import pytest

from podpub.errors import ConfigError
from podpub.feed import MOST_BYTES, read_feed_text

PLAIN = b'<rss version="2.0"><channel><title>Mut</title></channel></rss>'
_ITUNES = 'xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"'


def refused(body: bytes) -> str:
    with pytest.raises(ConfigError) as error:
        read_feed_text(body, "feed.xml")
    (finding,) = error.value.findings
    assert finding.fix
    return f"{finding.code} {finding.where} {finding.message}"


def test_elements_keep_their_lines_and_get_their_usual_names() -> None:
    feed = read_feed_text(
        f'<rss {_ITUNES}>\n<channel>\n<i:image\n href="a"/><x:y xmlns:x="urn:z"/></channel></rss>'.encode(),
        "f",
    )
    image, other = feed.channel.children
    assert (image.name, image.attributes, other.name) == ("itunes:image", {"href": "a"}, "{urn:z}y")
    assert image.line in {3, 4}
    assert feed.namespaces == {"i": "http://www.itunes.com/dtds/podcast-1.0.dtd"}


def test_lines_are_right_far_down() -> None:
    feed = read_feed_text(PLAIN.replace(b"<title>", b"\n" * 70_000 + b"<title>"), "f")
    assert feed.channel.children[0].line == 70_001


def test_comments_and_cdata_are_part_of_a_text() -> None:
    feed = read_feed_text(PLAIN.replace(b"Mut", b"M<!-- x -->u<![CDATA[t & <b>]]>"), "f")
    assert feed.channel.said("title") == "Mut & <b>"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(gzip.compress(PLAIN), id="gzip without saying so"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN, id="a byte order mark"),
        pytest.param(PLAIN.decode().encode("utf-16"), id="UTF-16"),
        pytest.param(b'<?xml version="1.0" encoding="windows-1252"?>' + PLAIN, id="Windows-1252"),
    ],
)
def test_what_is_declared_is_understood(body: bytes) -> None:
    assert read_feed_text(body, "f").channel.said("title") == "Mut"


def _laughs() -> bytes:
    entities = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    return b"<!DOCTYPE rss [" + entities + b"]>" + PLAIN.replace(b"Mut", b"&a11;")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(b"", "not-rss", id="nothing"),
        pytest.param(b"\x00\x01\x02", "xml-broken", id="no text"),
        pytest.param(PLAIN.replace(b"Mut", b"M\xfct"), "xml-broken", id="another encoding than declared"),
        pytest.param(
            b'<?xml version="1.0" encoding="klingon"?>' + PLAIN, "xml-broken", id="unknown encoding"
        ),
        pytest.param(PLAIN[:-6], "xml-broken", id="cut off"),
        pytest.param(gzip.compress(PLAIN)[:-20], "xml-broken", id="gzip, cut off"),
        pytest.param(b"\x1f\x8bnonsense", "xml-broken", id="no gzip after all"),
        pytest.param(b"<a>" * 100_000, "xml-broken", id="too deep"),
        pytest.param(_laughs(), "xml-entities", id="a bomb of entities"),
        pytest.param(
            b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + PLAIN.replace(b"Mut", b"&x;"),
            "xml-entities",
            id="a file of this computer",
        ),
        pytest.param(PLAIN.replace(b"Mut", b"<a/>" * 4_000_001), "feed-too-large", id="too many elements"),
        pytest.param(gzip.compress(b"\n" * (MOST_BYTES + 1)), "feed-too-large", id="a bomb of gzip"),
    ],
)
def test_what_no_app_reads_is_refused(body: bytes, code: str) -> None:
    assert refused(body).startswith(f"{code} feed.xml:")


def test_an_error_tells_the_line() -> None:
    assert refused(PLAIN.replace(b"Mut", b"\n\nMut & Zorn")).startswith("xml-broken feed.xml:3 ")
