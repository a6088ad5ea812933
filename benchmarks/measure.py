"""Measuring: the same work in fresh processes, by turns, and the median of their times."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .views import NOW

ROOT = Path(__file__).resolve().parent.parent


class MeasuredProcessError(Exception):
    """A measured process failed; holds what it said."""


@dataclass(frozen=True)
class Measure:
    """One thing to measure.

    ``command`` holds the arguments of Python, in which ``{site}`` stands for an empty folder.
    ``tells_seconds`` where the process times its own work; else the whole process is timed.
    """

    name: str
    command: tuple[str, ...]
    tells_seconds: bool = False


@dataclass(frozen=True)
class Times:
    """Seconds of each run, each for ``units`` pieces of work."""

    seconds: tuple[float, ...]
    units: int

    @property
    def median(self) -> float:
        """Seconds of the run in the middle."""
        return median(self.seconds)

    @property
    def each(self) -> float:
        """Seconds for one piece of work."""
        return self.median / self.units


def measure(
    measures: Sequence[Measure], runs: int, units: int, tell: Callable[[str], None]
) -> dict[str, Times]:
    """Run everything ``runs`` times, each round in the opposite order of the one before.

    So a machine that grows slower, or a busy minute, does not always hit the same measure.
    """
    seconds: dict[str, list[float]] = {each.name: [] for each in measures}
    pieces = dict.fromkeys(seconds, units)
    for run in range(runs):
        for each in measures if run % 2 == 0 else reversed(measures):
            spent, told = _run(each.command)
            if each.tells_seconds:
                spent, pieces[each.name] = told["seconds"], int(told["packs"])
            seconds[each.name].append(spent)
            tell(f"run {run + 1} of {runs}: {each.name}: {spent:.2f} s")
    return {name: Times(tuple(some), pieces[name]) for name, some in seconds.items()}


def layers(project: Path, runs: int) -> dict[str, float]:
    """Give the median seconds of each layer of a whole build; ``start`` is Python's own."""
    found: list[dict[str, float]] = []
    for _ in range(runs):
        spent, told = _run(driver("layers", str(project), "{site}"))
        total = told.pop("total")
        rest = total - sum(told.values())
        found.append({"start": spent - total, **told, "rest": rest})
    return {name: median(one[name] for one in found) for name in found[0]}


def driver(*arguments: str) -> tuple[str, ...]:
    """Give the command of a process of benchmarks/driver.py."""
    return ("-m", "benchmarks.driver", *arguments)


def _run(command: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Give the seconds of a fresh process, and what it told."""
    workshop = Path(tempfile.mkdtemp(prefix="rolebook-benchmark-"))
    filled = [part.replace("{site}", str(workshop / "site")) for part in command]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "hooks"))),
        "ROLEBOOK_NOW": NOW.isoformat(),
        "NO_MKDOCS_2_WARNING": "1",
        # What is measured is making things, not finding them made.
        "ROLEBOOK_NO_CACHE": "yes",
    }
    try:
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *filled], env=environment, check=False, capture_output=True, text=True
        )
        spent = time.perf_counter() - start
    finally:
        shutil.rmtree(workshop)
    if done.returncode != 0:
        raise MeasuredProcessError(f"{' '.join(filled)}\n{done.stdout}{done.stderr}")
    lines = done.stdout.strip().splitlines()
    told = lines[-1] if lines else ""
    return spent, json.loads(told) if told.startswith("{") else {}
