"""Redirects say what they should in every server's language, whatever a feed says."""

from __future__ import annotations

import csv
import io
import re
import shlex
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import crossplane
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from podpub.moving import Redirect, Server, paired, redirects, written
from podpub.moving.redirects import plain_address
from tests.unit.moving.twins import NEW, NEW_URL, OLD, OLD_URL, Case, move, read

if TYPE_CHECKING:
    from pathlib import Path

EVIL = [
    'https://old.example/a"; return 200 "x',
    "https://old.example/a\\",
    "https://old.example/a$uri",
    "https://old.example/${HOSTNAME}",
    "https://old.example/%{HTTP_HOST}",
    "https://old.example/a b\nRewriteRule . https://evil.example",
    "https://old.example/a'; rm -rf /; '",
    "https://old.example/$(id)`id`",
    "https://old.example/%24%7BHOME%7D%0Ax",
    "https://old.example/ü/ä.mp3?a=1&b=$2",
    "https://old.example/*/:splat",
    "https://old.example/%ff%00",
    "https://old.example/100%",
]
NEW_HOME = "https://new.example/x%20y.mp3"


def ways(*olds: str) -> list[Redirect]:
    return [Redirect(plain_address(one), NEW_HOME) for one in olds]


def nginx(text: str, folder: Path) -> dict[str, str]:
    """Return what nginx would map, as its own parser reads it."""
    http, server = text.split("# in server", 1)
    file = folder / "nginx.conf"
    indented = server[server.index("\n") :]
    file.write_text(f"events {{}}\nhttp {{\n{http}\nserver {{\n{indented}\n}}\n}}\n", encoding="utf-8")
    parsed = crossplane.parse(str(file), strict=True, check_ctx=True, check_args=True)
    assert parsed["status"] == "ok", parsed["errors"]
    (block,) = (one for one in parsed["config"][0]["parsed"] if one["directive"] == "http")
    assert {one["directive"] for one in block["block"]} <= {"map_hash_bucket_size", "map", "server", "#"}
    maps = (one for one in block["block"] if one["directive"] == "map")
    return {
        each["directive"]: each["args"][0]
        for one in maps
        for each in one["block"]
        if each["directive"] != "default"
    }


def test_every_address_of_a_show_leads_to_the_same_one_of_the_other() -> None:
    twins = move(Case())
    found = {one.old: one.new for one in redirects(twins.old, twins.new, twins.pairing)}
    assert found[OLD_URL] == NEW_URL
    assert found["https://media.example.org/3.mp3"] == "https://neu.example.net/3.mp3"
    assert found["https://media.example.org/1.mp3?quelle=rss"] == "https://neu.example.net/1.mp3?quelle=rss"
    assert found["https://media.example.org/3.png"] == "https://neu.example.net/3.png"
    assert not any(one.startswith("https://example.org/") for one in found)  # pages that stay


def test_a_changed_guid_leads_on_all_the_same() -> None:
    old, new = read(OLD, "o", OLD_URL), read(NEW.replace("guid-3<", "x<"), "n", NEW_URL)
    found = {one.old for one in redirects(old, new, paired(old, new))}
    assert "https://media.example.org/3.mp3" in found


@pytest.mark.parametrize("old", EVIL)
def test_nginx_reads_one_address_and_one_target(old: str, tmp_path: Path) -> None:
    (way,) = ways(old)
    parts = urlsplit(way.old)
    asked = f"{parts.path}?{parts.query}" if parts.query else parts.path
    assert nginx(written([way], Server.NGINX), tmp_path) == {asked: NEW_HOME}


@settings(max_examples=60)
@given(tail=st.text(max_size=30))
@example(tail='"; }')
def test_an_address_in_a_configuration_is_plain(tail: str) -> None:
    address = plain_address(f"https://old.example/{tail}")
    assert not address or re.fullmatch(r"https://old\.example/[A-Za-z0-9%/:?@!&'()*+,;=~._-]*", address)


def test_apache_compares_texts_and_leaves_out_what_it_would_take_for_a_variable() -> None:
    text = written(ways(*EVIL), Server.APACHE)
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines[0] == "RewriteEngine On"
    for first, second, third in zip(lines[1::3], lines[2::3], lines[3::3], strict=True):
        assert re.fullmatch(r'RewriteCond "%\{REQUEST_URI\}" "=[^"\\\x00-\x1f]*"', first)
        assert re.fullmatch(r'RewriteCond "%\{QUERY_STRING\}" "(\^\$|=[^"\\\x00-\x1f]+)"', second)
        assert third == r'RewriteRule "^" "https://new.example/x\%20y.mp3" [R=301,L,NE,QSD]'
        assert "${" not in first + second
    assert text.count("# left out") == 6
    assert 'RewriteCond "%{REQUEST_URI}" "=/ü/ä.mp3"' in lines


def test_netlify_has_one_line_for_each_with_its_words_apart() -> None:
    lines = [one for one in written(ways(*EVIL), Server.NETLIFY).splitlines() if not one.startswith("#")]
    assert len(lines) == len(EVIL)
    for line, evil in zip(lines, EVIL, strict=True):
        path, *query, target, status = line.split(" ")
        assert (target, status) == (NEW_HOME, "301!")
        assert path.startswith("/")
        assert not set("*:") & set(path)
        assert bool(query) == ("?" in evil)


def test_cloudflare_reads_csv() -> None:
    rows = list(csv.reader(io.StringIO(written(ways(*EVIL), Server.CLOUDFLARE))))
    assert all(row[1:] == [NEW_HOME, "301"] for row in rows)
    assert len(rows) == len(EVIL) - 1  # a source has no query there


def test_the_shell_runs_nothing_but_aws(tmp_path: Path) -> None:
    script = written(ways(*EVIL), Server.S3)
    (tmp_path / "aws").write_text('#!/bin/sh\nprintf "%s\\n" "$6" "$8"\n', encoding="utf-8")
    (tmp_path / "aws").chmod(0o755)
    run = subprocess.run(
        ["/bin/sh", "-c", script],
        env={"PATH": f"{tmp_path}:/bin:/usr/bin", "BUCKET": "mut"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    told = run.stdout.splitlines()
    assert set(told[1::2]) == {NEW_HOME}
    assert "a'; rm -rf /; '" in told[::2]
    assert "$(id)`id`" in told[::2]
    assert shlex.split(script, comments=True)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["aws"]


def test_old_hosts_are_kept_apart(tmp_path: Path) -> None:
    both = ways("https://a.example/1.mp3", "https://b.example/1.mp3")
    text = written(both, Server.NGINX)
    assert re.findall(r"server_name (\S+);", text) == ["a.example", "b.example"]
    assert len(set(re.findall(r"map \$request_uri (\$\w+)", text))) == 2
    assert nginx(text, tmp_path).keys() == {"/1.mp3"}


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example/", "/relative", "https://[::1", "javascript:alert(1)", "https://"]
)
def test_what_is_no_web_address_is_left_out(url: str) -> None:
    assert plain_address(url) == ""
