"""The program itself with the sample show, stopped on its way to a bucket while another host comes by."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from podpub.feed import parse_back
from podpub.model.layout import FEED_KEY
from tests.support.house import podpub_json, sample_show
from tests.support.proxy import Fault, Stop
from tests.support.samples import show_record
from tests.support.servers import BUCKET
from tests.support.stops import differences, look

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.proxy import Proxy
    from tests.support.servers import Server
    from tests.support.stops import Window

pytestmark = [pytest.mark.xdist_group("stops-program")]
OURS, THEIRS = "episodes/001-der-erste-schritt", "episodes/002-das-nein-das-niemand-sagt"
"""Those of the sample show that are mastered soonest."""
_WAYS_TO_SAY = (str, quote, partial(quote, safe=""))
"""How an address stands in a page, after its scheme or an app's: as it is, and within others."""
_QR_CODE = re.compile(rb'<svg [^>]*class="qr">.*?</svg>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class House:
    """A host's folder, whose show is published over the road into a bucket."""

    folder: Path
    environ: dict[str, str]
    public_url: str

    def seen(self, window: Window) -> dict[str, bytes]:
        """Return what lies in the storage, with the addresses that other tests publish under."""
        places = [url.partition("://")[2] for url in (self.public_url, show_record().public_url)]
        paths = [f'"/{place.partition("/")[2]}'.encode() for place in places]
        addresses = [*([said(one).encode() for one in places] for said in _WAYS_TO_SAY), paths]
        seen = {key: _QR_CODE.sub(b"", body) for key, body in window.objects().items()}
        for ours, usual in addresses:
            seen = {key: body.replace(ours, usual) for key, body in seen.items()}
        return seen

    def begin(self, *words: str) -> subprocess.Popen[str]:
        argv = [sys.executable, "-m", "podpub", *words]
        pipe = subprocess.PIPE
        return subprocess.Popen(argv, cwd=self.folder, stdout=pipe, stderr=pipe, text=True, env=self.environ)

    def run(self, *words: str) -> None:
        process = self.begin(*words)
        said = process.communicate(timeout=120)
        assert process.returncode == 0, said


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """How it goes when nothing happens: `shows` are the keys in the feed by GUID, ours and then theirs."""

    requests: int
    shows: tuple[tuple[str, str], ...]
    after: dict[str, bytes]


@pytest.fixture(scope="module")
def mastered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample show with two episodes of finished sound."""
    house = sample_show(tmp_path_factory.mktemp("program") / "show")
    podpub_json(house, "release", OURS, THEIRS)
    shutil.rmtree(house / "public")
    return house


@pytest.fixture(scope="module")
def open_house(
    mastered: Path, weed: Server, road: Proxy, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], House]:
    """Return what copies the show, to be published below a prefix."""

    def copy(prefix: str) -> House:
        folder = shutil.copytree(mastered, tmp_path_factory.mktemp("house") / "show")
        words = [f"bucket: {BUCKET}", f"endpoint_url: {road.url}", f"prefix: {prefix}"]
        public_url = f"{weed.url}/{BUCKET}/{prefix}/"
        place = "".join(f"  {word}\n" for word in [*words, f"public_url: {public_url}"])
        text = (folder / "show.yaml").read_text(encoding="utf-8")
        text = re.sub(r"(?ms)^storage:\n.*?(?=^\S|\Z)", f"storage:\n{place}", text)
        (folder / "show.yaml").write_text(text, encoding="utf-8")
        return House(folder, {**os.environ, **weed.environ}, public_url)

    return copy


@pytest.fixture(scope="module")
def undisturbed(
    open_house: Callable[[str], House], road: Proxy, seen_in: Callable[[str], Window]
) -> Undisturbed:
    house, window = open_house("undisturbed"), seen_in("undisturbed/")
    with road.watch():
        house.run("release", OURS)
    requests = road.asked
    house.run("release", THEIRS)
    after = house.seen(window)
    items = {
        item.guid: item.url.removeprefix(show_record().public_url) for item in parse_back(after[FEED_KEY])
    }
    shows = sorted(items.items(), key=lambda shown: OURS.rpartition("/")[2] not in shown[1])
    return Undisturbed(requests, tuple(shows), after)


@pytest.mark.parametrize("fault", Fault)
def test_stopped_on_its_way_the_program_finishes_when_it_is_run_again(
    fault: Fault,
    road: Proxy,
    undisturbed: Undisturbed,
    open_house: Callable[[str], House],
    seen_in: Callable[[str], Window],
) -> None:
    (our_guid, our_key), (their_guid, their_key) = undisturbed.shows
    eighth = [*Fault].index(fault)
    number = undisturbed.requests * (2 * eighth + 1) // (2 * len(Fault))  # spread over the whole way
    prefix = fault.name.lower()
    ours, theirs, window = open_house(prefix), open_house(prefix), seen_in(f"{prefix}/")
    running: Future[subprocess.Popen[str]] = Future()
    seen: list[str] = []

    def meanwhile() -> None:
        theirs.run("release", THEIRS)
        seen.extend(look(ours.seen(window), {our_guid: {None, our_key}, their_guid: {their_key}}))

    def kill() -> None:
        running.result().kill()

    with road.watch(Stop(number, fault, meanwhile=meanwhile, kill=kill)):
        process = ours.begin("release", OURS)
        running.set_result(process)
        said = process.communicate(timeout=120)
    assert process.returncode == (-signal.SIGKILL if fault.kills else 0), said
    seen += look(
        ours.seen(window), {our_guid: {None, our_key} if fault.kills else {our_key}, their_guid: {their_key}}
    )
    ours.run("release", OURS)
    seen += look(ours.seen(window), {our_guid: {our_key}, their_guid: {their_key}})
    assert [*seen, *differences(ours.seen(window), undisturbed.after)] == []
