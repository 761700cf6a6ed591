"""Look at what was published as the world sees it, and hold it against the records."""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from podpub.artwork import EXTENSIONS, inspect
from podpub.errors import OutsideError, PictureError
from podpub.model import Finding, FolderLocation, Level, say
from podpub.model.layout import FEED_KEY, public_address
from podpub.outside import (
    Advice,
    Visitor,
    fetch_feed,
    fetch_picture,
    look_at_companion,
    look_at_file,
    look_at_page,
    shown,
)
from podpub.pipeline.looking.freshness import staleness
from podpub.storage import public_remedy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from podpub.model import Location, Tell
    from podpub.outside import Expected
    from podpub.pipeline.looking.targets import Targets

_AT_ONCE = 6
_PAUSES_S = (1.0, 3.0, 6.0)  # what storages and CDNs take to tell all their machines
_PASSING = frozenset(
    {"missing", "status", "feed-stale", "feed-broken", "length", "digest", "cut", "timeout", "unreachable"}
)
_SIDES_PX = (1400, 3000)


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks, at what, and how patiently.

    Attributes:
        pauses_s: Between looks at what has just been published, and is not to be seen yet.
    """

    visitor: Visitor
    location: Location
    pauses_s: tuple[float, ...] = ()

    @property
    def feed_url(self) -> str:
        """What people subscribe to."""
        return public_address(self.location.public_url, FEED_KEY)

    @property
    def advice(self) -> Advice:
        """What helps where the world does not get in."""
        if isinstance(self.location, FolderLocation):
            return Advice(
                say("Let the web server read the folder, and let everybody in."),
                say(
                    "Serve the folder `{name}` there; docs/how-to/serve.md tells how.",
                    name=self.location.path.name,
                ),
            )
        below = (
            say("`prefix: {prefix}` of the bucket", prefix=self.location.prefix)
            if self.location.prefix
            else say("the bucket")
        )
        return Advice(
            say(
                "The bucket, or this part of it, is not public. {remedy}", remedy=public_remedy(self.location)
            ),
            say("Correct `public_url`: what lies below {below} has to be seen below it.", below=below),
        )


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen.

    Attributes:
        files: How many files of sound were looked at.
        findings: Everything that an app would stumble over, or be slowed down by.
        unseen: Why nothing can be said; empty where something can.
    """

    feed_url: str
    files: int = 0
    findings: tuple[Finding, ...] = ()
    unseen: str = ""


def onlooker(location: Location, environ: Mapping[str, str]) -> Onlooker:
    """Return who looks at a location: patiently at a bucket, for what is written there is public at once."""
    return Onlooker(Visitor(environ), location, () if isinstance(location, FolderLocation) else _PAUSES_S)


def look_outside(feed: Callable[[], bytes], targets: Targets, *, eyes: Onlooker, tell: Tell) -> Sight:
    """Look at the feed, then at the files, several at a time.

    Args:
        feed: Returns it as it lies in the storage, where others may write it meanwhile.
        targets: What else is looked at.
        eyes: Who looks.
        tell: Hears how far it is.
    """
    tell(say("look at {url}", url=shown(eyes.feed_url)), 0.0)
    about_feed = _insistent(partial(_about_feed, feed, targets, eyes), eyes.pauses_s)
    in_vain = any(one.level is Level.ERROR for one in about_feed)
    return _look_at_files(about_feed, targets, replace(eyes, pauses_s=()) if in_vain else eyes, tell)


def look_if_served(feed: Callable[[], bytes], targets: Targets, *, eyes: Onlooker, tell: Tell) -> Sight:
    """Look outside, where there is an outside yet.

    A folder often is carried to its web server afterwards: as long as another feed, or none, is seen there,
    nothing can be said about it.
    """
    if not isinstance(eyes.location, FolderLocation):
        return look_outside(feed, targets, eyes=eyes, tell=tell)
    public = fetch_feed(eyes.feed_url, eyes.visitor, eyes.advice)
    if public.body == feed():
        return _look_at_files(public.findings, targets, eyes, tell)
    seen = say("another feed than this one") if public.body else public.findings[0].message
    return Sight(eyes.feed_url, unseen=say("{url}: {seen}", url=shown(eyes.feed_url), seen=seen))


