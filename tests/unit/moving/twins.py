"""Two feeds of one show, before and after a move, and what is put wrong in one, by what must be found.

`BREAKS` changes one thing that a rule complains about, `PASSES` one that just is no fault.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.feed import read_feed_text
from podpub.model import say
from podpub.moving import FileSeen, Move, Way, judge, paired, side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podpub.moving import Side, Verdict

OLD = (Path(__file__).parents[1] / "checks" / "feeds" / "full.xml").read_text(encoding="utf-8")
OLD = OLD.replace('<podcast:locked owner="podcast@example.org">yes', "<podcast:locked>no")
NEW = OLD.replace("media.example.org", "neu.example.net")
OLD_URL, NEW_URL = "https://media.example.org/feed.xml", "https://neu.example.net/feed.xml"
DAY = date(2026, 12, 1)
GONE = say("the web server answers {status}", status=404)


@dataclass(frozen=True, slots=True)
class Case:
    """What is different from a move without fault: texts that are replaced, files, the old feed's way."""

    new: Mapping[str, str] = field(default_factory=dict)
    old: Mapping[str, str] = field(default_factory=dict)
    way: Way | None = None
    old_files: Mapping[str, FileSeen] = field(default_factory=dict)
    new_files: Mapping[str, FileSeen] = field(default_factory=dict)
    unmade: frozenset[str] = frozenset()
    new_url: str = NEW_URL


def read(text: str, name: str, url: str, unmade: frozenset[str] = frozenset()) -> Side:
    return side([(name, read_feed_text(text.encode(), name))], url, unmade=unmade)


def changed(text: str, changes: Mapping[str, str]) -> str:
    for before, after in changes.items():
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def move(case: Case) -> Move:
    old = read(changed(OLD, case.old), "old.xml", OLD_URL)
    new = read(changed(NEW, case.new), "new.xml", case.new_url, case.unmade)
    return Move(old, new, paired(old, new), DAY, case.way, case.old_files, case.new_files)


def verdicts(case: Case) -> tuple[Verdict, ...]:
    return judge(move(case))


def codes(case: Case) -> list[str]:
    return sorted({one.finding.code for one in verdicts(case)})


_THIRD = NEW[NEW.rindex("<item>") : NEW.rindex("</item>") + len("</item>")]
_FIRST_OLD = OLD[OLD.index("<item>") : OLD.index("</item>") + len("</item>")]
_FIRST = NEW[NEW.index("<item>") : NEW.index("</item>") + len("</item>")]
_FILE, _NEW_FILE = "https://media.example.org/3.mp3", "https://neu.example.net/3.mp3"
_BLOCK = "<itunes:block>Yes</itunes:block>"
_NEW_FEED_URL = "<itunes:new-feed-url>{}</itunes:new-feed-url>"
_PSC = NEW[NEW.index("<psc:chapters") : NEW.index("</psc:chapters>") + len("</psc:chapters>")]
_JSON = '<podcast:chapters url="https://neu.example.net/3.json" type="application/json+chapters"/>'
_TRANSCRIPT = '<podcast:transcript url="https://neu.example.net/2.vtt" type="text/vtt"/>'
_ENCLOSURE = '<enclosure url="https://neu.example.net/3.mp3" length="3000000" type="audio/mpeg"/>'
_COVER = '<itunes:image href="https://neu.example.net/3.png"/>'
_SHOW_COVER = '<itunes:image href="https://neu.example.net/cover.jpg"/>'
_EMPTY: Mapping[str, str] = {}


def _end(text: str) -> dict[str, str]:
    return {"</language>": f"</language>{text}"}


