"""Who does what at a podcast: the roles of the podcast taxonomy, by group.

Source: podcastindex.org/namespace/1.0, taxonomy.json (63 roles, 11 groups); case does not matter there, here
it is lower.
"""

from __future__ import annotations

CAST = "cast"

ROLES: dict[str, tuple[str, ...]] = {
    CAST: (*("host", "co-host", "guest host", "guest", "voice actor", "narrator", "announcer", "reporter"),),
    "creative direction": (
        *("director", "assistant director", "executive producer", "senior producer", "producer"),
        *("associate producer", "development producer", "creative director"),
    ),
    "writing": (
        *("author", "editorial director", "co-writer", "writer", "songwriter", "guest writer"),
        *("story editor", "managing editor", "script editor", "script coordinator", "researcher", "editor"),
        *("fact checker", "translator", "transcriber", "logger"),
    ),
    "audio production": (
        *("studio coordinator", "technical director", "technical manager", "audio engineer"),
        *("remote recording engineer", "post production engineer"),
    ),
    "audio post-production": (
        *("audio editor", "sound designer", "foley artist", "composer", "theme music", "music production"),
        "music contributor",
    ),
    "administration": (
        *("production coordinator", "booking coordinator", "production assistant", "content manager"),
        *("marketing manager", "sales representative", "sales manager"),
    ),
    "visuals": ("graphic designer", "cover art designer"),
    "community": ("social media manager",),
    "misc.": ("consultant", "intern"),
    "video production": ("camera operator", "lighting designer", "camera grip", "assistant camera"),
    "video post-production": ("editor", "assistant editor"),
}


def group_of(role: str) -> str | None:
    """Return the group of a role, the first of two; None for a role that the taxonomy does not know."""
    return next((group for group, roles in ROLES.items() if role in roles), None)
