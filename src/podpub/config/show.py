"""show.yaml → a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID, uuid4

from pydantic import BeforeValidator, Field, WithJsonSchema

from podpub.config.audio import WrittenAudio, mastering
from podpub.config.categories import WrittenCategory  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.directories import WrittenDirectories  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.fields import (
    Email,
    Language,
    Line,
    Or,
    Prose,
    Url,
    Whole,
    YesNo,
    ZoneName,
    lowered,
    some,
    text_of,
)
from podpub.config.files import ShowFile  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.keys import Written
from podpub.config.mistake import Mistake
from podpub.config.notify import WrittenNotify  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.own import NOTHING_OWN, Own
from podpub.config.site import WrittenSite
from podpub.config.storage import WrittenStorage  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.syndication import (
    Podroll,  # noqa: TC001 - pydantic evaluates annotations
    Services,  # noqa: TC001 - as above
    WrittenFrequency,  # noqa: TC001 - as above
    WrittenSpotify,  # noqa: TC001 - as above
)
from podpub.config.telling import Telling
from podpub.model import NOBODY, PLAIN, Medium, Owner, Project, Show, ShowType, say

if TYPE_CHECKING:
    from pathlib import Path


class WrittenOwner(Written):
    """Who may claim the show at a directory."""

    aliases: ClassVar[dict[str, str]] = {"mail": "email", "e_mail": "email"}

    name: Line = Field(title="Name", description="The owner's name.")
    email: Email = Field(title="E-mail", description="Where directories send the code that claims the show.")

    def owner(self) -> Owner:
        """Return the noun."""
        return Owner(self.name, self.email)


def show_guid(value: object) -> UUID:
    """Return the show's identity."""
    try:
        return UUID(str(text_of(value)).strip())
    except ValueError as error:
        raise Mistake(
            say("is not a UUID"),
            code="guid",
            fix=say("A new show can take `guid: {guid}`; an old one keeps its own.", guid=uuid4()),
        ) from error


_Guid = Annotated[UUID, BeforeValidator(show_guid), WithJsonSchema({"type": "string"})]
_Type = Annotated[ShowType, BeforeValidator(lowered)]
_Medium = Annotated[Medium, BeforeValidator(lowered)]


