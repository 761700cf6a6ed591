"""pydantic checks, podpub speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pydantic_core.core_schema import ErrorType

from podpub.config.episode import WrittenEpisode
from podpub.config.show import WrittenShow
from podpub.config.wording import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a kind of schema can raise, once the file is a tree of texts, listings and sections.
# Kinds that only pass a value on, or that no text can reach, raise nothing of their own.
_RAISES = {
    "bool": {"bool_parsing", "bool_type"},
    "enum": {"enum"},
    "float": {"float_parsing", "float_type"},
    "function-after": {"value_error"},
    "function-before": {"value_error"},
    "function-wrap": {"value_error"},
    "int": {"int_parsing", "int_type", "int_parsing_size", "int_from_float"}
    | {"greater_than_equal", "less_than_equal"},
    "literal": {"literal_error"},
    "model-field": {"missing"},
}
# Behind a function that already made the right kind of value.
_GUARDED = {
    "str",
    "date",
    "datetime",
    "uuid",
    "dict",
    "tuple",
    "is-instance",
    "lax-or-strict",
    "json-or-python",
    "chain",
}
_SILENT = {"default", "definition-ref", "definitions", "model", "model-fields", "nullable"} | {
    "dataclass",
    "no-info",
    "with-info",
}


def _kinds(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema["type"]
        inside_guard = str(schema.get("type")) in {"dataclass", "lax-or-strict", "json-or-python"}
        for name, below in schema.items():
            if name not in {"metadata", "serialization", "config"} and not inside_guard:
                yield from _kinds(below)
    elif isinstance(schema, list | tuple):
        for below in schema:
            yield from _kinds(below)


def test_every_refusal_the_models_can_make_has_words_of_our_own() -> None:
    schemas = [WrittenShow.__pydantic_core_schema__, WrittenEpisode.__pydantic_core_schema__]
    kinds = set(_kinds(schemas))
    assert kinds <= set(_RAISES) | _GUARDED | _SILENT
    assert set().union(*(_RAISES.get(kind, set()) for kind in kinds)) == set(WORDS)


def test_the_table_names_refusals_that_pydantic_knows() -> None:
    assert set(WORDS) <= set(get_args(ErrorType))
