"""The preview serves a published folder as a good web server would, and nothing else."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from podpub.storage import FolderStorage

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERVE = """
import sys
from pathlib import Path
from podpub.site.page import Entry, listening_page
from podpub.site.server import Published, listen, serve
page = listening_page("<Show>", "de", [Entry("<b>Mut</b>", "heute", "media/a.mp3")])
serve(Published(Path(sys.argv[1]), "https://media.example.org/", page), listen(int(sys.argv[2])))
"""
SOUND = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    root = tmp_path_factory.mktemp("served")
    storage = FolderStorage(root / "public")
    storage.write(
        "feed.xml", b"<rss>https://media.example.org/media/a.mp3 https://media.example.org/page</rss>"
    )
    storage.write("feed/page-1.xml", b"<rss>https://media.example.org/feed/page-1.xml</rss>")
    storage.write("media/a.mp3", SOUND)
    storage.write("assets/a.vtt", b"WEBVTT\n")
    storage.write("releases/a.json", b"secret")
    storage.write("index/pages.json.gz", b"secret")
    storage.write("episodes/a/index.html", b"<!doctype html>episode")
    (root / "secret.txt").write_text("secret")
    (root / "public" / "link.txt").symlink_to(root / "secret.txt")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    argv = [sys.executable, "-c", _SERVE, str(root / "public"), str(free)]
    with subprocess.Popen(argv) as server:
        _wait_for(free)
        yield free
        server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the preview does not answer")


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(
        method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/media/a.mp3", "audio/mpeg"),
        ("/assets/a.vtt", "text/vtt; charset=utf-8"),
        ("/episodes/a/", "text/html; charset=utf-8"),
    ],
)
def test_everything_has_its_type(port: int, path: str, kind: str) -> None:
    status, headers, _ = ask(port, path)
    assert (status, headers["content-type"]) == (200, kind)


def test_head_tells_the_length_without_the_content(port: int) -> None:
    status, headers, body = ask(port, "/media/a.mp3", "HEAD")
    assert (status, headers["content-length"], body) == (200, str(len(SOUND)), b"")


@pytest.mark.parametrize(
    ("wanted", "part"),
    [("bytes=0-9", SOUND[:10]), ("bytes=100-", SOUND[100:]), ("bytes=-7", SOUND[-7:])],
)
def test_a_part_can_be_had(port: int, wanted: str, part: bytes) -> None:
    status, headers, body = ask(port, "/media/a.mp3", Range=wanted)
    assert (status, body) == (206, part)
    assert headers["content-range"].endswith(f"/{len(SOUND)}")


def test_a_part_beyond_the_end_is_refused(port: int) -> None:
    assert ask(port, "/media/a.mp3", Range="bytes=99999999-")[0] == 416


def test_what_did_not_change_is_not_sent_again(port: int) -> None:
    _, headers, _ = ask(port, "/feed.xml")
    status, _, body = ask(port, "/feed.xml", If_None_Match=headers["etag"])
    assert (status, body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/index/pages.json.gz",
        "/index/",
        "/releases/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/media/..%2f..%2fsecret.txt",
        "/link.txt",
        "/.podpub/lock",
        "/releases/a.json",
        "/nothing",
    ],
)
def test_nothing_outside_the_published_is_served(port: int, path: str) -> None:
    status, _, body = ask(port, path)
    assert status == 404
    assert b"secret" not in body


def test_the_feed_names_the_address_it_was_asked_at(port: int) -> None:
    told = f"<rss>http://127.0.0.1:{port}/media/a.mp3 https://media.example.org/page</rss>"
    assert ask(port, "/feed.xml")[2] == told.encode()


def test_a_request_for_another_host_is_refused(port: int) -> None:
    assert ask(port, "/feed.xml", Host="evil.example.org")[0] == 400


def test_the_front_door_is_a_page_to_listen_on(port: int) -> None:
    status, headers, body = ask(port, "/")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b'<audio controls preload="none" src="/media/a.mp3">' in body
    assert b"<b>" not in body
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("known", ["W/{}", '"other", {}', "*"])
def test_every_way_to_know_the_feed_is_understood(port: int, known: str) -> None:
    etag = ask(port, "/feed.xml")[1]["etag"]
    assert ask(port, "/feed.xml", If_None_Match=known.format(etag))[0] == 304


def test_a_web_player_elsewhere_may_read_transcripts(port: int) -> None:
    _, headers, _ = ask(port, "/assets/a.vtt", Origin="https://example.org")
    assert headers["access-control-allow-origin"] == "*"


def test_a_page_of_the_feed_is_served_as_the_feed_is(port: int) -> None:
    status, headers, body = ask(port, "/feed/page-1.xml")
    assert (status, headers["content-type"]) == (200, "application/rss+xml; charset=utf-8")
    assert body == f"<rss>http://127.0.0.1:{port}/feed/page-1.xml</rss>".encode()
    assert ask(port, "/feed/page-2.xml")[0] == 404
    assert ask(port, "/feed/..%2freleases%2fa.json")[0] == 404
