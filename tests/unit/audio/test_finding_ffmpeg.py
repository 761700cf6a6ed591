from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podpub.audio import find_ffmpeg
from podpub.audio.source.ffmpeg import MINIMUM
from podpub.errors import ToolError

if TYPE_CHECKING:
    from pathlib import Path


def _program(folder: Path, says: str, *, fails: bool = False) -> Path:
    folder.mkdir(exist_ok=True)
    program = folder / "ffmpeg"
    program.write_text(f"#!/bin/sh\necho '{says}'\nexit {int(fails)}\n")
    program.chmod(0o755)
    return program


def test_without_a_wish_the_bundled_one_is_used() -> None:
    found = find_ffmpeg({})
    assert found.origin == "bundled with podpub"
    assert tuple(int(part) for part in found.version.split(".")) >= MINIMUM
    assert found.soxr


def test_the_bundled_one_comes_before_the_system_s(tmp_path: Path) -> None:
    _program(tmp_path, "ffmpeg version 99.0 Copyright")
    assert find_ffmpeg({"PATH": str(tmp_path)}).origin == "bundled with podpub"


def test_the_host_s_own_choice_comes_first(tmp_path: Path) -> None:
    program = _program(tmp_path, "ffmpeg version n8.1.2-3-gabc Copyright\nconfiguration: --enable-gpl")
    found = find_ffmpeg({"PODPUB_FFMPEG": str(program)})
    assert (found.path, found.version, found.origin, found.soxr) == (program, "8.1.2", "PODPUB_FFMPEG", False)


@pytest.mark.parametrize(
    ("says", "fails"),
    [
        pytest.param("ffmpeg version 5.1.9-0+deb12u1 Copyright", False, id="too old"),
        pytest.param("hello", False, id="another program"),
        pytest.param("ffmpeg version 8.0", True, id="does not run"),
    ],
)
def test_a_choice_that_does_not_do_is_refused_and_not_passed_over(
    tmp_path: Path, says: str, *, fails: bool
) -> None:
    program = _program(tmp_path, says, fails=fails)
    with pytest.raises(ToolError, match="PODPUB_FFMPEG names") as caught:
        find_ffmpeg({"PODPUB_FFMPEG": str(program)})
    assert "PODPUB_FFMPEG" in caught.value.fix


def test_a_choice_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="does not answer"):
        find_ffmpeg({"PODPUB_FFMPEG": str(tmp_path / "nowhere")})
