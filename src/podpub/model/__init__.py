"""The nouns of a podcast: frozen, valid by construction, standard library only."""

from podpub.model.audio import (
    PLAIN,
    Cleaning,
    Fade,
    Faults,
    Foresight,
    Gap,
    Leveling,
    LoudnessReport,
    Mastered,
    Mastering,
    Measurement,
    Prospect,
    TrackFaults,
    TrackLoudness,
)
from podpub.model.category import CATEGORIES, Category
from podpub.model.chapter import Chapter
from podpub.model.directory import DIRECTORIES, Directory, DirectoryLink, is_at
from podpub.model.element import NAMESPACES, Element, FeedText
from podpub.model.envelope import Envelope
from podpub.model.episode import Episode, EpisodeType, Person, Production, TrackSource, TranscriptSource
from podpub.model.finding import Finding, Level
from podpub.model.format import Format
from podpub.model.language import is_language
from podpub.model.message import ENGLISH, Language, Message, both, say, words_of
from podpub.model.notify import NOBODY, Notify
from podpub.model.picture import LARGEST_PX, SMALLEST_PX, Picture, PictureFile, Repair
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
    says_the_same,
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
from podpub.model.site import FONTS, PLAIN_SITE, TEMPLATES, Site
from podpub.model.slug import Slug
from podpub.model.taxonomy import ROLES, group_of
from podpub.model.timeline import Timeline
from podpub.model.transcript import Cue, Transcript, UntimedTranscript, one_line
from podpub.model.value import Recipient, Value

__all__ = [
    "CATEGORIES",
    "DIRECTORIES",
    "ENGLISH",
    "FONTS",
    "LARGEST_PX",
    "LICENSES",
    "NAMESPACES",
    "NOBODY",
    "PLAIN",
    "PLAIN_SITE",
    "ROLES",
    "SERVICES",
    "SMALLEST_PX",
    "TEMPLATES",
    "BucketLocation",
    "Category",
    "Chapter",
    "Cleaning",
    "Cue",
    "Directory",
    "DirectoryLink",
    "Element",
    "Enclosure",
    "Envelope",
    "Episode",
    "EpisodeType",
    "Fade",
    "Faults",
    "FeedText",
    "Finding",
    "FolderLocation",
    "Foresight",
    "Format",
    "Funding",
    "Gap",
    "Inputs",
    "Language",
    "Level",
    "Leveling",
    "License",
    "Location",
    "LoudnessReport",
    "Mastered",
    "Mastering",
    "Measurement",
    "Medium",
    "Message",
    "Notify",
    "Owner",
    "Person",
    "Picture",
    "PictureFile",
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
    "Repair",
    "Show",
    "ShowRecord",
    "ShowType",
    "Site",
    "Slug",
    "SocialInteract",
    "Soundbite",
    "Spotify",
    "Tell",
    "Timeline",
    "TrackFaults",
    "TrackLoudness",
    "TrackSource",
    "Transcript",
    "TranscriptFile",
    "TranscriptSource",
    "Txt",
    "UntimedTranscript",
    "UpdateFrequency",
    "Value",
    "both",
    "group_of",
    "is_at",
    "is_language",
    "one_line",
    "release_id",
    "say",
    "says_the_same",
    "silent",
    "words_of",
]
