"""Rules about covers: those on the disk by their headers, those of a feed by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.checks import sources
from podpub.checks.rule import Complaint, Rule
from podpub.checks.words import suffix
from podpub.model import Level, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from podpub.checks.facts import Facts, FeedFacts
    from podpub.model import Element

_SIDES_PX = (1400, 3000)
_HEAVY_BYTES = 512_000
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
        if not _SIDES_PX[0] <= picture.width == picture.height <= _SIDES_PX[1]:
            message = say(
                "{name} is {width} x {height} pixels",
                name=image.name,
                width=str(picture.width),
                height=str(picture.height),
            )
            yield Complaint(file, "image", message)


def _colours(facts: Facts) -> Iterator[Complaint[Path]]:
    for file, image in _covers(facts):
        mode = facts.pictures[image].mode
        if mode != "RGB":
            message = say("{name} is saved in the colour mode {mode}", name=image.name, mode=mode)
            yield Complaint(file, "image", message)


def _extension(facts: Facts) -> Iterator[Complaint[Path]]:
    extensions = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",)}
    for file, image in _covers(facts):
        format_ = facts.pictures[image].format
        if image.suffix.lower() not in extensions[format_]:
            yield Complaint(
                file,
                "image",
                say("{name} is a {format} file with another name", name=image.name, format=format_),
                say("Rename it so that it ends in {extension}.", extension=extensions[format_][0]),
            )


def _extension_in_feed(facts: FeedFacts) -> Iterator[Complaint[Element]]:
    for parent in facts.parents:
        for cover in parent.all("itunes:image"):
            found = suffix(cover.attributes.get("href", ""))
            if found in _NO_PICTURES:
                yield Complaint(cover, message=say("the cover is a .{extension} file", extension=found))


def _weight(facts: Facts) -> Iterator[Complaint[Path]]:
    for file, image in _covers(facts):
        kilobytes = facts.pictures[image].bytes // 1000
        if facts.pictures[image].bytes > _HEAVY_BYTES:
            message = say("{name} has {kilobytes} kB", name=image.name, kilobytes=kilobytes)
            yield Complaint(file, "image", message)


RULES: tuple[Rule, ...] = (
    Rule(
        "cover-shape",
        Level.ERROR,
        say("the cover is not square, or not between 1400 and 3000 pixels wide"),
        say("Apple refuses it."),
        say("Make it square, between 1400 x 1400 and 3000 x 3000 pixels; 3000 is best."),
        f"{sources.APPLE}: artwork; {sources.PSP1}",
        show=_shape,
    ),
    Rule(
        "cover-colours",
        Level.ERROR,
        say("the cover's colours are not RGB, or it is transparent"),
        say("Apple refuses it; elsewhere it looks odd."),
        say("Save it as RGB, without transparency."),
        f"{sources.APPLE}: artwork; {sources.PSP1}",
        show=_colours,
    ),
    Rule(
        "cover-extension",
        Level.ERROR,
        say("the cover's name does not end as its kind of picture does"),
        say("Apple takes .jpg and .png, and the name has to tell the truth."),
        say("Save it as JPEG or PNG, with a name that ends in .jpg or .png."),
        f"{sources.APPLE}: artwork",
        show=_extension,
        feed=_extension_in_feed,
    ),
    Rule(
        "cover-weight",
        Level.WARNING,
        say("the cover has more than 512 kB"),
        say("Apps load it often, also on the road."),
        say("Save it with less than 512 kB; apps load it often."),
        "hosting companies' rule of thumb",
        show=_weight,
    ),
)
