"""One file: first what YAML refuses, then what podpub does, each told once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from podpub.config.keys import Written
from podpub.config.mistake import Mistake
from podpub.config.secrets import is_secret
from podpub.config.source import read_text
from podpub.config.tree import Listing, Section, read_tree
from podpub.config.wording import tell
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podpub.config.desk import Desk
    from podpub.model import Finding

_Written = TypeVar("_Written", bound=Written)
_AWS = say(
    "Remove the line, and the secret from the repository's history; credentials come from the usual AWS "
    "places: the environment, ~/.aws/credentials, or a role."
)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[_Written]):
    """A file as far as it could be read; `written` only without a mistake."""

    written: _Written | None
    root: Section


def read_sheet(desk: Desk, model: type[_Written]) -> Sheet[_Written]:
    """Read the file on the desk: first what YAML refuses, then what podpub does."""
    root = _tree(desk)
    if root is None:
        return Sheet(None, Section({}, line=1))
    refused = {finding.where for finding in desk.findings}
    before = len(desk.findings)
    written = None
    for key, value in _secrets(root):
        desk.error(
            "secret", value, say("`{key}` does not belong into a file that others read", key=key), _AWS
        )
    try:
        written = model.model_validate(root, context=desk)
    except ValidationError as error:
        tell(error, desk)
    consequences = [finding for finding in desk.findings[before:] if finding.where not in refused]
    desk.findings[before:] = sorted(consequences, key=_line)
    return Sheet(None if desk.failed else written, root)


def _tree(desk: Desk) -> Section | None:
    try:
        text, unprintable = read_text(desk.file)
    except Mistake as error:
        desk.error(error.code, error.line or 1, error.message, error.fix)
        return None
    tree = read_tree(text)
    for mistake in (*unprintable, *tree.mistakes):
        desk.error(mistake.code, mistake.line or 1, mistake.message, mistake.fix)
    return tree.root


def _secrets(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Section):
        yield from ((key, given) for key, given in value.items() if is_secret(key))
    if isinstance(value, Section | Listing):
        for below in value.values() if isinstance(value, Section) else value:
            yield from _secrets(below)


def _line(finding: Finding) -> tuple[str, int]:
    file, _, line = finding.where.rpartition(":")
    return file, int(line)
