"""A show with one episode, as a host has it on disk."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from benchmarks.material import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.material import Recording

TARGET_LUFS = -16.0
CEILING_DBTP = -1.0
_TITLE = "The first title"
_SHOW = """\
title: A show to be measured
description: Speech, for as long as somebody wishes.
link: https://example.org/
language: en
author: The podpub authors
owner: {{name: The podpub authors, email: podcast@example.org}}
categories: [Technology]
image: cover.jpg
guid: 6ac4c1a5-2b0c-4c36-8a6a-5f53b2f3a0d4
timezone: Europe/Berlin
audio:
  loudness: {target}
  true_peak: {ceiling}
  channels: {channels}
  bitrate: {bitrate}
storage:
  path: public
  public_url: http://localhost:8000/
"""
_EPISODE = """\
title: {title}
date: 2026-01-06 06:00
guid: 0f7c7c4f-2f1b-4d0e-9a4f-3c0a7f1d2b11
audio: {recording}
summary: Two people talk.
notes: They talk about *trust*.
"""


def found_show(folder: Path, recording: Recording) -> Path:
    """Write a show around the recording, which stays where it is; return the episode.yaml."""
    folder.mkdir(parents=True)
    shutil.copy(REPOSITORY / "cover.jpg", folder)
    channels = "mono" if recording.channels == 1 else "stereo"
    levels = {"target": TARGET_LUFS, "ceiling": CEILING_DBTP, "bitrate": recording.bitrate_kbps}
    _write(folder / "show.yaml", _SHOW.format(channels=channels, **levels))
    episode = folder / "episodes" / "talk" / "episode.yaml"
    _write(episode, _EPISODE.format(title=_TITLE, recording=json.dumps(str(recording.file))))
    return episode


def change_title(episode: Path) -> None:
    """Give the episode another title, and change nothing else."""
    _write(episode, episode.read_text(encoding="utf-8").replace(_TITLE, "A better title"))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
