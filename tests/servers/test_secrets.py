"""Credentials are nowhere: not in what any command says, not in a log, not in a file, not in the bucket."""

from __future__ import annotations

import contextlib
import logging
import shutil
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from podpub.cli.app import COMMANDS, podpub
from tests.support.bucket import EPISODES, publish_into
from tests.support.servers import ACCESS_KEY, SECRET_KEY, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("bucket")
TOKEN = "canary-token-20e7"  # noqa: S105 - a secret that is looked for
CANARIES = (ACCESS_KEY, SECRET_KEY, TOKEN, "Signature=", "AWS4-HMAC", "X-Amz-")
FIRST = EPISODES[0]
ANSWERS = (
    *("--title", "A", "--author", "A", "--email", "a@b.org", "--language", "de"),
    *("--public-url", "https://a.org/"),
)
OLD_FEED, POSTS = "../old.xml", "../posts.xml"
_FEED = '<rss version="2.0"><channel><title>A</title></channel></rss>'
_EXPORT = """<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<item><title>A</title><wp:post_id>1</wp:post_id></item></channel></rss>"""
RUNS: tuple[tuple[str, ...], ...] = (
    ("init", "another", *ANSWERS),
    ("check",),
    ("measure", f"{FIRST}/recording.flac"),
    ("schema", "show"),
    ("doctor",),
    ("share", FIRST),
    ("report", FIRST),
    ("release", FIRST, "--dry-run"),
    ("release", *EPISODES),
    ("release", "--due"),
    ("status",),
    ("feed", "--dry-run"),
    ("feed",),
    ("verify",),
    ("snippet", FIRST),
    ("export", "../show.zip"),
    ("migrate", "check", OLD_FEED, "--no-files"),
    ("embeds", POSTS),
    ("import", OLD_FEED, "../imported"),
    ("unpublish", FIRST),
    ("undo", FIRST, "--list"),
    ("undo", FIRST),
    ("clean", "--dry-run"),
    ("clean",),
    ("restore", "."),
    ("new", "Noch eine"),
)
"""Every command; but `preview`, which serves until it is stopped, and asks no bucket."""
LOCAL = frozenset({"import", "init", "new", "check", "measure", "schema", "preview"})


class Indiscreet(BaseHTTPRequestHandler):
    """Repeats everything that it was sent, as some servers do to be helpful."""

    code = "SignatureDoesNotMatch"

    def _repeat(self) -> None:
        said = " ".join(f"{name}: {value}" for name, value in self.headers.items())
        body = f"<Error><Code>{self.code}</Code><Message>{said}</Message></Error>".replace("{said}", said)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body.encode())

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _repeat  # noqa: N815 - names that http.server looks for

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Shameless(Indiscreet):
    """Does so even in the word for what is wrong."""

    code = "It is {said}"


@contextlib.contextmanager
def repeating(handler: type[Indiscreet]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def house(  # noqa: PLR0913, PLR0917 - fixtures
    mastered: Path,
    tmp_path: Path,
    weed: Server,
    prefix: str,
    let_in: Callable[[Server], Server],
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    folder = shutil.copytree(mastered, tmp_path / "show")
    publish_into(folder, let_in(weed), prefix)
    (tmp_path / "old.xml").write_text(_FEED, encoding="utf-8")
    (tmp_path / "posts.xml").write_text(_EXPORT, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[..., int]:
    """Return what runs a command, looks through all that it says, and returns its exit code."""

    def run(*words: str) -> int:
        caplog.clear()
        with caplog.at_level(logging.INFO):
            ended = CliRunner().invoke(podpub, list(words))
        crash = None if isinstance(ended.exception, SystemExit) else ended.exception
        everything = "\n".join((ended.output, caplog.text, *traceback.format_exception(crash)))
        assert [one for one in CANARIES if one in everything] == [], words
        return ended.exit_code

    return run


def test_every_command_is_looked_at() -> None:
    assert {words[0] for words in RUNS} == set(COMMANDS) - {"preview"}


def test_no_command_that_succeeds_tells_a_secret(
    house: Path, told: Callable[..., int], weed: Server, prefix: str
) -> None:
    for words in RUNS:
        assert told(*words) == 0, words
    for words in RUNS[1:]:
        told(*words, "--json")
    storage = weed.storage(prefix)
    for one in storage.objects(""):
        body = b"".join(storage.stream(one.key))
        assert not any(secret.encode() in body for secret in CANARIES), one.key
    for file in (path for path in house.rglob("*") if path.is_file()):
        assert not any(secret.encode() in file.read_bytes() for secret in CANARIES), file


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("trouble", ["wrong secret", Indiscreet, Shameless])
def test_no_command_that_fails_tells_a_secret(
    house: Path,
    told: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    trouble: str | type[Indiscreet],
    more: tuple[str, ...],
) -> None:
    with contextlib.ExitStack() as running:
        if isinstance(trouble, type):
            monkeypatch.setenv("AWS_SESSION_TOKEN", TOKEN)
            publish_into(house, Server(running.enter_context(repeating(trouble))), "show/")
        else:
            monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", f"{SECRET_KEY}-not")
        codes = {words: told(*words, *more) for words in RUNS if words[0] not in LOCAL}
    assert 0 not in codes.values(), codes
