"""`podpub preview`: hear and see on this computer what is published."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import click

from podpub.cli.console import Console, speaks
from podpub.config import find_show, load_all
from podpub.errors import StorageError
from podpub.model.layout import FEED_KEY
from podpub.site.server import serve

_PORT = 8000


@click.command("preview", epilog="Example:  podpub preview --port 8080")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Listen on this port.  [default: that of public_url, or 8000]",
)
@click.option("--lan", is_flag=True, help="Let other devices in the same network in, such as your phone.")
@speaks
def command(console: Console, *, port: int | None, lan: bool) -> None:
    """Serve the show's folder on this computer, as a web server on the internet would.

    Open the address in a browser, or subscribe to the feed in a podcast app. Ctrl-C ends it.
    """
    project = load_all(find_show(Path.cwd()), ()).project
    folder = project.storage.path
    if not (folder / FEED_KEY).is_file():
        raise StorageError(f"nothing is published in {folder} yet", fix="Run `podpub release` first.")
    chosen = port or _own_port(project.storage.public_url) or _PORT
    host = _lan_address() if lan else "localhost"
    console.say("Feed  {}", f"http://{host}:{chosen}/{FEED_KEY}")
    console.remark("Ctrl-C ends the preview.")
    with suppress(KeyboardInterrupt):
        serve(folder, public_url=project.storage.public_url, port=chosen, lan=lan)


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
