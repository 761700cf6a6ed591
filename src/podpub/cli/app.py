"""The list of commands; each one's code is loaded when it is called, so that help is there at once."""

from __future__ import annotations

import importlib
import io
import json
import keyword
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from types import FrameType

COMMANDS = {
    "init": "Start a show in a folder.",
    "new": "Start an episode of the show.",
    "import": "Move a show in from another host, by its feed.",
    "check": "Say everything that is wrong, before anybody else does.",
    "measure": "Measure the loudness of audio files.",
    "report": "Show the sound of an episode: before, after, and what was done to it.",
    "release": "Turn recordings into published episodes.",
    "share": "Let a few people hear an episode before it is published.",
    "status": "Show where every episode stands.",
    "feed": "Write the feed and the web pages again from what is released.",
    "verify": "Look at what is published as a podcast app does.",
    "unpublish": "Take an episode out of the feed.",
    "undo": "Take back what was published last.",
    "clean": "Remove what nobody needs any more from the storage.",
    "restore": "Bring the show's folder back from what is published.",
    "export": "Put the whole show into one file, to take it somewhere else.",
    "migrate": "Move a show from one host to another, and rehearse it first.",
    "embeds": "Find the players of old hosts in the posts of a WordPress site.",
    "preview": "Look at the show on this computer while you write it.",
    "snippet": "Print an episode as HTML, to paste into a page of your own.",
    "doctor": "Say whether everything that a release needs is here, and works.",
    "schema": "Print the JSON Schema of show.yaml or episode.yaml.",
}
_SIGNALLED = 128
_JSON = "--json"


class Terminated(BaseException):
    """Somebody asked the process to end; everything in progress is given up cleanly."""


class _Commands(click.Group):
    """A group that knows its commands by name and first sentence, and loads one when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = importlib.import_module(f"podpub.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - costs time that help should not take

        click.echo(f"podpub {version('podpub')}")
        ctx.exit()


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `podpub init my-show`, then `podpub COMMAND --help`.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Say which podpub this is.",
)
def podpub() -> None:
    """Turn a recording into a published podcast episode with one command.

    `podpub release` masters the audio, writes the tags, puts everything into the show's own storage,
    rewrites the feed last, and checks that a podcast app gets what was promised.
    """


def main() -> NoReturn:
    """Run podpub and exit with one of the codes in `podpub.errors`, or 130/143 when stopped."""
    signal.signal(signal.SIGTERM, _terminate)
    _write_what_can_be_written()
    try:
        code = podpub(standalone_mode=False)
    except click.ClickException as error:
        _refuse(error)
    except Terminated:
        _say_goodbye(signal.SIGTERM)
    except (KeyboardInterrupt, click.Abort):
        _say_goodbye(signal.SIGINT)
    except BrokenPipeError:  # the reader has seen enough: `podpub status | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(code)


def _write_what_can_be_written() -> None:
    """Let an old terminal show a question mark rather than nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated


def _refuse(error: click.ClickException) -> NoReturn:
    if _JSON in sys.argv:
        _print_finding("usage", error.format_message(), "`podpub COMMAND --help` tells how.")
    else:
        error.show()
    sys.exit(error.exit_code)


def _say_goodbye(by: signal.Signals) -> NoReturn:
    message, fix = "Stopped. Nothing is half published", "run the same command again to go on"
    if _JSON in sys.argv:
        _print_finding("stopped", message, fix)
    else:
        click.echo(f"{message}; {fix}.", err=True)
    sys.exit(_SIGNALLED + by)


def _print_finding(code: str, message: str, fix: str) -> None:
    finding = {"level": "error", "code": code, "where": "", "message": message, "fix": fix}
    click.echo(json.dumps({"findings": [finding]}, indent=2))
