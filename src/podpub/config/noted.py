"""Sections that become a noun: what the noun refuses is a mistake of the host's, with its line."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self

from pydantic import model_validator

from podpub.config.keys import Written


class Noted(Written, ABC):
    """A section that becomes a noun, which knows best what can stand in it."""

    @model_validator(mode="after")
    def sound(self) -> Self:
        """See that the noun can be made."""
        self.noun()
        return self

    @abstractmethod
    def noun(self) -> object:
        """Return the noun."""
