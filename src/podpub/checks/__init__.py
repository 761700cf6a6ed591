"""What a directory, an app or a listener would complain about, as one table of rules."""

from podpub.checks.facts import Facts
from podpub.checks.rules import RULES, check

__all__ = ["RULES", "Facts", "check"]
