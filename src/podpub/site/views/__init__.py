"""What a template sees: frozen nouns made of records, without a word in any language and without HTML.

Files are named by their keys; a template asks for the way to one (`link`) or for its address (`address`).
"""

from podpub.site.views.episode import (
    AudioView,
    ChapterView,
    EntryView,
    EpisodeView,
    TranscriptView,
    entry_view,
    episode_view,
    heard_alone,
    told_elsewhere,
)
from podpub.site.views.parts import CardView, CoverView, LinkView, PersonView
from podpub.site.views.show import ShowView, show_view

__all__ = [
    "AudioView",
    "CardView",
    "ChapterView",
    "CoverView",
    "EntryView",
    "EpisodeView",
    "LinkView",
    "PersonView",
    "ShowView",
    "TranscriptView",
    "entry_view",
    "episode_view",
    "heard_alone",
    "show_view",
    "told_elsewhere",
]