def insist(sight: Sight, *, also: Sequence[Finding] = ()) -> None:
    """Insist on nothing worse than warnings.

    Raises:
        OutsideError: With every finding, and those that were made before.
    """
    if any(one.level is Level.ERROR for one in sight.findings):
        raise OutsideError(
            say("published, but apps do not see everything as it should be"),
            fix=say("Mend it, then look again with `podpub verify`."),
            findings=(*also, *sight.findings),
        )


def _look_at_files(before: Sequence[Finding], targets: Targets, eyes: Onlooker, tell: Tell) -> Sight:
    jobs: list[Callable[[], Sequence[Finding]]] = [partial(_about_file, one, eyes) for one in targets.files]
    jobs += [partial(_about_companion, url, eyes) for url in targets.companions]
    jobs += [partial(_about_cover, url, eyes) for url in targets.covers]
    jobs += [partial(_about_page, url, eyes) for url in targets.pages]
    findings = [*before]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for number, found in enumerate(threads.map(lambda job: job(), jobs), start=1):
            tell(say("look at the files from outside"), number / len(jobs))
            findings += found
    return Sight(eyes.feed_url, len(targets.files), tuple(gathered(findings)))


def _about_feed(feed: Callable[[], bytes], targets: Targets, eyes: Onlooker) -> Sequence[Finding]:
    public = fetch_feed(eyes.feed_url, eyes.visitor, eyes.advice)
    return (*public.findings, *staleness(public, feed(), targets.titles, shown(eyes.feed_url)))


def _about_file(expected: Expected, eyes: Onlooker) -> Sequence[Finding]:
    look = partial(look_at_file, expected, eyes.visitor, eyes.advice)
    return _insistent(lambda: tuple(look()), eyes.pauses_s if expected.sha256 else ())


def _about_companion(url: str, eyes: Onlooker) -> Sequence[Finding]:
    return tuple(look_at_companion(url, eyes.visitor, eyes.advice))


def _about_page(url: str, eyes: Onlooker) -> Sequence[Finding]:
    return tuple(look_at_page(url, eyes.visitor, eyes.advice))


def _about_cover(url: str, eyes: Onlooker) -> Sequence[Finding]:
    picture, findings = fetch_picture(url, eyes.visitor, eyes.advice)
    return (*findings, *sides(picture, shown(url))) if picture else findings


def sides(picture: bytes, where: str) -> Iterator[Finding]:
    """Read a cover's header, as it came."""
    fix = say("Make it square, between 1400 x 1400 and 3000 x 3000 pixels.")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cover"
        file.write_bytes(picture)
        try:
            seen = inspect(file, formats=tuple(EXTENSIONS))
        except PictureError as error:
            yield Finding(Level.ERROR, "cover-unreadable", where, error.message, error.fix)
            return
    if seen.width != seen.height or not _SIDES_PX[0] <= seen.width <= _SIDES_PX[1]:
        said = say("the cover is {width} x {height} pixels", width=seen.width, height=seen.height)
        yield Finding(Level.ERROR, "cover-size", where, said, fix)


def _insistent(look: Callable[[], Sequence[Finding]], pauses_s: Iterable[float]) -> Sequence[Finding]:
    """Look again, after a pause, as long as there is something that may pass by itself."""
    found = look()
    for pause in pauses_s:
        if not any(one.code in _PASSING for one in found):
            break
        time.sleep(pause)
        found = look()
    return found


def gathered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Say a warning once that is the same for many files."""
    alike: dict[object, list[Finding]] = {}
    for one in findings:
        alike.setdefault(one if one.level is Level.ERROR else one.code, []).append(one)
    for first, *others in alike.values():
        many = {one.where for one in others} - {first.where}
        yield replace(first, message=_and_more(first.message, len(many)))


def _and_more(message: str, count: int) -> str:
    return say("{message} (and so {count} more)", message=message, count=count) if count else message
