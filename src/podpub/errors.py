"""Every failure a host can meet, each with its exit code and what to do next.

PodpubError            1  a bug, should one ever escape bare
├── UsageError         2  the command line cannot be understood
├── ConfigError        3  what the host wrote cannot be used
├── SourceError        4  the recording or another source cannot be used
│   └── PictureError      a picture
├── ToolError          5  a tool is missing or refused
├── InvalidResultError 6  the result would be invalid; nothing was uploaded
├── StorageError       7  the storage refused or did not answer
│   └── ConflictError     somebody else wrote first
├── HalfwayError       8  stopped half way; run again to finish
└── OutsideError       9  published, but the outside world sees something else
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podpub.model import Finding


class PodpubError(Exception):
    """Something podpub cannot do, told in one sentence, with the next step.

    Args:
        message: What happened and to what, without a full stop at the end.
        fix: What the host can do about it; empty where nothing is to be done.
        findings: Every single problem, where there is more than one.
    """

    code: ClassVar[str] = "bug"
    exit_code: ClassVar[int] = 1
    meaning: ClassVar[str] = "a bug in podpub"

    def __init__(self, message: str, *, fix: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.findings = tuple(findings)


class UsageError(PodpubError):
    """The command line cannot be understood."""

    code = "usage"
    exit_code = 2
    meaning = "wrong usage of the command line"


class ConfigError(PodpubError):
    """What the host wrote cannot be used."""

    code = "config"
    exit_code = 3
    meaning = "what you wrote in show.yaml or episode.yaml cannot be used"


class SourceError(PodpubError):
    """The recording, a picture or another source cannot be used."""

    code = "source"
    exit_code = 4
    meaning = "the recording or another source file cannot be used"


class PictureError(SourceError):
    """A picture cannot be used."""

    code = "image-unreadable"


class ToolError(PodpubError):
    """A tool that podpub needs is missing or refused."""

    code = "tool"
    exit_code = 5
    meaning = "a tool is missing or refused to work"


class InvalidResultError(PodpubError):
    """What would be published breaks a promise; nothing was uploaded."""

    code = "invalid-result"
    exit_code = 6
    meaning = "the result would be invalid, nothing was uploaded"


class StorageError(PodpubError):
    """The storage refused or did not answer."""

    code = "storage"
    exit_code = 7
    meaning = "the storage refused or did not answer"


class ConflictError(StorageError):
    """A conditional write found that somebody else wrote first."""

    code = "conflict"


class HalfwayError(PodpubError):
    """The release stopped half way: subscribers see the old feed, the next run finishes."""

    code = "halfway"
    exit_code = 8
    meaning = "stopped half way, run the same command again to finish"


class OutsideError(PodpubError):
    """Published, but reading it back shows something else."""

    code = "outside"
    exit_code = 9
    meaning = "published, but the outside world sees something else"
