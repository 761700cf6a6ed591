"""`podpub restore`: the show's folder, back from the storage."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podpub.cli.console import Console, speaks
from podpub.cli.whence import names_storage, storage_of
from podpub.cli.words import count
from podpub.model import say
from podpub.pipeline.restore import restore
from podpub.storage import open_location

if TYPE_CHECKING:
    from podpub.pipeline.restore import Restored


@click.command("restore", epilog="Example:  podpub restore my-show --from /backup/public")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@names_storage
@speaks
def command(console: Console, folder: Path, source: Path | None, **given: str | None) -> None:
    """Write the show's whole folder again, from what is published.

    FOLDER gets show.yaml, the cover, and every episode with its texts, transcripts and published audio. Where
    its show.yaml names the storage already, and be it the only thing in it, no option is needed. Files that
    are there are never written over; run it again to go on after a stop.
    """
    root = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay as the host made them
    location = storage_of(root, source, given, unclear=say("it is not clear what to restore from"))
    with console.progress() as tell:
        restored = restore(root, location, storage=open_location(location), tell=tell)
    _tell(console, root, restored)


def _tell(console: Console, root: Path, restored: Restored) -> None:
    console.document(
        {
            "folder": str(root),
            "episodes": [
                {
                    "slug": str(one.episode.slug),
                    "guid": one.episode.guid,
                    "title": one.episode.title,
                    "unpublished": one.withdrawn is not None,
                }
                for one in restored.releases
            ],
            "written": [str(path) for path in restored.written],
            "kept": [str(path) for path in restored.kept],
            "differing": [str(path) for path in restored.differing],
        }
    )
    for path in restored.differing:
        console.say("[yellow]![/] {} says something else, and was left as it is", str(path))
    console.say(
        "[green]✓[/] [bold]{}[/]  {}, {} written, {} there before",
        restored.show.show.title,
        count(len(restored.releases), say("episode"), say("episodes")),
        count(len(restored.written), say("file"), say("files")),
        count(len(restored.kept), say("file"), say("files")),
    )
    for one in restored.releases:
        if one.withdrawn:
            console.say("[dim]✗[/] [bold]{}[/]  is unpublished, and stays so", one.episode.title)
    console.remark("Next  [bold]cd {} && podpub status[/]", str(root))
