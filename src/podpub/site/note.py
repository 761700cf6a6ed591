"""What the pages of a preview begin with: what they are, and what is wrong with what was written."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from podpub.model import ENGLISH, Level, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.model import Finding, Language

_MOST = 20


def note(findings: Sequence[Finding], language: Language = ENGLISH) -> str:
    """Return HTML that tells every error with its place and remedy; every text in it is a text."""
    errors = [one for one in findings if one.level is Level.ERROR]
    if not errors:
        told = say("A preview: nothing here is published. What listeners do not have yet is marked.")
        return f'<aside class="podpub-preview"><p>{escape(language.tell(told))}</p></aside>'
    one, many = say("1 error to mend"), say("{count} errors to mend", count=len(errors))
    items = "".join(f"<li>{_told(error, language)}</li>" for error in errors[:_MOST])
    heading = escape(language.tell(one if len(errors) == 1 else many))
    return (
        f'<aside class="podpub-preview wrong" role="alert"><p><strong>{heading}</strong></p>'
        f"<ul>{items}</ul></aside>"
    )


def page_without_show(language: Language = ENGLISH) -> bytes:
    """Return a page for a show that cannot be read, on which the note says why."""
    told = escape(language.tell(say("The show cannot be shown yet.")))
    return (
        f'<!doctype html><html lang="{language.name}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{told}</title></head>'
        f"<body><p>{told}</p></body></html>"
    ).encode()


def _told(error: Finding, language: Language) -> str:
    where = f"<code>{escape(error.where)}</code>: " if error.where else ""
    fix = f"<br>→ {escape(language.tell(error.fix))}" if error.fix else ""
    return f"{where}{escape(language.tell(error.message))}{fix}"
