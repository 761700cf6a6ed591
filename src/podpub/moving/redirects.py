"""Redirects from old addresses to new ones, as web servers and their like want them written.

Addresses come from feeds, which are anybody's words. They are brought into plain ASCII first (RFC 3986), and
then quoted as each server reads; what cannot be said to one safely is left out.
"""

from __future__ import annotations

import csv
import io
import re
import shlex
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from podpub.moving.pairs import Pairing
    from podpub.moving.sides import Side

_STAYS = "%/:?@!&'()*+,;=~-._"
"""What stays as it is in an address, but for `$`, which most servers take for a variable."""
_WRITTEN = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\\"]|\$\{|%\{")


class Server(StrEnum):
    """Who reads the redirects."""

    NGINX = "nginx"
    APACHE = "apache"
    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    S3 = "s3"


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address and its new one, both absolute, in plain ASCII."""

    old: str
    new: str

    @property
    def host(self) -> str:
        """Whose server has to send visitors on."""
        return urlsplit(self.old).netloc

    @property
    def path(self) -> str:
        """The path of the old address, as it stands in it."""
        return urlsplit(self.old).path or "/"

    @property
    def query(self) -> str:
        """The query of the old address, as it stands in it."""
        return urlsplit(self.old).query


def redirects(old: Side, new: Side, pairing: Pairing) -> tuple[Redirect, ...]:
    """Return the way from every address of one feed to that of the other: feed, pages, covers and files."""
    ways = [(old.url, new.url), (old.channel.said("link"), new.channel.said("link"))]
    for pair in pairing.pairs:
        ways += [
            (pair.old.address, pair.new.address),
            (pair.old.element.said("link"), pair.new.element.said("link")),
            (pair.old.image, pair.new.image),
        ]
    found: dict[str, Redirect] = {}
    for before, after in ways:
        one, other = plain_address(before), plain_address(after)
        if one and other and one != other:
            found.setdefault(one, Redirect(one, other))
    return tuple(found.values())


def plain_address(url: str) -> str:
    """Return a web address in ASCII without anything that a server's configuration could trip over.

    Empty for what is none. A fragment, which no server sees, goes.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not re.fullmatch(r"[A-Za-z0-9.-]+", host):
        return ""
    path, query = (quote(_WRITTEN.sub("%25", part), safe=_STAYS) for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme.lower(), host.lower() + port, path or "/", query, ""))


def written(ways: Sequence[Redirect], server: Server) -> str:
    """Return the redirects as a server reads them, those of each old host together."""
    return _WRITERS[server](ways)


def _by_host(ways: Iterable[Redirect]) -> dict[str, list[Redirect]]:
    hosts: dict[str, list[Redirect]] = {}
    for one in ways:
        hosts.setdefault(one.host, []).append(one)
    return hosts


def _nginx(ways: Sequence[Redirect]) -> str:
    """Write maps, which compare the whole address as it was asked for (ngx_http_map_module).

    Nginx knows no way to write a `$` that is no variable; there is none in a plain address.
    """
    lines = ["# in http { }; the first line once only", "map_hash_bucket_size 1024;"]
    blocks = []
    for number, (host, own) in enumerate(_by_host(ways).items(), start=1):
        name = f"$podpub_moved_{number}"
        lines += [f"map $request_uri {name} {{", '    default "";']
        lines += [f'    "{_asked(one)}" "{one.new}";' for one in own]
        lines += ["}"]
        blocks += [
            f"# in server {{ server_name {host}; }}",
            f"if ({name}) {{",
            f"    return 301 {name};",
            "}",
        ]
    return "\n".join((*lines, "", *blocks, ""))


def _asked(one: Redirect) -> str:
    return f"{one.path}?{one.query}" if one.query else one.path


def _apache(ways: Sequence[Redirect]) -> str:
    """Write conditions that compare texts (mod_rewrite, CondPattern `=`, which alone would be a pattern).

    The path is compared as Apache has decoded it. `%` begins a back-reference in a target: it is escaped.
    """
    lines, left = ["RewriteEngine On"], []
    for host, own in _by_host(ways).items():
        lines.append(f"# on {host}")
        for one in own:
            path = unquote(one.path, errors="strict") if _decodes(one.path) else ""
            if not path or _UNSAFE.search(path + one.query):
                left.append(f"# left out, because Apache cannot compare it: {one.old}")
                continue
            lines += [
                f'RewriteCond "%{{REQUEST_URI}}" "={path}"',
                f'RewriteCond "%{{QUERY_STRING}}" "{f"={one.query}" if one.query else "^$"}"',
                f'RewriteRule "^" "{one.new.replace("%", chr(92) + "%")}" [R=301,L,NE,QSD]',
            ]
    return "\n".join((*lines, *left, ""))


def _decodes(path: str) -> bool:
    try:
        unquote(path, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _netlify(ways: Sequence[Redirect]) -> str:
    """Write a `_redirects` file: from, the parts of a query, to, 301 with `!`, which goes before files."""
    lines = []
    for host, own in _by_host(ways).items():
        lines.append(f"# on {host}")
        for one in own:
            words = [one.path.replace("*", "%2A").replace(":", "%3A"), *filter(None, one.query.split("&"))]
            lines.append(" ".join((*words, one.new, "301!")))
    return "\n".join((*lines, ""))


def _cloudflare(ways: Sequence[Redirect]) -> str:
    """Write a list of bulk redirects as CSV: source, target, status; a source has no query there."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerows((one.old, one.new, 301) for one in ways if not one.query)
    return text.getvalue()


def _s3(ways: Sequence[Redirect]) -> str:
    """Write commands that put an object in each old place that sends on whoever asks at the website endpoint.

    Source: Amazon S3, configuring a webpage redirect (x-amz-website-redirect-location).
    """
    lines = ["#!/bin/sh", "set -eu", ': "${BUCKET:?set BUCKET to the bucket of the old address}"']
    for host, own in _by_host(ways).items():
        lines.append(f"# on {host}")
        for one in own:
            key = unquote(one.path).lstrip("/")
            if not one.query and key and not _UNSAFE.search(key):
                lines.append(
                    f'aws s3api put-object --bucket "$BUCKET" --key {shlex.quote(key)}'
                    f" --website-redirect-location {shlex.quote(one.new)}"
                )
    return "\n".join((*lines, ""))


_WRITERS: Mapping[Server, Callable[[Sequence[Redirect]], str]] = {
    Server.NGINX: _nginx,
    Server.APACHE: _apache,
    Server.NETLIFY: _netlify,
    Server.CLOUDFLARE: _cloudflare,
    Server.S3: _s3,
}
