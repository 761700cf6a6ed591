"""`podpub restore`: the show's folder, back from the storage."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podpub.cli.console import Console, speaks
from podpub.cli.words import count
from podpub.config import SHOW_FILE, bucket_location, load_all, lone_storage
from podpub.errors import UsageError
from podpub.model import FolderLocation, say
from podpub.pipeline.restore import restore
from podpub.storage import open_location

if TYPE_CHECKING:
    from podpub.model import Location
    from podpub.pipeline.restore import Restored


@click.command("restore", epilog="Example:  podpub restore my-show --from /backup/public")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="The published folder to restore from.",
)
@click.option("--bucket", help="The bucket to restore from; credentials come from the usual AWS places.")
@click.option("--prefix", help="A folder in the bucket.")
@click.option("--endpoint-url", help="The provider's S3 address; leave it out for AWS.")
@click.option("--region", help="Where the bucket is, where the endpoint does not tell.")
@click.option("--profile", help="Of the AWS configuration on this computer.")
@click.option("--public-url", help="The web address of the bucket or folder.")
@speaks
def command(console: Console, folder: Path, source: Path | None, **given: str | None) -> None:
    """Write the show's whole folder again, from what is published.

    FOLDER gets show.yaml, the cover, and every episode with its texts, transcripts and published audio. Where
    its show.yaml names the storage already, and be it the only thing in it, no option is needed. Files that
    are there are never written over; run it again to go on after a stop.
    """
    root = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay as the host made them
    location = _location(root, source, {key: value for key, value in given.items() if value is not None})
    with console.progress() as tell:
        restored = restore(root, location, storage=open_location(location), tell=tell)
    _tell(console, root, restored)


def _location(root: Path, source: Path | None, given: dict[str, str]) -> Location:
    """Return the storage that the options name, or else the show.yaml that is there."""
    if source and not set(given) - {"public_url"}:
        path = Path(os.path.abspath(source))  # noqa: PTH100 - as above
        return FolderLocation(path, given.get("public_url", ""))
    if "bucket" in given and not source:
        return bucket_location(given, root)
    if source or given or not (root / SHOW_FILE).is_file():
        raise UsageError(
            say("it is not clear what to restore from"),
            fix=say("Use --from with a folder, or --bucket and --public-url."),
        )
    return lone_storage(root / SHOW_FILE) or load_all(root / SHOW_FILE, ()).project.storage


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
        count(len(restored.releases), "episode", "episodes"),
        count(len(restored.written), "file", "files"),
        count(len(restored.kept), "file", "files"),
    )
    for one in restored.releases:
        if one.withdrawn:
            console.say("[dim]✗[/] [bold]{}[/]  is unpublished, and stays so", one.episode.title)
    console.remark("Next  [bold]cd {} && podpub status[/]", str(root))
