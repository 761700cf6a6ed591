"""Every key tells what it is for."""

from __future__ import annotations

import pytest

from podpub.model import Slug
from podpub.model.layout import (
    CHAPTERS,
    CONDITIONS_KEY,
    FEED_KEY,
    INDEX_KEY,
    SHOW_KEY,
    asset_key,
    cache_control,
    content_type,
    digits_in,
    draft_file,
    draft_key,
    draft_slug,
    is_key,
    is_passing,
    is_public,
    media_key,
    probe_key,
    release_key,
)

SLUG, DIGEST, TOKEN = Slug("042-vertrauen-im-team"), "0123456789abcdef" * 4, "0f" * 16
MEDIA, ASSET = media_key(SLUG, DIGEST), asset_key(SLUG, DIGEST, "vtt")
DRAFT = draft_key(TOKEN, MEDIA)
CHAPTER_FILE = asset_key(SLUG, DIGEST, CHAPTERS)


@pytest.mark.parametrize(
    ("key", "public", "told"),
    [
        (FEED_KEY, True, "public, max-age=300"),
        (MEDIA, True, "public, max-age=31536000, immutable"),
        (ASSET, True, "public, max-age=31536000, immutable"),
        (DRAFT, True, "private, no-store"),
        ("drafts/guessed/a.mp3", False, "private, no-store"),
        (SHOW_KEY, False, "private, no-store"),
        (release_key("a"), False, "private, no-store"),
    ],
)
def test_a_key_tells_who_may_fetch_it_and_how_long_to_keep_it(key: str, told: str, *, public: bool) -> None:
    assert (is_public(key), cache_control(key)) == (public, told)


def test_a_draft_knows_its_episode_and_its_file() -> None:
    assert is_key(DRAFT)
    assert TOKEN in DRAFT
    assert draft_slug(DRAFT) == str(SLUG)
    assert MEDIA.endswith(f"/{draft_file(DRAFT)}")
    assert (draft_slug(MEDIA), draft_file(MEDIA)) == ("", "")


@pytest.mark.parametrize("key", [MEDIA, ASSET, CHAPTER_FILE])
def test_a_file_carries_the_first_digits_of_its_digest(key: str) -> None:
    assert DIGEST.startswith(digits_in(key))
    assert len(digits_in(key)) == 16


def test_chapters_are_served_as_what_they_are_and_other_json_is_not() -> None:
    assert is_key(CHAPTER_FILE)
    assert content_type(CHAPTER_FILE) == "application/json+chapters"
    assert content_type(asset_key(SLUG, DIGEST, "json")) == "application/json"
    assert content_type(INDEX_KEY) == "application/gzip"
    assert content_type("media/a.b.mp3") == "audio/mpeg"


@pytest.mark.parametrize("key", ["media/song.mp3", f"x/{MEDIA}", f"../{MEDIA}", f"{MEDIA}\n", SHOW_KEY])
def test_another_key_carries_no_digits(key: str) -> None:
    assert digits_in(key) == ""


def test_only_what_may_become_useless_is_passing() -> None:
    assert all(map(is_passing, (MEDIA, ASSET, CHAPTER_FILE, DRAFT, probe_key(TOKEN))))
    assert not any(map(is_passing, (FEED_KEY, SHOW_KEY, CONDITIONS_KEY, release_key("a"), "media/song.mp3")))
