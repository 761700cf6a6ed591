"""One fault at a time: what is replaced in a feed without fault, by the code that has to be found.

`BREAKS` has what a rule complains about and `PASSES` what it just does not. The feed is `feeds/full.xml`.
"""

from __future__ import annotations

from typing import TypeAlias

Change: TypeAlias = "tuple[str, str]"
"""A piece of the feed, which stands there once at least, and what is put in its first place."""

_TITLE = "<title>Vertrauen im Team</title>"
_GUID = '<guid isPermaLink="false">guid-3</guid>'
_DATE = "<pubDate>Tue, 24 Nov 2026 05:00:00 +0000</pubDate>"
_FILE = '<enclosure url="https://media.example.org/3.mp3" length="3000000" type="audio/mpeg"/>'
_NOTES = '<p>Woran man es merkt. <a href="https://example.org/mehr">Mehr</a></p>'
_ABOUT = "<p>Gespräche über <strong>Vertrauen</strong> im Beruf.</p>"
_EXPLICIT = "<itunes:explicit>false</itunes:explicit>"
_COVER = '<itunes:image href="https://media.example.org/cover.jpg"/>'
_DURATION = "<itunes:duration>1:02:03</itunes:duration>"
_NUMBER = "<itunes:episode>2</itunes:episode>"
_TRANSCRIPT = '<podcast:transcript url="https://media.example.org/3.vtt" type="text/vtt" language="de"/>'
_SECOND_CHAPTER = 'start="00:03:12.500"'
_TIMES = "<li>00:00 Versprechen</li><li>05:10 Zugeben</li><li>09:00 Danken</li>"
_GUEST = '<podcast:person role="guest">Jonas Brandt</podcast:person>'
_FIRST_NUMBER = "<itunes:episode>1</itunes:episode>"
_PERSONS = '<podcast:person role="host">Mira Sommer</podcast:person>\n      ' + _GUEST
_CATEGORIES = (
    '<itunes:category text="Business"><itunes:category text="Careers"/></itunes:category>\n    '
    '<itunes:category text="Kids &amp; Family"/>'
)
_CHAPTERS = '<podcast:chapters url="https://a.example/b.json" type="application/json+chapters"/>'
_RSS = '<rss version="2.0"'

