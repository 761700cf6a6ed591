"""`podpub preview`: look at the show, and listen to it, while it is written."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from podpub.cli.console import Console, speaks
from podpub.cli.watching import changes
from podpub.config import episode_files, find_show, load_all
from podpub.errors import ConfigError
from podpub.model import FolderLocation, Level
from podpub.model.layout import FEED_KEY, public_address
from podpub.pipeline.lending import Lending
from podpub.pipeline.preview import Preview
from podpub.pipeline.release import Order
from podpub.pipeline.stage import Stage
from podpub.site.qr import lines
from podpub.site.server import listen, server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.model import Location, Tell

_PORT = 8000


@click.command("preview", epilog="Example:  podpub preview --lan")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Listen on this port.  [default: public_url's, or 8000]",
)
@click.option("--lan", is_flag=True, help="Let other devices in the same network in, such as your phone.")
@click.option("--fast", is_flag=True, help="Play recordings as they are, where they are not mastered yet.")
@speaks
def command(console: Console, *, port: int | None, lan: bool, fast: bool) -> None:
    """Show the pages and the feed on this computer, as they will be once everything is released.

    Drafts and scheduled episodes are in it, and marked. When a file of the show changes, the pages reload;
    what is wrong with it stands on top of them and here. Nothing is uploaded, and nothing is left behind.
    Ctrl-C ends it.
    """
    show_file = find_show(Path.cwd())
    location = _location(show_file)
    chosen = port or _own_port(location.public_url if location else "") or _PORT
    with ExitStack() as cleanup, suppress(KeyboardInterrupt):
        listener = cleanup.enter_context(listen(chosen, lan=lan))
        address = f"http://{_lan_address() if lan else 'localhost'}:{chosen}/"
        folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="podpub-")))
        preview = Preview(
            lambda: Order(show_file, episode_files(show_file.parent), datetime.now(UTC), os.environ),
            Stage(public_url=address, fast=fast, language=console.language),
            Lending(folder),
            language=console.language,
        )
        with console.progress() as tell:
            _build(console, preview, tell)
        _announce(console, address, lan=lan)
        cleanup.enter_context(_rebuilding(console, preview, show_file.parent, location))
        server(preview.shown, lan=lan).run(sockets=[listener])


def _announce(console: Console, address: str, *, lan: bool) -> None:
    console.document({"url": address, "feed_url": public_address(address, FEED_KEY)})
    if lan and not console.as_json:
        click.echo(lines(address))
    console.say("Listen  {}", address)
    console.say("Feed    {}", public_address(address, FEED_KEY))
    if not lan:
        console.remark("With --lan, your phone can come in, too.")
    console.remark("Ctrl-C ends the preview.")


def _build(console: Console, preview: Preview, tell: Tell) -> None:
    """Build, and tell what is wrong."""
    began = time.monotonic()
    update = preview.build(tell=tell)
    if not update.is_new:
        return
    errors = [one for one in update.findings if one.level is Level.ERROR]
    console.findings(errors)
    console.remark(
        "{} built in {:.1f} s", f"{datetime.now().astimezone():%H:%M:%S}", time.monotonic() - began
    )


class _Ended(BaseException):
    """The preview is over: what is being built is given up."""


@contextmanager
def _rebuilding(console: Console, preview: Preview, root: Path, location: Location | None) -> Iterator[None]:
    """Build again, beside the server, whenever a file has changed."""
    over = threading.Event()
    ignored = location.path if isinstance(location, FolderLocation) else None

    def build_again() -> None:
        with suppress(_Ended):
            for _ in changes(root, ignored, over):
                with console.progress() as tell:
                    _build(console, preview, _until(over, tell))

    thread = threading.Thread(target=build_again)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _until(over: threading.Event, tell: Tell) -> Tell:
    """Return a listener that ends what it listens to."""

    def told(step: str, done: float) -> None:
        if over.is_set():
            raise _Ended
        tell(step, done)

    return told


def _location(show_file: Path) -> Location | None:
    """Return where the show is published; None where that cannot be read yet."""
    try:
        return load_all(show_file, ()).project.storage
    except ConfigError:
        return None


def _own_port(public_url: str) -> int | None:
    """Return the port that the feed's URLs name, where they name this computer."""
    address = urlsplit(public_url)
    return address.port if address.hostname in {"localhost", "127.0.0.1"} else None


def _lan_address() -> str:
    """Return this computer's address in the local network; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])