BREAKS: dict[str, list[Case]] = {
    "episode-lost": [Case({_THIRD: ""}), Case({_FIRST: ""})],
    "guid-changed": [
        Case({"guid-3<": "guid-3a<"}),
        Case({"guid-3<": "Guid-3<"}),
        Case({"<guid>https://example.org/podcast/1": "<guid>http://example.org/podcast/1"}),
        Case({'<guid isPermaLink="false">guid-3</guid>': ""}),
        Case({"guid-2<": "guid-2/<", "<title>Der erste Schritt": "<title>Ein Schritt"}),
    ],
    "guid-shared": [Case({_FIRST: _FIRST + _FIRST})],
    "date-changed": [
        Case({"Tue, 17 Nov 2026 05:00:00 +0000": "Tue, 17 Nov 2026 05:00:02 +0000"}),
        Case({"Tue, 17 Nov 2026 05:00:00 +0000": "Tue, 17 Nov 2026 05:00:00 +0100"}),
        Case({"<pubDate>Tue, 17 Nov 2026 05:00:00 +0000</pubDate>": ""}),
    ],
    "title-changed": [Case({"<title>Der erste Schritt": "<title>Der erste schritt"})],
    "numbering-changed": [
        Case({"<itunes:episode>2<": "<itunes:episode>3<"}),
        Case({"<itunes:season>1</itunes:season>": ""}),
        Case({"<itunes:episodeType>trailer": "<itunes:episodeType>full"}),
    ],
    "file-missing": [Case({_ENCLOSURE: ""})],
    "new-file-gone": [Case(new_files={_NEW_FILE: FileSeen(trouble=GONE)})],
    "old-file-gone": [Case(old_files={_FILE: FileSeen(trouble=GONE)})],
    "file-differs": [
        Case({'length="3000000"': 'length="3000001"'}),
        Case(new_files={_NEW_FILE: FileSeen(3_000_001)}),
        Case(old_files={_FILE: FileSeen(2_999_999)}),
        Case(old_files={_FILE: FileSeen(3_000_000, "aa")}, new_files={_NEW_FILE: FileSeen(3_000_000, "bb")}),
    ],
    "duration-changed": [
        Case({"1:02:03": "1:02:05"}),
        Case({"<itunes:duration>3000<": "<itunes:duration>0<"}),
    ],
    "type-changed": [Case({'length="3000000" type="audio/mpeg"': 'length="3000000" type="audio/ogg"'})],
    "image-lost": [Case({_COVER: ""})],
    "chapters-lost": [Case({_PSC: "", _JSON: ""})],
    "chapters-changed": [
        Case({'<psc:chapter start="01:00:00.000" title="Zum Schluss"/>': ""}),
        Case({"Zum Schluss": "Zum Ende"}),
    ],
    "transcript-lost": [Case({_TRANSCRIPT: ""})],
    "notes-lost": [Case({"<description>Eine Minute über das, was kommt.</description>": ""})],
    "show-guid-changed": [
        Case({"2b43a52a-85a6-4412-b13b-3aa3c820412e": "2b43a52a-85a6-4412-b13b-3aa3c820412f"})
    ],
    "show-title-changed": [Case({"<title>Auf Augenhöhe": "<title>Augenhöhe"})],
    "show-language-changed": [Case({"<language>de-at": "<language>de"})],
    "show-author-changed": [Case({"<itunes:author>Studio": "<itunes:author>Büro"})],
    "show-owner-changed": [Case({"<itunes:email>podcast@": "<itunes:email>mira@"})],
    "show-categories-changed": [
        Case({'<itunes:category text="Careers"/>': ""}),
        Case({"Kids &amp; Family": "Arts"}),
    ],
    "show-explicit-changed": [Case({"<itunes:explicit>false": "<itunes:explicit>true"})],
    "show-type-changed": [Case({"<itunes:type>serial</itunes:type>": ""})],
    "show-link-changed": [Case({"<link>https://example.org/podcast<": "<link>https://example.org/neu<"})],
    "show-image-lost": [Case({_SHOW_COVER: ""})],
    "show-hidden": [Case(_end(_BLOCK))],
    "show-complete": [Case(_end("<itunes:complete>yes</itunes:complete>"))],
    "new-feed-url-away": [Case(_end(_NEW_FEED_URL.format("https://anderswo.example/rss")))],
    "new-feed-url-astray": [
        Case(old=_end(_NEW_FEED_URL.format("https://neu.example.net/fed.xml"))),
        Case(old=_end(_NEW_FEED_URL.format("http://neu.example.net/feed.xml"))),
    ],
    "redirect-temporary": [
        Case(way=Way((NEW_URL,), (302,))),
        Case(way=Way((NEW_URL,), (307,))),
    ],
    "redirect-long": [Case(way=Way(("https://example.org/feed", NEW_URL), (301, 308)))],
    "new-feed-local": [Case(new_url="http://localhost:8000/feed.xml"), Case(new_url="http://[::1]/feed.xml")],
    "old-feed-locked": [Case(old={"<podcast:locked>no": "<podcast:locked>yes"})],
}

