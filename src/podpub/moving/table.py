"""The table of rules about moves, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podpub.moving.rules import episodes, files, show, switch

if TYPE_CHECKING:
    from podpub.moving.rule import MoveRule

MOVE_RULES: tuple[MoveRule, ...] = (*episodes.RULES, *files.RULES, *show.RULES, *switch.RULES)
