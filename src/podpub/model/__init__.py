"""The nouns of a podcast: frozen, valid by construction, standard library only."""

from podpub.model.audio import (
    PLAIN,
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
from podpub.model.timeline import Timeline

__all__ = [
    "CATEGORIES",
    "PLAIN",
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
    "Inputs",
    "Level",
    "Leveling",
    "Location",
    "LoudnessReport",
    "Mastered",
    "Mastering",
    "Measurement",
    "Owner",
    "Person",
    "Picture",
    "Places",
    "Production",
    "Project",
    "Prospect",
    "Release",
    "Show",
    "ShowRecord",
    "ShowType",
    "Slug",
    "Tell",
    "Timeline",
    "TrackLoudness",
    "TrackSource",
    "TranscriptFile",
    "TranscriptSource",
    "release_id",
    "says_the_same",
    "silent",
]
