"""What the host wrote → checked nouns, or every mistake at once, with file, line and remedy."""

from podpub.config.load import (
    SHOW_FILE,
    Loaded,
    episode_files,
    find_show,
    load_all,
)
from podpub.config.scaffold import EPISODE_SCHEMA, SHOW_SCHEMA, scaffold_episode, scaffold_show
from podpub.config.schema import episode_schema, show_schema

__all__ = [
    "EPISODE_SCHEMA",
    "SHOW_FILE",
    "SHOW_SCHEMA",
    "Loaded",
    "episode_files",
    "episode_schema",
    "find_show",
    "load_all",
    "scaffold_episode",
    "scaffold_show",
    "show_schema",
]
