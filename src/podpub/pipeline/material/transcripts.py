"""Transcripts as the host has them → the files that are published of them, in the published time."""

from __future__ import annotations

import difflib
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.errors import SourceError
from podpub.model import Finding, Level, Transcript, TranscriptFile, TranscriptSource, say
from podpub.model.clock import clock
from podpub.model.language import is_language
from podpub.model.layout import asset_key, content_type
from podpub.transcripts import (
    LARGEST_BYTES,
    Reading,
    heard,
    late_cues,
    quoted,
    read,
    read_own,
    renamed,
    unknown_speakers,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podpub.model import Places, Production, Timeline, UntimedTranscript
    from podpub.storage import Storage

_TIMED = ("vtt", "json")
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class PublishedTranscripts:
    """The transcripts of an episode: as its record names them, and their bodies by key.

    Attributes:
        findings: What could not be told before the time of the published file was known.
    """

    files: tuple[TranscriptFile, ...] = ()
    bodies: tuple[tuple[str, bytes], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Opened:
    """A transcript of the host's, read; `where` is its file."""

    source: TranscriptSource
    where: str
    reading: Reading

    def place(self, cue: int) -> str:
        """Return where a cue stands."""
        return f"{self.where}:{self.reading.lines[cue]}"


def transcript_findings(production: Production, places: Places) -> Iterator[Finding]:
    """Tell everything that is wrong with an episode's transcripts, as far as the files alone tell it."""
    for one in _opened(production, places):
        yield from one.reading.findings
        yield from _strangers(one, production, places)
        yield from _another_language(one, production, places)


def late_findings(production: Production, places: Places, end_s: float) -> Iterator[Finding]:
    """Tell of cues that begin after the end of the recording: they belong to another one."""
    for one in _opened(production, places):
        yield from _late(one, end_s)


def published_transcripts(production: Production, places: Places, timeline: Timeline) -> PublishedTranscripts:
    """Make the files of all transcripts.

    Args:
        production: The episode.
        places: Where it was written.
        timeline: How the recording's time becomes the published file's.

    Raises:
        SourceError: One of them cannot be used; with every problem and warning as a finding.
    """
    opened = list(_opened(production, places))
    late = [found for one in opened for found in _late(one, timeline.recorded_s)]
    cut = [found for one in opened if not late for found in _cut(one, timeline)]
    told = [
        found for one in opened for found in (*one.reading.findings, *_strangers(one, production, places))
    ]
    if any(found.level is Level.ERROR for found in (*told, *late, *cut)):
        raise SourceError(say("a transcript cannot be published"), findings=(*told, *late, *cut))
    files, bodies = [], []
    for one in opened:
        for extension, body in _forms(one, timeline):
            key = asset_key(production.episode.slug, hashlib.sha256(body).hexdigest(), extension)
            files.append(TranscriptFile(key, content_type(key).partition(";")[0], one.source.language))
            bodies.append((key, body))
    return PublishedTranscripts(tuple(files), tuple(bodies), tuple(cut))


def read_published(keys: Sequence[str], storage: Storage) -> dict[str, Transcript | UntimedTranscript]:
    """Read published transcripts side by side, by key; one that is damaged, or not there, is left out."""
    if not keys:
        return {}
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        stored = zip(keys, threads.map(storage.read, keys), strict=True)
    told = ((key, read_own(one.body) or read(one.body, key).transcript) for key, one in stored if one)
    return {key: spoken for key, spoken in told if spoken}


def by_source(files: Sequence[TranscriptFile]) -> tuple[tuple[TranscriptFile, ...], ...]:
    """Group published transcripts that say the same: WebVTT and the JSON that follows it."""
    groups: list[tuple[TranscriptFile, ...]] = []
    for file in files:
        group = (*groups[-1], file) if groups else (file,)
        endings = tuple(one.extension for one in group)
        if endings == _TIMED and len({one.language for one in group}) == 1:
            groups[-1] = group
        else:
            groups.append((file,))
    return tuple(groups)


def _opened(production: Production, places: Places) -> Iterator[_Opened]:
    for source in production.transcripts:
        where = Path(os.path.relpath(source.path, places.root)).as_posix()
        yield _Opened(source, where, read(_content(source.path), where))


def _content(file: Path) -> bytes:
    """Return the bytes of a file, and of one that is too large as many as show that it is."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise SourceError(
            say("{file} cannot be read: {reason}", file=file, reason=error.strerror or error),
            fix=say("Allow reading it, or name another file."),
        ) from error


def _forms(one: _Opened, timeline: Timeline) -> tuple[tuple[str, bytes], ...]:
    """Return all that is published of a transcript: in its time, under the names that the host gives."""
    said = one.reading.transcript
    if isinstance(said, Transcript):
        said = heard(said, timeline).transcript
    return written(renamed(said, dict(one.source.speakers)), one.source.language) if said else ()


def _strangers(one: _Opened, production: Production, places: Places) -> Iterator[Finding]:
    """Tell of names that the host replaces, and nobody has."""
    said = one.reading.transcript
    if said is None:
        return
    for name in unknown_speakers(said, [name for name, _ in one.source.speakers]):
        near = difflib.get_close_matches(name, said.speakers, n=1)
        others = ", ".join(f"`{speaker}`" for speaker in said.speakers[:10])
        yield Finding(
            Level.ERROR,
            "unknown-speaker",
            places.where(production.file, "transcripts"),
            say("nobody speaks as `{name}` in {file}", name=name, file=one.source.path.name),
            say("Did you mean `{near}`?", near=near[0])
            if near
            else say("It names {others}.", others=others or say("nobody")),
        )


def _another_language(one: _Opened, production: Production, places: Places) -> Iterator[Finding]:
    stated, told = one.reading.language, one.source.language
    if is_language(stated) and stated.split("-")[0] != told.lower().split("-")[0]:
        yield Finding(
            Level.WARNING,
            "transcript-language",
            places.where(production.file, "transcripts"),
            say(
                "{name} says that it is in `{stated}`, and is published as `{told}`",
                name=one.source.path.name,
                stated=stated,
                told=told,
            ),
            say(
                "Write `{{file: {name}, language: {stated}}}`, if that is right.",
                name=one.source.path.name,
                stated=stated,
            ),
        )


def _late(one: _Opened, end_s: float) -> Iterator[Finding]:
    said = one.reading.transcript
    late = late_cues(said, end_s) if isinstance(said, Transcript) else ()
    if late and isinstance(said, Transcript):
        yield Finding(
            Level.ERROR,
            "cue-after-end",
            one.place(late[0]),
            say(
                "{count} after the end of the recording, which is at {time}",
                count=_count(late, said),
                time=clock(end_s),
            ),
            say("Check that it is the transcript of this recording, and delete what is not said in it."),
        )


def _cut(one: _Opened, timeline: Timeline) -> Iterator[Finding]:
    said = one.reading.transcript
    if not isinstance(said, Transcript):
        return
    moved = heard(said, timeline)
    if moved.cut:
        yield Finding(
            Level.WARNING if moved.transcript else Level.ERROR,
            "fell-into-cut",
            one.place(moved.cut[0]),
            say("{count} in what is cut off the recording", count=_count(moved.cut, said)),
            say("Nothing is to be done where nobody speaks; otherwise write `trim: no`.")
            if moved.transcript
            else say("Nothing is left of it: check that it is the transcript of this recording."),
        )


def _count(cues: Sequence[int], said: Transcript) -> str:
    first = said.cues[cues[0]]
    name = say("{text} at {time}", text=quoted(first.text), time=clock(first.start_s))
    return (
        say("the cue {name} lies", name=name)
        if len(cues) == 1
        else say("{count} cues, the first of them {name}, lie", count=len(cues), name=name)
    )
