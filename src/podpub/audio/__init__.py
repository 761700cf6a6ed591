"""A recording becomes mastered files: levelled, limited, joined, encoded, and measured again."""

from podpub.audio.coding.chapters import write_chapters
from podpub.audio.hearing import measure
from podpub.audio.machine import Machine
from podpub.audio.mastering import audio_tools, master
from podpub.audio.prospects import foresee
from podpub.audio.source.decode import look
from podpub.audio.source.ffmpeg import Ffmpeg, find_ffmpeg

__all__ = [
    "Ffmpeg",
    "Machine",
    "audio_tools",
    "find_ffmpeg",
    "foresee",
    "look",
    "master",
    "measure",
    "write_chapters",
]
