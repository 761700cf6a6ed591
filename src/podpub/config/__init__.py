"""What the host wrote → checked nouns, or every mistake at once, with file, line and remedy."""

from podpub.config.load import (
    EPISODE_FILE,
    SHOW_FILE,
    Loaded,
    episode_files,
    find_show,
    load_all,
)
from podpub.config.scaffold import EPISODE_SCHEMA, SHOW_SCHEMA, NewShow, scaffold_episode, scaffold_show
from podpub.config.schema import episode_schema, show_schema
from podpub.config.storage import storage_block

__all__ = [
    "EPISODE_FILE",
    "EPISODE_SCHEMA",
    "SHOW_FILE",
    "SHOW_SCHEMA",
    "Loaded",
    "NewShow",
    "episode_files",
    "episode_schema",
    "find_show",
    "load_all",
    "scaffold_episode",
    "scaffold_show",
    "show_schema",
    "storage_block",
]
