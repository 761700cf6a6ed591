"""What is written is read back as the same nouns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from podpub.config import SHOW_FILE, Beside, bucket_location, episode_text, load_all, lone_storage, show_text
from podpub.errors import ConfigError
from podpub.model import (
    BucketLocation,
    Chapter,
    Cleaning,
    Fade,
    FolderLocation,
    Format,
    Leveling,
    Mastering,
    Slug,
)
from tests.support import samples
from tests.support.nouns import episodes, shows

if TYPE_CHECKING:
    from pathlib import Path

    from podpub.config import Loaded
    from podpub.model import Episode, Location, Show

_any_disk = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
_masterings = st.builds(
    Mastering,
    target_lufs=st.integers(-31, -9) | st.floats(-31, -9),
    ceiling_dbtp=st.integers(-9, 0) | st.floats(-9, 0),
    channels=st.sampled_from([1, 2]),
    bitrate_kbps=st.sampled_from([64, 96, 128, 320]),
    sample_rate=st.sampled_from([None, 44_100, 48_000]),
    crossfade=st.sampled_from([0.0, 0.25, 1.0, 1.5, 10.0]).map(Fade),
    trim=st.booleans(),
    leveling=st.sampled_from(Leveling),
    cleaning=st.builds(
        Cleaning, st.just(0.0) | st.floats(20, 300), st.just(0.0) | st.integers(1, 30).map(float)
    ),
    kept=st.booleans(),
    formats=st.lists(st.sampled_from(Format), min_size=1, unique=True).map(tuple),
)


def _load(  # noqa: PLR0913 - all that can be said
    root: Path,
    show: Show,
    storage: Location,
    episode: Episode | None = None,
    *,
    audio: Mastering = Mastering(),  # noqa: B008 - a frozen noun
    mastering: Mastering = Mastering(),  # noqa: B008 - as above
) -> Loaded:
    (root / "cover.jpg").touch()
    text = show_text(show, image="cover.jpg", storage=storage, root=root, audio=audio, remark="a remark: #2")
    (root / SHOW_FILE).write_text(text, encoding="utf-8")
    file = root / "episodes" / "042-vertrauen" / "episode.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    if episode:
        (file.parent / "notes.txt").write_bytes(episode.notes.encode("utf-8-sig"))
        beside = Beside("published.mp3", "notes.txt" if episode.notes else None)
        text = episode_text(episode, beside, mastering=mastering, audio=audio, remark="a remark: #1")
        file.write_text(text, encoding="utf-8")
    loaded = load_all(root / SHOW_FILE, (file,) if episode else ())
    assert loaded.findings == ()
    return loaded


@given(show=shows())
@_any_disk
def test_a_show_reads_back_as_it_was(tmp_path: Path, show: Show) -> None:
    location = FolderLocation(tmp_path / "public", "http://localhost:8000/")
    project = _load(tmp_path, show, location).project
    assert (project.show, project.storage) == (show, location)


@given(episode=episodes())
@example(episode=samples.episode(slug=Slug("042-vertrauen"), notes="", chapters=(Chapter(1e-7, "a"),)))
@_any_disk
def test_an_episode_reads_back_as_it_was(tmp_path: Path, episode: Episode) -> None:
    location = FolderLocation(tmp_path / "public", "http://localhost:8000/")
    (read,) = _load(tmp_path, samples.show(), location, episode).productions
    assert read.episode == episode
    assert read.episode.date.utcoffset() == episode.date.utcoffset()


@given(audio=_masterings, mastering=_masterings)
@_any_disk
def test_audio_settings_read_back_as_they_were(
    tmp_path: Path, audio: Mastering, mastering: Mastering
) -> None:
    """To follow the recording again, where the show has a rate of its own, is nothing one can write."""
    location = FolderLocation(tmp_path / "public", "http://localhost:8000/")
    wanted = replace(mastering, sample_rate=mastering.sample_rate or audio.sample_rate)
    told = samples.episode(slug=Slug("042-vertrauen"), notes="")
    loaded = _load(tmp_path, samples.show(), location, told, audio=audio, mastering=wanted)
    assert loaded.project.audio == audio
    assert [one.mastering for one in loaded.productions] == [wanted]


@pytest.mark.parametrize(
    "location",
    [
        pytest.param(FolderLocation, id="a folder elsewhere"),
        pytest.param(BucketLocation("shows", "https://media.example.org/"), id="AWS"),
        pytest.param(
            BucketLocation(
                "shows",
                "https://media.example.org/show/",
                prefix="show/",
                endpoint_url="https://s3.example.com",
                region="eu-central-1",
                profile="no",
                addressing="virtual",
                plain_checksums=False,
            ),
            id="everything",
        ),
    ],
)
def test_the_storage_reads_back(tmp_path: Path, location: Location | type[FolderLocation]) -> None:
    if isinstance(location, type):
        location = location(tmp_path / "elsewhere" / "public", "http://localhost:8000/")
    root = tmp_path / "show"
    root.mkdir()
    assert _load(root, samples.show(), location).project.storage == location


def test_a_chapter_stands_there_as_people_write_times() -> None:
    text = episode_text(samples.episode(chapters=(Chapter(3792.5, "Mitte"),)), Beside("published.mp3"))
    assert "01:03:12.500" in text


def test_a_show_file_with_nothing_but_the_storage_tells_where_the_show_is(tmp_path: Path) -> None:
    file = tmp_path / SHOW_FILE
    file.write_text("storage: {path: public, public_url: 'http://localhost:8000/'}\n", encoding="utf-8")
    assert lone_storage(file) == FolderLocation(tmp_path / "public", "http://localhost:8000/")
    file.write_text(
        "title: Mehr\nstorage: {path: public, public_url: 'http://localhost:8000/'}\n", encoding="utf-8"
    )
    assert lone_storage(file) is None


def test_a_storage_that_cannot_be_used_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / SHOW_FILE
    file.write_text("storage:\n  public_url: http://localhost:8000/\n", encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        lone_storage(file)
    assert refused.value.findings[0].where == "show.yaml:1"


def test_a_bucket_may_come_from_the_command_line(tmp_path: Path) -> None:
    given = {"bucket": "shows", "prefix": "show", "public_url": "https://media.example.org/show"}
    assert bucket_location(given, tmp_path) == BucketLocation(
        "shows", "https://media.example.org/show/", "show/"
    )
    with pytest.raises(ConfigError) as refused:
        bucket_location({**given, "bucket": "s3://shows", "endpoint_url": "nowhere"}, tmp_path)
    assert {one.message.split(" ")[0] for one in refused.value.findings} == {"`bucket`", "`endpoint_url`"}


def test_what_has_nothing_to_say_is_left_out() -> None:
    text = episode_text(replace(samples.episode(), guid=str(UUID(int=1)), persons=()), Beside("a.mp3"))
    assert not {"season:", "persons:", "link:", "image:"} & set(text.split())
