"""The table of rules, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.checks.rules import (
    categories,
    channel,
    chapters,
    consistency,
    covers,
    document,
    enclosures,
    identity,
    items,
    links,
    listing,
    podcast,
    sound,
    texts,
    website,
)

if TYPE_CHECKING:
    from podpub.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    *document.RULES,
    *channel.RULES,
    *categories.RULES,
    *listing.RULES,
    *covers.RULES,
    *identity.RULES,
    *items.RULES,
    *enclosures.RULES,
    *texts.RULES,
    *links.RULES,
    *chapters.RULES,
    *consistency.RULES,
    *podcast.RULES,
    *sound.RULES,
    *website.RULES,
)

BY_CODE = {rule.code: rule for rule in RULES}
