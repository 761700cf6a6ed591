"""Shows that come over from elsewhere: what any feed says → nouns that podpub can write, and what is lost."""

from podpub.arrivals.chapters import Contents, json_chapters
from podpub.arrivals.draft import Draft
from podpub.arrivals.nouns import Arrival, ArrivedEpisode, Loss, Sound, Spoken
from podpub.arrivals.reading import Origin, next_page, read_arrival

__all__ = [
    "Arrival",
    "ArrivedEpisode",
    "Contents",
    "Draft",
    "Loss",
    "Origin",
    "Sound",
    "Spoken",
    "json_chapters",
    "next_page",
    "read_arrival",
]
