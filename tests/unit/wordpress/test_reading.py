"""Exports of any age and size are read, post by post, and what is none is told."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from podpub.errors import SourceError
from podpub.wordpress import export_file, read_posts
from tests.support.samples import episode, release, show_record

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.wordpress import Post

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- generator="WordPress/6.7" -->\n<rss version="2.0" '
    'xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:wp="http://wordpress.org/export/{version}/"><channel><title>Mut</title>'
)
TAIL = "</channel></rss>"


def item(number: int, content: str, *, kind: str = "post") -> str:
    return (
        f"<item><title>Folge  {number}</title><link>https://mut.example/{number}</link>"
        f'<guid isPermaLink="false">https://mut.example/?p={number}</guid>'
        f"<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded>kurz</excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>2026-11-24 05:00:00</wp:post_date_gmt>"
        f"<wp:post_type>{kind}</wp:post_type><wp:postmeta><wp:meta_key>enclosure</wp:meta_key>"
        f"<wp:meta_value><![CDATA[https://mut.example/{number}.mp3\n12\naudio/mpeg]]></wp:meta_value>"
        "</wp:postmeta></item>"
    )


def read(folder: Path, text: str | bytes) -> list[Post]:
    file = folder / "export.xml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_posts(file))


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_format_is_read(version: str, tmp_path: Path) -> None:
    (post,) = read(tmp_path, HEAD.format(version=version) + item(7, "<p>a ]] b</p>") + TAIL)
    assert (post.id, post.title, post.link) == (7, "Folge 7", "https://mut.example/7")
    assert post.content == "<p>a ]] b</p>"
    assert post.date == datetime(2026, 11, 24, 5, tzinfo=UTC)
    assert post.files == ("https://mut.example/7.mp3",)


def test_pictures_menus_and_old_versions_are_no_posts(tmp_path: Path) -> None:
    kinds = ("attachment", "revision", "nav_menu_item", "page", "podcast")
    text = "".join(item(number, "x", kind=kind) for number, kind in enumerate(kinds))
    found = read(tmp_path, HEAD.format(version="1.2") + text + TAIL)
    assert [one.id for one in found] == [3, 4]


def test_what_was_thrown_away_stays_away(tmp_path: Path) -> None:
    thrown = item(1, "x").replace("</item>", "<wp:status>trash</wp:status></item>")
    draft = item(2, "x").replace("</item>", "<wp:status>draft</wp:status></item>")
    assert [one.id for one in read(tmp_path, HEAD.format(version="1.2") + thrown + draft + TAIL)] == [2]


def test_our_own_export_is_read_back(tmp_path: Path) -> None:
    (post,) = read(tmp_path, export_file(show_record(), [release()]))
    assert (post.guid, post.title) == (episode().guid, episode().title)
    assert "<audio controls" in post.content


BOMB = "".join(f'<!ENTITY a{one} "{f"&a{one - 1};" * 10}">' for one in range(1, 10))


ASKING_FOR_A_FILE = """<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>&x;</title><wp:post_id>1</wp:post_id></item>
</channel></rss>"""
NEW = HEAD.format(version="1.2")
NONE = {
    "empty": "",
    "text": "no XML at all",
    "page": "<html><body></body></html>",
    "feed": '<rss version="2.0"><channel><item><title>A feed</title></item></channel></rss>',
    "no posts": NEW + TAIL,
    "cut": NEW + item(1, "x"),
    "control": NEW + item(1, "a\x08b") + TAIL,
    "bomb": f'<!DOCTYPE rss [<!ENTITY a0 "a">{BOMB}]>{NEW[NEW.index("<rss") :]}{item(1, "x")}{TAIL}',
    "file": ASKING_FOR_A_FILE,
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_what_is_no_export_is_told(text: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        read(tmp_path, text)
    assert "export.xml" in refused.value.message
    assert refused.value.fix


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        list(read_posts(tmp_path / "nothing.xml"))


_READ = """
import re, sys
from pathlib import Path
from podpub.wordpress import read_posts
def peak():
    return int(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1])
before = peak()
count = sum(1 for _ in read_posts(Path(sys.argv[1])))
print(count, peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the peak")
def test_a_large_export_is_read_in_little_memory(tmp_path: Path) -> None:
    """In a process of its own: what lxml takes is seen by the system alone."""
    file = tmp_path / "export.xml"
    with file.open("w", encoding="utf-8") as written:
        written.write(HEAD.format(version="1.2"))
        for number in range(400):
            written.write(item(number, "Mut " * 20_000))
        written.write(TAIL)
    assert file.stat().st_size > 30_000_000
    run = subprocess.run(
        [sys.executable, "-c", _READ, file], capture_output=True, text=True, check=True, timeout=120
    )
    count, kilobytes = map(int, run.stdout.split())
    assert count == 400
    assert kilobytes < 15_000
