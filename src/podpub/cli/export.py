"""`podpub export`: the whole show in one file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podpub.catalog import read_catalog
from podpub.cli.console import Console, plain, speaks
from podpub.cli.whence import names_storage, storage_of
from podpub.cli.words import count, megabytes
from podpub.errors import StorageError
from podpub.model import Slug, say
from podpub.pipeline.export import export
from podpub.storage import open_location

if TYPE_CHECKING:
    from podpub.pipeline.export import Exported
    from podpub.storage import Storage


@click.command("export", epilog="Example:  podpub export --no-audio show.zip")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False), metavar="[FILE.zip]")
@names_storage
@click.option("--no-audio", is_flag=True, help="Leave out the sound, which is nearly all of it.")
@speaks
def command(
    console: Console, file: Path | None, source: Path | None, *, no_audio: bool, **given: str | None
) -> None:
    """Write a zip file with everything that is published, in open formats.

    Feed, audio, covers, chapters and transcripts as they lie in the storage, the notes as Markdown and HTML,
    a subscription (OPML), posts for WordPress (WXR), and podpub's records. In the show's folder no option is
    needed. The file appears whole or not at all; the same show gives the same bytes.
    """
    here = Path.cwd()
    location = storage_of(here, source, given, unclear=say("it is not clear what to export"))
    storage = open_location(location)
    target = Path(os.path.abspath(file or _name(storage)))  # noqa: PTH100 - links stay as the host made them
    with console.progress() as tell:
        exported = export(target, location, storage=storage, audio=not no_audio, tell=tell)
    _tell(console, exported)


def _name(storage: Storage) -> str:
    """Return the name of the file, where none was typed: that of the show."""
    held = read_catalog(storage).show
    try:
        return f"{Slug.of(held.record.show.title)}.zip" if held else "podcast.zip"
    except ValueError:
        return "podcast.zip"


def _tell(console: Console, exported: Exported) -> None:
    if exported.findings:
        raise StorageError(
            say("everything else is in {file}", file=exported.file), findings=exported.findings
        )
    console.document(
        {
            "file": str(exported.file),
            "bytes": exported.bytes,
            "episodes": [
                {"slug": str(one.episode.slug), "guid": one.episode.guid, "title": one.episode.title}
                for one in exported.releases
            ],
            "files": list(exported.names),
            "findings": [plain(one) for one in exported.findings],
        }
    )
    console.say(
        "[green]✓[/] [bold]{}[/]  {}, {}, {}: {}",
        exported.show.show.title,
        count(len(exported.releases), say("episode"), say("episodes")),
        count(len(exported.names), say("file"), say("files")),
        megabytes(exported.bytes),
        str(exported.file),
    )
    console.remark("Next  docs/how-to/leave.md tells how to go on from there")
