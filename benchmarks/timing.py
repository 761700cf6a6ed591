"""How long a command takes, and how much memory it and all its children hold at their highest moment."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import psutil

from benchmarks.material import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WEIGH_EVERY_S = 0.1  # costs about 2 % of a core; more often would slow down what uses all cores
_LINES_TOLD = 20
_STEP = re.compile(r"\S+: (\w+)")


@dataclass(frozen=True, slots=True)
class Command:
    """A program to run, and what it finds in its environment beyond ours."""

    argv: tuple[str, ...]
    environ: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run cost.

    Attributes:
        cpu_s: Of the command and all its children.
        peak_mb: The highest sum over all processes at one moment, in 10⁶ bytes; pages that several processes
            share count once (PSS), where the system tells it.
        steps_s: How long podpub was at each step, by the lines it prints when it begins one.
        output: What was printed to stdout.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    steps_s: Mapping[str, float]
    output: str


def run(command: Command) -> Run:
    """Run a command to its end.

    Raises:
        RuntimeError: It failed.
    """
    environ = {**os.environ, **command.environ}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        cpu_before_s, began = _cpu_of_children_s(), time.perf_counter()
        process = subprocess.Popen(
            command.argv,
            cwd=REPOSITORY,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        with process, _Scales(process.pid) as scales:
            told = [(time.perf_counter(), line.rstrip()) for line in process.stderr or ()]
            process.wait()
            ended = time.perf_counter()
        if process.returncode:
            last_words = "\n".join(line for _, line in told[-_LINES_TOLD:])
            raise RuntimeError(f"{' '.join(command.argv)} failed:\n{last_words}")
        output.seek(0)
        cpu_s = _cpu_of_children_s() - cpu_before_s
        return Run(ended - began, cpu_s, scales.peak_bytes / 1e6, _steps_s(told, ended), output.read())


def _cpu_of_children_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _steps_s(told: Sequence[tuple[float, str]], ended: float) -> dict[str, float]:
    """Return the seconds from each line `episode: step` to the next line, summed up by step."""
    steps_s: dict[str, float] = {}
    for (began, line), (until, _) in pairwise([*told, (ended, "")]):
        if told_step := _STEP.fullmatch(line):
            step = told_step[1]
            steps_s[step] = steps_s.get(step, 0.0) + until - began
    return steps_s


class _Scales:
    """Weighs a process and its children again and again, in a thread, from entering to leaving."""

    def __init__(self, pid: int) -> None:
        self.peak_bytes = 0
        self._top = psutil.Process(pid)
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._weigh_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()

    def _weigh_on(self) -> None:
        while not self._enough.is_set():
            self.peak_bytes = max(self.peak_bytes, _weight_bytes(self._top))
            self._enough.wait(_WEIGH_EVERY_S)


def _weight_bytes(top: psutil.Process) -> int:
    """Return what a process and its children hold now; nothing, when it has just ended."""
    try:
        family = [top, *top.children(recursive=True)]
    except psutil.Error:
        return 0
    return sum(map(_own_bytes, family))


def _own_bytes(process: psutil.Process) -> int:
    try:
        memory = process.memory_full_info()
    except psutil.Error:  # it ended between two looks
        return 0
    return int(getattr(memory, "pss", 0) or memory.uss)
