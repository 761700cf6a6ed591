"""The door to Jinja: a page and its templates → bytes, the same ones each time.

A host's own may come from a storage that somebody else can write, so they run in Jinja's sandbox: they see
frozen nouns, and nothing of this computer. Every text is escaped unless it was made safe here.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import fields
from functools import lru_cache, partial
from importlib import resources
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from jinja2 import (
    ChoiceLoader,
    Environment,
    FunctionLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from podpub.errors import InvalidResultError
from podpub.markup import to_html, to_text, without_control_characters
from podpub.model import Finding, Level, say
from podpub.model.layout import MISSING_KEY, page_path
from podpub.site import embedding, podlove, qr, structured
from podpub.site.speech import paragraphs, timed_html, untimed_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from podpub.site.speech import Spoken
    from podpub.site.theme import Theme
    from podpub.site.views import CoverView
    from podpub.site.website import Page, Website

_SHORT = 200
_HOUR_S = 3600
_HEADING = re.compile(r"^<p><strong>((?:(?!<br>|</?strong>|</?p>).)+)</strong></p>$", re.MULTILINE)
_SOFT_BREAK = re.compile(r"(?<!<br>)\n(?!</?(?:p|[uo]l|li|h[1-6])>)")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
OWN_FOLDER = "site/templates"
ORIGINALS = "podpub/"
"""What stands before the name of a template to mean podpub's own, also where the host has one instead."""


def render(page: Page, site: Website, texts: Mapping[str, Spoken]) -> bytes:
    """Make a page; raises `InvalidResultError` where a template cannot."""
    place = _Place(page, site)
    told = {one.name: getattr(page.told, one.name) for one in fields(page.told)}  # type: ignore[arg-type]
    with _speaking(page.template):
        template = environment(site.theme).get_template(page.template)
        html = template.render(
            **told,
            show=site.show,
            key=page.key,
            texts=texts,
            theme=site.theme,
            t=site.theme.words,
            link=place.link,
            address=place.address,
            srcset=place.srcset,
            qr=lambda url, label: Markup(qr.svg(url, label)),  # noqa: S704 - both are escaped there
            series_json=lambda: Markup(structured.series(site.show)),  # noqa: S704 - escaped for scripts
            podlove_json=lambda one: Markup(podlove.episode(one, site.show, texts)),  # noqa: S704 - no HTML
            podlove_config_json=lambda: Markup(podlove.config(site.show, site.theme)),  # noqa: S704 - no HTML
            oembed_json=lambda one: Markup(embedding.oembed(one, site.show)),  # noqa: S704 - no HTML
            episode_json=lambda one: Markup(structured.episode(one, site.show)),  # noqa: S704 - as above
        )
    return without_control_characters(html).encode(errors="replace")


class _Place:
    """Where a page lies: the way from there to everything else."""

    def __init__(self, page: Page, site: Website) -> None:
        self._show = site.show
        depth = page.key.count("/")
        top = urlsplit(site.show.public_url).path
        self._root = top if page.key == MISSING_KEY else "../" * depth or "./"

    def link(self, key: str) -> str:
        """Return the way to a page or a file; the page for what is not there may be shown anywhere."""
        return f"{self._root}{page_path(key, pretty=self._show.is_pretty)}"

    def address(self, key: str) -> str:
        """Return the whole address, for those who are elsewhere."""
        return self._show.address(key)

    def srcset(self, cover: CoverView) -> str:
        """Return every size of a cover for a browser to choose from."""
        return ", ".join(f"{self.link(key)} {width}w" for key, width in cover.sizes)


