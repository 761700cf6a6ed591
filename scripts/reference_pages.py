"""Write the pages in docs/reference that are made of the code: `python -m scripts.reference_pages`.

A test compares the pages with what this makes of the code, so they cannot grow old.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podpub import errors
from podpub.checks import RULES, Rule
from podpub.checks.rule import taken_care_of
from podpub.cli.app import COMMANDS, podpub
from podpub.cli.language import language
from podpub.config import episode_schema, show_schema
from podpub.feed import tags
from podpub.moving import HOSTS, MOVE_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
_WIDTH = 100


def pages() -> dict[str, str]:
    """Return each page as Markdown, by file name."""
    return {
        "checks.md": _checks_page(),
        "commands.md": _commands_page(),
        "feed.md": _feed_page(),
        "files.md": _files_page(),
        "move.md": _move_page(),
    }


def _commands_page() -> str:
    parts = [
        _ABOUT_COMMANDS,
        *map(_command, COMMANDS),
        "## Exit codes\n",
        _table("code | meaning", _exit_codes()),
    ]
    return "\n".join(parts)


_ABOUT_COMMANDS = """\
# Commands

Results go to stdout, progress and problems to stderr. With `--json` there is one JSON document on stdout and
nothing else. `NO_COLOR` is respected. `PODPUB_FFMPEG` names an ffmpeg to use instead of the bundled one.
"""


def _command(name: str) -> str:
    root = click.Context(podpub, info_name="podpub", **podpub.context_settings)
    command = podpub.get_command(root, name)
    if command is None:
        raise ValueError(name)
    return "\n".join(_help(command, name, root))


def _help(command: click.Command, name: str, above: click.Context) -> Iterator[str]:
    """Yield the help of a command, and of those below it."""
    with click.Context(
        command, info_name=name, parent=above, max_content_width=_WIDTH, terminal_width=_WIDTH
    ) as context:
        yield f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
        if isinstance(command, click.Group):
            for below, one in command.commands.items():
                yield from _help(one, below, context)


def _exit_codes() -> Iterator[tuple[str, str]]:
    yield "0", "done"
    failures: list[type[errors.PodpubError]] = [errors.PodpubError, *errors.PodpubError.__subclasses__()]
    for failure in failures:
        yield str(failure.exit_code), failure.meaning
    yield "130", "stopped by Ctrl-C"
    yield "143", "stopped by a signal to end"


def _files_page() -> str:
    show, episode = show_schema(), episode_schema()
    known = show["$defs"] | episode["$defs"]
    sections = {
        "show.yaml": show,
        "audio: in show.yaml, mastering: in episode.yaml": known["WrittenAudio"],
        "notify: in show.yaml": known["WrittenNotify"],
        "storage: in show.yaml": known["WrittenStorage"],
        "episode.yaml": episode,
        **{title: _with_keys(known[name]) for title, name in _ENTRIES.items()},
    }
    tables = (
        f"## {title}\n\n{_table('key | what | also called', _keys(schema))}"
        for title, schema in sections.items()
    )
    return "\n".join([_ABOUT_FILES, *tables])


_ENTRIES = {
    "persons:, hosts:, guests:": "WrittenPerson",
    "funding:": "WrittenFunding",
    "license:": "WrittenLicense",
    "locations:": "WrittenPlace",
    "social:": "WrittenSocial",
    "txt:": "WrittenTxt",
    "value:": "WrittenValue",
    "recipients: in value:": "WrittenRecipient",
    "a chapter in episode.yaml": "WrittenChapter",
    "transcripts: in episode.yaml": "WrittenTranscript",
    "soundbites: in episode.yaml": "WrittenSoundbite",
    "update_frequency: in show.yaml": "WrittenFrequency",
    "podroll: in show.yaml": "WrittenShowElsewhere",
    "spotify: in show.yaml": "WrittenSpotify",
}


def _with_keys(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the form of a section that has keys, where it may be a plain text, too."""
    return next((form for form in schema.get("anyOf", ()) if "properties" in form), schema)


_ABOUT_FILES = """\
# What can stand in show.yaml and episode.yaml

The keys in bold are required. File names count from the file that they are written in. Editors that know
YAML schemas complete these keys and mark mistakes, if the first line points them to the schema;
`podpub init` and `podpub new` write it. Unknown keys are errors. Sizes, durations and URLs are never written
by hand.
"""


