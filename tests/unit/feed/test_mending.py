"""Feeds with the mistakes that there are in the world are read all the same, and each mistake is told."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podpub.errors import ConfigError
from podpub.feed import read_any_feed, render
from podpub.feed.mending import mended
from tests.unit.feed.feed_records import FULL_SHOW, NOW, full_release

if TYPE_CHECKING:
    from podpub.model import FeedText


def _feed(
    title: str, *, begin: str = '<?xml version="1.0" encoding="UTF-8"?>', end: str = "</channel></rss>"
) -> str:
    return f"{begin}<rss><channel><title>{title}</title>{end}"


def _read(body: bytes, charset: str = "") -> tuple[FeedText, list[str]]:
    text, findings = read_any_feed(body, "feed.xml", charset=charset)
    return text, [one.message for one in findings]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        pytest.param(_feed("Größe & Mut").encode(), "Größe & Mut", id="ampersand"),
        pytest.param(_feed("a&nbsp;b &ndash; c &amp; d").encode(), "a\xa0b – c & d", id="entities of HTML"),
        pytest.param(_feed("R&D; &fnord; &#8217;").encode(), "R&D; &fnord; ’", id="entities of nobody"),
        pytest.param(_feed("a < b <3").encode(), "a < b <3", id="less than"),
        pytest.param(b"\n\n " + _feed("Mut").encode(), "Mut", id="empty lines"),
        pytest.param(
            b"<b>Warning</b>: mysql_connect() in /var/www\n" + _feed("Mut").encode(), "Mut", id="warning"
        ),
        pytest.param(_feed("Mut").encode() + b"<script>x</script>", "Mut", id="trash at the end"),
        pytest.param(_feed("Mu\x00\x08t &#7;&#xFFFF;.").encode(), "Mut .", id="invisible"),
        pytest.param(_feed("Größe").encode("latin-1"), "Größe", id="Latin-1 that says UTF-8"),
        pytest.param(
            _feed("„Größe“ – ja", begin="").encode("cp1252"), "„Größe“ – ja", id="Windows without a word"
        ),
        pytest.param(
            _feed("Größe", begin='<?xml version="1.0" encoding="iso-8859-1"?>').encode(),
            "Größe",
            id="UTF-8 that says Latin-1",
        ),
        pytest.param(
            _feed("Mut", begin='<?xml version="1.0" encoding="fnord"?>').encode(), "Mut", id="unknown"
        ),
        pytest.param(_feed("Mut<itunes:x/>").encode(), "Mut", id="prefix"),
        pytest.param(_feed("Mut", end="").encode(), "Mut", id="broken off"),
        pytest.param(_feed("Mut<br>").encode(), "Mut", id="left open"),
    ],
)
def test_a_mistake_is_mended_and_told(body: bytes, title: str) -> None:
    text, told = _read(body)
    assert text.channel.said("title") == title
    assert told


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(_feed("Mut &amp; &#x201E;<![CDATA[ & &nbsp; < ]]>").encode(), id="plain"),
        pytest.param(_feed("Größe").encode("utf-8-sig"), id="byte order mark"),
        pytest.param(
            _feed("Größe", begin='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"), id="UTF-16"
        ),
        pytest.param(
            _feed("Größe", begin='<?xml version="1.0" encoding="ISO-8859-1"?>').encode("latin-1"),
            id="Latin-1",
        ),
        pytest.param(
            _feed("<![CDATA[<description><b>x</b></description>]]>").encode(), id="a description in a title"
        ),
        pytest.param(gzip.compress(_feed("Mut").encode()), id="gzip"),
        pytest.param(_feed("Mut").encode() + b"\n<!-- & -->\n", id="comment at the end"),
        pytest.param(render(FULL_SHOW, [full_release()], NOW), id="podpub's own"),
    ],
)
def test_a_feed_without_mistakes_has_none(body: bytes) -> None:
    text, told = _read(body)
    assert told == []
    assert text.channel.said("title")


def test_html_that_nobody_escaped_is_a_text() -> None:
    body = _feed("Mut", end="<description><p>Mehr<br>Mut &euro;5 & so</p></description></channel></rss>")
    text, told = _read(body.encode())
    assert text.channel.said("description") == "<p>Mehr<br>Mut &euro;5 & so</p>"
    assert told == ["HTML stood in it as if it were XML"]


def test_a_server_may_know_better_than_the_feed() -> None:
    text, told = _read(_feed("Жизнь", begin="").encode("koi8-r"), "koi8-r")
    assert (text.channel.said("title"), told) == ("Жизнь", [])


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc"], exclude_characters="<&")))
def test_words_are_what_they_were_in_any_encoding(words: str) -> None:
    title = f"x{words}ß."
    for encoding in ("utf-8", "latin-1", "utf-16"):
        begin = "" if encoding == "utf-16" else '<?xml version="1.0" encoding="UTF-8"?>'
        assert _read(_feed(title, begin=begin).encode(encoding))[0].channel.said("title") == title


@pytest.mark.parametrize(
    "sign", [b"<![CDATA[", b"<!--", b"<?", b"<!DOCTYPE ", b"<rss ", b"&", b"<", b"xmlns:a "]
)
def test_nobody_is_kept_busy_by_what_is_never_closed(sign: bytes) -> None:
    body = b"<rss><channel>" + sign * (300_000 // len(sign))
    mended(body, "feed.xml")


def test_entities_of_a_feed_stay_refused() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "b">]>' + _feed("&a; & c", begin="")
    with pytest.raises(ConfigError) as refused:
        _read(bomb.encode())
    assert refused.value.findings[0].code == "xml-entities"
