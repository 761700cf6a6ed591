from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from podpub.audio import Ffmpeg, find_ffmpeg, measure
from tests.unit.audio.sounds import speech, write_wav

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def ffmpeg() -> Ffmpeg:
    return find_ffmpeg(os.environ)


@pytest.fixture(scope="session")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of speech in stereo, 44.1 kHz."""
    return write_wav(tmp_path_factory.mktemp("talk") / "talk.wav", speech(3, 44_100), 44_100)


@pytest.fixture(scope="session")
def talk_lufs(talk: Path, ffmpeg: Ffmpeg) -> float:
    """How loud the speech is."""
    return measure(talk, ffmpeg=ffmpeg).lufs