@lru_cache(4)
def environment(theme: Theme) -> Environment:
    """Return the templates of a theme, the host's own before podpub's."""
    own, originals = FunctionLoader(partial(_own, dict(theme.own))), FunctionLoader(_original)
    kind = ImmutableSandboxedEnvironment if theme.own else Environment  # a third faster, for those of podpub
    made = kind(
        autoescape=lambda name: name is None or not name.endswith(".txt"),
        loader=ChoiceLoader([own, originals, PrefixLoader({ORIGINALS.rstrip("/"): originals})]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(_filters(theme))
    return made


def _filters(theme: Theme) -> dict[str, Any]:
    words = theme.words
    return {
        "markdown": _markdown,
        "lines": lambda html: Markup(_SOFT_BREAK.sub("<br>\n", str(html))),  # noqa: S704 - it was safe before
        "opening": opening,
        "plain": to_text,
        "short": _short,
        "line": lambda text: " ".join(str(text).split()),
        "clock": clock,
        "paragraphs": paragraphs,
        "words_in_time": lambda paragraph: Markup(timed_html(paragraph)),  # noqa: S704 - escaped
        "untimed": lambda spoken: Markup(untimed_html(spoken)),  # noqa: S704 - harmless, or escaped
        "inert": inert,
        "day": words.day,
        "duration": words.duration,
        "size": words.size,
        "role": words.role,
    }


def _markdown(text: str, level: int = 2, page: str | None = None) -> Markup:
    """Return Markdown as HTML that is safe; a heading, which apps want as a bold paragraph, is one again."""
    html = to_html(text, page)
    return Markup(_HEADING.sub(rf"<h{level}>\1</h{level}>", html))  # noqa: S704 - harmless tags only


def opening(text: str) -> str:
    """Return the first paragraph of Markdown that is no heading, in one line and without markup."""
    found = _PARAGRAPH.search(_HEADING.sub("", to_html(text)))
    return _short(Markup(found[1].replace("<br>", " ")).striptags() if found else to_text(text))  # noqa: S704


def clock(start_s: float) -> str:
    """Return `12:34` or `1:02:03`, never rounded up: no word shall be missed."""
    hours, rest = divmod(int(start_s), _HOUR_S)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def inert(text: str) -> Markup:
    """Return a text in which WordPress finds neither a shortcode nor an address to fetch."""
    safe = str(escape(text))
    for sign, written in (("[", "&#91;"), ("]", "&#93;"), ("://", ":&#47;&#47;")):
        safe = safe.replace(sign, written)
    return Markup(safe)  # noqa: S704 - escaped above


def _short(text: str) -> str:
    """Return the beginning of a text in one line, for those who show no more of it."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"


_Source: TypeAlias = "tuple[str, str, Callable[[], bool]] | None"


def _own(templates: Mapping[str, str], name: str) -> _Source:
    """Return a template of the host's, with the name of its file for those who look for a mistake."""
    return (templates[name], f"{OWN_FOLDER}/{name}", lambda: True) if name in templates else None


def _original(name: str) -> _Source:
    file = resources.files("podpub.site") / "templates" / name
    if "/" in name or not file.is_file():
        return None
    return file.read_text("utf-8"), f"{ORIGINALS}{name}", lambda: True


@contextmanager
def _speaking(template: str) -> Iterator[None]:
    """Say which template cannot be used, and where."""
    try:
        yield
    except (TemplateError, SecurityError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        place = _blamed(error) or template
        message = say("the template {place} cannot be used: {error}", place=place, error=_words(error))
        fix = say("Correct it in `site/templates/`, or remove it: podpub's own takes its place.")
        where = place if place.startswith(OWN_FOLDER) else OWN_FOLDER
        found = Finding(Level.ERROR, "template", where, message, fix)
        raise InvalidResultError(message, fix=fix, findings=(found,)) from error


def _blamed(error: Exception) -> str:
    """Return file and line of the template in which something went wrong: Jinja puts them into the trace."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}"
    steps = ((step.f_code.co_filename, line) for step, line in walk_tb(error.__traceback__))
    ours = [f"{file}:{line}" for file, line in steps if file.startswith((OWN_FOLDER, ORIGINALS))]
    return ours[-1] if ours else ""


def _words(error: Exception) -> str:
    return str(getattr(error, "message", None) or error) or type(error).__name__
