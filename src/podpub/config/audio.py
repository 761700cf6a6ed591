"""The `audio:` of a show and the `mastering:` of an episode → mastering settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from podpub.config.fields import Or, YesNo, lowered, split, text_of
from podpub.config.files import audio_file
from podpub.config.keys import Written
from podpub.config.tree import Text
from podpub.model import Cleaning, Fade, Format, Leveling, Mastering, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import ValidationInfo

    from podpub.config.desk import Desk

_CHANNELS = {"mono": 1, "1": 1, "stereo": 2, "2": 2}
_YES = {"yes", "true", "on"}
_NO = {"no", "false", "off"}
_RUMBLE_HZ = 80.0
_DENOISE_DB = 10.0
_BITRATE_KBPS = {1: 96, 2: Mastering().bitrate_kbps}
_NONE = "none"
_MASTERS = {"keep": True, "podpub": False}
_OTHER_FORMATS = {"aac": Format.M4A, "mp4": Format.M4A, "ogg": Format.OPUS}


def _allowed(setting: str) -> AfterValidator:
    """Let the noun itself say which values it takes, a setting at a time."""

    def check(value: Any) -> Any:  # noqa: ANN401 - whatever the setting takes
        replace(Mastering(), **{setting: value})
        return value

    return AfterValidator(check)


def _fade(value: float) -> float:
    return Fade(value).seconds


def _switch(value: object, when_on: object) -> object:
    """Return a setting that may also be switched on and off by a word."""
    word = lowered(value)
    if not isinstance(word, str):
        return value
    return when_on if word in _YES else 0 if word in _NO else word


def _cleaning(setting: str, usual: float) -> tuple[BeforeValidator, AfterValidator, WithJsonSchema]:
    """Return the validators of a number that `yes` sets to the usual and `no` to nothing."""

    def check(value: float) -> float:
        replace(Cleaning(), **{setting: value})
        return value

    schema = {"anyOf": [{"type": "number"}, {"enum": [True, False, "yes", "no"]}]}
    return BeforeValidator(lambda value: _switch(value, usual)), AfterValidator(check), WithJsonSchema(schema)


def _leveling(value: object) -> object:
    word = _switch(value, Leveling.GENTLE)
    return Leveling.OFF if word == 0 else word


def _piece(value: object, info: ValidationInfo[Desk]) -> Path | None:
    """Return an intro or outro; the word `none` takes away the show's."""
    return None if isinstance(value, Text) and value.lower() == _NONE else audio_file(value, info)


def _format(value: object, info: ValidationInfo[Desk]) -> Text:
    """Return the word for a format; what others call it is understood, too."""
    written = text_of(value)
    word = written.strip().lower().removeprefix(".")
    known = _OTHER_FORMATS.get(word)
    if known:
        info.context.warn(
            "other-name",
            written,
            say("`{key}` was read as `{name}`", key=word, name=known),
            say("Write `{name}` instead of `{key}`.", name=known, key=word),
        )
    return Text(known or word, line=written.line)


_Format = Annotated[Format, BeforeValidator(_format), WithJsonSchema({"enum": list(Format)})]
_Piece = Annotated[Path | None, BeforeValidator(_piece), WithJsonSchema({"type": "string"})]


