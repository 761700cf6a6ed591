"""Which ffmpeg is used: the host's choice, else the one that came with podpub, else the system's."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.errors import ToolError
from podpub.model import say

if TYPE_CHECKING:
    from collections.abc import Mapping

MINIMUM = (6, 0)
_VERSION = re.compile(r"ffmpeg version n?(\d+(?:\.\d+)*)")
_ANSWERS_WITHIN_S = 30
_VARIABLE = "PODPUB_FFMPEG"


@dataclass(frozen=True, slots=True)
class Ffmpeg:
    """An ffmpeg that answered.

    Attributes:
        version: As it says itself: `9.0.2`.
        origin: `bundled with podpub`, `system` or `PODPUB_FFMPEG`.
        soxr: Whether it was built with the better resampler.
    """

    path: Path
    version: str
    origin: str
    soxr: bool = True


def find_ffmpeg(environ: Mapping[str, str]) -> Ffmpeg:
    """Find an ffmpeg that works and is new enough.

    What `$PODPUB_FFMPEG` names is used or refused, never passed over in silence.

    Raises:
        ToolError: There is none.
    """
    if chosen := environ.get(_VARIABLE):
        return _chosen(Path(chosen))
    for path, origin in (*_bundled(), *_installed(environ)):
        found = _ask(path, origin)
        if found and _new_enough(found):
            return found
    raise ToolError(
        say("podpub found no ffmpeg {minimum} or newer", minimum=_minimum()),
        fix=say(
            "Install ffmpeg, or `pip install --force-reinstall imageio-ffmpeg`, or set {variable} to one.",
            variable=_VARIABLE,
        ),
    )


def _chosen(path: Path) -> Ffmpeg:
    found = _ask(path, _VARIABLE)
    if not found:
        raise ToolError(
            say(
                "{variable} names {path}, which does not answer as ffmpeg does", variable=_VARIABLE, path=path
            ),
            fix=say("Set {variable} to the full path of an ffmpeg program, or unset it.", variable=_VARIABLE),
        )
    if not _new_enough(found):
        raise ToolError(
            say(
                "{variable} names {path}, ffmpeg {version}; podpub needs {minimum} or newer",
                variable=_VARIABLE,
                path=path,
                version=found.version,
                minimum=_minimum(),
            ),
            fix=say("Unset {variable} to use the ffmpeg that comes with podpub.", variable=_VARIABLE),
        )
    return found


def _bundled() -> list[tuple[Path, str]]:
    package = importlib.util.find_spec("imageio_ffmpeg")
    if package is None or package.origin is None:
        return []
    programs = sorted((Path(package.origin).parent / "binaries").glob("ffmpeg-*"))
    return [(program, "bundled with podpub") for program in programs]


def _installed(environ: Mapping[str, str]) -> list[tuple[Path, str]]:
    program = shutil.which("ffmpeg", path=environ.get("PATH", ""))
    return [(Path(program), "system")] if program else []


def _ask(path: Path, origin: str) -> Ffmpeg | None:
    """Return what the program says about itself, or None when it is no ffmpeg."""
    try:
        answer = subprocess.run(
            [str(path), "-version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_ANSWERS_WITHIN_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    text = answer.stdout.decode(errors="replace")
    said = _VERSION.match(text)
    if answer.returncode != 0 or not said:
        return None
    return Ffmpeg(path=path, version=said[1], origin=origin, soxr="--enable-libsoxr" in text)


def _new_enough(found: Ffmpeg) -> bool:
    return tuple(int(part) for part in found.version.split(".")) >= MINIMUM


def _minimum() -> str:
    return ".".join(str(part) for part in MINIMUM)
