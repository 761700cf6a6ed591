"""A show with mistakes of every kind is told about in German, to the last word."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from podpub.cli.app import podpub
from podpub.cli.language import language
from podpub.config import load_all
from podpub.errors import ConfigError
from podpub.model import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from podpub.model import Finding

SHOW = """\
title: Mut
description:
link: example.org
language: de_AT
author: Studio # Beispiel
owner: {name: Anna, email: anna}
categories: [Busines > Career]
image: https://example.org/cover.jpg
guid: "1234"
timezone: Europe/Berlyn
type: endless
locked: perhaps
colour: red
subtitle: Mehr Mut
title: Mut
update_frequency: FREQ=SOMETIMES
podroll: [abc]
blocked_services: [applo]
allowed_services: ["?"]
medium: radio
episodes_per_page: 0
funding: http://example.org/give
license: cc by 4.0
locations: {name: Wien, geo: "1", osm: x, country: xx}
social: {protocol: disabled, uri: https://example.org/1}
txt: [[1]]
value: {type: lightning, method: keysend, suggested: viel, recipients: [{type: node, split: -1}]}
new_feed_url: https://anna:geheim@example.org/feed
audio:
  loudness: -50
  true_peak: 3
  bitrate: 100
  format: wave
  crossfade: 20
  highpass: 5
  denoise: 90
  intro: x.wav
notify: {websub: example.org}
storage: {path: episodes, bucket: B_, secret_access_key: geheim}
persons: [{name: Anna, role: Chefin, group: x, href: x, img: y}]
"""
EPISODES = """\
title: Vertrauen: der Anfang
date: 24.11.2026
guid:
audio: recording.wav
soundbites: [Mut]
=
title: Zwei
date: 4/5/2026
guid: 9d1c
audio: recordin.wav
length: 12
number: viele
season: 0
slug: Ä!
=
title: Drei
date: 2026-03-29 02:30
guid: 9d1c
audio: [recording.wav, recording.wav]
notes: ../..
chapters: [a, b]
transcripts: {file: notes.md, speakers: [a]}
speakers: x
number_display: x
=
title: Vier
date: 1826-03-29
guid: a
audio: https://example.org/a.mp3
image: /etc/passwd
chapters: [{start: 9}, {start: 1, title: Z}]
soundbites: [{start: 9, end: 3, duration: 1}]
keywords: a
=
title: 'Fünf
date: 2026-13-40
=
title: @sechs
guid: [a
=
	title: x
=
- title
=
=
title: &a x
date: *a
guid: !x y
---
b: c
=
title: Elf
words without a colon
=
title: "\\q"
  date: x
=
title: Zwölf # und mehr
date: 2026-02-31
guid: |
  a
  b
audio: .
link: example.org
explicit: 7
type: 1
=
title: Dreizehn
date: 2026-10-25 02:30
guid: b
audio: recording.wav
summary: a \x07 b
tags: [[1]]
"""
_COMMANDS = (["feed", "--dry-run"], ["feed"], ["status"], ["doctor"], ["clean"])
_ENGLISH = re.compile(r"\b(the|is|are|has|not|with|and|of|write|that|this|it)\b", re.IGNORECASE)


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "show.yaml").write_text(SHOW, encoding="utf-8")
    for number, text in enumerate(EPISODES.split("=\n")):
        folder = tmp_path / "episodes" / f"{number:03}-folge"
        folder.mkdir(parents=True)
        (folder / "episode.yaml").write_text(text, encoding="utf-8")
        for name in ("recording.wav", "notes.md"):
            (folder / name).write_text("Hallo")
    (tmp_path / "episodes" / "099-umlaut").mkdir()
    (tmp_path / "episodes" / "099-umlaut" / "episode.yaml").write_bytes("title: Grüße\n".encode("cp1252"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*words: str) -> Result:
    return CliRunner().invoke(podpub, ["check", *words])


def told(*words: str) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = json.loads(check("--json", *words).stdout)["findings"]
    return findings


def untranslated(text: str) -> Iterator[str]:
    """Yield what is in a text, at any depth, that has no line in German."""
    if not isinstance(text, Message):
        yield text
        return
    if text.template not in language("de").templates:
        yield text.template
    for value in text.values.values():
        if isinstance(value, Message):
            yield from untranslated(value)


def test_every_finding_is_a_message_with_a_line_in_german(show: Path) -> None:
    files = sorted(show.glob("episodes/*/episode.yaml"))
    with pytest.raises(ConfigError) as refused:
        load_all(show / "show.yaml", files)
    findings: tuple[Finding, ...] = refused.value.findings
    assert len({one.code for one in findings}) > 30
    assert [text for one in findings for text in (*untranslated(one.message), *untranslated(one.fix))] == []
    assert list(untranslated(refused.value.message)) == []


def test_results_progress_and_tables_are_german_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answers = ("--title", "Mut", "--author", "Anna", "--email", "a@example.org", "--language", "de")
    begun = ["init", *answers, "--public-url", "http://localhost:8000/"]
    told = [CliRunner().invoke(podpub, [*words, "--lang", "de"]) for words in (begun, *_COMMANDS)]
    said = "\n".join(f"{one.stdout}{one.stderr}" for one in told)
    for german in ("show.yaml ansehen", "Titel", "den Podcast lesen", "Werkzeug", "Abonnenten sehen", "ja"):
        assert german in said
    prose = re.sub(r"`[^`]*`|„[^“]*“|\S*/\S*|podpub new .*|\(bundled with podpub\)", "", said)
    assert not _ENGLISH.findall(prose), prose


@pytest.mark.usefixtures("show")
def test_the_whole_of_it_is_german() -> None:
    english, german = told(), told("--lang", "de")
    assert [one["code"] for one in english] == [one["code"] for one in german]
    for before, after in zip(english, german, strict=True):
        assert before["message"] != after["message"]
        assert before["fix"] != after["fix"] or not before["fix"]
        prose = re.sub(r"`[^`]*`|„[^“]*“", "", f"{after['message']} {after['fix']}")
        assert not _ENGLISH.search(prose), prose
    assert "zu beheben: show.yaml ist nicht brauchbar" in check("--lang", "de").stderr
