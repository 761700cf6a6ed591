"""Stylesheets and scripts of podpub's own without what only their authors read.

They keep to a form in which that is safe: in a script a comment has lines to itself, and no text goes over
several lines; in a stylesheet no text has a sign of the syntax in it.
"""

from __future__ import annotations

import re

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_BLANK = re.compile(r"\s*([{};,])\s*|(?<=:)[ ]")


def lean_css(text: str) -> str:
    """Return a stylesheet that says the same."""
    return _CSS_BLANK.sub(lambda found: found[1] or "", _CSS_COMMENT.sub("", text)).replace(";}", "}").strip()


def lean_js(text: str) -> str:
    """Return a script that does the same, a statement a line as before."""
    lines = (line.strip() for line in text.split("\n"))
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(("//", "/*")))
