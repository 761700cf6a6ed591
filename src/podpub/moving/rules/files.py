"""What belongs to an episode: its file, cover, chapters and transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.model import Level, say
from podpub.moving.facts import FileSeen
from podpub.moving.rule import Complaint, MoveRule
from podpub.moving.rules import sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from podpub.model import Message
    from podpub.moving.facts import Move
    from podpub.moving.pairs import Pair
    from podpub.moving.sides import Entry

_TOLERANCE_S = 1
_CHAPTERS = ("psc:chapters", "podcast:chapters")
_NOTES = ("description", "content:encoded", "itunes:summary")
_ALIKE = {"audio/mp3": "audio/mpeg", "audio/x-m4a": "audio/mp4", "audio/m4a": "audio/mp4"}
_UNSEEN = FileSeen()


def _made(move: Move) -> Iterator[Pair]:
    """Yield what has a file: what is still to be made has no length and no duration yet."""
    return (pair for pair in move.pairing.pairs if pair.new.guid not in move.new.unmade)


def _no_file(move: Move) -> Iterator[Complaint]:
    yield from (Complaint(pair.new) for pair in _made(move) if pair.old.address and not pair.new.address)


def _new_file_gone(move: Move) -> Iterator[Complaint]:
    for pair in _made(move):
        trouble = move.new_files.get(pair.new.address, _UNSEEN).trouble
        if trouble:
            yield Complaint(
                pair.new, message=say("its new file cannot be fetched: {trouble}", trouble=trouble)
            )


def _old_file_gone(move: Move) -> Iterator[Complaint]:
    for pair in move.pairing.pairs:
        trouble = move.old_files.get(pair.old.address, _UNSEEN).trouble
        if trouble:
            said = say("its old file cannot be fetched: {trouble}", trouble=trouble)
            yield Complaint(pair.old, message=said)


def _other_file(move: Move) -> Iterator[Complaint]:
    for pair in move.pairing.pairs:
        old = move.old_files.get(pair.old.address, _UNSEEN)
        new = move.new_files.get(pair.new.address, _UNSEEN)
        told = None if pair.new.guid in move.new.unmade else pair.new.length
        message = _difference(pair, old, new, told)
        if message:
            yield Complaint(pair.new, message=message)


def _difference(pair: Pair, old: FileSeen, new: FileSeen, told: int | None) -> Message | None:
    """Say how two files differ: by what was measured, else by what the feeds tell."""
    before, after = old.bytes or pair.old.length, new.bytes or told
    if before and after and before != after:
        return say("its file had {before} bytes and has {after}", before=before, after=after)
    if old.sha256 and new.sha256 and old.sha256 != new.sha256:
        return say("its file is as long as before, and has other bytes")
    return None


def _other_duration(move: Move) -> Iterator[Complaint]:
    for pair in _made(move):
        before, after = pair.old.duration_s, pair.new.duration_s
        if before and after is not None and abs(after - before) > _TOLERANCE_S:
            said = say("it lasted {before} s and lasts {after} s", before=before, after=after)
            yield Complaint(pair.new, message=said)


def _other_type(move: Move) -> Iterator[Complaint]:
    for pair in _made(move):
        before, after = (_ALIKE.get(one.type, one.type) for one in (pair.old, pair.new))
        if before and after and before != after:
            said = say("its file was {before} and is {after}", before=pair.old.type, after=pair.new.type)
            yield Complaint(pair.new, message=said)


def _lost(has: Callable[[Entry], bool]) -> Callable[[Move], Iterator[Complaint]]:
    """Return a look at what an episode had and has no longer."""

    def look(move: Move) -> Iterator[Complaint]:
        for pair in move.pairing.pairs:
            if has(pair.old) and not has(pair.new):
                yield Complaint(pair.new)

    return look


def _no_cover(move: Move) -> Iterator[Complaint]:
    cover = move.old.channel.first("itunes:image")
    shows = cover.attributes.get("href", "").strip() if cover else ""
    for pair in move.pairing.pairs:
        if pair.old.image not in {"", shows} and not pair.new.image:
            yield Complaint(pair.new)


def _other_chapters(move: Move) -> Iterator[Complaint]:
    for pair in _made(move):
        before, after = pair.old.chapters, pair.new.chapters
        if before and after and before != after:
            said = say("it had {before} chapters and has {after}", before=len(before), after=len(after))
            same = say("its chapters have other titles")
            yield Complaint(pair.new, message=same if len(before) == len(after) else said)


RULES: tuple[MoveRule, ...] = (
    MoveRule(
        "file-missing",
        Level.ERROR,
        say("the episode has no file in the new feed"),
        say("Apps show nothing to play, or leave it out."),
        say("Release it again."),
        sources.APPLE_REQUIREMENTS,
        _no_file,
    ),
    MoveRule(
        "new-file-gone",
        Level.ERROR,
        say("its new file cannot be fetched"),
        say("Nobody can hear the episode once the old feed is sent on."),
        say("Look at the storage and at `public_url`: `podpub verify` tells more."),
        sources.APPLE_REQUIREMENTS,
        _new_file_gone,
    ),
    MoveRule(
        "old-file-gone",
        Level.WARNING,
        say("its old file cannot be fetched"),
        say("It cannot be compared, and who has not moved yet cannot load it."),
        say("Ask the old host, before the contract ends."),
        sources.APPLE_HOSTS,
        _old_file_gone,
    ),
    MoveRule(
        "file-differs",
        Level.WARNING,
        say("the episode has another file than before"),
        say(
            "Who has loaded it keeps what they have; others get the new file, and a place that "
            "somebody stopped at may have moved. Hosts that put advertisements into files send other "
            "bytes each time."
        ),
        say("Publish the original file, untouched, if its sound is not meant to change."),
        sources.APPLE_HOSTS,
        _other_file,
    ),
    MoveRule(
        "duration-changed",
        Level.WARNING,
        say("the episode is longer or shorter than before"),
        say("Places that listeners stopped at, chapters and transcripts no longer fit."),
        say("Publish the original file, untouched, if its sound is not meant to change."),
        sources.APPLE_GUIDE,
        _other_duration,
    ),
    MoveRule(
        "type-changed",
        Level.WARNING,
        say("the episode's file is of another kind than before"),
        say("Some apps load an episode again when the kind of its file changes."),
        say("Publish it in the format that it had."),
        sources.APPLE_REQUIREMENTS,
        _other_type,
    ),
    MoveRule(
        "image-lost",
        Level.WARNING,
        say("the episode had a cover of its own"),
        say("Apps show the show's cover instead."),
        say("Put the picture beside its episode.yaml, and name it with `image:`."),
        sources.APPLE_GUIDE,
        _no_cover,
    ),
    MoveRule(
        "chapters-lost",
        Level.WARNING,
        say("the episode had chapters"),
        say("Listeners can no longer jump to them."),
        say("Write them into `chapters:` of its episode.yaml."),
        f"Podlove Simple Chapters 1.2; {sources.NAMESPACE}/chapters.md",
        _lost(lambda one: one.has(*_CHAPTERS)),
    ),
    MoveRule(
        "chapters-changed",
        Level.WARNING,
        say("the episode had other chapters"),
        say("Listeners look for those that they know."),
        say("Compare `chapters:` of its episode.yaml with the old feed."),
        "Podlove Simple Chapters 1.2",
        _other_chapters,
    ),
    MoveRule(
        "notes-lost",
        Level.WARNING,
        say("the episode had show notes"),
        say("Apps show nothing to read, and no links."),
        say("Write them into `notes:` of its episode.yaml."),
        sources.APPLE_GUIDE,
        _lost(lambda one: any(one.element.said(tag) for tag in _NOTES)),
    ),
    MoveRule(
        "transcript-lost",
        Level.WARNING,
        say("the episode had a transcript"),
        say("Apps show none, or make one of their own."),
        say("Put the file beside its episode.yaml, and name it with `transcripts:`."),
        f"{sources.NAMESPACE}/transcript.md",
        _lost(lambda one: one.has("podcast:transcript")),
    ),
)
