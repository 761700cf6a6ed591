"""Text → Markdown that says the same words: what would be markup is escaped, and nothing else.

Source: CommonMark 0.31, 2.4 (backslash escapes), 4 (what begins a block), 6 (what begins an inline).
"""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,32};)|!(?=\[|$)")
_BEGINS_A_BLOCK = re.compile(
    r"(?m)^(?P<before>\d{1,9}(?=[.)](?:\s|$)))?"
    r"(?P<mark>(?(before)[.)]|(?:\#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+(?=\s*$)|-{2,}(?=\s*$)|~{3,})))"
)


def quoted(text: str) -> str:
    """Return a piece of a line; what only means something at its beginning is `begun`'s to escape."""
    return _MARKUP.sub(r"\\\g<0>", text)


def begun(lines: str) -> str:
    """Return the lines of a paragraph so that none of them begins a list, a heading or anything else."""
    return _BEGINS_A_BLOCK.sub(lambda found: f"{found['before'] or ''}\\{found['mark']}", lines)
