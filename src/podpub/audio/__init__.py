"""A recording becomes mastered files: levelled, limited, joined, encoded, and measured again."""

from podpub.audio.coding.chapters import write_chapters
from podpub.audio.hearing import measure, measured_closely
from podpub.audio.machine import Machine
from podpub.audio.mastering import audio_tools, master
from podpub.audio.prospects import foresee
from podpub.audio.source.decode import look
from podpub.audio.source.ffmpeg import Ffmpeg, find_ffmpeg
from podpub.audio.trace import Trace

__all__ = [
    "Ffmpeg",
    "Machine",
    "Trace",
    "audio_tools",
    "find_ffmpeg",
    "foresee",
    "look",
    "master",
    "measure",
    "measured_closely",
    "write_chapters",
]
