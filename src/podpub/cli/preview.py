"""`podpub preview`: hear and see on this computer what is published."""

from __future__ import annotations

import socket
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from podpub.catalog import read_catalog
from podpub.cli.console import Console, speaks
from podpub.cli.words import date_and_time
from podpub.config import find_show, load_all
from podpub.errors import StorageError, UsageError
from podpub.model import BucketLocation, say
from podpub.model.layout import FEED_KEY, public_address
from podpub.pipeline.house import open_storage
from podpub.site.page import Entry, listening_page
from podpub.site.server import Published, listen, serve

if TYPE_CHECKING:
    from podpub.model import Project

_PORT = 8000


@click.command("preview", epilog="Example:  podpub preview --port 8080")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Listen on this port.  [default: public_url's, or 8000]",
)
@click.option("--lan", is_flag=True, help="Let other devices in the same network in, such as your phone.")
@speaks
def command(console: Console, *, port: int | None, lan: bool) -> None:
    """Serve the show's folder on this computer, as a web server on the internet would.

    Open the address in a browser to listen, or subscribe to the feed in a podcast app. Ctrl-C ends it.
    """
    project = load_all(find_show(Path.cwd()), ()).project
    published = _published(project, datetime.now(UTC))
    chosen = port or _own_port(published.public_url) or _PORT
    listener = listen(chosen, lan=lan)
    address = f"http://{_lan_address() if lan else 'localhost'}:{chosen}/"
    console.document({"url": address, "feed_url": public_address(address, FEED_KEY)})
    console.say("Listen  {}", address)
    console.say("Feed    {}", public_address(address, FEED_KEY))
    console.remark("Ctrl-C ends the preview.")
    with suppress(KeyboardInterrupt):
        serve(published, listener, lan=lan)


def _published(project: Project, now: datetime) -> Published:
    if isinstance(project.storage, BucketLocation):
        raise UsageError(
            say("this show is published in a bucket, and a preview shows a folder"),
            fix=say("Listen at {public_url} instead.", public_url=project.storage.public_url),
        )
    catalog = read_catalog(open_storage(project))
    if catalog.show is None:
        raise StorageError(
            say("nothing is published in {path} yet", path=project.storage.path),
            fix=say("Run `podpub release` first."),
        )
    show = catalog.show.record
    out = [held.record for held in catalog.releases.values() if held.record.episode.date <= now]
    newest_first = sorted(out, key=lambda one: one.episode.date, reverse=True)
    entries = [
        Entry(one.episode.title, date_and_time(one.episode.date), one.enclosure.key) for one in newest_first
    ]
    page = listening_page(show.show.title, show.show.language, entries)
    return Published(project.storage.path, show.public_url, page)


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