BREAKS: dict[str, list[Change]] = {
    "xml-broken": [
        ("Studio Beispiel", "Studio & Beispiel"),
        ("Studio Beispiel", "Studio&nbsp;Beispiel"),
        ("Studio Beispiel", "Studio\x08Beispiel"),
        ("<?xml", "\n<?xml"),
        ("</language>", "</lang>"),
        ("</rss>", ""),
        ("<language>", "<dc:creator>A</dc:creator><language>"),
    ],
    "xml-entities": [("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss')],
    "encoding": [('encoding="UTF-8"', 'encoding="ISO-8859-1"')],
    "namespace-misspelt": [
        ('xmlns:itunes="http://www.itunes.com/dtds', 'xmlns:itunes="http://www.itunes.com/DTDs'),
        ("https://podcastindex.org/namespace/1.0", "http://podcastindex.org/namespace/1.0"),
        ('"http://www.w3.org/2005/Atom"', '"https://www.w3.org/2005/Atom/"'),
    ],
    "feed-heavy": [(_NOTES, "x" * 3_000_001)],
    "stylesheet-xsl": [("<rss", '<?xml-stylesheet type="text/xsl" href="a.xsl"?>\n<rss')],
    "items-order": [(_DATE, "<pubDate>Tue, 10 Nov 2026 05:00:00 +0000</pubDate>")],
    "title-missing": [("<title>Auf Augenhöhe</title>", ""), (_TITLE, "<title> </title>")],
    "description-missing": [(f"<description><![CDATA[{_ABOUT}]]></description>", "")],
    "description-long": [(_ABOUT, "ä" * 2001)],
    "description-markup": [(f"<![CDATA[{_ABOUT}]]>", "Über <b>Vertrauen</b>")],
    "title-markup": [
        (_TITLE, "<title>Vertrauen &amp;amp; Mut</title>"),
        (_TITLE, "<title>Vertrauen &amp;#8211; im Team</title>"),
        (_TITLE, "<title>&lt;b&gt;Vertrauen&lt;/b&gt;</title>"),
    ],
    "title-keywords": [("<title>Auf Augenhöhe</title>", "<title>Augenhöhe | Karriere | Coaching</title>")],
    "language-missing": [("<language>de-at</language>", "")],
    "language-invalid": [("de-at", "de_AT"), ("de-at", "Deutsch"), ("de-at", "xx")],
    "cover-missing": [(_COVER, ""), (_COVER, "<itunes:image/>")],
    "cover-extension": [("cover.jpg", "cover.webp"), ("/3.png", "/3.gif")],
    "category-missing": [
        (
            _CATEGORIES,
            "",
        )
    ],
    "category-unknown": [
        ("Kids &amp; Family", "Kids &amp; family"),
        ("Careers", "Career"),
        ('text="Business"', 'name="Business"'),
    ],
    "categories-many": [("<itunes:explicit>", '<itunes:category text="Arts"/><itunes:explicit>')],
    "explicit-missing": [(_EXPLICIT, ""), (_EXPLICIT, "<itunes:explicit/>")],
    "explicit-value": [
        (_EXPLICIT, "<itunes:explicit>False</itunes:explicit>"),
        (_EXPLICIT, _EXPLICIT.replace("false", "0")),
    ],
    "explicit-old": [
        (_EXPLICIT, _EXPLICIT.replace("false", "no")),
        (_EXPLICIT, _EXPLICIT.replace("false", "clean")),
    ],
    "link-missing": [("<link>https://example.org/podcast</link>", "")],
    "self-missing": [('rel="self"', 'rel="alternate"')],
    "self-type": [("application/rss+xml", "text/html")],
    "self-elsewhere": [("https://media.example.org/feed.xml", "https://media.example.org/feed")],
    "author-missing": [("<itunes:author>Studio Beispiel</itunes:author>", "")],
    "owner-missing": [("<itunes:email>podcast@example.org</itunes:email>", "")],
    "owner-address": [("<itunes:email>podcast@example.org", "<itunes:email>podcast at example.org")],
    "type-value": [("<itunes:type>serial", "<itunes:type>Serial")],
    "podcast-guid-missing": [("<podcast:guid>2b43a52a-85a6-4412-b13b-3aa3c820412e</podcast:guid>", "")],
    "podcast-guid-invalid": [("2b43a52a-85a6-4412-b13b-3aa3c820412e", "auf-augenhoehe")],
    "locked-missing": [('<podcast:locked owner="podcast@example.org">yes</podcast:locked>', "")],
    "tags-outdated": [("<language>", "<itunes:keywords>Vertrauen</itunes:keywords><language>")],
    "show-hidden": [
        ("<language>", "<itunes:block>Yes</itunes:block><language>"),
        ("<language>", "<itunes:complete>yes</itunes:complete><language>"),
    ],
    "block-value": [("<language>", "<itunes:block>true</itunes:block><language>")],
    "feed-moves": [
        ("<language>", "<itunes:new-feed-url>https://neu.example.org/feed</itunes:new-feed-url><language>")
    ],
    "feed-moves-locked": [
        (
            "<itunes:type>",
            "<itunes:new-feed-url>https://neu.example.org/feed</itunes:new-feed-url><itunes:type>",
        )
    ],
    "guid-missing": [(_GUID, ""), (_GUID, "<guid/>")],
    "guid-twice": [("guid-3", "guid-2")],
    "guid-no-link": [(_GUID, "<guid>guid-3</guid>")],
    "date-missing": [(_DATE, "")],
    "date-invalid": [
        (_DATE, "<pubDate>2026-11-24T05:00:00Z</pubDate>"),
        (_DATE, "<pubDate>Di, 24 Nov 2026 05:00:00 +0000</pubDate>"),
        (_DATE, "<pubDate>Tue, 24 Nov 2026 05:00:00</pubDate>"),
        (_DATE, "<pubDate>Mon, 24 Nov 2026 05:00:00 +0000</pubDate>"),
        (_DATE, "<pubDate>Tue, 24 Nov 2026 25:00:00 +0000</pubDate>"),
        (_DATE, "<pubDate>Tue, 31 Nov 2026 05:00:00 +0000</pubDate>"),
        ("<lastBuildDate>Tue, 24", "<lastBuildDate>Wed, 24"),
    ],
    "date-future": [(_DATE, "<pubDate>Tue, 01 Dec 2026 12:11:00 +0000</pubDate>")],
    "number-invalid": [
        (_NUMBER, "<itunes:episode>0</itunes:episode>"),
        (_NUMBER, "<itunes:episode>2a</itunes:episode>"),
        ("<itunes:season>1", "<itunes:season>eins"),
    ],
    "number-missing": [(_NUMBER, "")],
    "number-twice": [(_NUMBER, _FIRST_NUMBER)],
    "episode-type": [("<itunes:episodeType>full", "<itunes:episodeType>Full")],
    "episode-link-missing": [("<link>https://example.org/podcast/3</link>", "")],
    "duration-missing": [(_DURATION, "")],
    "duration-invalid": [
        (_DURATION, _DURATION.replace("1:02:03", "3725.5")),
        (_DURATION, _DURATION.replace("1:02:03", "1h 2m")),
        (_DURATION, _DURATION.replace("1:02:03", "0")),
        (_DURATION, _DURATION.replace("1:02:03", "00:00:00")),
    ],
    "summary-missing": [("<description>Eine Minute über das, was kommt.</description>", "")],
    "episode-hidden": [(_NUMBER, f"{_NUMBER}<itunes:block>Yes</itunes:block>")],
    "tag-twice": [(_TITLE, _TITLE * 2), (_DURATION, _DURATION * 2)],
    "enclosure-missing": [(_FILE, "")],
    "enclosure-twice": [(_FILE, _FILE + _FILE.replace("/3.mp3", "/3b.mp3"))],
    "enclosure-address": [('url="https://media.example.org/3.mp3"', 'url=""')],
    "enclosure-shared": [("https://media.example.org/3.mp3", "https://media.example.org/1.mp3?quelle=rss")],
    "enclosure-length": [
        ('length="3000000"', 'length="0"'),
        ('length="3000000"', ""),
        ('length="3000000"', 'length="3 MB"'),
        ('length="3000000"', 'length="-1"'),
    ],
    "enclosure-type": [
        (_FILE, _FILE.replace("audio/mpeg", "audio/mp3")),
        (_FILE, _FILE.replace(' type="audio/mpeg"', "")),
    ],
    "enclosure-mismatch": [
        (_FILE, _FILE.replace("audio/mpeg", "audio/x-m4a")),
        ("https://media.example.org/2.m4a", "https://media.example.org/2.mp3"),
    ],
    "format-first": [(_FILE, _FILE.replace("3.mp3", "3.opus").replace("audio/mpeg", "audio/ogg"))],
    "enclosure-http": [(_FILE, _FILE.replace("https:", "http:"))],
    "cover-http": [(_COVER, _COVER.replace("https:", "http:"))],
    "podcast-http": [
        (_TRANSCRIPT, _TRANSCRIPT.replace("https:", "http:")),
        ("https://media.example.org/3.json", "http://media.example.org/3.json"),
        ("https://example.org/danke", "http://example.org/danke"),
        ('uri="https://media.example.org/3.opus"', 'uri="http://media.example.org/3.opus"'),
    ],
    "address-invalid": [
        ("https://example.org/podcast/3", "/podcast/3"),
        ("https://example.org/podcast/3", "example.org/podcast/3"),
        ("https://media.example.org/3.mp3", "https://media.example.org/Folge 3.mp3"),
        ("https://media.example.org/cover.jpg", "https://media.example.org/höhe.jpg"),
        ("https://example.org/mira", "www.example.org/mira"),
        ('href="https://example.org/vertrauen"', 'href="#vertrauen"'),
    ],
    "notes-long": [(_NOTES, "ä" * 2001)],
    "text-long": [(_TITLE, f"<title>{'M' * 256}</title>"), ("<copyright>", f"<copyright>{'c' * 256}")],
    "text-spaces": [(_TITLE, "<title> Vertrauen im Team</title>"), ("<language>de-at", "<language>\nde-at")],
    "text-broken": [
        (_TITLE, "<title>GesprÃ¤che im Team</title>"),
        (_NOTES, "Was â€žMutâ€œ heißt"),
        (_TITLE, "<title>Mut\ufffd</title>"),
    ],
    "notes-tags": [
        (_NOTES, "<p>Hören: <iframe src='https://example.org'></iframe></p>"),
        (_NOTES, "<img src='https://example.org/a.jpg'>"),
    ],
    "notes-http": [(_NOTES, _NOTES.replace("https:", "http:"))],
    "link-broken": [
        (_NOTES, _NOTES.replace("https://example.org/mehr", "example.org/mehr")),
        (_NOTES, _NOTES.replace("https://example.org/mehr", "/mehr")),
        (_NOTES, _NOTES.replace("https://example.org/mehr", "")),
        (_NOTES, _NOTES.replace("https://example.org/mehr", "https://")),
        (_NOTES, _NOTES.replace("https://example.org/mehr", "htps://example.org")),
        (_NOTES, _NOTES.replace("https://example.org/mehr", "https://example")),
    ],
    "timestamps-ignored": [
        (_TIMES, _TIMES.replace("00:00", "00:10")),
        (_TIMES, "<li>00:00 Versprechen</li><li>05:10 Zugeben</li>"),
        (_TIMES, _TIMES.replace("09:00", "04:00")),
    ],
    "title-numbered": [
        (_TITLE, f"<title>{title}</title>") for title in ("#2 Mut", "Folge 2: Mut", "Ep. 2 Mut", "S01E02 Mut")
    ],
    "title-show": [
        (_TITLE, "<title>Auf Augenhöhe: Mut</title>"),
        (_TITLE, "<title>Mut | Auf Augenhöhe</title>"),
    ],
    "chapters-empty": [
        ('<psc:chapters version="1.2">', '<psc:chapters version="1.2"/><psc:chapters version="1.2">')
    ],
    "chapter-incomplete": [
        (_SECOND_CHAPTER, 'start="drei Minuten"'),
        (_SECOND_CHAPTER, ""),
        ('title="Was ist Vertrauen?"', 'title=""'),
    ],
    "chapter-seconds": [(_SECOND_CHAPTER, 'start="192"')],
    "chapter-order": [(_SECOND_CHAPTER, 'start="00:00:00"'), (_SECOND_CHAPTER, 'start="01:00:01"')],
    "chapter-after-end": [('start="01:00:00.000"', 'start="01:02:03"')],
    "chapter-title-long": [("Was ist Vertrauen?", "M" * 46)],
    "chapters-late": [('start="00:00:00.000"', 'start="00:00:01.000"')],
    "guest-missing": [
        (_TITLE, "<title>Vertrauen im Team, mit Selin Kaya</title>"),
        (_TITLE, "<title>Im Gespräch mit Prof. Selin Kaya über Fehler</title>"),
        (_TITLE, "<title>Trust (feat. Selin Kaya)</title>"),
        (_TITLE, "<title>Trust – with Selin van der Kaya</title>"),
    ],
    "host-missing": [(_PERSONS, _GUEST)],
    "date-order": [(_FIRST_NUMBER, "<itunes:episode>3</itunes:episode>")],
    "transcript-language": [(_TRANSCRIPT, _TRANSCRIPT.replace('"de"', '"en"'))],
    "transcript-missing": [(_TRANSCRIPT, "")],
    "podcast-place": [(_TITLE, f"{_TITLE}<podcast:locked>yes</podcast:locked>")],
    "podcast-twice": [
        ("<podcast:medium>", "<podcast:medium>podcast</podcast:medium><podcast:medium>"),
        (
            "<podcast:chapters",
            _CHAPTERS + "<podcast:chapters",
        ),
    ],
    "podcast-incomplete": [
        (_TRANSCRIPT, _TRANSCRIPT.replace(' type="text/vtt"', "")),
        (_TRANSCRIPT, _TRANSCRIPT.replace(' url="https://media.example.org/3.vtt"', "")),
        (' url="https://example.org/danke"', ""),
        ("Jonas Brandt", ""),
        (' pubdate="Tue, 03 Nov 2026 05:00:00 +0000"', ""),
        (' dtstart="2026-11-03"', ""),
        ('<podcast:source uri="https://media.example.org/3.opus"/>', ""),
        (' uri="https://social.example/@show/3"', ""),
        ('<podcast:remoteItem feedGuid="9b024349-ccf0-5f69-a609-6b82873eab3c"/>', ""),
        (' startTime="60.5"', ""),
    ],
    "podcast-value": [
        (">yes</podcast:locked>", ">true</podcast:locked>"),
        ("<podcast:medium>podcast", "<podcast:medium>radio"),
        (_TRANSCRIPT, _TRANSCRIPT.replace("text/vtt", "vtt")),
        ("application/json+chapters", "text/json"),
        ('startTime="60.5"', 'startTime="1:00"'),
        ('geo="geo:48.2,16.4"', 'geo="48.2,16.4"'),
        ('osm="R109166"', 'osm="109166"'),
        ('country="AT"', 'country="AUT"'),
        ('rel="creator"', 'rel="home"'),
        ('pubdate="Tue, 03 Nov', 'pubdate="2026, 03 Nov'),
        ('protocol="activitypub"', 'protocol="mastodon"'),
        ('type="sri"', 'type="md5"'),
        ('default="false"', 'default="no"'),
        (">2.5</podcast:episode>", ">zwei</podcast:episode>"),
        ('display="2a"', f'display="{"2" * 33}"'),
        (">1</podcast:season>", ">I</podcast:season>"),
        (_TRANSCRIPT, _TRANSCRIPT.replace('"de"', '"deutsch"')),
    ],
    "podcast-long": [("Danke sagen", "D" * 129), (">abc<", f">{'t' * 4001}<")],
    "license-unknown": [("cc-by-4.0", "Alles erlaubt")],
    "role-unknown": [('role="guest"', 'role="Gast"')],
    "soundbite-length": [('duration="30"', 'duration="121"'), ('duration="30"', 'duration="14"')],
    "images-outdated": [
        ("<podcast:medium>", '<podcast:images srcset="https://a.example/b.jpg 1500w"/><podcast:medium>')
    ],
    "spotify-value": [("at de", "Österreich"), ('recentCount="10"', 'recentCount="0"')],
}

# What a fault cannot be without: the second thing that is wrong then
ALSO: dict[str, set[str]] = {
    "namespace-misspelt": {
        "author-missing", "category-missing", "cover-missing", "duration-missing", "explicit-missing",
        "owner-missing", "locked-missing", "podcast-guid-missing", "self-missing", "transcript-missing",
        "namespace-missing",
    },
    "feed-heavy": {"notes-long"},
    "items-order": {"date-order"},
    "description-markup": {"description-missing"},
    "number-invalid": {"date-order"},
    "feed-moves": {"feed-moves-locked"},
    "feed-moves-locked": {"feed-moves"},
    "podcast-value": {"transcript-language"},
}  # fmt: skip

PASSES: dict[str, list[Change]] = {
    "xml-broken": [
        ("Studio Beispiel", "Studio &amp; Beispiel"),
        ("Studio Beispiel", "Studio&#160;Beispiel"),
        ("<?xml", "\ufeff<?xml"),
    ],
    "xml-entities": [("<rss", "<!DOCTYPE rss>\n<rss")],
    "not-rss": [(_RSS, "<!-- ein Feed -->\n" + _RSS)],
    "encoding": [('encoding="UTF-8"', 'encoding="utf-8"'), (' encoding="UTF-8"', "")],
    "namespace-misspelt": [
        (_RSS, f'{_RSS} xmlns:googleplay="http://www.google.com/schemas/play-podcasts/1.0"')
    ],
    "namespace-missing": [("xmlns:content", 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:content')],
    "feed-heavy": [("Handarbeit", "Handarbeit<!--" + "x" * 2_900_000 + "-->")],
    "stylesheet-xsl": [("<rss", '<?xml-stylesheet type="text/css" href="a.css"?>\n<rss')],
    "items-order": [(_DATE, "<pubDate>Tue, 17 Nov 2026 05:00:00 +0000</pubDate>")],
    "title-missing": [(_TITLE, "<title>?</title>")],
    "description-missing": [(_ABOUT, "Gespräche")],
    "description-long": [(_ABOUT, "ä" * 2000)],
    "description-markup": [(f"<![CDATA[{_ABOUT}]]>", "Über &lt;b&gt;Vertrauen&lt;/b&gt;")],
    "title-markup": [
        (_TITLE, "<title>Q&amp;A: Vertrauen &lt;3</title>"),
        (_TITLE, "<title>Umsatz &amp; Mut; R&amp;D</title>"),
    ],
    "title-keywords": [("<title>Auf Augenhöhe</title>", "<title>Augenhöhe | Der Podcast</title>")],
    "language-missing": [("de-at", "de")],
    "language-invalid": [("de-at", "de-AT"), ("de-at", "De-1901"), ("de-at", "DE")],
    "cover-missing": [("<itunes:image href", '<itunes:image title="a" href')],
    "cover-extension": [
        ("cover.jpg", "cover.JPEG?v=2"),
        ("cover.jpg", "cover"),
        ("cover.jpg", "cover.php?id=1"),
    ],
    "category-missing": [('<itunes:category text="Kids &amp; Family"/>', "")],
    "category-unknown": [("Kids &amp; Family", "Technology"), ("Careers", "Non-Profit")],
    "categories-many": [
        (
            '<itunes:category text="Careers"/>',
            '<itunes:category text="Careers"/><itunes:category text="Marketing"/>',
        )
    ],
    "explicit-missing": [(_EXPLICIT, _EXPLICIT.replace("false", "true"))],
    "explicit-value": [(_EXPLICIT, _EXPLICIT.replace("false", "true"))],
    "explicit-old": [(_EXPLICIT, _EXPLICIT.replace("false", "true"))],
    "link-missing": [("https://example.org/podcast", "https://example.org")],
    "self-missing": [('rel="self" type', 'title="Feed" rel="self" type')],
    "self-type": [(' type="application/rss+xml"', "")],
    "self-elsewhere": [
        ('href="https://media.example.org/feed.xml"', "href='https://media.example.org/feed.xml'")
    ],
    "author-missing": [("<itunes:author>Studio Beispiel", "<itunes:author>S")],
    "owner-missing": [("<itunes:name>Studio Beispiel</itunes:name>", "")],
    "owner-address": [("<itunes:email>podcast@", "<itunes:email>post+feed@")],
    "type-value": [("<itunes:type>serial", "<itunes:type>episodic")],
    "podcast-guid-missing": [
        ("2b43a52a-85a6-4412-b13b-3aa3c820412e", "9b024349-ccf0-5f69-a609-6b82873eab3c")
    ],
    "podcast-guid-invalid": [("2b43a52a-85a6", "2B43A52A-85A6")],
    "locked-missing": [(">yes</podcast:locked>", ">no</podcast:locked>")],
    "tags-outdated": [("<language>", "<itunes:title>Auf Augenhöhe</itunes:title><language>")],
    "show-hidden": [("<language>", "<itunes:block>no</itunes:block><language>")],
    "block-value": [("<language>", "<itunes:complete>No</itunes:complete><language>")],
    "feed-moves-locked": [(">yes</podcast:locked>", ">no</podcast:locked>")],
    "feed-moves": [
        (
            "<language>",
            "<itunes:new-feed-url>https://media.example.org/feed.xml</itunes:new-feed-url><language>",
        )
    ],
    "guid-missing": [("guid-3", "3")],
    "guid-twice": [("guid-3", "GUID-2")],
    "guid-no-link": [(_GUID, "<guid>https://example.org/?p=3</guid>")],
    "date-missing": [(_DATE, "<pubDate>24 Nov 2026 05:00 GMT</pubDate>")],
    "date-invalid": [
        (_DATE, "<pubDate>Tue, 24 Nov 2026 06:00:00 +0100</pubDate>"),
        (_DATE, "<pubDate>Tue, 24 Nov 2026 05:00:00 GMT</pubDate>"),
    ],
    "date-future": [(_DATE, "<pubDate>Tue, 01 Dec 2026 12:09:00 +0000</pubDate>")],
    "number-invalid": [(_NUMBER, "<itunes:episode>1000</itunes:episode>")],
    "number-missing": [
        (_NUMBER, "<itunes:episode>7</itunes:episode>"),
        ("<itunes:episodeType>full", "<itunes:episodeType>bonus"),
    ],
    "number-twice": [
        (
            f"<itunes:season>1</itunes:season>\n      {_NUMBER}",
            f"<itunes:season>2</itunes:season>{_FIRST_NUMBER}",
        )
    ],
    "episode-type": [("<itunes:episodeType>full", "<itunes:episodeType>bonus")],
    "episode-link-missing": [
        ("<link>https://example.org/podcast/3</link>", "<link>https://example.org/</link>")
    ],
    "duration-missing": [(_DURATION, _DURATION.replace("1:02:03", "3723"))],
    "duration-invalid": [
        (_DURATION, _DURATION.replace("1:02:03", "62:03")),
        (_DURATION, _DURATION.replace("1:02:03", "01:02:03")),
    ],
    "summary-missing": [("Eine Minute über das, was kommt.", "Kurz.")],
    "episode-hidden": [(_NUMBER, f"{_NUMBER}<itunes:block>no</itunes:block>")],
    "tag-twice": [(_TITLE, f"{_TITLE}<category>Mut</category><category>Team</category>")],
    "enclosure-missing": [(_FILE, _FILE.replace("/>", "></enclosure>"))],
    "enclosure-twice": [(_FILE, _FILE.replace("3.mp3", "3b.mp3"))],
    "enclosure-address": [
        ("https://media.example.org/3.mp3", "https://track.example/https://media.example.org/3.mp3")
    ],
    "enclosure-shared": [("https://media.example.org/3.mp3", "https://media.example.org/1.mp3?quelle=web")],
    "enclosure-length": [('length="3000000"', 'length="1"')],
    "enclosure-type": [(_FILE, _FILE.replace("3.mp3", "3.mp4").replace("audio/mpeg", "video/mp4"))],
    "enclosure-mismatch": [
        (_FILE, _FILE.replace("3.mp3", "3.m4a").replace("audio/mpeg", "audio/mp4")),
        (_FILE, _FILE.replace("3.mp3", "play/3")),
    ],
    "format-first": [("https://media.example.org/3.mp3", "https://media.example.org/ogg/3.mp3")],
    "enclosure-http": [(_FILE, _FILE.replace("https://media.example.org", "http://localhost:8000"))],
    "cover-http": [(_COVER, _COVER.replace("https://media.example.org", "http://127.0.0.1"))],
    "podcast-http": [
        (_TRANSCRIPT, _TRANSCRIPT.replace("https://media.example.org", "http://localhost:8000")),
        ('uri="https://media.example.org/3.opus"', 'uri="ipfs://abc"'),
    ],
    "address-invalid": [
        ("https://media.example.org/3.mp3", "https://media.example.org/Folge%203.mp3?a=1&amp;b=[2]"),
        ("https://example.org/mira", "HTTPS://xn--mller-kva.example:8080/~mira#oben"),
        ('uri="https://social.example/@show/3"', 'uri="at://did:plc:abc/app.bsky.feed.post/3"'),
    ],
    "notes-long": [(_NOTES, "ä" * 2000)],
    "text-long": [(_TITLE, f"<title>{'M' * 255}</title>")],
    "text-spaces": [(f"<![CDATA[{_NOTES}]]>", f"\n  <![CDATA[{_NOTES}]]>\n  ")],
    "text-broken": [(_TITLE, "<title>São Paulo, „Mut“ – Ärger, œuvre, LÃO</title>")],
    "notes-tags": [(_NOTES, "<div><h2>Mehr</h2><blockquote>Mut</blockquote><span>3 &lt; 4</span></div>")],
    "notes-http": [(_NOTES, "<p>http://example.org steht nur da</p>")],
    "link-broken": [
        (_NOTES, _NOTES.replace("https://example.org/mehr", "mailto:podcast@example.org")),
        (_NOTES, _NOTES.replace("https://example.org/mehr", "https://de.wikipedia.org/wiki/Höhe")),
        (_NOTES, _NOTES.replace("https://example.org/mehr", "tel:+43123")),
    ],
    "timestamps-ignored": [
        (_TIMES, "<li>12:30 Uhr: Mittag</li>"),
        (_TIMES, _TIMES.replace("00:00 ", "(0:00) ")),
        (_TIMES, "<li>1:2 gewonnen</li><li>3:15 verloren</li>"),
    ],
    "title-numbered": [
        (_TITLE, f"<title>{title}</title>")
        for title in ("Folge mir", "42 ist die Antwort", "Teilen macht Mut")
    ],
    "title-show": [
        (_TITLE, "<title>Gespräche auf Augenhöhe führen</title>"),
        (_TITLE, "<title>Auf Augenhöhe</title>"),
    ],
    "chapters-empty": [('<psc:chapter start="01:00:00.000" title="Zum Schluss"/>', "")],
    "chapter-incomplete": [(_SECOND_CHAPTER, 'start="3:12"')],
    "chapter-seconds": [(_SECOND_CHAPTER, 'start="03:12"')],
    "chapter-order": [(_SECOND_CHAPTER, 'start="00:00:00.001"')],
    "chapter-after-end": [('start="01:00:00.000"', 'start="01:02:02.999"')],
    "chapter-title-long": [("Was ist Vertrauen?", "M" * 45)],
    "chapters-late": [
        ('start="00:00:00.000"', 'start="0"'),
        ('start="00:00:00.000"', 'start="00:00:00.999"'),
    ],
    "guest-missing": [
        (_TITLE, "<title>Vertrauen, mit Jonas Brandt</title>"),
        (_TITLE, "<title>Vertrauen mit Brandt</title>"),
        (_TITLE, "<title>Mit Mut und Verstand</title>"),
        (_TITLE, "<title>Arbeiten mit der Zeit</title>"),
        (_TITLE, "<title>Was mit Künstlicher Intelligenz geht</title>"),
        (_TITLE, "<title>Leben mit Viel Arbeit</title>"),
        (_TITLE, "<title>Working with Difficult People</title>"),
    ],
    "host-missing": [
        (_PERSONS, _PERSONS.replace('role="host"', 'role="Co-Host"')),
        (_PERSONS, _PERSONS.replace(' role="host"', "")),
    ],
    "date-order": [(_DATE, "<pubDate>Tue, 17 Nov 2026 05:00:00 +0000</pubDate>")],
    "transcript-language": [
        (_TRANSCRIPT, _TRANSCRIPT + _TRANSCRIPT.replace("3.vtt", "3.en.vtt").replace('"de"', '"en"'))
    ],
    "transcript-missing": [(_TRANSCRIPT, _TRANSCRIPT.replace("text/vtt", "text/html"))],
    "podcast-place": [("<podcast:medium>", "<podcast:novelty>neu</podcast:novelty><podcast:medium>")],
    "podcast-twice": [("<podcast:txt", '<podcast:txt purpose="b">c</podcast:txt><podcast:txt')],
    "podcast-incomplete": [
        (">Danke sagen</podcast:funding>", "/>"),
        ('protocol="activitypub" uri="https://social.example/@show/3"', 'protocol="disabled"'),
    ],
    "podcast-value": [
        ("<podcast:medium>podcast", "<podcast:medium>musicL"),
        (_TRANSCRIPT, _TRANSCRIPT.replace('"de"', '"de-AT"')),
        ('osm="R109166"', 'osm="N1#2"'),
    ],
    "podcast-long": [("Danke sagen", "D" * 128), (">abc<", f">{'t' * 4000}<")],
    "license-unknown": [
        ("<podcast:license>cc-by-4.0", '<podcast:license url="https://example.org/l">Alles erlaubt'),
        ("cc-by-4.0", "CC-BY-4.0"),
    ],
    "role-unknown": [('role="guest"', 'role="Audio Engineer"')],
    "soundbite-length": [('duration="30"', 'duration="120"'), ('duration="30"', 'duration="15"')],
    "images-outdated": [
        ("<podcast:medium>", '<podcast:image href="https://a.example/b.jpg"/><podcast:medium>')
    ],
    "spotify-value": [("at de", "global"), ('recentCount="10"', 'recentCount="1"')],
}