class WrittenAudio(Written):
    """Loudness and format of the published audio."""

    aliases: ClassVar[dict[str, str]] = {
        "target": "loudness",
        "target_lufs": "loudness",
        "lufs": "loudness",
        "loudnesstarget": "loudness",
        "peak": "true_peak",
        "maxpeak": "true_peak",
        "ceiling": "true_peak",
        "samplerate": "sample_rate",
        "cross_fade": "crossfade",
        "levelling": "leveling",
        "leveler": "leveling",
        "leveller": "leveling",
        "adaptive_leveler": "leveling",
        "high_pass": "highpass",
        "lowcut": "highpass",
        "noise_reduction": "denoise",
        "denoising": "denoise",
        "format": "formats",
    }

    master: (
        Annotated[
            Literal["keep", "podpub"],
            BeforeValidator(lowered),
            AfterValidator(_MASTERS.__getitem__),
            WithJsonSchema({"enum": [*_MASTERS]}),
        ]
        | None
    ) = Field(
        None,
        title="Master",
        description="keep publishes the file as it is, byte for byte, and ignores every other setting: for "
        "episodes that listeners have already. podpub (the default) masters it.",
    )
    loudness: Annotated[float, _allowed("target_lufs")] | None = Field(
        None, title="Loudness", description="Integrated loudness in LUFS; podcast apps expect -16."
    )
    true_peak: Annotated[float, _allowed("ceiling_dbtp")] | None = Field(
        None, title="True peak", description="The highest peak of the published file, in dBTP; usually -1."
    )
    channels: (
        Annotated[
            Literal["stereo", "mono", "1", "2"],
            BeforeValidator(lowered),
            AfterValidator(_CHANNELS.__getitem__),
            WithJsonSchema({"enum": ["stereo", "mono", 1, 2]}),
        ]
        | None
    ) = Field(None, title="Channels", description="stereo (the default) or mono.")
    bitrate: Annotated[int, _allowed("bitrate_kbps")] | None = Field(
        None, title="Bitrate", description="Constant, in kbit/s; 128 for stereo and 96 for mono by default."
    )
    formats: (
        Annotated[tuple[_Format, ...], BeforeValidator(split), _allowed("formats"), Or(alone=True)] | None
    ) = Field(
        None,
        title="Formats",
        description="mp3 (the default), m4a or opus, or several of them: the first is the one in the feed, "
        "the others are its alternates.",
    )
    sample_rate: Annotated[int, _allowed("sample_rate")] | None = Field(
        None, title="Sample rate", description="44100 or 48000 Hz; left out, that of the recording."
    )
    intro: _Piece = Field(None, title="Intro", description="An audio file, or `none`.")
    outro: _Piece = Field(None, title="Outro", description="An audio file, or `none`.")
    crossfade: Annotated[float, AfterValidator(_fade)] | None = Field(
        None, title="Cross-fade", description="How long intro, recording and outro overlap, in seconds."
    )
    trim: YesNo | None = Field(None, title="Trim", description="Cut off the silence at both ends.")
    leveling: (
        Annotated[
            Leveling,
            BeforeValidator(_leveling),
            WithJsonSchema({"enum": [True, False, "yes", "no", *Leveling]}),
        ]
        | None
    ) = Field(
        None,
        title="Leveling",
        description="Bring a quiet guest up to a loud host: off (the default), gentle or strong.",
    )
    highpass: Annotated[float, *_cleaning("highpass_hz", _RUMBLE_HZ)] | None = Field(
        None,
        title="High-pass",
        description="Take rumble and thuds out: yes (below 80 Hz), no, or a frequency.",
    )
    denoise: Annotated[float, *_cleaning("denoise_db", _DENOISE_DB)] | None = Field(
        None, title="Denoise", description="Turn steady noise down: yes (by 10 dB), no, or decibels."
    )


_SETTINGS = {
    "master": "kept",
    "loudness": "target_lufs",
    "true_peak": "ceiling_dbtp",
    "bitrate": "bitrate_kbps",
}
_CLEANING = {"highpass": "highpass_hz", "denoise": "denoise_db"}


def mastering(written: WrittenAudio | None, *, over: Mastering) -> Mastering:
    """Lay what a host wrote over other settings; a bitrate nobody chose follows the channels."""
    given = written.model_dump(exclude_unset=True) if written else {}
    settings: dict[str, Any] = {_SETTINGS.get(name, name): value for name, value in given.items()}
    if "crossfade" in settings:
        settings["crossfade"] = Fade(settings["crossfade"])
    cleaning = {written: settings.pop(name) for name, written in _CLEANING.items() if name in settings}
    settings["cleaning"] = replace(over.cleaning, **cleaning)
    if over.bitrate_kbps == _BITRATE_KBPS[over.channels]:
        settings.setdefault("bitrate_kbps", _BITRATE_KBPS[settings.get("channels", over.channels)])
    return replace(over, **settings)


def written_as(settings: Mastering, *, over: Mastering) -> dict[str, Any]:
    """Return what a host writes to lay settings over others; `mastering` reads it back as the same.

    Intro and outro are files, and not among it; nor is what cannot be written: to follow the recording's
    sample rate again where the show has one of its own.
    """
    if over.bitrate_kbps == _BITRATE_KBPS[over.channels]:
        over = replace(over, bitrate_kbps=_BITRATE_KBPS[settings.channels])
    said = {key: (read(settings), read(over)) for key, read in _AS_WRITTEN.items()}
    return {key: value for key, (value, usual) in said.items() if value not in (None, usual)}


def _number(value: float) -> float:
    """Return `-16` for -16.0."""
    return int(value) if value == int(value) else value


_AS_WRITTEN: dict[str, Callable[[Mastering], Any]] = {
    "master": lambda one: "keep" if one.kept else "podpub",
    "loudness": lambda one: _number(one.target_lufs),
    "true_peak": lambda one: _number(one.ceiling_dbtp),
    "channels": lambda one: "mono" if one.channels == 1 else "stereo",
    "bitrate": lambda one: one.bitrate_kbps,
    "sample_rate": lambda one: one.sample_rate,
    "crossfade": lambda one: _number(one.crossfade.seconds),
    "trim": lambda one: one.trim,
    "leveling": lambda one: str(one.leveling),
    "highpass": lambda one: _number(one.cleaning.highpass_hz) or False,
    "denoise": lambda one: _number(one.cleaning.denoise_db) or False,
    "formats": lambda one: [str(format_) for format_ in one.formats],
}
