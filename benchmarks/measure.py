"""Measuring: the same work in fresh processes, by turns, and the median of their times."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from .memory import PeakMemory
from .views import NOW

ROOT = Path(__file__).resolve().parent.parent
#: What every measured process is given, so that it finds this package and knows the day.
ENVIRONMENT = {
    "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "hooks"))),
    "ROLEBOOK_NOW": NOW.isoformat(),
    "NO_MKDOCS_2_WARNING": "1",
}


class MeasuredProcessError(Exception):
    """A measured process failed; holds what it said."""


@dataclass(frozen=True)
class Work:
    """One kind of work to measure.

    ``command`` is a program with its arguments. ``prepare`` is called before each run with the
    number of the run, from 0; it is not timed. ``tells_seconds`` where the process times its own
    work and tells it as JSON in its last line; else the whole process is timed. ``once`` for what
    is done in the first round alone.
    """

    name: str
    command: tuple[str, ...]
    prepare: Callable[[int], object] = lambda run: None
    tells_seconds: bool = False
    once: bool = False


@dataclass(frozen=True)
class Measured:
    """A program, or a way to use it, with its kinds of work in the order that they follow.

    ``most_runs`` limits the runs of what is slow.
    """

    name: str
    works: tuple[Work, ...]
    folder: Path = ROOT
    most_runs: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Times:
    """Seconds of each run, each for ``units`` pieces of work; bytes of memory at the most."""

    seconds: tuple[float, ...]
    units: int = 1
    memory: int | None = None

    @property
    def median(self) -> float:
        """Seconds of the run in the middle."""
        return median(self.seconds)

    @property
    def each(self) -> float:
        """Seconds for one piece of work."""
        return self.median / self.units


@dataclass(frozen=True)
class Ran:
    """What one run took in seconds, what it told, and the most memory in bytes, if looked for."""

    seconds: float
    told: Mapping[str, float]
    memory: int | None = None


#: Times by the name of a program and the name of its work.
Figures = dict[tuple[str, str], Times]


def in_turn(
    measured: Sequence[Measured],
    runs: int,
    units: int,
    tell: Callable[[str], None],
    *,
    memory: bool = True,
) -> tuple[Figures, dict[str, str]]:
    """Run everything ``runs`` times, each round in the opposite order of the one before.

    So a machine that grows slower, or a busy minute, does not always hit the same program. After
    the rounds everything is done once more while its ``memory`` is looked at, and not timed; what
    is limited to few runs is looked at in its last.

    Returns:
        The times, and by its name what a program said that could not do its work.
    """
    ran: dict[tuple[str, str], list[Ran]] = {}
    failed: dict[str, str] = {}
    rounds = runs + 1 if memory else runs
    for run in range(rounds):
        for one in measured if run % 2 == 0 else reversed(measured):
            last = min(rounds, one.most_runs or rounds) - 1
            if one.name in failed or run > last:
                continue
            for work in one.works:
                if work.once and run > 0:
                    continue
                work.prepare(run)
                look = memory and (run == last or work.once)
                try:
                    found = run_once(work.command, one.folder, one.environment, memory=look)
                except MeasuredProcessError as error:
                    failed[one.name] = str(error)
                    tell(f"{one.name}: {work.name}: failed\n{error}")
                    break
                ran.setdefault((one.name, work.name), []).append(found)
                seconds = found.told["seconds"] if work.tells_seconds else found.seconds
                what = "memory" if run == runs else f"run {run + 1} of {min(runs, last + 1)}"
                named = " ".join(dict.fromkeys((f"{one.name}:", f"{work.name}:")))
                tell(f"{what}: {named} {seconds:.2f} s")
    return {key: _times(some, runs, units) for key, some in ran.items()}, failed


def _times(ran: Sequence[Ran], runs: int, units: int) -> Times:
    timed = ran[:runs]
    memory = max((run.memory for run in ran if run.memory is not None), default=None)
    pieces = int(timed[0].told.get("packs", units))
    return Times(tuple(run.told.get("seconds", run.seconds) for run in timed), pieces, memory)


def python(*arguments: str) -> tuple[str, ...]:
    """Give the command of this Python."""
    return (sys.executable, *arguments)


def driver(*arguments: str) -> tuple[str, ...]:
    """Give the command of a process of benchmarks/driver.py."""
    return python("-m", "benchmarks.driver", *arguments)


def _surroundings() -> dict[str, str]:
    """Give the variables of this process, without those that keep Python from its usual ways."""
    odd = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    return {name: value for name, value in os.environ.items() if name not in odd}


def run_once(
    command: Sequence[str],
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    *,
    memory: bool = False,
) -> Ran:
    """Run a command in a fresh process.

    Raises:
        MeasuredProcessError: when it fails; with what it said.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env={**_surroundings(), **ENVIRONMENT, **(environment or {})},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        with PeakMemory(process.pid) if memory else nullcontext() as peak:
            out, errors = process.communicate()
    finally:
        process.kill()  # Does nothing where it has ended.
    spent = time.perf_counter() - start
    if process.returncode != 0:
        raise MeasuredProcessError(f"{' '.join(command)}\n{out}{errors}".strip())
    lines = out.strip().splitlines()
    told = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
    return Ran(spent, told, peak.bytes if peak else None)
