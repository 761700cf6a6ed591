"""How podpub speaks: results on stdout, progress and problems on stderr, or one JSON document."""

from __future__ import annotations

import functools
import json
import os
import sys
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console as RichConsole
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from podpub.cli.language import LANGUAGES, language, of_environment
from podpub.errors import PodpubError
from podpub.model import ENGLISH, Finding, Language, Level, Message, Tell, say, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_WIDTH_OF_A_FILE = 1000


class Console:
    """The voice of one run.

    Args:
        as_json: Results are one JSON document on stdout, nothing else.
        quiet: Only results and problems.
        lang: What was asked for; None speaks to people as the environment does, and to machines in English.
    """

    def __init__(self, *, as_json: bool, quiet: bool, lang: str | None = None) -> None:
        self._language = language(lang or of_environment(os.environ))
        self._machines = self._language if lang else ENGLISH
        self.as_json = as_json
        self.quiet = quiet
        width = None if sys.stdout.isatty() else _WIDTH_OF_A_FILE
        self._out = RichConsole(highlight=False, soft_wrap=True, width=width)
        self._err = RichConsole(stderr=True, highlight=False, soft_wrap=True)

    def say(self, text: str, *values: object) -> None:
        """Tell a person a result: `[bold]{}[/]` marks the text around values, which are taken as they are."""
        if not self.as_json:
            self._out.print(self._filled(text, values))

    def remark(self, text: str, *values: object) -> None:
        """Tell a person something beside the result, as `say` does."""
        if not (self.as_json or self.quiet):
            self._err.print(self._filled(text, values))

    def table(
        self, columns: Mapping[Message, str] | Mapping[str, str], rows: Iterable[Sequence[str]]
    ) -> None:
        """Print rows under headings; a column is `left` or `right`."""
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading, side in columns.items():
            told = escape(self._language.tell(heading))
            table.add_column(told, justify="right" if side == "right" else "left", overflow="fold")
        for row in rows:
            table.add_row(*(escape(self._language.tell(cell)) for cell in row))
        self._out.print(table)

    def document(self, content: object) -> None:
        """Print the one JSON document."""
        if self.as_json:
            unicode = "utf" in (sys.stdout.encoding or "").lower()
            told = _told(content, self._machines)
            click.echo(json.dumps(told, ensure_ascii=not unicode, indent=2, default=str))

    def findings(self, findings: Iterable[Finding]) -> None:
        """Print problems for a person, errors first."""
        if self.as_json:
            return
        for finding in sorted(findings, key=lambda one: one.level is not Level.ERROR):
            colour = "red" if finding.level is Level.ERROR else "yellow"
            where = f"{finding.where}: " if finding.where else ""
            told = (_LEVELS[finding.level], where, finding.message)
            self._err.print(self._filled(f"[{colour}]{{}}[/] {{}}{{}}", told))
            if finding.fix:
                self._err.print(self._filled("      [dim]→[/] {}", (finding.fix,)))

    def failure(self, error: PodpubError) -> None:
        """Print what went wrong and what to do; in JSON, every problem as a finding."""
        findings = error.findings or (Finding(Level.ERROR, error.code, "", error.message, error.fix),)
        self.document({"findings": [plain(finding) for finding in findings]})
        self.findings(findings)
        if error.findings and not self.as_json:
            mistakes = sum(finding.level is Level.ERROR for finding in findings) or len(findings)
            told = (say("{count} to mend", count=mistakes), error.message)
            self._err.print(self._filled("[bold red]{}[/]: {}", told))

    @property
    def language(self) -> Language:
        """The language of whoever reads the result."""
        return self._machines if self.as_json else self._language

    def tell(self, text: str) -> str:
        """Return a text in the language of whoever reads the result."""
        return self.language.tell(text)

    def _filled(self, text: str, values: Sequence[object]) -> str:
        words = (escape(self._language.tell(value)) if isinstance(value, str) else value for value in values)
        return self._language.fill(text, tuple(words))

    @contextmanager
    def progress(self) -> Iterator[Tell]:
        """Lend a listener: bars with the time left on a terminal, plain lines elsewhere."""
        if self.as_json or self.quiet:
            yield silent
        elif self._err.is_terminal:
            with Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TimeRemainingColumn(),
                console=self._err,
                transient=True,
            ) as bars:
                yield _Bars(bars, self._language)
        else:
            yield _Lines(self._err, self._language)


_LEVELS = {Level.ERROR: say("error"), Level.WARNING: say("warning")}


def _told(content: object, language: Language) -> object:
    """Return content with its messages in a language."""
    if isinstance(content, dict):
        return {key: _told(value, language) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_told(value, language) for value in content]
    return language.tell(content) if isinstance(content, Message) else content


class _Bars:
    """One bar a step; the last one stands for what is going on."""

    def __init__(self, bars: Progress, language: Language) -> None:
        self._bars = bars
        self._language = language
        self._task = bars.add_task("", total=1.0, visible=False)
        self._step = ""

    def __call__(self, step: str, done: float) -> None:
        if step != self._step:
            self._step = step
            self._bars.reset(
                self._task, total=1.0, visible=True, description=escape(self._language.tell(step))
            )
        self._bars.update(self._task, completed=done)


class _Lines:
    """One line a step."""

    def __init__(self, err: RichConsole, language: Language) -> None:
        self._err = err
        self._language = language
        self._step = ""

    def __call__(self, step: str, done: float) -> None:  # noqa: ARG002 - lines do not count
        if step != self._step:
            self._step = step
            self._err.print(escape(self._language.tell(step)))


def speaks(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command its console, `--json` and `--quiet`, and end it with its error's exit code."""

    @click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")
    @click.option("-q", "--quiet", is_flag=True, help="Print only results and problems.")
    @click.option("--lang", type=click.Choice(LANGUAGES), help="Language to speak; else the environment's.")
    @functools.wraps(command)
    def spoken(*args: Any, as_json: bool, quiet: bool, lang: str | None, **options: Any) -> None:  # noqa: ANN401 - click's
        console = Console(as_json=as_json, quiet=quiet, lang=lang)
        try:
            command(console, *args, **options)
        except PodpubError as error:
            console.failure(error)
            raise click.exceptions.Exit(error.exit_code) from error

    return spoken


def plain(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    """Return a record as JSON knows it."""
    return {name: str(value) if isinstance(value, Level) else value for name, value in asdict(record).items()}
