"""The nouns of a podcast: frozen, valid by construction, standard library only."""

from podpub.model.audio import (
    Cleaning,
    Fade,
    Leveling,
    LoudnessReport,
    Mastered,
    Mastering,
    Measurement,
    Prospect,
    TrackLoudness,
)
from podpub.model.category import CATEGORIES, Category
from podpub.model.chapter import Chapter
from podpub.model.episode import Episode, EpisodeType, Person, Production, TrackSource, TranscriptSource
from podpub.model.finding import Finding, Level
from podpub.model.format import Format
from podpub.model.picture import Picture
from podpub.model.places import Places
from podpub.model.podcasting import (
    LICENSES,
    Funding,
    License,
    Medium,
    Place,
    Protocol,
    Rel,
    RemoteItem,
    SocialInteract,
    Soundbite,
    Spotify,
    Txt,
    UpdateFrequency,
)
from podpub.model.progress import Tell, silent
from podpub.model.release import (
    Enclosure,
    Inputs,
    Release,
    ShowRecord,
    TranscriptFile,
    release_id,
)
from podpub.model.service import SERVICES
from podpub.model.show import (
    BucketLocation,
    FolderLocation,
    Location,
    Owner,
    Project,
    Show,
    ShowType,
)
from podpub.model.slug import Slug
from podpub.model.taxonomy import ROLES, group_of
from podpub.model.timeline import Timeline
from podpub.model.value import Recipient, Value

__all__ = [
    "CATEGORIES",
    "LICENSES",
    "ROLES",
    "SERVICES",
    "BucketLocation",
    "Category",
    "Chapter",
    "Cleaning",
    "Enclosure",
    "Episode",
    "EpisodeType",
    "Fade",
    "Finding",
    "FolderLocation",
    "Format",
    "Funding",
    "Inputs",
    "Level",
    "Leveling",
    "License",
    "Location",
    "LoudnessReport",
    "Mastered",
    "Mastering",
    "Measurement",
    "Medium",
    "Owner",
    "Person",
    "Picture",
    "Place",
    "Places",
    "Production",
    "Project",
    "Prospect",
    "Protocol",
    "Recipient",
    "Rel",
    "Release",
    "RemoteItem",
    "Show",
    "ShowRecord",
    "ShowType",
    "Slug",
    "SocialInteract",
    "Soundbite",
    "Spotify",
    "Tell",
    "Timeline",
    "TrackLoudness",
    "TrackSource",
    "TranscriptFile",
    "TranscriptSource",
    "Txt",
    "UpdateFrequency",
    "Value",
    "group_of",
    "release_id",
    "silent",
]
