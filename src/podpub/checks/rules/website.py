"""Rules about the show's web site: what has to stand on it by law."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from podpub.checks.rule import Complaint, Rule
from podpub.model import Level, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from podpub.checks.facts import Facts

_GERMAN = re.compile(r"de(-(de|at|ch|li|lu))?", re.IGNORECASE)
_ON_THE_WEB = re.compile(
    r"(?!(.*\.)?(local|lan|internal|test|invalid|localhost|example|example\.(org|com|net))$)"
    r"([\w-]+\.)+[a-z][\w-]*",
    re.IGNORECASE,
)
"""Names that are neither at home nor reserved for examples (RFC 2606, RFC 6762)."""


def _lacks(name: str) -> Callable[[Facts], Iterator[Complaint[Path]]]:
    """Return a look for a page that a German show on the web has to have."""

    def look(facts: Facts) -> Iterator[Complaint[Path]]:
        show, host = facts.project.show, urlsplit(facts.project.storage.public_url).hostname or ""
        is_meant = _GERMAN.fullmatch(show.language) and _ON_THE_WEB.fullmatch(host)
        if is_meant and show.site and not getattr(show.site, name):
            yield Complaint(facts.show_file, "site")

    return look


RULES: tuple[Rule, ...] = (
    Rule(
        "imprint-missing",
        Level.WARNING,
        say("the web site has no imprint"),
        say("In Germany, Austria and Switzerland the law wants one; competitors send bills for its lack."),
        say("Write `imprint: imprint.md` below `site:`, with name, address and e-mail; or `site: false`."),
        "§ 5 DDG and § 18 MStV (Germany); § 24 and § 25 MedienG (Austria)",
        show=_lacks("imprint"),
    ),
    Rule(
        "privacy-missing",
        Level.WARNING,
        say("the web site has no privacy statement"),
        say("Whoever serves a page handles the address that it is asked from, and has to say so."),
        say("Write `privacy: privacy.md` below `site:`; or `site: false`."),
        "GDPR, Art. 13",
        show=_lacks("privacy"),
    ),
)
