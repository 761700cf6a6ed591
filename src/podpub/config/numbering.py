"""Names for numbers: `season_name:` beside `season:`, `number_display:` beside `number:`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, WithJsonSchema

from podpub.config.fields import TEXT_SCHEMA, line_within
from podpub.config.mistake import Mistake
from podpub.model import say
from podpub.model.podcasting import DISPLAY_CHARACTERS, SHORT_CHARACTERS

if TYPE_CHECKING:
    from pydantic import ValidationInfo

    from podpub.config.desk import Desk


def beside(key: str, limit: int, value: object, info: ValidationInfo[Desk]) -> str:
    """Return a name for the number under another key, which has to be there."""
    if key in info.data and info.data[key] is None:
        raise Mistake(
            say("says nothing without `{key}:`", key=key),
            code="number",
            fix=say("Write `{key}:` beside it.", key=key),
        )
    return line_within(limit, value, info)


SeasonName = Annotated[
    str,
    BeforeValidator(partial(beside, "season", SHORT_CHARACTERS)),
    WithJsonSchema({**TEXT_SCHEMA, "maxLength": SHORT_CHARACTERS}),
]
Display = Annotated[
    str,
    BeforeValidator(partial(beside, "number", DISPLAY_CHARACTERS)),
    WithJsonSchema({**TEXT_SCHEMA, "maxLength": DISPLAY_CHARACTERS}),
]
