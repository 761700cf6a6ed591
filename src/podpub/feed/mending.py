"""A feed with mistakes, as there are many in the world → one that can be read, and what was mended in it.

Each mistake has a row of its own, so that a host is told what was wrong; only what is left is guessed by
libxml2. Nothing is mended in a feed without mistakes: its bytes stay.
"""

from __future__ import annotations

import codecs
import re
from html.entities import html5
from typing import TYPE_CHECKING

from lxml import etree

from podpub.feed.closely import read_feed_text, unpacked
from podpub.markup import without_control_characters
from podpub.model import NAMESPACES, Finding, Level, Message, say, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from podpub.model import FeedText

_LOOK_BYTES = 1000
_BEGIN = re.compile(r"<\?xml\b|<rss\b|<!DOCTYPE\s+rss\b|<feed\b|<rdf:RDF\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"^<\?xml\b[^>]{0,500}\?>", re.IGNORECASE)
_ENCODING = re.compile(rb"""^\s*<\?xml\b[^>]{0,500}?encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.IGNORECASE)
# What is never closed goes on to the end, so that nobody looks for its end again and again
_VERBATIM = re.compile(
    r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!DOCTYPE\b.*?(?:>|\Z))", re.DOTALL
)
_AMPERSAND = re.compile(
    r"&(?:(?P<named>[A-Za-z][A-Za-z0-9]{1,31});|#(?P<number>x[0-9A-Fa-f]{1,8}|[0-9]{1,8});)?"
)
_LESS_THAN = re.compile(r"<(?![A-Za-z_/!?])")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_HTML_BEGINS = re.compile(rf"{_VERBATIM.pattern}|<(description|content:encoded|itunes:summary)>", re.DOTALL)
_HAS_TAGS = re.compile(r"</?[a-z]", re.IGNORECASE)
_ROOT = re.compile(r"<rss\b[^>]{0,20000}>")
_LOOK_CHARACTERS = 100_000
_PREFIX = re.compile(r"</?([A-Za-z][\w.-]{0,40}):[A-Za-z]")
_OTHER_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "rawvoice": "http://www.rawvoice.com/rawvoiceRssModule/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LAST = "cp1252"


def read_any_feed(body: bytes, name: str, *, charset: str = "") -> tuple[FeedText, tuple[Finding, ...]]:
    """Return the elements of a feed with mistakes, and a finding for each; arguments are those of `mended`.

    Raises:
        ConfigError: Not even so can it be read; with a finding that says why.
    """
    better, findings = mended(unpacked(body, name), name, charset=charset)
    return read_feed_text(better, name), findings


def mended(body: bytes, name: str, *, charset: str = "") -> tuple[bytes, tuple[Finding, ...]]:
    """Return a feed as UTF-8 that can be read, as far as it can be, and a finding for each mistake.

    Args:
        body: As it came, its compression undone.
        name: Of the feed, in findings.
        charset: What the server says that it is in.
    """
    text, found = _decoded(body, charset)
    told = [found] if found else []
    for mend, message in _MENDS:
        better = mend(text)
        if better != text:
            told.append(message)
            text = better
    if not told and _is_utf8(body):
        content = body
    else:
        content = _DECLARATION.sub('<?xml version="1.0" encoding="UTF-8"?>', text).encode()
    content, guessed = _guessed(content)
    told += [guessed] if guessed else []
    return content, tuple(Finding(Level.WARNING, "feed-mended", name, one, _FIX) for one in told)


_FIX = say("Compare what was read there with what you expect.")


def _decoded(body: bytes, charset: str) -> tuple[str, Message | None]:
    """Return the text: what is UTF-8 is, whatever is said of it; else as it says, or as Windows writes."""
    mark = next((encoding for sign, encoding in _BOMS if body.startswith(sign)), "")
    declared = _ENCODING.match(body[:_LOOK_BYTES])
    said = declared[1].decode("ascii") if declared else ""
    for encoding in (mark, "utf-8", said, charset, _LAST):
        try:
            text = body.decode(encoding) if encoding else None
        except (LookupError, UnicodeError):
            continue
        if text is not None and (encoding != "utf-8" or "\0" not in text):
            is_said = not said or body.isascii() or _same(encoding, said)
            found = (
                None if is_said else say("it is in {encoding}, and says {said}", encoding=encoding, said=said)
            )
            return text.removeprefix("\ufeff"), found if encoding != _LAST or said else _unsaid(body)
    return body.decode("utf-8", "replace").replace("\0", ""), say("its characters are broken; some were lost")


def _unsaid(body: bytes) -> Message | None:
    return (
        None if body.isascii() else say("it is in {encoding}, and says {said}", encoding=_LAST, said="UTF-8")
    )


def _same(one: str, other: str) -> bool:
    try:
        return codecs.lookup(one).name == codecs.lookup(other).name
    except LookupError:
        return False


def _is_utf8(body: bytes) -> bool:
    declared = _ENCODING.match(body[:_LOOK_BYTES])
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not declared or body.isascii() or _same(declared[1].decode("ascii"), "utf-8")


def _from_its_beginning(text: str) -> str:
    """Drop what stands before the feed: empty lines, and warnings of a server's PHP."""
    begin = _BEGIN.search(text)
    return text[begin.start() :] if begin else text


def _without_trash(text: str) -> str:
    """Drop what stands behind the feed."""
    end = text.rfind("</rss>") + len("</rss>")
    is_trash = end >= len("</rss>") and _COMMENT.sub("", text[end:]).strip()
    return f"{text[:end]}\n" if is_trash else text


def _set_apart(text: str) -> str:
    """Put HTML that stands in a description as if it were XML into CDATA."""
    parts, done = list[str](), 0
    for opening in _HTML_BEGINS.finditer(text):
        if opening[2] is None or opening.start() < done:
            continue
        end = text.find(f"</{opening[2]}>", opening.end())
        if end < 0:
            break
        inside = text[opening.end() : end]
        if _HAS_TAGS.search(inside) and "<![CDATA[" not in inside:
            parts += (text[done : opening.end()], f"<![CDATA[{inside}]]>")
            done = end
    return "".join((*parts, text[done:]))


def _outside_of_verbatim(change: Callable[[str], str]) -> Callable[[str], str]:
    """Let a change leave CDATA, comments and declarations as they are."""

    def changed(text: str) -> str:
        parts = _VERBATIM.split(text)
        return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))

    return changed


