"""A pair of files a tag: what a host writes, and what then stands in the feed.

Beside a pair's own lines stand those of the smallest show and episode. A pair that needs lines in both files
has `# show.yaml` and `# episode.yaml` in front of them.
"""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from podpub.config import load_all
from podpub.feed import render, tags
from podpub.model import Enclosure, Format, PictureFile, Release, ShowRecord, TranscriptFile
from podpub.model.layout import content_type
from tests.unit.feed.feed_records import NOW, release

if TYPE_CHECKING:
    from podpub.feed import Listed
    from podpub.model import Production

GOLDEN_TAGS = Path(__file__).parent / "golden" / "tags"
_SHOW = """\
title: Kurz
description: Kurz gesagt.
link: https://example.org/kurz
language: de
author: Studio Beispiel
categories: [Technology]
image: cover.jpg
guid: 5b7f0f1e-5c3c-4b1f-9a55-0a8a0f5a2f10
timezone: Europe/Berlin
storage: {path: public, public_url: "https://media.example.org/kurz/"}
"""
_EPISODE = """\
title: Folge 42
date: 2026-11-24 06:00
guid: 9d1c
audio: recording.wav
"""
_SPACES = re.compile(r' xmlns(:\w+)?="[^"]*"')
_HEADING = re.compile(r"(?m)^# (show|episode)\.yaml\n")
_DIGESTS = {Format.MP3: "0a", Format.M4A: "1b", Format.OPUS: "2c"}


def file_of(place: Listed, suffix: str) -> Path:
    """Return a file of a tag's pair."""
    name = place.name if ":" in place.name else f"rss:{place.name}"
    return GOLDEN_TAGS / place.parent / f"{name.replace(':', '-')}{suffix}"


def written(place: Listed, folder: Path) -> str:
    """Return the tag's elements in the feed that its pair's show and episode give."""
    lines = lines_of(place)
    feed = published(folder, lines["show"], lines["episode"])
    return elements(feed, place)


def lines_of(place: Listed) -> dict[str, str]:
    """Return the lines that a tag's pair has for show.yaml and episode.yaml."""
    return _parts(file_of(place, ".yaml").read_text(encoding="utf-8"), place.parent)


def elements(feed: bytes, place: Listed) -> str:
    """Return all elements of a tag's name, in the channel or in the first item."""
    channel = etree.fromstring(feed, etree.XMLParser(strip_cdata=False)).find("channel")
    assert channel is not None
    parent = channel if place.parent == "channel" else channel.find("item")
    assert parent is not None
    found = [deepcopy(one) for one in parent if _name(one) == place.name]
    for one in found:
        etree.indent(one)
        one.tail = None
    text = "".join(f"{etree.tostring(one, encoding='unicode')}\n" for one in found)
    return re.sub(r"podpub/[\d.]+", "podpub/VERSION", _SPACES.sub("", text))


def every_place() -> list[Listed]:
    """Return every tag that a feed can have."""
    return list(tags())


def published(folder: Path, show: str, episode: str) -> bytes:
    """Return the feed of a show with one episode, given the lines that a host writes."""
    file = folder / "episodes" / "folge-42" / "episode.yaml"
    file.parent.mkdir(parents=True)
    for empty in (folder / "cover.jpg", file.parent / "cover.jpg", file.parent / "recording.wav"):
        empty.touch()
    for name, opening in (("t.vtt", "WEBVTT\n\n"), ("t.srt", "1\n")):
        (file.parent / name).write_text(f"{opening}00:00:00.000 --> 00:00:01.000\nHallo\n", encoding="utf-8")
    (folder / "show.yaml").write_text(_laid_over(_SHOW, show), encoding="utf-8")
    file.write_text(_laid_over(_EPISODE, episode), encoding="utf-8")
    loaded = load_all(folder / "show.yaml", [file])
    assert loaded.findings == ()
    project, (production,) = loaded.project, loaded.productions
    record = ShowRecord(
        project.show,
        "assets/cover-1a2b.jpg",
        project.storage.public_url,
        release().changed,
        pictures=_pictures("cover"),
    )
    return render(record, [recorded(production)], NOW)


def recorded(production: Production) -> Release:
    """Return the record that a release of it would have, with files that nobody made."""
    slug = production.episode.slug
    files = tuple(
        Enclosure(f"media/{slug}-{digest}.{one}", 18_000_000 + number, one.type, 1125.5, digest * 32)
        for number, one in enumerate(production.mastering.formats)
        for digest in (_DIGESTS[one],)
    )
    spoken = tuple(
        TranscriptFile(key, content_type(key).partition(";")[0], one.language)
        for one in production.transcripts
        for key in (f"assets/{slug}-3d4e{one.path.suffix}",)
    )
    plain = release()
    return Release(
        episode=production.episode,
        enclosure=files[0],
        loudness=plain.loudness,
        timeline=plain.timeline,
        inputs=plain.inputs,
        tools=plain.tools,
        changed=plain.changed,
        image=f"assets/{slug}-5f6a.jpg" if production.image else None,
        transcripts=spoken,
        alternates=files[1:],
        chapters_file=f"assets/{slug}-6b7c.chapters.json" if production.episode.chapters else None,
        pictures=_pictures(str(slug)) if production.image else (),
    )


def _pictures(name: str) -> tuple[PictureFile, ...]:
    """Return a cover in two of its sizes."""
    sizes = (("5f6a", 3000, 3000), ("7a8b", 1200, 630))
    return tuple(
        PictureFile(f"assets/{name}-{digest}.jpg", width, height, 99_000, "image/jpeg")
        for digest, width, height in sizes
    )


def _parts(text: str, parent: str) -> dict[str, str]:
    first, *rest = _HEADING.split(text)
    parts = {"show": "", "episode": "", "show" if parent == "channel" else "episode": first}
    return parts | dict(zip(rest[::2], rest[1::2], strict=True))


def _laid_over(plain: str, own: str) -> str:
    keys = {line.partition(":")[0] for line in own.splitlines()}
    return (
        "".join(line for line in plain.splitlines(keepends=True) if line.partition(":")[0] not in keys) + own
    )


def _name(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return f"{element.prefix}:{name.localname}" if name.namespace else name.localname
