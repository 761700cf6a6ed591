"""A recording becomes mastered files: levelled, limited, joined, encoded, and measured again."""

from podpub.audio.chapters import write_chapters
from podpub.audio.decode import look
from podpub.audio.ffmpeg import Ffmpeg, find_ffmpeg
from podpub.audio.hearing import measure
from podpub.audio.machine import Machine
from podpub.audio.mastering import audio_tools, master
from podpub.audio.prospects import foresee

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
