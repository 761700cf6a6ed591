"""What a directory, an app or a listener would complain about, as one table of rules."""

from podpub.checks.facts import Facts, FeedFacts, SoundFacts
from podpub.checks.judging import as_seen_by, check, check_feed, check_foreseen, check_sound
from podpub.checks.rule import Profile, Rule
from podpub.checks.table import BY_CODE, RULES

__all__ = [
    "BY_CODE",
    "RULES",
    "Facts",
    "FeedFacts",
    "Profile",
    "Rule",
    "SoundFacts",
    "as_seen_by",
    "check",
    "check_feed",
    "check_foreseen",
    "check_sound",
]
