"""Options that name a storage, for commands that need nothing of a show but what is published."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podpub.config import SHOW_FILE, bucket_location, load_all, lone_storage
from podpub.errors import UsageError
from podpub.model import FolderLocation, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from podpub.model import Location, Message

_OPTIONS = (
    click.option(
        "--from",
        "source",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        metavar="FOLDER",
        help="The published folder to take it from.",
    ),
    click.option("--bucket", help="The bucket to take it from; credentials come from the usual AWS places."),
    click.option("--prefix", help="A folder in the bucket."),
    click.option("--endpoint-url", help="The provider's S3 address; leave it out for AWS."),
    click.option("--region", help="Where the bucket is, where the endpoint does not tell."),
    click.option("--profile", help="Of the AWS configuration on this computer."),
    click.option("--public-url", help="The web address of the bucket or folder."),
)


def names_storage(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that name a storage."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def storage_of(
    root: Path, source: Path | None, given: Mapping[str, str | None], *, unclear: Message
) -> Location:
    """Return the storage that the options name, or else the show.yaml in a folder.

    Raises:
        UsageError: Neither does; `unclear` says so.
    """
    told = {key: value for key, value in given.items() if value is not None}
    if source and not set(told) - {"public_url"}:
        path = Path(os.path.abspath(source))  # noqa: PTH100 - links stay as the host made them
        return FolderLocation(path, told.get("public_url", ""))
    if "bucket" in told and not source:
        return bucket_location(told, root)
    if source or told or not (root / SHOW_FILE).is_file():
        raise UsageError(unclear, fix=say("Use --from with a folder, or --bucket and --public-url."))
    return lone_storage(root / SHOW_FILE) or load_all(root / SHOW_FILE, ()).project.storage
