"""A host who publishes the sample show into a server's bucket."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.support.servers import BUCKET, Server

if TYPE_CHECKING:
    from pathlib import Path

EPISODES = ("episodes/001-der-erste-schritt", "episodes/003-die-fehlerrunde")
"""Those of the sample show that are mastered already."""


class Host:
    """Somebody who publishes from a folder into a server's bucket."""

    def __init__(self, house: Path, server: Server, prefix: str) -> None:
        self.house = house
        self.server = server
        publish_into(house, server, prefix)

    def runs(self, *words: str, code: int = 0) -> Any:
        """Run podpub with `--json` and return its document."""
        run = subprocess.run(
            [sys.executable, "-m", "podpub", *words, "--json"],
            cwd=self.house,
            env={**os.environ, **self.server.environ},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert run.returncode == code, run.stdout + run.stderr
        return json.loads(run.stdout)


def publish_into(house: Path, server: Server, prefix: str) -> None:
    """Write a place in the bucket into the show.yaml of a house."""
    told = f"storage:\n  bucket: {BUCKET}\n  endpoint_url: {server.url}\n  prefix: {prefix}\n"
    told += f"  public_url: {server.url}/{BUCKET}/{prefix}\n"
    file = house / "show.yaml"
    text = re.sub(r"^storage:\n(  .*\n)+", told, file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
