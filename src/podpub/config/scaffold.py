"""The text of a new show.yaml or episode.yaml, with comments that say what else can stand there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

MODELINE = "# yaml-language-server: $schema="
SHOW_SCHEMA = ".podpub/show.schema.json"
EPISODE_SCHEMA = ".podpub/episode.schema.json"


@dataclass(frozen=True, slots=True)
class NewShow:
    """What a host answers when a show begins."""

    title: str
    author: str
    email: str
    language: str
    timezone: str
    public_url: str


def scaffold_show(answers: NewShow, *, guid: UUID) -> str:
    """Return the text of a new show.yaml."""
    return "".join(
        (
            f"{MODELINE}{SHOW_SCHEMA}\n",
            _pair("title", answers.title),
            _pair("description", "What the show is about.", "Markdown"),
            _pair("link", answers.public_url, "the show's web page"),
            _pair("language", answers.language),
            _pair("author", answers.author),
            _comment("directories send the code that claims the show to this address"),
            f"owner:\n  {_pair('name', answers.author)}  {_pair('email', answers.email)}",
            _comment("Apple's categories, the most important first: Business > Careers"),
            "categories:\n  - Society & Culture\n",
            _pair("image", "cover.jpg", "a square picture, 1400 to 3000 pixels"),
            "explicit: false\n",
            _pair("type", "episodic", "or serial, to be heard from the first episode on"),
            _pair("guid", str(guid), "the show's identity: never change it"),
            _pair("timezone", answers.timezone, "for dates without an offset"),
            _AUDIO,
            f"storage:\n  {_pair('path', 'public')}  {_pair('public_url', answers.public_url)}",
        )
    )


def scaffold_episode(*, title: str, number: int, guid: str, date: datetime, audio: str) -> str:
    """Return the text of a new episode.yaml; a date without an offset counts in the show's time zone."""
    return "".join(
        (
            f"{MODELINE}../../{EPISODE_SCHEMA}\n",
            _pair("title", title),
            _pair("number", number),
            _pair("date", _date(date), "a date in the future publishes the episode then"),
            _pair("guid", guid, "the episode's identity: never change it"),
            _pair("audio", audio, "any audio file, anywhere on this disk"),
            _MORE,
        )
    )


_AUDIO = """\
audio:
  # LUFS and dBTP: how loud, and how high the highest peak
  loudness: -16
  true_peak: -1
  channels: stereo
  # intro: audio/intro.flac
  # outro: audio/outro.flac
"""

_MORE = """\
# one or two sentences of plain text
summary:
# show notes in Markdown: a file, or the text itself
notes: notes.md
# chapters: chapters.txt        # lines like 00:03:12.500 Title <https://example.org>
# transcripts: [transcript.vtt]  # or .srt, .json of Whisper, .html, .txt
# guests: [Name of the guest]
# image: cover.jpg              # left out, the show's cover
# type: full                    # or trailer, bonus
# draft: true                   # check it, but do not publish it
"""


def _pair(key: str, value: str | int, comment: str = "") -> str:
    return f"{_comment(comment) if comment else ''}{key}: {_scalar(value)}\n"


def _comment(text: str) -> str:
    return f"# {text}\n"


def _scalar(value: str | int) -> str:
    """Let YAML's own emitter decide on quotation marks and escapes."""
    emitted: str = yaml.safe_dump({"": value}, allow_unicode=True, width=math.inf)
    return emitted.partition(":")[2].strip(" \n")


def _date(date: datetime) -> str:
    return f"{date:%Y-%m-%d %H:%M}" if date.tzinfo is None else date.isoformat(timespec="seconds")
