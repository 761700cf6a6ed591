"""What the host wrote → checked nouns, or every mistake at once, with file, line and remedy."""

from podpub.config.load import (
    EPISODE_FILE,
    SHOW_FILE,
    Loaded,
    episode_files,
    find_show,
    identities,
    load_all,
)
from podpub.config.own import LANGUAGES_FOLDER, TEMPLATES_FOLDER
from podpub.config.scaffold import EPISODE_SCHEMA, SHOW_SCHEMA, NewShow, scaffold_episode, scaffold_show
from podpub.config.schema import episode_schema, show_schema
from podpub.config.storage import storage_block
from podpub.config.whereabouts import bucket_location, lone_storage
from podpub.config.writing import Beside, episode_text, show_text

__all__ = [
    "EPISODE_FILE",
    "EPISODE_SCHEMA",
    "LANGUAGES_FOLDER",
    "SHOW_FILE",
    "SHOW_SCHEMA",
    "TEMPLATES_FOLDER",
    "Beside",
    "Loaded",
    "NewShow",
    "bucket_location",
    "episode_files",
    "episode_schema",
    "episode_text",
    "find_show",
    "identities",
    "load_all",
    "lone_storage",
    "scaffold_episode",
    "scaffold_show",
    "show_schema",
    "show_text",
    "storage_block",
]
