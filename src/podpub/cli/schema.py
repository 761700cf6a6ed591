"""`podpub schema`: what editors need to help while writing."""

from __future__ import annotations

import json

import click

from podpub.config import episode_schema, show_schema


@click.command("schema", epilog="Example:  podpub schema episode > episode.schema.json")
@click.argument("file", type=click.Choice(["show", "episode"]))
def command(file: str) -> None:
    """Print the JSON Schema of show.yaml or episode.yaml.

    Editors use it to complete keys and to mark mistakes while you write. `podpub init` and `podpub new`
    put it where their files look for it.
    """
    schema = show_schema() if file == "show" else episode_schema()
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
