"""What an episode is made from: its tracks, and its transcripts."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field

from podpub.config.fields import Language, Line, Or, listed, some
from podpub.config.files import (
    AudioFile,  # noqa: TC001 - pydantic evaluates annotations
    TranscriptFile,  # noqa: TC001 - as above
)
from podpub.config.keys import Written
from podpub.config.mistake import Mistake
from podpub.config.tree import Section
from podpub.model import say


def _speakers(value: object) -> object:
    """Refuse what is no list of names, before anybody looks for names in it."""
    if isinstance(value, Section):
        return value
    raise Mistake(
        say("has to be names, each with another"),
        code="wrong-kind",
        fix=say("Write `speakers: {{SPEAKER_00: Mira}}`."),
    )


Speakers = Annotated[dict[str, Line], BeforeValidator(_speakers)]


class WrittenTranscript(Written):
    """A transcript."""

    aliases: ClassVar[dict[str, str]] = {"path": "file", "lang": "language"}
    computed: ClassVar[frozenset[str]] = frozenset({"type", "url"})
    short: ClassVar[str] = "file"
    text_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    file: TranscriptFile = Field(
        title="File",
        description="WebVTT (.vtt), SubRip (.srt), JSON of Whisper, Auphonic and others, HTML or plain text.",
    )
    language: Language | None = Field(None, title="Language", description="Left out, that of the show.")
    speakers: Speakers = Field(
        {},
        title="Speakers",
        description="Names in the file, each with the one to publish: `SPEAKER_00: Mira`.",
    )


class WrittenTrack(Written):
    """One microphone's part of the recording."""

    aliases: ClassVar[dict[str, str]] = {"path": "file", "speaker": "name", "title": "name"}
    short: ClassVar[str] = "file"
    text_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    file: AudioFile = Field(title="File", description="Any audio file; it may lie anywhere on your disk.")
    name: Line = Field("", title="Name", description="Whose voice it is.")


def each_once(written: tuple[WrittenTrack, ...]) -> tuple[WrittenTrack, ...]:
    """Refuse a track that is there twice: it would only be louder."""
    if len({track.file for track in written}) < len(written):
        raise Mistake(
            say("names the same file twice"),
            code="track-twice",
            fix=say("Name each microphone's own recording."),
        )
    return written


Tracks = Annotated[tuple[WrittenTrack, ...], BeforeValidator(some), AfterValidator(each_once), Or(alone=True)]
Transcripts = Annotated[tuple[WrittenTranscript, ...], BeforeValidator(listed), Or(alone=True)]
