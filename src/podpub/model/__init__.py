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
from podpub.model.element import NAMESPACES, Element, FeedText
from podpub.model.episode import Episode, EpisodeType, Person, Production, TrackSource, TranscriptSource
from podpub.model.finding import Finding, Level
from podpub.model.format import Format
from podpub.model.language import is_language
from podpub.model.message import ENGLISH, Language, Message, say
from podpub.model.notify import NOBODY, Notify
from podpub.model.picture import LARGEST_PX, SMALLEST_PX, Picture, PictureFile, Repair
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
from podpub.model.transcript import Cue, Transcript, UntimedTranscript, one_line

__all__ = [
    "CATEGORIES",
    "ENGLISH",
    "LARGEST_PX",
    "NAMESPACES",
    "NOBODY",
    "PLAIN",
    "SMALLEST_PX",
    "BucketLocation",
    "Category",
    "Chapter",
    "Cleaning",
    "Cue",
    "Element",
    "Enclosure",
    "Episode",
    "EpisodeType",
    "Fade",
    "Faults",
    "FeedText",
    "Finding",
    "FolderLocation",
    "Foresight",
    "Format",
    "Gap",
    "Inputs",
    "Language",
    "Level",
    "Leveling",
    "Location",
    "LoudnessReport",
    "Mastered",
    "Mastering",
    "Measurement",
    "Message",
    "Notify",
    "Owner",
    "Person",
    "Picture",
    "PictureFile",
    "Places",
    "Production",
    "Project",
    "Prospect",
    "Release",
    "Repair",
    "Show",
    "ShowRecord",
    "ShowType",
    "Slug",
    "Tell",
    "Timeline",
    "TrackFaults",
    "TrackLoudness",
    "TrackSource",
    "Transcript",
    "TranscriptFile",
    "TranscriptSource",
    "UntimedTranscript",
    "is_language",
    "one_line",
    "release_id",
    "say",
    "says_the_same",
    "silent",
]
