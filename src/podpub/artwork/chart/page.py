"""The picture of a sound in a page of its own, which asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from podpub.artwork.chart.figures import figures
from podpub.artwork.chart.palette import DARK, LIGHT
from podpub.artwork.chart.plan import clock, drawing, summary
from podpub.artwork.chart.svg import svg
from podpub.markup import without_control_characters
from podpub.model import Level, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from podpub.artwork.chart.sheet import SoundSheet
    from podpub.model import Finding

_LEVELS = {Level.ERROR: say("error"), Level.WARNING: say("warning")}


def page(sheet: SoundSheet) -> str:
    """Return the HTML: picture, figures, chapters and findings, in light and dark.

    Whatever a host wrote is text in it. Nothing is loaded and no script runs, and the page's own policy
    (Content Security Policy Level 3) forbids both.
    """
    tell = sheet.language.tell
    style = _read("page.css") + _colours(LIGHT, DARK)
    told = tell(say("The sound of “{title}”", title=sheet.title))
    filled = Template(_read("page.html")).substitute(
        language=sheet.language.name,
        policy=f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'",
        style=style,
        name=escape(told),
        show=escape(sheet.show),
        title=escape(sheet.title),
        summary=escape(tell(summary(sheet))),
        chart=svg(drawing(sheet, headed=False), title=told, description=tell(summary(sheet))),
        figures_heading=escape(tell(say("Figures"))),
        figures="\n".join(_row(*row) for row in figures(sheet)),
        chapters=_section(say("Chapters"), _chapters(sheet), "ol", sheet),
        findings=_section(say("Findings"), _findings(sheet), "ul", sheet),
    )
    return without_control_characters(filled)


def _read(name: str) -> str:
    return files("podpub.artwork.chart").joinpath(name).read_text(encoding="utf-8")


def _hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _colours(light: Mapping[str, str], dark: Mapping[str, str]) -> str:
    roles = "".join(f".{role}{{--paint:var(--{role})}}" for role in light)
    return f":root{{{_set(light)}}}@media(prefers-color-scheme:dark){{:root{{{_set(dark)}}}}}{roles}"


def _set(colours: Mapping[str, str]) -> str:
    return "".join(f"--{role}:{colour};" for role, colour in colours.items())


def _row(name: str, value: str) -> str:
    return f'<tr><th scope="row"><bdi>{escape(name)}</bdi></th><td>{escape(value)}</td></tr>'


def _section(heading: str, entries: Iterator[str], kind: str, sheet: SoundSheet) -> str:
    """Return a list under a heading; nothing where it is empty."""
    items = "".join(f"<li>{entry}</li>\n" for entry in entries)
    if not items:
        return ""
    return (
        f"<section>\n<h2>{escape(sheet.language.tell(heading))}</h2>\n<{kind}>\n{items}</{kind}>\n</section>"
    )


def _chapters(sheet: SoundSheet) -> Iterator[str]:
    for one in sheet.chapters:
        yield f"<span>{clock(one.start_s)}</span> <bdi>{escape(one.title)}</bdi>"


def _findings(sheet: SoundSheet) -> Iterator[str]:
    for one in sheet.findings:
        yield _finding(one, sheet)


def _finding(one: Finding, sheet: SoundSheet) -> str:
    tell = sheet.language.tell
    where = f"<code>{escape(one.where)}</code>: " if one.where else ""
    fix = f"<br>{escape(tell(one.fix))}" if one.fix else ""
    level = f'<strong class="{one.level}">{escape(tell(_LEVELS[one.level]))}</strong>'
    return f"{level} {where}<bdi>{escape(tell(one.message))}</bdi>{fix}"
