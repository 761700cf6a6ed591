"""Where a show is published, before its show.yaml says anything else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from podpub.config.desk import Desk
from podpub.config.keys import Written
from podpub.config.sheet import read_sheet
from podpub.config.storage import WrittenStorage
from podpub.config.tree import Section, Text
from podpub.config.wording import tell
from podpub.errors import ConfigError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from podpub.model import Location


class _OnlyStorage(Written):
    """A show.yaml with nothing else in it."""

    storage: WrittenStorage = Field(title="Storage")


def lone_storage(show_file: Path) -> Location | None:
    """Return the storage of a show.yaml that has nothing but `storage:` in it; None where it has more.

    Args:
        show_file: Absolute.

    Raises:
        ConfigError: That storage cannot be used.
    """
    desk = Desk(root=show_file.parent, file=show_file)
    sheet = read_sheet(desk, _OnlyStorage)
    if set(sheet.root) - {"storage"}:
        return None
    if sheet.written is None:
        raise ConfigError(say("{name} cannot be used", name=show_file.name), findings=desk.findings)
    return sheet.written.storage.location()


def bucket_location(given: Mapping[str, str], root: Path) -> Location:
    """Return a bucket from the values that `storage:` in the show.yaml of `root` would have, by its keys.

    Raises:
        ConfigError: One of them cannot be used.
    """
    desk = Desk(root=root, file=root / "show.yaml")
    section = Section({key: Text(value) for key, value in given.items()}, line=1)
    try:
        return WrittenStorage.model_validate(section, context=desk).location()
    except ValidationError as error:
        tell(error, desk)
        findings = [replace(finding, where="") for finding in desk.findings]
        raise ConfigError(say("that bucket cannot be used"), findings=findings) from error
