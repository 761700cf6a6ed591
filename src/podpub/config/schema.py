"""What an editor needs to complete and check show.yaml and episode.yaml: JSON Schema, draft 2020-12."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podpub.config.episode import WrittenEpisode
from podpub.config.show import WrittenShow

if TYPE_CHECKING:
    from podpub.config.keys import Written

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def show_schema() -> dict[str, Any]:
    """Return the schema of show.yaml; other names of a key are in it as deprecated ones."""
    return _schema(WrittenShow, "show.yaml")


def episode_schema() -> dict[str, Any]:
    """Return the schema of episode.yaml; other names of a key are in it as deprecated ones."""
    return _schema(WrittenEpisode, "episode.yaml")


def _schema(model: type[Written], title: str) -> dict[str, Any]:
    return {"$schema": _DRAFT, **model.model_json_schema(), "title": title}
