"""The preview serves a published folder as a good web server would, and nothing else."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING

import pytest

from podpub.site.server import Shown
from podpub.storage import FolderStorage
from tests.support.serving import folder_shown, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
    shown = folder_shown(root / "public", "https://media.example.org/")
    with serving(lambda: shown) as taken:
        yield taken


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


PAGE = b"<!doctype html><html><head><title>a</title></head><body class=x><p>b</p></body></html>"


@pytest.fixture
def written() -> Iterator[tuple[int, dict[str, str]]]:
    """A page while its host writes on: what its version and its note are can be changed."""
    state = {"version": "a-1", "note": "<aside>Mend <b>this</b></aside>"}

    def shown() -> Shown:
        pages = {"index.html": PAGE, "404.html": PAGE, "episodes/a/index.html": PAGE}
        return Shown("http://x/", pages.get, note=state["note"], version=state["version"])

    with serving(shown) as port:
        yield port, state


@pytest.mark.parametrize("path", ["/", "/index.html", "/episodes/a/", "/episodes/a/index.html"])
def test_a_page_carries_the_note_and_what_reloads_it(written: tuple[int, dict[str, str]], path: str) -> None:
    status, headers, body = ask(written[0], path)
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"<body class=x><aside>Mend <b>this</b></aside>" in body
    assert b'<script src="/.preview/preview.js" data-version="a-1" defer></script></head>' in body
    for own in ("/.preview/preview.js", "/.preview/preview.css"):
        assert own.encode() in body
        assert ask(written[0], own)[0] == 200


def test_what_is_not_there_is_the_shows_own_page(written: tuple[int, dict[str, str]]) -> None:
    status, _, body = ask(written[0], "/nothing/")
    assert status == 404
    assert b"<p>b</p>" in body
    assert ask(written[0], "/.preview/../server.py")[0] == 404
    assert ask(written[0], "/.preview/nothing")[0] == 404


def test_a_finished_page_is_served_as_it_is() -> None:
    with serving(lambda: Shown("http://x/", {"index.html": PAGE}.get, note="<p>")) as port:
        assert ask(port, "/")[2] == PAGE


def test_a_change_is_told_to_whoever_listens(written: tuple[int, dict[str, str]]) -> None:
    port, state = written
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/.preview/events")
    answer = connection.getresponse()
    assert answer.getheader("content-type", "").startswith("text/event-stream")
    assert answer.fp.readline() != b""
    told = _next_event(answer)
    assert told == "a-1"
    state["version"] = "a-2"
    assert _next_event(answer) == "a-2"
    connection.close()


def _next_event(answer: http.client.HTTPResponse) -> str:
    while True:
        line = answer.fp.readline().decode()
        if line.startswith("data: "):
            return line.removeprefix("data: ").strip()


def test_a_recording_that_stands_in_is_served_as_what_it_is(tmp_path: Path) -> None:
    recording = tmp_path / "recording.flac"
    recording.write_bytes(SOUND)
    shown = Shown("http://x/", lambda _: None, {"media/a.mp3": recording}.get)
    with serving(lambda: shown) as port:
        status, headers, body = ask(port, "/media/a.mp3", Range="bytes=0-9")
    assert (status, body) == (206, SOUND[:10])
    assert headers["content-type"] in {"audio/flac", "audio/x-flac"}