class WrittenShow(Telling):
    """The show: what listeners and directories are told about it, and how it is made."""

    aliases: ClassVar[dict[str, str]] = {
        **Telling.told_aliases,
        "summary": "description",
        "site_url": "link",
        "siteUrl": "link",
        "site_link": "link",
        "url": "link",
        "website": "link",
        "lang": "language",
        "category": "categories",
        "cover": "image",
        "cover_art": "image",
        "cover_art_url": "image",
        "artwork": "image",
        "imagePath": "image",
        "image_url": "image",
        "poster": "image",
        "podcast_guid": "guid",
        "podcast_locked": "locked",
        "tz": "timezone",
        "copyrightNotice": "copyright",
        "copyright_notice": "copyright",
        "people": "persons",
        "contributors": "persons",
        "mastering": "audio",
        "updateFrequency": "update_frequency",
        "frequency": "update_frequency",
        "recommendations": "podroll",
        "podcast_medium": "medium",
        "page_size": "episodes_per_page",
        "subscribe": "directories",
        "platforms": "directories",
    }
    computed: ClassVar[frozenset[str]] = frozenset(
        {"feed_url", "feed", "feed_self_url", "rss_feed_url", "generator", "lastBuildDate", "episodes"}
    )
    hints: ClassVar[dict[str, str]] = {
        "email": say("Write it below `owner:`, as `owner: {{name: …, email: …}}`."),
        "subtitle": say("Podcast apps show none any more; write it into `description:`."),
        "public_url": say("Write it below `storage:`."),
        "bitrate": say("Write it below `audio:`."),
        "loudness": say("Write it below `audio:`."),
        "websub": say("Write it below `notify:`."),
        "hub": say("Write it below `notify:`, as `notify: {{websub: https://…}}`."),
        "podping": say("Write it below `notify:`."),
    }

    title: Line = Field(title="Title", description="The name of the show, without keywords.")
    description: Prose = Field(title="Description", description="What the show is about, in Markdown.")
    link: Url = Field(title="Link", description="The show's web page.")
    language: Language = Field(
        title="Language",
        description="Two letters, with a country if need be: de, de-at.",
        examples=["de", "en-us"],
    )
    author: Line = Field(title="Author", description="Who makes the show, as listeners read it.")
    owner: WrittenOwner | None = Field(None, title="Owner", description="Who may claim it at directories.")
    categories: Annotated[tuple[WrittenCategory, ...], BeforeValidator(some), Or(alone=True)] = Field(
        title="Categories", description="Apple's categories, the most important first."
    )
    image: ShowFile = Field(
        title="Cover", description="A square picture in the show's folder, 1400 to 3000 pixels."
    )
    explicit: YesNo = Field(default=False, title="Explicit", description="Whether it is for adults only.")
    type: _Type = Field(
        ShowType.EPISODIC, title="Type", description="episodic: newest first; serial: in order."
    )
    guid: _Guid = Field(
        title="GUID", description="The show's identity, written by `podpub init`; never change it."
    )
    timezone: ZoneName = Field(
        title="Time zone", description="For dates without an offset.", examples=["Europe/Berlin"]
    )
    copyright: Line | None = Field(None, title="Copyright", description="Who holds the rights.")
    locked: YesNo = Field(
        default=True, title="Locked", description="Whether other hosts may not import the show."
    )
    new_feed_url: Url | None = Field(None, title="New feed URL", description="Where the feed has moved to.")
    block: YesNo = Field(default=False, title="Block", description="Hide the show from directories.")
    complete: YesNo = Field(
        default=False, title="Complete", description="There will be no more episodes, ever."
    )
    blocked_services: Services = Field(
        (), title="Blocked services", description="Hide the show from these only: amazon, google, …"
    )
    allowed_services: Services = Field(
        (), title="Allowed services", description="With `block: true`, those that may show it all the same."
    )
    medium: _Medium = Field(
        Medium.PODCAST, title="What it is", description=f"What the episodes are: {', '.join(Medium)}."
    )
    update_frequency: WrittenFrequency | None = Field(
        None,
        title="Update frequency",
        description="daily, weekly, biweekly, monthly, bimonthly or yearly; or words of your own, "
        "with a rule or without.",
    )
    podroll: Podroll = Field(
        (), title="Podroll", description="Other shows to recommend, by their `podcast:guid`."
    )
    spotify: WrittenSpotify | None = Field(
        None, title="Spotify", description="What only Spotify reads: countries, and a limit of episodes."
    )
    episodes_per_page: Whole | None = Field(
        None,
        title="Episodes per page",
        description="Move older episodes to pages of so many (RFC 5005). Few apps turn pages: left out, all "
        "episodes stand in one feed.",
    )
    directories: WrittenDirectories | None = Field(
        None,
        title="Directories",
        description="The show's pages in directories and apps: `apple: https://…`, `spotify: https://…`.",
    )
    chapters_in_notes: YesNo = Field(
        default=False,
        title="Chapters in the notes",
        description="Whether show notes end with the chapters, as lines that Spotify and YouTube read.",
    )
    notify: WrittenNotify | None = Field(
        None, title="Notify", description="Who is told at once that the feed has changed."
    )
    audio: WrittenAudio | None = Field(None, title="Audio", description="How every episode is mastered.")
    site: WrittenSite | None = Field(
        None, title="Web site", description="The show's web pages; `site: false` makes none."
    )
    storage: WrittenStorage = Field(
        title="Storage", description="The folder or bucket that is published, and its web address."
    )

    def project(self, root: Path, own: Own = NOTHING_OWN) -> Project:
        """Return the noun of a show that lies in `root`, with the host's own templates and words."""
        audio = mastering(self.audio, over=PLAIN)
        return Project(root, self._show(own), self.image, self.storage.location(), audio)

    def _show(self, own: Own) -> Show:
        site = self.site or WrittenSite.model_construct()
        return Show(
            title=self.title,
            description=self.description,
            link=self.link,
            language=self.language,
            author=self.author,
            categories=tuple(written.noun() for written in self.categories),
            guid=self.guid,
            timezone=self.timezone,
            explicit=self.explicit,
            type=self.type,
            owner=self.owner.owner() if self.owner else None,
            copyright=self.copyright,
            locked=self.locked,
            new_feed_url=self.new_feed_url,
            block=self.block,
            complete=self.complete,
            medium=self.medium,
            update_frequency=self.update_frequency.noun() if self.update_frequency else None,
            podroll=tuple(one.noun() for one in self.podroll),
            blocked_services=self.blocked_services,
            allowed_services=self.allowed_services,
            spotify=self.spotify.noun() if self.spotify else None,
            episodes_per_page=self.episodes_per_page,
            directories=self.directories.links() if self.directories else (),
            **self.told(),
            chapters_in_notes=self.chapters_in_notes,
            notify=self.notify.notify() if self.notify else NOBODY,
            site=site.site(own, in_folder=self.storage.path is not None),
        )
