"""Values: what may stand behind a key, and what is said when it may not."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podpub.model import Category

if TYPE_CHECKING:
    from tests.unit.config.conftest import Shelf

_EPISODE = "episodes/042-vertrauen/episode.yaml"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param(f"title: {'x' * 256}", "`title` has 256 characters", id="long-title"),
        pytest.param("title: [a, b]", "`title` has to be a text, and is a list", id="list-for-text"),
        pytest.param(
            "title: {a: b}", "`title` has to be a text, and is keys with values", id="keys-for-text"
        ),
        pytest.param("title: |\n  a\n  b", "`title` has more than one line", id="two-lines"),
        pytest.param("number: 1.5", "`number` has to be a whole number", id="half-number"),
        pytest.param("number: [1]", "`number` has to be a whole number", id="list-for-number"),
        pytest.param(f"number: {'9' * 5000}", "`number` has to be a whole number", id="huge-number"),
        pytest.param("number: 2147483648", "`number` is 2147483648, and can be 2147483647 at", id="32-bit"),
        pytest.param(f"season: {'9' * 20}", "can be 2147483647 at most", id="20-digits"),
        pytest.param(
            "social: {uri: https://a.example/1, priority: -1}", "has to be 0 or more", id="priority"
        ),
        pytest.param("season: -1", "`season` is -1, and has to be 1 or more", id="negative"),
        pytest.param("explicit: clean", "`explicit` has to be yes or no", id="clean"),
        pytest.param("draft: [a]", "`draft` has to be yes or no", id="list-for-yes"),
        pytest.param("type: teaser", "`type` is none of the words known here → Write `full`", id="type"),
        pytest.param("slug: Über uns", "Write `slug: ueber-uns`.", id="slug-corrected"),
        pytest.param("slug: 日本", "Choose another name.", id="slug-without-letters"),
        pytest.param("link: /42", "`link` is not a web address", id="relative-url"),
        pytest.param("link: ftp://example.org", "`link` is not a web address", id="ftp"),
        pytest.param("link: https://exa mple.org", "`link` is not a web address", id="space-in-url"),
        pytest.param('link: "https://[::1"', "`link` is not a web address", id="broken-host"),
        pytest.param("link: https://example.org:99999/", "`link` is not a web address", id="no-port"),
        pytest.param("link: https://straße.de", "in its xn-- form", id="a host spelled in two ways"),
        pytest.param("persons: [{role: host}]", "`persons.name` is missing", id="person-without-name"),
        pytest.param("persons: [{name: A, url: x}]", "`persons.url` is not a web address", id="person-url"),
        pytest.param("guests: [[A]]", "`guests` has to be keys with values", id="person-list"),
        pytest.param("transcripts: [{language: de}]", "`transcripts.file` is missing", id="transcript"),
        pytest.param("tags: [[a]]", "`tags` has to be a text, and is a list", id="tag-list"),
    ],
)
def test_a_value_an_episode_cannot_have(shelf: Shelf, line: str, told: str) -> None:
    (found,) = shelf.with_episode(line).findings()
    assert told in found


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("language: de_AT", "Write `language: de-at`.", id="underscore"),
        pytest.param("language: de_DE.UTF-8", "Write `language: de-de`.", id="locale"),
        pytest.param("language: german", "Write its two letters", id="language-name"),
        pytest.param("timezone: Berlin", "Did you mean `Europe/Berlin`?", id="city"),
        pytest.param("timezone: ../../etc/passwd", "`timezone` is not a time zone", id="zone-path"),
        pytest.param("timezone: +01:00", "`timezone` is not a time zone", id="offset"),
        pytest.param("guid: 42", "`guid` is not a UUID", id="guid"),
        pytest.param("owner: {name: A, email: b}", "`owner.email` is not an e-mail address", id="email"),
        pytest.param(
            "owner: {name: A, email: A <a@b.de>}", "`owner.email` is not an e-mail", id="full-email"
        ),
        pytest.param("owner: {name: A}", "`owner.email` is missing", id="no-email"),
        pytest.param("categories: []", "`categories` is empty", id="no-category"),
        pytest.param("categories: Buisness", "Write `Business`.", id="category"),
        pytest.param("categories: [Kids & family]", "Write `Kids & Family`.", id="category-case"),
        pytest.param("categories: [Business > Carers]", "Write `Business > Careers`.", id="subcategory"),
        pytest.param("categories: [Careers]", "Write `Business > Careers`.", id="only-subcategory"),
        pytest.param("categories: [Xyzzy]", "Apple's list has the names", id="no-such-category"),
        pytest.param("audio: {loudness: -60}", "a loudness target lies between", id="loudness"),
        pytest.param("audio: {loudness: loud}", "`audio.loudness` has to be a number", id="word-for-number"),
        pytest.param("audio: {loudness: nan}", "`audio.loudness`", id="nan"),
        pytest.param("audio: {true_peak: 3}", "a true-peak ceiling lies between", id="peak"),
        pytest.param("audio: {bitrate: 127}", "podcasts use 64, 80, 96", id="bitrate"),
        pytest.param("audio: {sample_rate: 22050}", "podcasts use 44100 or 48000 Hz", id="rate"),
        pytest.param("audio: {channels: 3}", "Write `stereo`, `mono`, `1` or `2`.", id="channels"),
        pytest.param("audio: {crossfade: 99}", "a cross-fade is 0 to 10 s long", id="fade"),
        pytest.param("audio: {crossfade: inf}", "`audio.crossfade`", id="endless-fade"),
        pytest.param("storage: {path: ., public_url: 'http://x/'}", "a folder of the show itself", id="root"),
        pytest.param(
            "storage: {path: .., public_url: 'http://x/'}", "a folder of the show itself", id="above"
        ),
        pytest.param(
            "storage: {path: p, public_url: 'http://x/?a'}", "not the address of a folder", id="query"
        ),
    ],
)
def test_a_value_a_show_cannot_have(shelf: Shelf, line: str, told: str) -> None:
    (found,) = shelf.with_show(line).findings()
    assert told in found


@pytest.mark.parametrize(
    "url",
    [
        "https://anna:hunter2@example.org/",
        "https://example.org/x.mp3?X-Amz-Signature=hunter2",
        "https://example.org/x.mp3?X-Goog-Signature=hunter2",
        "https://example.org/x.mp3?a=1&sig=hunter2",
        "https://straße.de/?x=hunter2",
        "https://example.org/hunter2 with spaces",
        "//hunter2@example.org",
    ],
)
def test_a_refused_address_is_never_repeated(shelf: Shelf, url: str) -> None:
    (found,) = shelf.with_episode(f"link: {url}").findings()
    assert "hunter2" not in found


def test_an_address_with_umlauts_is_written_as_computers_do(shelf: Shelf) -> None:
    loaded = shelf.with_show("link: https://müller.de/äpfel?a=ö").load()
    assert loaded.project.show.link == "https://xn--mller-kva.de/%C3%A4pfel?a=%C3%B6"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Business>Careers", Category("Business", "Careers")),
        ("{category: Business, subcategory: Careers}", Category("Business", "Careers")),
        ("{name: Technology}", Category("Technology")),
    ],
)
def test_categories_have_several_forms(shelf: Shelf, written: str, read: Category) -> None:
    assert shelf.with_show(f"categories: {written}").load().project.show.categories == (read,)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://x.org", "http://x.org/"),
        ("http://x.org/a/", "http://x.org/a/"),
        ("http://x/a//", "http://x/a/"),
    ],
)
def test_the_public_url_ends_with_one_slash(shelf: Shelf, address: str, told: str) -> None:
    shelf.with_show(f"storage: {{path: public, public_url: '{address}'}}")
    assert shelf.load().project.storage.public_url == told


def test_a_folded_title_is_one_line(shelf: Shelf) -> None:
    assert (
        shelf.with_episode("title: >\n  Vertrauen\n  im Team").production().episode.title
        == "Vertrauen im Team"
    )


@given(
    line=st.dictionaries(
        st.sampled_from(
            ["title", "number", "date", "chapters", "persons", "tags", "mastering", "transcripts"]
        ),
        st.recursive(
            st.text(max_size=8)
            | st.sampled_from(["1", "-3", "1e400", "nan", "2026-01-01", "recording.wav", "."]),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["name", "start", "title", "loudness", "file", "x"]), inner)
            ),
            max_leaves=6,
        ),
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_whatever_is_written_every_finding_has_a_line_and_a_remedy(
    shelf: Shelf, line: dict[str, object]
) -> None:

    shelf.episode_file.write_text(json.dumps(line))
    for found in shelf.findings():
        assert re.search(rf" {_EPISODE}:\d+: ", found)
        assert not found.endswith("→ ")
        assert not any(
            raw in found for raw in ("Input should", "valid", "Value error", "Field required", "None")
        )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("title: a\n" * 20_000, id="one-key-again-and-again"),
        pytest.param("".join(f"k{n}: x\n" for n in range(80_000)), id="many-keys"),
        pytest.param(f"title: {'a b ' * 200_000}", id="long-text"),
        pytest.param(f"date: {'2' * 900_000}", id="long-date"),
        pytest.param(f"chapters:\n- 0:00 a{' ' * 900_000}b", id="long-chapter"),
        pytest.param(f"tags: [{'a,' * 100_000}]", id="many-tags"),
        pytest.param(f"{'# comment' * 90_000}\n" + "summary: @x\n" * 30, id="mistakes-at-the-end"),
        pytest.param("[" * 900_000, id="brackets"),
        pytest.param(f"title:{' ' * 900_000}x: y", id="spaces"),
    ],
)
def test_a_megabyte_of_nonsense_is_answered_too(shelf: Shelf, text: str) -> None:
    shelf.episode_file.write_text(text)
    assert shelf.findings()
