"""`podpub doctor`: which tools are at work here."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

import click

from podpub.audio import audio_tools, find_ffmpeg
from podpub.cli.console import Console, speaks
from podpub.tags import tags_tool


@click.command("doctor", epilog="Example:  podpub doctor")
@speaks
def command(console: Console) -> None:
    """Say which tools podpub works with on this computer, and whether they do."""
    ffmpeg = find_ffmpeg(os.environ)
    tools = {
        "podpub": version("podpub"),
        "python": platform.python_version(),
        **dict(audio_tools(ffmpeg)),
        **dict([tags_tool()]),
    }
    console.document({"tools": tools, "ffmpeg_path": str(ffmpeg.path)})
    if console.as_json:
        return
    console.table({"Tool": "left", "Version": "left"}, list(tools.items()))
    console.say("ffmpeg is at {}", str(ffmpeg.path))
    console.say("[green]✓[/] Everything that a release needs is here.")
