"""`podpub doctor`: whether everything that a release needs is here, and works."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podpub.audio import audio_tools, find_ffmpeg
from podpub.cli.console import Console, plain, speaks
from podpub.config import episode_files, find_show
from podpub.errors import ConfigError, OutsideError, StorageError, ToolError
from podpub.model import Finding, Level, say
from podpub.pipeline.doctor import Diagnosis, diagnose
from podpub.pipeline.release import Order
from podpub.storage import Verdict
from podpub.tags import tags_tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.storage import Trial

_MARKS = {
    Verdict.YES: say("yes"),
    Verdict.LACKS: say("no, it does without"),
    Verdict.NO: say("NO"),
    Verdict.UNTRIED: "?",
}


@click.command("doctor", epilog="Example:  podpub doctor")
@speaks
def command(console: Console) -> None:
    """Say whether everything that a release needs is here, and works.

    The tools on this computer; in a show's folder also what is written in it, and what its storage can do:
    a few probes of 1 kB are written, read, looked at through `public_url`, and removed.
    """
    tools, ffmpeg_path, findings = _tools()
    diagnosis = _diagnosis(console)
    findings = (*findings, *diagnosis.findings)
    console.document(
        {
            "tools": tools,
            "ffmpeg_path": ffmpeg_path,
            "findings": [plain(one) for one in findings],
            "storage": [_plain(one) for one in diagnosis.storage],
            "public": [_plain(one) for one in diagnosis.public],
            "promise": diagnosis.promise,
            "storage_block": diagnosis.block,
        }
    )
    _show(console, tools, ffmpeg_path, findings, diagnosis)
    code = _exit_code(findings, diagnosis)
    if code:
        console.say("[red]✗[/] Not everything that a release needs works here.")
        raise click.exceptions.Exit(code)
    console.say("[green]✓[/] Everything that a release needs is here.")


def _tools() -> tuple[dict[str, str], str, tuple[Finding, ...]]:
    """Return each tool's version, where ffmpeg is, and what is wrong with them."""
    tools = {"podpub": version("podpub"), "python": platform.python_version()}
    try:
        ffmpeg = find_ffmpeg(os.environ)
        tools |= dict(audio_tools(ffmpeg))
    except ToolError as error:
        return tools, "", (Finding(Level.ERROR, error.code, "", error.message, error.fix),)
    return tools | dict([tags_tool()]), str(ffmpeg.path), ()


def _diagnosis(console: Console) -> Diagnosis:
    """Look at the show of this folder, if there is one."""
    try:
        show = find_show(Path.cwd())
    except ConfigError:
        return Diagnosis(())
    order = Order(show, episode_files(show.parent), datetime.now(UTC), os.environ)
    with console.progress() as tell:
        return diagnose(order, tell=tell)


def _exit_code(findings: Sequence[Finding], diagnosis: Diagnosis) -> int:
    """Return the code of what stands first in a release's way."""
    errors = [one for one in findings if one.level is Level.ERROR]
    ways = (
        (ToolError, any(one.code == ToolError.code for one in errors)),
        (ConfigError, bool(errors)),
        (StorageError, any(one.verdict is Verdict.NO for one in diagnosis.storage)),
        (OutsideError, any(one.verdict is Verdict.NO for one in diagnosis.public)),
    )
    return next((error.exit_code for error, stands in ways if stands), 0)


def _show(
    console: Console,
    tools: dict[str, str],
    ffmpeg_path: str,
    findings: Sequence[Finding],
    diagnosis: Diagnosis,
) -> None:
    if console.as_json:
        return
    console.table({say("Tool"): "left", say("Version"): "left"}, list(tools.items()))
    console.say("ffmpeg is at {}\n", ffmpeg_path or say("no place that podpub knows"))
    trials = (*diagnosis.storage, *diagnosis.public)
    if trials:
        rows = [(one.name, _MARKS[one.verdict], one.said) for one in trials]
        console.table({say("Storage"): "left", say("Works"): "left", "": "left"}, rows)
    for one in trials:
        if one.fix and one.verdict in {Verdict.NO, Verdict.LACKS}:
            console.say("[dim]→[/] {}: {}", one.name, one.fix)
    if diagnosis.promise:
        console.say("\n{}", diagnosis.promise)
    if diagnosis.block:
        console.say("\n{}\n", diagnosis.block)
    console.findings(findings)


def _plain(trial: Trial) -> dict[str, str]:
    return {"name": trial.name, "verdict": str(trial.verdict), "said": trial.said, "fix": trial.fix}
