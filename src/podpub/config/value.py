"""`value:`, payments from listeners; passed through, once everything that the namespace requires is there."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from podpub.config.fields import Count, Line, Or, YesNo, listed, some, text_of
from podpub.config.mistake import Mistake
from podpub.config.noted import Noted
from podpub.model import Recipient, Value, say

_AMOUNT = re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})?")


def amount(value: object) -> str:
    """Return an amount as it was written: the digits behind the point count."""
    text = str(text_of(value)).strip()
    if not _AMOUNT.fullmatch(text):
        raise Mistake(
            say("is not an amount"), code="number", fix=say("Write digits with a point, like 0.00000005000.")
        )
    return text


_Amount = Annotated[str, BeforeValidator(amount), WithJsonSchema({"type": ["number", "string"]})]


class WrittenRecipient(Noted):
    """Somebody who is paid."""

    aliases: ClassVar[dict[str, str]] = {"customKey": "custom_key", "customValue": "custom_value"}

    type: Line = Field(title="Type", description="node or lnaddress.")
    address: Line = Field(title="Address", description="Where the payment goes.")
    split: Count = Field(title="Split", description="The number of shares.")
    name: Line = Field("", title="Name", description="Who it is.")
    custom_key: Line | None = Field(None, title="Custom key", description="Sent along with the payment.")
    custom_value: Line | None = Field(None, title="Custom value", description="What belongs to that key.")
    fee: YesNo = Field(default=False, title="Fee", description="Taken off before the shares are counted.")

    def noun(self) -> Recipient:
        """Return the noun."""
        return Recipient(
            self.type, self.address, self.split, self.name, self.custom_key, self.custom_value, self.fee
        )


class WrittenValue(Noted):
    """A way to pay."""

    aliases: ClassVar[dict[str, str]] = {"valueRecipients": "recipients", "destinations": "recipients"}

    type: Line = Field(title="Type", description="The currency or network, such as lightning.")
    method: Line = Field(title="Method", description="How it is paid, such as keysend.")
    suggested: _Amount | None = Field(None, title="Suggested", description="An amount in that currency.")
    recipients: Annotated[tuple[WrittenRecipient, ...], BeforeValidator(some), Or(alone=True)] = Field(
        title="Recipients", description="Who is paid."
    )

    def noun(self) -> Value:
        """Return the noun."""
        return Value(self.type, self.method, tuple(one.noun() for one in self.recipients), self.suggested)


Values = Annotated[tuple[WrittenValue, ...], BeforeValidator(listed), Or(alone=True)]
