"""Rules about how a recording sounds; none of them stops a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.checks.rule import Complaint, Rule
from podpub.model import Level, Leveling, Message, Prospect, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podpub.checks.facts import SoundFacts

_MOST_SPREAD_LU = 8.0
_MOST_HEAVY_SHARE = 0.01
_FEWEST_CLIPS = 3
_NEAREST_HUM_LU = -45.0
_MOST_OFFSET = 0.01
_SLOWEST_HZ = 32_000


def _now_and_more(facts: SoundFacts) -> tuple[Prospect | None, list[Prospect]]:
    """Return what the chosen leveling makes of the recording, and what stronger ones would."""
    levels = list(Leveling)
    chosen = facts.production.mastering.leveling
    now = next((one for one in facts.prospects if one.leveling is chosen), None)
    return now, [one for one in facts.prospects if levels.index(one.leveling) > levels.index(chosen)]


def _speakers_apart(facts: SoundFacts) -> Iterator[Complaint[None]]:
    now, more = _now_and_more(facts)
    if now and now.spread_lu > _MOST_SPREAD_LU:
        options = [
            say("`{leveling}` would leave {spread:.0f} LU", leveling=str(one.leveling), spread=one.spread_lu)
            for one in more
        ]
        said = say("the loudest speaker stands {spread:.0f} LU above the quietest", spread=now.spread_lu)
        yield Complaint(None, "audio", said, _advice(options))


def _too_dynamic(facts: SoundFacts) -> Iterator[Complaint[None]]:
    now, more = _now_and_more(facts)
    if now is None:
        return
    share = now.heavy_share if facts.heavy_share is None else facts.heavy_share
    if share > _MOST_HEAVY_SHARE:
        options = [
            say("`{leveling}` would make it {share:.0%}", leveling=str(one.leveling), share=one.heavy_share)
            for one in more
        ]
        said = say(
            "{share:.0%} of it has to be held down by more than 6 dB to be loud enough: "
            "the recording is too dynamic",
            share=share,
        )
        yield Complaint(None, "audio", said, _advice(options))


def _advice(options: Sequence[Message]) -> Message | None:
    if not options:
        return None
    together = options[0]
    for other in options[1:]:
        together = say("{one}, {other}", one=together, other=other)
    return say("Set `leveling`: {options}.", options=together)


def _clipping(facts: SoundFacts) -> Iterator[Complaint[None]]:
    for track in facts.faults.tracks:
        if track.clips >= _FEWEST_CLIPS:
            said = say(
                "{name} is overdriven in {count} places, first at {time}",
                name=track.name,
                count=track.clips,
                time=_clock(track.first_clip_s),
            )
            yield Complaint(None, "audio", said)


def _gaps(facts: SoundFacts) -> Iterator[Complaint[None]]:
    for gap in facts.faults.gaps:
        said = say(
            "nothing is heard for {duration:.0f} s at {time}",
            duration=gap.duration_s,
            time=_clock(gap.start_s),
        )
        yield Complaint(None, "audio", said)


def _silent_side(facts: SoundFacts) -> Iterator[Complaint[None]]:
    for track in facts.faults.tracks:
        if track.silent_side == "left":
            yield Complaint(None, "audio", say("the left channel of {name} is silent", name=track.name))
        elif track.silent_side == "right":
            yield Complaint(None, "audio", say("the right channel of {name} is silent", name=track.name))


def _same_sides(facts: SoundFacts) -> Iterator[Complaint[None]]:
    is_stereo = facts.production.mastering.channels > 1
    alike = [track for track in facts.faults.tracks if track.same_sides]
    if is_stereo and alike and len(alike) == len(facts.faults.tracks):
        yield Complaint(None, "audio")


def _hum(facts: SoundFacts) -> Iterator[Complaint[None]]:
    for track in facts.faults.tracks:
        if track.hum_hz and track.hum_lu > _NEAREST_HUM_LU:
            said = say(
                "{name} hums at {hertz} Hz and its multiples, {distance:.0f} dB below the voice",
                name=track.name,
                hertz=track.hum_hz,
                distance=-track.hum_lu,
            )
            yield Complaint(None, "audio", said)


def _slow(facts: SoundFacts) -> Iterator[Complaint[None]]:
    for track in facts.faults.tracks:
        if track.sample_rate < _SLOWEST_HZ:
            said = say("{name} has {rate} Hz", name=track.name, rate=track.sample_rate)
            yield Complaint(None, "audio", said)


def _mixed_rates(facts: SoundFacts) -> Iterator[Complaint[None]]:
    rates = sorted({track.sample_rate for track in facts.faults.tracks})
    if len(rates) > 1:
        told = ", ".join(map(str, rates))
        yield Complaint(None, "audio", say("the tracks have different sample rates: {rates} Hz", rates=told))


def _offset(facts: SoundFacts) -> Iterator[Complaint[None]]:
    for track in facts.faults.tracks:
        if abs(track.offset) > _MOST_OFFSET:
            said = say("the middle of {name} lies at {share:.1%}", name=track.name, share=track.offset)
            yield Complaint(None, "audio", said)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


RULES: tuple[Rule, ...] = (
    Rule(
        "speakers-apart",
        Level.WARNING,
        say("the voices are more than 8 LU apart"),
        say("Listeners in a train hear one of them, or are startled by the other."),
        say("Record each voice with a microphone of its own, and list the files as tracks."),
        "EBU Tech 3342; podpub",
        sound=_speakers_apart,
    ),
    Rule(
        "too-dynamic",
        Level.WARNING,
        say("too much of the recording has to be held down"),
        say("What is held down by more than 6 dB sounds pressed."),
        say("Turn the loudest moments down in the recording, or ask for less `loudness`."),
        "podpub",
        sound=_too_dynamic,
    ),
    Rule(
        "clipping",
        Level.WARNING,
        say("the recording is overdriven"),
        say("Peaks are cut off at full scale, and crackle; no program brings them back."),
        say("Turn the microphone down before the next recording, to peaks of about -12 dBFS."),
        "runs of three samples at full scale",
        sound=_clipping,
    ),
    Rule(
        "silence-long",
        Level.WARNING,
        say("nothing is heard for more than 10 s"),
        say("Listeners think that the player has stopped; often a track was muted, or a cut went wrong."),
        say("Listen to the place, and cut the silence out."),
        "below -60 dBFS for 10 s: no pause in a talk is so long and so still",
        sound=_gaps,
    ),
    Rule(
        "channel-silent",
        Level.WARNING,
        say("one channel of the recording is silent"),
        say("With headphones, the voice is heard in one ear."),
        say("Export the recording as mono, or set `channels: mono`."),
        "podpub",
        sound=_silent_side,
    ),
    Rule(
        "channels-alike",
        Level.WARNING,
        say("both channels of the recording are the same: this is mono"),
        say("It takes the room of stereo without sounding so."),
        say("Set `channels: mono` and half the `bitrate`: the file halves, and sounds the same."),
        "podpub",
        sound=_same_sides,
    ),
    Rule(
        "hum",
        Level.WARNING,
        say("the recording hums with the mains"),
        say("It is heard in every pause, and louder after mastering."),
        say("Set `highpass: 80` against the lowest part of it; then look for the cable or the power supply."),
        "lines at multiples of 50 or 60 Hz, 10 dB above their surroundings",
        sound=_hum,
    ),
    Rule(
        "rate-low",
        Level.WARNING,
        say("the recording has a low sample rate"),
        say("It sounds like a telephone: consonants lack their edge."),
        say("Record with 44100 or 48000 Hz; a headset on Bluetooth often has 8000 or 16000."),
        "Apple Podcasts, audio requirements: 44.1 or 48 kHz",
        sound=_slow,
    ),
    Rule(
        "rates-mixed",
        Level.WARNING,
        say("the tracks have different sample rates"),
        say("It works, but often tells that one of them was recorded by the wrong device."),
        say("Record all of them with 48000 Hz."),
        "podpub",
        sound=_mixed_rates,
    ),
    Rule(
        "offset",
        Level.WARNING,
        say("the waveform is not centred"),
        say("Cuts click, and there is less room for the voice."),
        say("Set `highpass: 80`, which centres it; the sound card or its cable is the reason."),
        "podpub",
        sound=_offset,
    ),
)
