"""A show on the web: released with real audio into a folder that a plain web server shows."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from podpub.model.layout import content_type
from podpub.site.server import listen
from tests.support.house import podpub_json, sample_show

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.responses import Response
    from starlette.types import Scope

SLUG = "001-der-erste-schritt"
_CHAPTERS = """
chapters:
  - {start: 0, title: Willkommen}
  - {start: 9, title: Der erste Schritt, url: "https://example.org/schritt"}
  - {start: 23, title: Drei Dinge, image: drei.jpg}
"""
_SITE = """
site:
  about: |
    Jede Woche **eine** kleine Handlung. Geschrieben von [Mira](https://example.org/mira-sommer).
  imprint: Studio Beispiel, Musterweg 1, 10115 Berlin
  privacy: |
    ## Was diese Seite speichert

    Nichts.
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A show that can be visited; `url` ends with a slash."""

    url: str
    house: Path

    @property
    def episode(self) -> str:
        """The page of an episode that has everything: chapters, a picture in them, a transcript."""
        return f"{self.url}episodes/{SLUG}/"

    @property
    def transcript(self) -> str:
        """The page with its transcript."""
        return f"{self.url}episodes/{SLUG}/transcript/"

    @property
    def embed(self) -> str:
        """The page with its player alone."""
        return f"{self.url}embed/{SLUG}/"


@contextmanager
def shown(folder: Path) -> Iterator[Shown]:
    """Release the sample show, with a little more in it, and serve it."""
    house = sample_show(folder / "show")
    with served(house / "public") as url:
        show = house / "show.yaml"
        show.write_text(show.read_text("utf-8").replace("http://localhost:8000/", url) + _SITE, "utf-8")
        episode = house / "episodes" / SLUG
        shutil.copy(house / "cover.jpg", episode / "drei.jpg")
        with (episode / "episode.yaml").open("a", encoding="utf-8") as file:
            file.write(_CHAPTERS)
        podpub_json(house, "release", "--all")
        yield Shown(url, house)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a port of its own, as any web server does, and lend its address."""
    folder.mkdir(parents=True, exist_ok=True)
    with listen(0) as listener:
        app = Starlette(routes=[Mount("/", _Files(directory=folder, html=True))])
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join()


class _Files(StaticFiles):
    """Files with the types that docs/how-to/serve.md names."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["content-type"] = content_type(str(full_path).removeprefix(f"{self.directory}/"))
        return response
