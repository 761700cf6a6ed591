"""Rules about covers: those on the disk by their headers, those of a feed by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.rule import Complaint, Rule
from podpub.checks.words import suffix
from podpub.model import Level, Repair, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.checks.facts import Facts, FeedFacts
    from podpub.model import Element, Message

_NO_PICTURES = frozenset({"gif", "webp", "svg", "bmp", "tif", "tiff", "heic", "avif", "pdf", "html", "htm"})


def _covers(facts: Facts) -> Iterator[tuple[Path, Path]]:
    """Yield every cover that can be read, with the file that names it."""
    named = [(facts.show_file, facts.project.image), *((one.file, one.image) for one in facts.productions)]
    for file, image in named:
        if image and image in facts.pictures:
            yield file, image


def _shape(facts: Facts) -> Iterator[Complaint[Path]]:
    for file, image in _covers(facts):
        picture = facts.pictures[image]
        if not picture.is_usable:
            message = say(
                "{name} is {width} x {height} pixels",
                name=image.name,
                width=str(picture.width),
                height=str(picture.height),
            )
            yield Complaint(file, "image", message)


def _repairs(facts: Facts) -> Iterator[Complaint[Path]]:
    for file, image in _covers(facts):
        if repairs := facts.pictures[image].repairs:
            message = say("{name} is published {how}", name=image.name, how=_listed(repairs))
            yield Complaint(file, "image", message)


def _listed(repairs: tuple[Repair, ...]) -> Message:
    """Return in words what is done to a cover."""
    first, *others = (_MENDED[repair] for repair in repairs)
    for other in others:
        first = say("{first}, {second}", first=first, second=other)
    return first


_MENDED = {
    Repair.UPRIGHT: say("turned upright"),
    Repair.CUT: say("cut square by a few pixels"),
    Repair.SCALED: say("scaled down to 3000 x 3000 pixels"),
    Repair.COLOURS: say("in RGB"),
    Repair.OPAQUE: say("on white where it is transparent"),
    Repair.KIND: say("as JPEG or PNG"),
    Repair.BASELINE: say("as a baseline JPEG"),
    Repair.PRIVATE: say("without what it tells of camera and place"),
    Repair.LIGHTER: say("with less weight"),
    Repair.NAMED: say("under the extension of its kind"),
}


def _extension_in_feed(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for cover in parent.all("itunes:image"):
            found = suffix(cover.attributes.get("href", ""))
            if found in _NO_PICTURES:
                yield Complaint(cover, message=say("the cover is a .{extension} file", extension=found))


RULES: tuple[Rule, ...] = (
    Rule(
        "cover-shape",
        Level.ERROR,
        say("the cover is not square, or smaller than 1400 x 1400 pixels"),
        say("Apple refuses it."),
        say("Make it square, between 1400 x 1400 and 3000 x 3000 pixels; 3000 is best."),
        f"{sources.APPLE}: artwork; {sources.PSP1}",
        show=_shape,
    ),
    Rule(
        "cover-repaired",
        Level.WARNING,
        say("the cover is not as directories take it, and is mended when it is published"),
        say("Nothing that matters is lost; the file that is published is another one than yours."),
        say("Your file stays as it is. Save it like this yourself, and nothing has to be mended."),
        f"{sources.APPLE}: artwork; hosting companies' rule of thumb: 512 kB",
        show=_repairs,
    ),
    Rule(
        "cover-extension",
        Level.ERROR,
        say("the cover's name does not end as its kind of picture does"),
        say("Apple takes .jpg and .png, and the name has to tell the truth."),
        say("Save it as JPEG or PNG, with a name that ends in .jpg or .png."),
        f"{sources.APPLE}: artwork",
        feed=_extension_in_feed,
    ),
)