PASSES: dict[str, list[Case]] = {
    "episode-lost": [
        Case({_FIRST: _FIRST + _FIRST.replace("guid-3<", "guid-4<")}),
        Case(old={_FIRST_OLD: f"{_FIRST_OLD}<item><guid>artikel</guid><title>Artikel</title></item>"}),
    ],
    "guid-changed": [
        Case({"guid-3<": "\n guid-3 \n<"}),
        Case(
            {'<guid isPermaLink="false">guid-3</guid>': f"<guid>{_FILE}</guid>"},
            {'<guid isPermaLink="false">guid-3</guid>': ""},
        ),
    ],
    "date-changed": [
        Case({"Tue, 17 Nov 2026 05:00:00 +0000": "Tue, 17 Nov 2026 05:00:01 +0000"}),
        Case({"Tue, 17 Nov 2026 05:00:00 +0000": "Tue, 17 Nov 2026 06:00:00 +0100"}),
        Case(old={"Tue, 17 Nov 2026 05:00:00 +0000": "Gestern"}),
    ],
    "title-changed": [Case({"<title>Der erste Schritt": "<title> Der  erste\nSchritt "})],
    "numbering-changed": [
        Case({"<itunes:episode>2<": "<itunes:episode>02<"}),
        Case({"<itunes:episodeType>full</itunes:episodeType>": ""}),
    ],
    "file-missing": [Case({_ENCLOSURE: ""}, unmade=frozenset({"guid-3"}))],
    "new-file-gone": [Case(new_files={_NEW_FILE: FileSeen(3_000_000)})],
    "old-file-gone": [Case(old_files={_FILE: FileSeen(3_000_000)})],
    "file-differs": [
        Case({'length="3000000"': 'length="1"'}, unmade=frozenset({"guid-3"})),
        Case({'length="3000000"': 'length="0"'}),
        Case(old={'length="3000000"': 'length="5"'}, old_files={_FILE: FileSeen(3_000_000)}),
        Case(old_files={_FILE: FileSeen(3_000_000, "aa")}, new_files={_NEW_FILE: FileSeen(3_000_000, "aa")}),
    ],
    "duration-changed": [
        Case({"1:02:03": "3724"}),
        Case({"1:02:03": "3722.9"}),
        Case({"<itunes:duration>1:02:03</itunes:duration>": ""}),
    ],
    "type-changed": [Case({'type="audio/x-m4a"': 'type="audio/mp4"'})],
    "image-lost": [Case({_COVER: _COVER.replace("3.png", "3-neu.jpg")})],
    "chapters-lost": [Case({_PSC: ""}), Case({_JSON: ""})],
    "chapters-changed": [Case({'title="Zum Schluss"': 'title=" Zum  Schluss"'})],
    "transcript-lost": [Case({_TRANSCRIPT: _TRANSCRIPT.replace("vtt", "srt")})],
    "notes-lost": [Case({"<description>Eine Minute über das, was kommt.": "<description>Eine Minute."})],
    "show-guid-changed": [
        Case({"2b43a52a-85a6": "2B43A52A-85A6"}),
        Case(old={"<podcast:guid>2b43a52a-85a6-4412-b13b-3aa3c820412e</podcast:guid>": ""}),
    ],
    "show-title-changed": [Case({"<title>Auf Augenhöhe": "<title>Auf\n Augenhöhe"})],
    "show-language-changed": [Case({"<language>de-at": "<language>de-AT"})],
    "show-owner-changed": [Case({"<itunes:email>podcast@": "<itunes:email>Podcast@"})],
    "show-explicit-changed": [
        Case({"<itunes:explicit>false": "<itunes:explicit>clean"}),
        Case(
            {"<itunes:explicit>false": "<itunes:explicit>true"},
            {"<itunes:explicit>false": "<itunes:explicit>yes"},
        ),
    ],
    "show-type-changed": [
        Case({"<itunes:type>serial": "<itunes:type>Serial"}),
        Case({"<itunes:type>serial</itunes:type>": ""}, {"<itunes:type>serial": "<itunes:type>episodic"}),
    ],
    "show-link-changed": [
        Case({"<link>https://example.org/podcast<": "<link>https://Example.org:443/podcast<"})
    ],
    "show-hidden": [Case(_end(_BLOCK), _end(_BLOCK)), Case(_end("<itunes:block>no</itunes:block>"))],
    "show-complete": [Case(_end("<itunes:complete>no</itunes:complete>"))],
    "new-feed-url-away": [
        Case(_end(_NEW_FEED_URL.format(NEW_URL))),
        Case(_end(_NEW_FEED_URL.format("https://NEU.example.net:443/feed.xml"))),
    ],
    "new-feed-url-astray": [
        Case(old=_end(_NEW_FEED_URL.format(NEW_URL))),
        Case(old=_end(_NEW_FEED_URL.format(OLD_URL))),
    ],
    "redirect-temporary": [
        Case(way=Way((NEW_URL,), (308,))),
        Case(way=Way(("https://anderswo.example/rss",), (302,))),
        Case(way=Way()),
    ],
    "redirect-long": [Case(way=Way((NEW_URL,), (301,)))],
    "new-feed-local": [Case(new_url="https://localhost.example/feed.xml"), Case(new_url="")],
    "old-feed-locked": [Case(old={"<podcast:locked>no": "<podcast:locked>yes"}, way=Way((NEW_URL,), (301,)))],
}