def _keys(schema: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    properties = schema["properties"]
    required = {*schema.get("required", ()), *_one_of(schema)}
    for key, told in properties.items():
        if not told.get("deprecated"):
            others = [
                name
                for name, other in properties.items()
                if other.get("description") == f"Another name of `{key}`."
            ]
            shown = f"**`{key}`**" if key in required else f"`{key}`"
            yield shown, told.get("description", ""), ", ".join(f"`{name}`" for name in others)


def _one_of(schema: dict[str, Any]) -> Iterator[str]:
    """Yield the keys that are required under one name or another."""
    for choice in schema.get("allOf", ()):
        names = [name for option in choice.get("anyOf", ()) for name in option.get("required", ())]
        yield from names[:1]


def _checks_page() -> str:
    german = language("de")
    english = (
        (
            f"`{rule.code}`",
            _level(rule),
            ", ".join(rule.levels) or "all",
            _looks(rule),
            str(rule.what),
            str(rule.why),
            str(rule.remedy),
            rule.source,
        )
        for rule in RULES
    )
    translated = (
        (f"`{rule.code}`", *(german.tell(text) for text in (rule.what, rule.why, rule.remedy)))
        for rule in RULES
    )
    return "\n".join(
        [
            _ABOUT_CHECKS,
            _table("code | level | profiles | looks at | what | why | what helps | source", english),
            "## Auf Deutsch\n",
            _table("Code | was | warum | was hilft", translated),
        ]
    )


def _level(rule: Rule) -> str:
    others = [f"{profile}: {level}" for profile, level in rule.levels.items() if level is not rule.level]
    return ", ".join([str(rule.level), *others])


def _looks(rule: Rule) -> str:
    if rule.sound:
        return "recording"
    if rule.show is taken_care_of:
        return "other feeds"
    return "show, feed" if rule.show and rule.feed else "show" if rule.show else "feed"


_ABOUT_CHECKS = """\
# Everything that podpub check looks at

Each rule has a code, which `--json` and SARIF show too. An error makes the exit code 3, a warning does so
with `--strict`. With `--profile` only those rules count that this profile minds, at its level; those marked
“all” always do. Rules that look at the feed are held against your show as it would be published, and against
any feed with `--feed`; those about “other feeds” tell what podpub takes care of itself. What keeps the files
of a show from being read has codes of its own, and so has [what the world sees](../how-to/verify.md).
"""


def _move_page() -> str:
    german = language("de")
    english = (
        (f"`{rule.code}`", str(rule.level), rule.what, rule.why, rule.remedy, rule.source)
        for rule in MOVE_RULES
    )
    translated = (
        (f"`{rule.code}`", *(german.tell(text) for text in (rule.what, rule.why, rule.remedy)))
        for rule in MOVE_RULES
    )
    return "\n".join(
        [
            _ABOUT_MOVES,
            _table("code | level | what | why | what helps | source", english),
            "## Where hosts have the switch\n",
            _table("host | what to do | source", ((one.name, one.switch, one.source) for one in HOSTS)),
            "## Auf Deutsch\n",
            _table("Code | was | warum | was hilft", translated),
        ]
    )


_ABOUT_MOVES = """\
# Everything that podpub migrate check looks at

Each rule holds the old feed against the new one. An error means that an app would load an episode again, or
lose an episode or the show: it makes the exit code 6. A warning is told, and is yours to judge. What no app
could read, and what keeps a feed from being fetched, has [codes of its own](checks.md).
[How to move](../how-to/migrate.md).
"""


def _table(headings: str, rows: Iterator[tuple[str, ...]]) -> str:
    columns = headings.count("|") + 1
    lines = [f"| {headings} |", "| --- " * columns + "|"]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([*lines, ""])


def _feed_page() -> str:
    places = list(tags())
    tables = (
        f"## In {where}\n\n"
        + _table(
            "tag | comes from | used by | source",
            (
                (f"`{one.name}`", one.told.origin, one.told.used_by, one.told.source)
                for one in places
                if one.parent == parent
            ),
        )
        for parent, where in {"channel": "the channel", "item": "an item"}.items()
    )
    return "\n".join([_ABOUT_FEED, *tables])


_ABOUT_FEED = """\
# What stands in the feed

Every tag that a feed of podpub can have, and no other. A tag without anything to say is left out. Keys are
those of show.yaml for the channel and of episode.yaml for an item; [files.md](files.md) has them all. The
record is what lies in the storage for each released episode. `used by` names who is known to read a tag;
more may.

NS is the [podcast namespace](https://github.com/Podcastindex-org/podcast-namespace), with the name of the
page in its `docs/tags`; payments (`value`) are passed through as they were written. Not there: `liveItem`,
`chat`, `contentLink` and `publisher`, which are not about recorded episodes, and the mediums of feeds that
are lists of others.
"""


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
