"""episode.yaml → a production."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from podpub.config.audio import WrittenAudio, mastering
from podpub.config.chapters import Chapters, is_recorded
from podpub.config.dates import read_date
from podpub.config.fields import (
    TEXT_SCHEMA,
    Line,
    Prose,
    Tags,
    Url,
    Whole,
    YesNo,
    line_within,
    lowered,
    text_of,
)
from podpub.config.files import (
    ShowFile,  # noqa: TC001 - pydantic evaluates annotations
    TextOrFile,  # noqa: TC001 - as above
)
from podpub.config.mistake import Mistake
from podpub.config.numbering import Display, SeasonName  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.soundbites import Soundbites  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.sources import Tracks, Transcripts  # noqa: TC001 - as above
from podpub.config.telling import Telling
from podpub.model import Episode, EpisodeType, Production, Slug, TrackSource, TranscriptSource, say

if TYPE_CHECKING:
    from pydantic import ValidationInfo

    from podpub.config.desk import Desk


_LONGEST_GUID = 2000


def _date(value: object, info: ValidationInfo[Desk]) -> datetime:
    text = text_of(value)
    moment = read_date(text.strip(), info.context.zone)
    if moment.note:
        info.context.warn(
            "clock-change",
            text,
            moment.note,
            say("Write another time, or one with an offset: 2026-11-24T06:00+01:00."),
        )
    return moment.when


def _slug(value: object) -> Slug:
    text = str(text_of(value)).strip()
    try:
        return Slug(text)
    except ValueError as error:
        raise Mistake(
            say("may have lower-case letters a-z, digits and single hyphens in it, 80 at most"),
            code="slug",
            instead=_made(text),
            fix=say("Choose another name."),
        ) from error


def _made(text: str) -> str:
    try:
        return str(Slug.of(text))
    except ValueError:
        return ""


def _guid(value: object, info: ValidationInfo[Desk]) -> str:
    """Return an identity; those of other hosts may be addresses of any length, and stay as they are."""
    return line_within(_LONGEST_GUID, value, info)


Guid = Annotated[str, BeforeValidator(_guid), WithJsonSchema({**TEXT_SCHEMA, "maxLength": _LONGEST_GUID})]
_Date = Annotated[datetime, BeforeValidator(_date), WithJsonSchema({"type": "string"})]
_Slug = Annotated[Slug, BeforeValidator(_slug), WithJsonSchema(TEXT_SCHEMA)]
_Type = Annotated[EpisodeType, BeforeValidator(lowered)]


class WrittenEpisode(Telling):
    """The episode: what listeners are told about it, and what it is made from."""

    aliases: ClassVar[dict[str, str]] = {
        **Telling.told_aliases,
        "episode": "number",
        "episode_number": "number",
        "episodeNumber": "number",
        "season_number": "season",
        "seasonNumber": "season",
        "published_at": "date",
        "pub_date": "date",
        "pubDate": "date",
        "publication_date": "date",
        "publicationDate": "date",
        "PublishDate": "date",
        "datum": "date",
        "id": "guid",
        "file": "audio",
        "input_file": "audio",
        "recording": "audio",
        "audio_file": "audio",
        "audio_url": "audio",
        "podcast_file": "audio",
        "description": "summary",
        "excerpt": "summary",
        "shownotes": "notes",
        "show_notes": "notes",
        "shownote_md": "notes",
        "notes_md": "notes",
        "transcript": "transcripts",
        "people": "persons",
        "contributors": "persons",
        "host": "hosts",
        "guest": "guests",
        "cover": "image",
        "artwork": "image",
        "artwork_url": "image",
        "imagePath": "image",
        "image_url": "image",
        "episode_image": "image",
        "episode_type": "type",
        "episodeType": "type",
        "keywords": "tags",
        "site_url": "link",
        "website": "link",
        "soundbite": "soundbites",
    }
    computed: ClassVar[frozenset[str]] = frozenset(
        {
            "audio_bytes",
            "bytes",
            "duration",
            "duration_seconds",
            "enclosure",
            "enclosure_url",
            "filesize",
            "hash",
            "length",
            "length_bytes",
            "mime_type",
            "podcast_bytes",
            "podcast_duration",
            "sha256",
            "size",
            "url",
        }
    )
    hints: ClassVar[dict[str, str]] = {
        "subtitle": say("Podcast apps show none any more; write it into `summary:`."),
        "timezone": say("It stands in show.yaml; a single date takes an offset: 2026-11-24T06:00+01:00."),
        "loudness": say("Write it below `mastering:`."),
        "bitrate": say("Write it below `mastering:`."),
    }

    title: Line = Field(title="Title", description="The episode's name, without number and name of the show.")
    number: Whole | None = Field(None, title="Number", description="1 or more.")
    number_display: Display = Field(
        "", title="Number as shown", description="How apps shall write the number, such as 315.5 or Ch.3."
    )
    season: Whole | None = Field(None, title="Season", description="1 or more.")
    season_name: SeasonName = Field("", title="Name of the season", description="Apps show it instead.")
    date: _Date = Field(
        title="Date",
        description=(
            "When the episode appears: 2026-11-24 06:00 in the show's time zone, or with an offset. "
            "A day alone means midnight. A date in the future publishes it then."
        ),
        examples=["2026-11-24 06:00", "2026-11-24T06:00:00+01:00"],
    )
    guid: Guid = Field(
        title="GUID", description="The episode's identity, written by `podpub new`; never change it."
    )
    slug: _Slug | None = Field(
        None, title="Slug", description="The name in web addresses; left out, the folder's."
    )
    audio: Tracks = Field(
        title="Recording",
        description="Any audio file; it may lie anywhere on your disk. Or a list of tracks of one "
        "conversation, a microphone each: podpub levels and mixes them.",
    )
    summary: Prose = Field("", title="Summary", description="One or two sentences of plain text.")
    notes: TextOrFile = Field("", title="Show notes", description="Markdown, or the name of a file with it.")
    chapters: Chapters = Field(
        (),
        title="Chapters",
        description="A file, lines like `00:03:12.500 Title <https://…>`, a list of marks, `recording` for "
        "those in the recording itself, or `none`.",
    )
    soundbites: Soundbites = Field(
        (),
        title="Soundbites",
        description="Passages worth hearing on their own: `00:12:30-00:13:10 Title`, or a list of them.",
    )
    transcripts: Transcripts = Field(
        (), title="Transcripts", description="Files, or files with their languages and speakers."
    )
    image: ShowFile | None = Field(
        None, title="Cover", description="The episode's own; left out, the show's."
    )
    link: Url | None = Field(None, title="Link", description="The episode's own web page elsewhere.")
    explicit: YesNo | None = Field(None, title="Explicit", description="Left out, as the show.")
    type: _Type = Field(EpisodeType.FULL, title="Type", description="full, trailer or bonus.")
    tags: Tags = Field((), title="Tags", description="A list, or words with commas between them.")
    draft: YesNo = Field(default=False, title="Draft", description="Check it, but do not publish it.")
    block: YesNo = Field(default=False, title="Block", description="Hide the episode from directories.")
    mastering: WrittenAudio | None = Field(
        None, title="Mastering", description="What differs from the show's audio."
    )

    def production(self, desk: Desk, slug: Slug) -> Production:
        """Return the noun of the episode on the desk."""
        images = tuple(written.image for written in self.chapters)
        return Production(
            episode=self._episode(slug),
            file=desk.file,
            tracks=tuple(TrackSource(track.file, track.name) for track in self.audio),
            mastering=mastering(self.mastering, over=desk.mastering),
            image=self.image,
            transcripts=tuple(
                TranscriptSource(t.file, t.language or desk.language, tuple(sorted(t.speakers.items())))
                for t in self.transcripts
            ),
            draft=self.draft,
            chapter_images=images if any(images) else (),
            recorded_chapters=is_recorded(self.chapters) if "chapters" in self.model_fields_set else None,
        )

    def _episode(self, slug: Slug) -> Episode:
        return Episode(
            guid=self.guid,
            slug=slug,
            title=self.title,
            date=self.date,
            type=self.type,
            number=self.number,
            season=self.season,
            summary=self.summary,
            notes=self.notes,
            link=self.link,
            explicit=self.explicit,
            tags=self.tags,
            chapters=tuple(written.chapter() for written in self.chapters),
            block=self.block,
            number_display=self.number_display,
            season_name=self.season_name,
            soundbites=tuple(written.noun() for written in self.soundbites),
            **self.told(),
        )
