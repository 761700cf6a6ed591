"""A transcript of the recording → a transcript of the published file."""

from podpub.transcripts.cues import retime

__all__ = ["retime"]
