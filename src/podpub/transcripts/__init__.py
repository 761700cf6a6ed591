"""Transcripts in every form that tools write them → WebVTT and JSON that apps read, in the published time."""

from podpub.transcripts.decoding import LARGEST_BYTES
from podpub.transcripts.faults import quoted
from podpub.transcripts.moving import Heard, heard, late_cues
from podpub.transcripts.reading import Reading, read
from podpub.transcripts.renaming import renamed, unknown_speakers
from podpub.transcripts.rereading import read_own
from podpub.transcripts.writing import written

__all__ = [
    "LARGEST_BYTES",
    "Heard",
    "Reading",
    "heard",
    "late_cues",
    "quoted",
    "read",
    "read_own",
    "renamed",
    "unknown_speakers",
    "written",
]