def _spelled_out(text: str) -> str:
    """Write entities that only HTML knows as characters, and `&` and `<` alone as XML has them."""
    escaped = _LESS_THAN.sub("&lt;", text)
    return _AMPERSAND.sub(_character, escaped) if "&" in escaped else escaped


def _character(found: re.Match[str]) -> str:
    named, number = found["named"], found["number"]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        known = code < 0x110000 and not 0xD800 <= code < 0xE000 and without_control_characters(chr(code))  # noqa: PLR2004 - Unicode's
        return found[0] if known else ""
    if named in _OF_XML:
        return found[0]
    character = html5.get(f"{named};") if named else None
    return character if character and character not in "<>&\"'" else f"&amp;{found[0][1:]}"


def _declared(text: str) -> str:
    """Declare the prefixes that a feed uses and forgot."""
    root = _ROOT.search(text, 0, _LOOK_CHARACTERS)
    if not root:
        return text
    used = {
        name for at, part in enumerate(_VERBATIM.split(text)) if not at % 2 for name in _PREFIX.findall(part)
    }
    unknown = sorted(name for name in used if f"xmlns:{name}" not in text and name != "xml")
    spaces = {**_OTHER_NAMESPACES, **NAMESPACES}
    added = "".join(f' xmlns:{name}="{spaces.get(name, f"urn:unknown:{name}")}"' for name in unknown)
    at = root.start() + len("<rss")
    return f"{text[:at]}{added}{text[at:]}"


_MENDS: tuple[tuple[Callable[[str], str], Message], ...] = (
    (_from_its_beginning, say("something stood before its beginning, and was dropped")),
    (_without_trash, say("something stood behind its end, and was dropped")),
    (
        without_control_characters,
        say("it had invisible characters that XML does not allow; they were dropped"),
    ),
    (_set_apart, say("HTML stood in it as if it were XML")),
    (
        _outside_of_verbatim(_spelled_out),
        say("it had `&`, `<` or entities of HTML in it, which XML does not know"),
    ),
    (_declared, say("it used prefixes without declaring them")),
)


def _guessed(content: bytes) -> tuple[bytes, Message | None]:
    """Let libxml2 close and drop what it takes, where a feed is still no XML."""
    strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        etree.fromstring(content, strict)
    except etree.XMLSyntaxError as refused:
        said = " ".join(words_of(refused).split())
    except ValueError:
        return content, None
    else:
        return content, None
    forgiving = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, forgiving)
    except etree.XMLSyntaxError:
        return content, None
    if root is None or root.find("channel") is None or "amplification" in said:
        return content, None
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True), say(
        "it is no XML ({said}); what could be read was read, and something may be missing", said=said
    )
