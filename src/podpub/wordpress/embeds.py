"""Finds players in the text of a post: iframes, scripts, `<audio>`, shortcodes, blocks, and bare addresses.

The time grows with the length of the text alone, whatever is in it: closing marks are looked for with
`str.find`, each from where it was found last, and nothing is a player that is as long as a chapter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podpub.markup import clean_html
from podpub.wordpress.players import BLOCKS, SHORTCODES, WRAPPERS, addresses, host_of, is_sound

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAVES = frozenset({*BLOCKS, "embed", "html", "shortcode", "freeform"})
_NAMES = "|".join(re.escape(one) for one in sorted({*SHORTCODES, *WRAPPERS}, key=len, reverse=True))
_OPENING = re.compile(
    r"<!--[ ]wp:(?P<block>(?:core/|core-embed/)?[a-z0-9-]+(?:/[a-z0-9-]+)?)(?=[ ])"
    r"|<(?P<element>iframe|script|audio|object|video)(?=[\s>])"
    rf"|\[(?P<shortcode>{_NAMES})(?=[\s\]/])"
    r"|^(?P<bare>https?://\S{1,500})[ \t\r]*$",
    re.IGNORECASE | re.MULTILINE,
)
_CONTAINER = re.compile(
    r"<div\s[^<>]{0,300}\bid=[\"']buzzsprout-player-[\w-]{1,40}[\"'][^<>]{0,300}>\s*</div>\s*$"
)
_SHORTCODE = re.compile(
    rf"\[({'|'.join(map(re.escape, sorted(SHORTCODES, key=len, reverse=True)))})[\s\]/]", re.IGNORECASE
)
_BEFORE = 800
_LONGEST = 20_000
_MOST = 2_000
_UNREAD = re.compile(r"\[[^\[\]]{0,2000}\]|(?:https?:)?//\S+")
_ANYTHING = frozenset({"html", "shortcode", "freeform", *WRAPPERS} - {"embed"})
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class Embed:
    """A player in a post.

    Attributes:
        player: Whose it is.
        text: All of it, as it stands in the post.
        addresses: That it leads to.
    """

    player: str
    text: str
    addresses: tuple[str, ...]


def find_embeds(content: str) -> Iterator[Embed]:
    """Yield the players in a text, in its order; none lies in another.

    Around a player stands what goes with it: its block, its consent wall; but nothing that people read.
    """
    text, here = _Text(content), 0
    for _ in range(_MOST):
        opening = _OPENING.search(content, here)
        if opening is None:
            return
        start, end = text.piece(opening)
        is_short = 0 < end - start <= _LONGEST
        embed = _embed(opening, content[start:end]) if is_short else None
        if embed:
            yield embed
        here = end if embed else opening.end()


class _Text:
    """A text in which closing marks are looked for, no part of it twice for the same one."""

    def __init__(self, content: str) -> None:
        self._content = content
        lower = content.lower()  # which makes some letters longer, such as İ
        self._lower = lower if len(lower) == len(content) else content.translate(_SMALL)
        self._found: dict[str, int] = {}

    def piece(self, opening: re.Match[str]) -> tuple[int, int]:
        """Return where what begins there begins and ends; it ends at 0 where it is nothing to look at."""
        if block := opening["block"]:
            return opening.start(), self._block(block.lower(), opening.end())
        if element := opening["element"]:
            return self._start(opening), self._after(f"</{element.lower()}>", opening.end())
        if shortcode := opening["shortcode"]:
            return opening.start(), self._shortcode(shortcode.lower(), opening.end())
        return opening.start(), opening.end()

    def _block(self, name: str, here: int) -> int:
        head = self._after("-->", here)
        local = name.removeprefix("core/")
        if not head or (local not in _LEAVES and not local.startswith("core-embed/")):
            return 0
        if self._content.startswith("/-->", head - len("/-->")):
            return head
        return self._after(f"<!-- /wp:{name} -->", head)

    def _shortcode(self, name: str, here: int) -> int:
        head = self._after("]", here)
        closed = self._after(f"[/{name}]", head) if head else 0
        if name in WRAPPERS:
            return closed
        again = self._lower.find(f"[{name}", head, closed) if closed else 0
        return closed if closed and again < 0 else head

    def _start(self, opening: re.Match[str]) -> int:
        """Return where a player begins, with the element that its script fills."""
        before = self._content[max(opening.start() - _BEFORE, 0) : opening.start()]
        container = _CONTAINER.search(before) if "buzzsprout-player-" in before else None
        return opening.start() - len(before) + container.start() if container else opening.start()

    def _after(self, mark: str, here: int) -> int:
        """Return the place behind a mark; 0 where there is none."""
        known = self._found.get(mark, 0)
        if 0 <= known < here:
            known = self._found[mark] = self._lower.find(mark, here)
        return known + len(mark) if known >= here else 0


def _embed(opening: re.Match[str], text: str) -> Embed | None:
    """Return the player that a piece of text is; None where it is something else, or more than that."""
    block = (opening["block"] or "").lower().removeprefix("core/")
    shortcode = (opening["shortcode"] or "").lower()
    leads = addresses(text)
    player = _player(block, shortcode, opening, text, leads)
    if not player or (_ANYTHING & {block, shortcode} and _has_words(text)):
        return None
    return Embed(player, text, leads)


def _player(block: str, shortcode: str, opening: re.Match[str], text: str, leads: tuple[str, ...]) -> str:
    """Return whose player it is; nothing where it is none."""
    host = next((host for one in leads if (host := host_of(one))), "")
    sounds = any(map(is_sound, leads))
    if shortcode == _ANY_EPISODE or (opening["element"] or "").lower() == "audio":
        return host or ("WordPress" if sounds else "")
    if "application/ld+json" in text:  # told to search engines
        return ""
    return host or BLOCKS.get(block) or SHORTCODES.get(shortcode) or _inside(text, around=bool(shortcode))


def _inside(text: str, *, around: bool) -> str:
    """Return the plugin whose shortcode stands inside of a block or a wrapper."""
    inner = _SHORTCODE.search(text, 1 if around else 0)
    return SHORTCODES[inner[1].lower()] if inner else ""


_ANY_EPISODE = "podcast"
"""The shortcode that several plugins have, some of them for a list."""


def _has_words(text: str) -> bool:
    """Tell whether people read anything in a piece of HTML."""
    return any(character.isalnum() for character in _UNREAD.sub("", clean_html(text, ())))
