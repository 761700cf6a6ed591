"""Credentials never stand in a show's files, and their values never in a message."""

from __future__ import annotations

import re

_SECRET = re.compile(
    r"access_?key|secret|\baws_|passw|\bpwd\b|token|credential|api_?key|private_?key", re.IGNORECASE
)


def is_secret(text: str) -> bool:
    """Tell whether a key is a credential by its name, or whether a line may hold one."""
    return bool(_SECRET.search(text.replace("-", "_")))
