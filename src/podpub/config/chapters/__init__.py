"""Chapter marks in the forms hosts have them, all read into the same checked list.

A form that is a document of its own (JSON, XML, ffmpeg's metadata) has a module that returns the marks with
the names of our keys and the lines they stand at; what their values mean is decided in `written.py` alone.
"""

from podpub.config.chapters.clocks import seconds
from podpub.config.chapters.written import Chapters, is_recorded

__all__ = ["Chapters", "is_recorded", "seconds"]
