"""The base of all that a host writes: its keys, the other names they go by, and keys nobody should write."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator

from podpub.config.fields import tell_of_comment
from podpub.config.mistake import Mistake
from podpub.config.secrets import is_secret
from podpub.config.tree import Section, Text
from podpub.model import say

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler, ValidationInfo
    from pydantic_core import CoreSchema

    from podpub.config.desk import Desk


_MOST_KEYS = 200


class Written(BaseModel):
    """A section of a file, under the canonical names of its keys.

    Attributes:
        aliases: Other names podcasters know, each with ours.
        computed: Keys that podpub fills in itself.
        hints: Keys that have no place here, each with what to do instead.
        short: The key that a plain text in place of the section stands for.
        text_schema: What an editor shall know about that text; empty where only keys are read.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    aliases: ClassVar[dict[str, str]] = {}
    computed: ClassVar[frozenset[str]] = frozenset()
    hints: ClassVar[dict[str, str]] = {}
    short: ClassVar[str] = ""
    text_schema: ClassVar[dict[str, Any]] = {}

    @model_validator(mode="before")
    @classmethod
    def understand(cls, value: object, info: ValidationInfo[Desk]) -> Section:
        """Put canonical names in place of others; report every key that has no meaning here."""
        section = cls.spelled_out(value)
        if len(section) > _MOST_KEYS:
            raise Mistake(
                say("has more than {most} keys", most=_MOST_KEYS),
                code="too-large",
                fix=say("Remove what is no key here."),
            )
        known = Section({}, line=section.line, file=section.file)
        for key, given in section.items():
            name = cls.aliases.get(key, key)
            if name in cls.model_fields:
                _take(known, key, name, given, info.context)
            elif not is_secret(key):
                cls._refuse(key, given, info.context)
        return known

    @classmethod
    def spelled_out(cls, value: object) -> Section:
        """Return the section that a value stands for."""
        if isinstance(value, Section):
            return value
        if isinstance(value, Text) and cls.short:
            return Section({cls.short: value}, line=value.line)
        keys = ", ".join(f"`{key}`" for key in list(cls.model_fields)[:3])
        raise Mistake(
            say("has to be keys with values"),
            code="wrong-kind",
            fix=say("Write the keys below it, indented: {keys}.", keys=keys),
        )

    @classmethod
    def _refuse(cls, key: str, given: object, desk: Desk) -> None:
        if key in cls.computed:
            desk.error(
                "computed-key",
                given,
                say("`{key}` is never written by hand: podpub measures it", key=key),
                say("Remove the line."),
            )
        elif key in cls.hints:
            desk.error("unknown-key", given, say("`{key}` is not a key here", key=key), cls.hints[key])
        else:
            desk.error(
                "unknown-key", given, say("`{key}` is not a key podpub knows", key=key), cls._nearest(key)
            )

    @classmethod
    def _nearest(cls, key: str) -> str:
        names = [*cls.model_fields, *cls.aliases]
        near = difflib.get_close_matches(key.lower().replace("-", "_"), names, n=1)
        if near:
            return say(
                "Did you mean `{name}`? Otherwise remove the line.", name=cls.aliases.get(near[0], near[0])
            )
        return say("Remove the line; it means nothing here.")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors of the other names too, as deprecated ones; inherited keys stand last."""
        reference = handler(core)
        schema = handler.resolve_ref_schema(reference)
        inherited = [name for name in schema["properties"] if name not in cls.__annotations__]
        schema["properties"].update({name: schema["properties"].pop(name) for name in inherited})
        described = _described(schema, cls.aliases)
        if cls.text_schema:
            described = {"anyOf": [cls.text_schema, described]}
        schema.clear()
        schema.update(described)
        return reference


def _take(known: Section, key: str, name: str, given: Any, desk: Desk) -> None:  # noqa: ANN401 - any node of the tree
    """Put a value under its canonical name; a value left empty counts as not given."""
    if key != name:
        desk.warn(
            "other-name",
            given,
            say("`{key}` was read as `{name}`", key=key, name=name),
            say("Write `{name}` instead of `{key}`.", name=name, key=key),
        )
    if name in known or name in known.empty:
        desk.error(
            "duplicate-key",
            given,
            say("`{name}` is given twice, once as `{key}`", name=name, key=key),
            say("Keep one of the two."),
        )
    elif isinstance(given, Text) and not given.strip():
        tell_of_comment(given, desk)
        known.empty[name] = given.line
    else:
        known[name] = given


def _described(schema: dict[str, Any], aliases: dict[str, str]) -> dict[str, Any]:
    required = schema.get("required", [])
    properties = {
        name: known if name in required else _or_empty(known) for name, known in schema["properties"].items()
    }
    others = {alias: _other_name(properties[name], name) for alias, name in aliases.items()}
    names = {name: [name, *(a for a, n in aliases.items() if n == name)] for name in required}
    either = [{"anyOf": [{"required": [n]} for n in known]} for known in names.values() if len(known) > 1]
    return {
        "type": "object",
        "description": schema.get("description", ""),
        "properties": properties | others,
        "required": [name for name, known in names.items() if len(known) == 1],
        **({"allOf": either} if either else {}),
        "additionalProperties": False,
    }


def _or_empty(known: dict[str, Any]) -> dict[str, Any]:
    """Let a key that may be left out be left empty too."""
    told = {word: value for word, value in known.items() if word in _TOLD}
    kind = {word: value for word, value in known.items() if word not in told}
    choices = [choice for choice in kind.get("anyOf", [kind]) if choice != _EMPTY]
    return {**told, "anyOf": [*choices, _EMPTY]}


def _other_name(known: dict[str, Any], name: str) -> dict[str, Any]:
    return {**known, "deprecated": True, "description": f"Another name of `{name}`."}


_EMPTY = {"type": "null"}
_TOLD = frozenset({"title", "description", "default", "examples"})
