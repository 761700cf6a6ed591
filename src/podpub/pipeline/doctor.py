"""Whether a show can be released from here: what is written, what the storage can do, what the world sees."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from podpub.config import storage_block
from podpub.errors import ConfigError, StorageError
from podpub.model import Finding, FolderLocation, Level, Slug, say
from podpub.model.layout import asset_key, content_type, probe_key, public_address
from podpub.outside import Answer, Expected, look_at_companion, look_at_file
from podpub.pipeline.looking.notify import unready
from podpub.pipeline.looking.outside import onlooker
from podpub.pipeline.planning.manuscript import read_manuscript
from podpub.pipeline.release import examine
from podpub.storage import Trial, Verdict, open_location, survey_location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from podpub.model import Location, Tell
    from podpub.pipeline.looking.outside import Onlooker
    from podpub.pipeline.release import Order
    from podpub.storage import Storage

_PROBE = bytes(range(256)) * 4
_PROMISES = {
    True: say("Whatever is released is in the feed, always, also when several people release at once."),
    False: say(
        "Nothing is ever lost; but should another computer die at the very moment in which both release,"
        " the feed may lag until the next podpub run."
    ),
    None: "",
}
# what is looked at in public, by the codes of the findings that say no to it
_PUBLIC: dict[str, tuple[frozenset[str], Verdict]] = {
    say("public type"): (frozenset({"type"}), Verdict.NO),
    say("public range"): (frozenset({"no-ranges", "range"}), Verdict.NO),
    say("web players"): (frozenset({"cors"}), Verdict.LACKS),
    say("encrypted"): (frozenset({"plain-http"}), Verdict.LACKS),
    say("no detour"): (frozenset({"redirected"}), Verdict.LACKS),
}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found out.

    Attributes:
        findings: About what the host wrote.
        storage: What was tried out in the storage.
        public: What was tried out through `public_url`.
        promise: What podpub can promise there, in words; empty where that is unknown.
        block: The `storage:` that fits a bucket.
    """

    findings: tuple[Finding, ...]
    storage: tuple[Trial, ...] = ()
    public: tuple[Trial, ...] = ()
    promise: str = ""
    block: str = ""


def diagnose(order: Order, *, tell: Tell) -> Diagnosis:
    """Find out whether a show can be released from here; whatever fails, the rest is looked at."""
    tell(say("read the show"), 0.0)
    try:
        manuscript = read_manuscript(order.show_file, order.episode_files)
    except ConfigError as error:
        return Diagnosis(error.findings or (Finding(Level.ERROR, error.code, "", error.message, error.fix),))
    location = manuscript.project.storage
    tell(say("try out the storage"), 0.0)
    survey = survey_location(location)
    tell(say("look from outside"), 0.0)
    public = tuple(_public(survey.fitting, order.environ)) if _is_written(survey.trials) else ()
    findings = manuscript.findings
    with suppress(StorageError):  # the trials tell it
        findings = examine(order).findings
    findings = (*findings, *unready(manuscript.project, manuscript.places, order.environ))
    fitting = survey.fitting
    block = "" if isinstance(fitting, FolderLocation) else storage_block(fitting)
    return Diagnosis(findings, survey.trials, public, _PROMISES[survey.conditions], block)


def _is_written(trials: tuple[Trial, ...]) -> bool:
    return any(one.name == "read" and one.verdict is Verdict.YES for one in trials)


def _public(location: Location, environ: Mapping[str, str]) -> Iterator[Trial]:
    """Put a probe where listeners may look, and another one where they may not, and look at both."""
    storage, eyes, name = open_location(location), onlooker(location, environ), uuid4().hex
    public, private = asset_key(Slug("probe"), name, "vtt"), probe_key(name)
    try:
        for key in (public, private):
            storage.write(key, _PROBE)
        yield from _looked_at(public, eyes)
        yield from _kept_private(private, eyes)
    except StorageError as error:
        yield Trial(say("public probe"), Verdict.NO, error.message, error.fix)
    finally:
        _clear_away(storage, (public, private))


def _looked_at(key: str, eyes: Onlooker) -> Iterator[Trial]:
    url = public_address(eyes.location.public_url, key)
    type_ = content_type(key).partition(";")[0]
    promised = Expected(url, len(_PROBE), type_, hashlib.sha256(_PROBE).hexdigest())
    findings = [*look_at_file(promised, eyes.visitor, eyes.advice)]
    told = frozenset().union(*(codes for codes, _ in _PUBLIC.values()))
    hidden = next((one for one in findings if one.code not in told), None)
    if hidden:
        verdict = Verdict.UNTRIED if isinstance(eyes.location, FolderLocation) else Verdict.NO
        yield Trial(say("public read"), verdict, hidden.message, hidden.fix)
        return
    yield Trial(say("public read"), Verdict.YES)
    findings += look_at_companion(url, eyes.visitor, eyes.advice)
    for name, (codes, verdict) in _PUBLIC.items():
        found = next((one for one in findings if one.code in codes), None)
        yield Trial(name, verdict, found.message, found.fix) if found else Trial(name, Verdict.YES)


def _kept_private(key: str, eyes: Onlooker) -> Iterator[Trial]:
    answer = eyes.visitor.get(public_address(eyes.location.public_url, key))
    if isinstance(answer, Answer):
        seen = answer.body == _PROBE
        yield Trial(
            say("private records"),
            Verdict.LACKS if seen else Verdict.YES,
            say("everybody can read the records, and what is scheduled") if seen else "",
            say(
                "Make only feed, media, assets and web pages public, if your provider can; "
                "docs/how-to/bucket.md has a policy."
            )
            if seen
            else "",
        )


def _clear_away(storage: Storage, keys: tuple[str, ...]) -> None:
    for key in keys:
        with suppress(StorageError):  # a kilobyte that nobody asks for
            storage.delete(key)
