"""A small show on the disk, and its findings as lines that can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from podpub.config import Loaded, load_all
from podpub.errors import ConfigError
from podpub.model import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from podpub.model import Production

SHOW = """\
title: Auf Augenhöhe
description: Gespräche über Vertrauen im Beruf.
link: https://example.org/podcast
language: de
author: Studio Beispiel
categories: [Business > Careers]
image: cover.jpg
guid: 5b7f0f1e-5c3c-4b1f-9a55-0a8a0f5a2f10
timezone: Europe/Berlin
storage: {path: public, public_url: "http://localhost:8000/"}
"""
EPISODE = """\
title: Vertrauen im Team
date: 2026-11-24 06:00
guid: 9d1c
audio: recording.wav
"""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Shelf:
    """A show's folder; `with_show` and `with_episode` replace single lines or add them."""

    root: Path

    @property
    def show_file(self) -> Path:
        return self.root / "show.yaml"

    @property
    def folder(self) -> Path:
        return self.root / "episodes" / "042-vertrauen"

    @property
    def episode_file(self) -> Path:
        return self.folder / "episode.yaml"

    def with_show(self, *lines: str) -> Shelf:
        self.show_file.write_text(_changed(SHOW, lines), encoding="utf-8")
        return self

    def with_episode(self, *lines: str) -> Shelf:
        self.episode_file.write_text(_changed(EPISODE, lines), encoding="utf-8")
        return self

    def another(self, name: str, *lines: str) -> Path:
        file = self.root / "episodes" / name / "episode.yaml"
        file.parent.mkdir(parents=True)
        (file.parent / "recording.wav").touch()
        file.write_text(_changed(EPISODE, lines), encoding="utf-8")
        return file

    def load(self) -> Loaded:
        loaded = load_all(self.show_file, [self.episode_file])
        assert [told(one) for one in loaded.findings if one.level is Level.ERROR] == []
        return loaded

    def production(self) -> Production:
        return self.load().productions[0]

    def findings(self, files: Sequence[Path] | None = None) -> list[str]:
        try:
            loaded = load_all(self.show_file, [self.episode_file] if files is None else files)
        except ConfigError as error:
            return [told(finding) for finding in error.findings]
        absent = dict.fromkeys(one for missed in loaded.absent.values() for one in missed)
        found = (*loaded.findings, *absent)
        return [told(finding) for finding in found]


def told(finding: Finding) -> str:
    text = f"{finding.level} {finding.code} {finding.where}: {finding.message} → {finding.fix}"
    return _UUID.sub("<uuid>", text)


def _changed(text: str, lines: Sequence[str]) -> str:
    for line in lines:
        before = re.search(rf"(?m)^{re.escape(line.partition(':')[0])}:.*\n", text)
        here = before.span() if before else (len(text), len(text))
        text = f"{text[: here[0]]}{line}\n{text[here[1] :]}"
    return text


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A show and an episode without a mistake."""
    shelf = Shelf(tmp_path)
    shelf.folder.mkdir(parents=True)
    (tmp_path / "cover.jpg").touch()
    (shelf.folder / "recording.wav").touch()
    (shelf.folder / "t.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHallo\n", encoding="utf-8")
    return shelf.with_show().with_episode()
