"""Whatever a feed is, an import ends: with a show that podpub can read, or with a sentence. Nothing else."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from podpub.config import SHOW_FILE, episode_files, load_all
from podpub.errors import PodpubError
from podpub.model import Level
from podpub.outside import Answer, Trouble, Visitor
from tests.support.arriving import FEEDS, errand, imported

if TYPE_CHECKING:
    from collections.abc import Callable

BODIES = [file.read_bytes().replace(b"{home}", b"https://h.example/") for file in sorted(FEEDS.glob("*.xml"))]
WORDS = [
    *(
        b"&",
        b"<",
        b">",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b'"',
        b"\0",
        b"\x1b",
        b"\xff",
        b"\xc3",
        b"\xef\xbb\xbf",
    ),
    *(
        b"&nbsp;",
        b"&#0;",
        b"&#xD800;",
        b"&lol;",
        b"<item>",
        b"</item>",
        b"</channel>",
        b"<!DOCTYPE x [",
        b"<?x?>",
    ),
    *(
        b"../../",
        b"..%2f..%2f",
        b"file:///etc/passwd",
        b"http://user:pw@h.example/",
        b"https://h\xc3\xa4.example/",
    ),
    *(
        b"A" * 10_000,
        b"\xe2\x80\xa8",
        b"\xc2\x85",
        b"\xef\xbf\xbf",
        b"\xf0\x9f\x98\x80",
        b"%00",
        b"0",
        b"-1",
        b"1e9",
    ),
    *(
        b"99999999999999999999",
        b"Thu, 99 Foo 0000 99:99:99 +9999",
        b"\n",
        b"\r",
        b"\t",
        b": #",
        b"- !!x",
        b"&a *b",
    ),
    *(
        b"<b>" * 300,
        b"<ul><li>" * 60,
        b"javascript:alert(1)",
        b"<script>x</script>",
        b"xmlns:itunes",
        b"encoding=",
    ),
]
ANSWERS = [
    *WORDS,
    b'{"chapters":[{"startTime":1e999,"title":[]},{"startTime":-1},3,null]}',
    b"[" * 100_000,
    b"{}",
]


class Rambling(Visitor):
    """Answers every question with something."""

    def __init__(self, seed: int) -> None:
        super().__init__({})
        self._chance = random.Random(seed)  # noqa: S311 - no secret

    def get(self, url: str, headers: Any = None) -> Answer | Trouble:
        _ = url, headers
        return Answer(self._chance.choice([200, 200, 404]), {}, (), self._chance.choice(ANSWERS))

    def pour(
        self, url: str, headers: Any, begin: Callable[[Answer], Callable[[bytes], None]], *, most: int
    ) -> Answer:
        _ = url, headers, most
        answer = Answer(self._chance.choice([200, 200, 206, 404, 416]), {}, ())
        take = begin(answer)
        take(self._chance.choice([b"ID3sound", *WORDS]))
        return answer


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """Return a feed in which things were put in, taken out and doubled."""
    body = draw(st.sampled_from(BODIES))
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, len(body)))
        end = min(len(body), begin + draw(st.integers(0, 400)))
        middle = draw(st.sampled_from([b"", *WORDS, body[begin:end] * 2]) | st.binary(max_size=20))
        body = body[:begin] + middle + body[end:]
    return body


@settings(max_examples=60, deadline=None)
@given(body=mangled() | st.binary(max_size=300), seed=st.integers(0, 1000))
@example(body=b"", seed=0)
@example(body=b"<rss><channel/></rss>", seed=0)
@example(body=b"<rss><channel><item><enclosure url='https://h.example/a'/></item></channel></rss>", seed=1)
def test_an_import_ends_well_or_with_a_sentence(body: bytes, seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "feed.xml").write_bytes(body)
        try:
            imported(str(folder / "feed.xml"), folder / "show", errand(visitor=Rambling(seed), jobs=1))
        except PodpubError:
            return
        finally:
            assert {one.name for one in folder.iterdir()} <= {"feed.xml", "show"}
        loaded = load_all(folder / "show" / SHOW_FILE, episode_files(folder / "show"))
        assert [one for one in loaded.findings if one.level is Level.ERROR] == []
        assert len(loaded.productions) == len(episode_files(folder / "show"))
        shutil.rmtree(folder / "show")
