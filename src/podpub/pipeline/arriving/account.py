"""What a host reads about an import: what came, what was mended, and all that stayed behind, item by item."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from podpub.arrivals import Loss
    from podpub.model import Finding

REPORT_FILE = "import-report.md"
_MARKS = re.compile(r"([\\`*_\[\]<>|])")


def summed_up(losses: Iterable[Loss]) -> list[tuple[str, str, int]]:
    """Return tags, reasons and how often, the most frequent first."""
    counted = Counter((loss.tag, loss.why) for loss in losses)
    return [(tag, why, count) for (tag, why), count in counted.most_common()]


def report(  # noqa: PLR0913 - all that there is to say
    title: str,
    source: str,
    *,
    episodes: int,
    mended: Sequence[Finding],
    missing: Sequence[Finding],
    losses: Sequence[Loss],
    own: Sequence[str],
) -> str:
    """Return the report as Markdown."""
    lines = [f"# Import of {_plain(title)}", "", f"From {_plain(source)}. Episodes: {episodes}.", ""]
    lines += _findings("Mended in the feed", mended)
    lines += _findings("Missing", missing)
    lines += ["## Not carried over, or changed", ""]
    lines += list(_losses(losses)) or ["Nothing.", ""]
    if own:
        lines += ["## Written by podpub itself", "", ", ".join(f"`{tag}`" for tag in own), ""]
    return "\n".join(lines)


def _findings(heading: str, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    told = (f"- {_plain(one.where)}: {_plain(one.message)}. {_plain(one.fix)}".rstrip() for one in findings)
    return [f"## {heading}", "", *told, ""]


def _losses(losses: Sequence[Loss]) -> Iterator[str]:
    for tag, why, count in summed_up(losses):
        yield f"### `{tag}`: {_plain(why)} ({count})"
        yield ""
        for loss in losses:
            if (loss.tag, loss.why) == (tag, why):
                yield f"- {_where(loss)}{_plain(loss.said)}".rstrip(" —")
        yield ""


def _where(loss: Loss) -> str:
    place = f"line {loss.line}" if loss.line else ""
    about = f"“{_plain(loss.episode)}”" if loss.episode else "the show"
    return f"{about}{f', {place}' if place else ''} — "


def _plain(text: str) -> str:
    """Return a text of somebody else's so that it stays a text."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
