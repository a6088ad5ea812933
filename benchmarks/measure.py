"""Measuring: the same work in fresh processes, by turns, and the medians of what they took."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .memory import PeakMemory

ROOT = Path(__file__).resolve().parent.parent
#: The moment for which everything is built, so that vacancies are the same in every run.
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
_PROCESS = Path(__file__).with_name("process.py")

Tell = Callable[[str], None]


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

    ``units`` are the pieces of work in each run; ``most_runs`` limits the runs of what is slow.
    """

    name: str
    works: tuple[Work, ...]
    folder: Path = ROOT
    units: int = 1
    most_runs: int | None = None


@dataclass(frozen=True)
class Ran:
    """What one run took: seconds, those of the processor, and the most memory in bytes."""

    seconds: float
    cpu: float
    memory: int | None = None


@dataclass(frozen=True)
class Times:
    """The runs of one kind of work, each for ``units`` pieces of it."""

    runs: tuple[Ran, ...]
    units: int = 1

    @property
    def seconds(self) -> float:
        """Seconds of the run in the middle."""
        return median(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float:
        """Seconds of the processor, of all processes together, of the run in the middle."""
        return median(run.cpu for run in self.runs)

    @property
    def memory(self) -> int | None:
        """The most bytes that any run was seen to take."""
        return max((run.memory for run in self.runs if run.memory is not None), default=None)


#: Times by the name of a program and the name of its work.
Figures = dict[tuple[str, str], Times]


def in_turn(
    measured: Sequence[Measured], runs: int, tell: Tell, *, memory: bool = False
) -> tuple[Figures, dict[str, str]]:
    """Run everything ``runs`` times, each round in the opposite order of the one before.

    So a machine that grows slower, or a busy minute, does not always hit the same program. To look
    at ``memory`` takes a little time from what is looked at.

    Returns:
        The times, and by its name what a program said that could not do its work.
    """
    ran: dict[tuple[str, str], list[Ran]] = {}
    failed: dict[str, str] = {}
    units = {one.name: one.units for one in measured}
    for run in range(runs):
        for one in measured if run % 2 == 0 else reversed(measured):
            if one.name in failed or run >= (one.most_runs or runs):
                continue
            for work in one.works:
                if work.once and run > 0:
                    continue
                work.prepare(run)
                try:
                    found = run_once(
                        work.command, one.folder, memory=memory, tells_seconds=work.tells_seconds
                    )
                except MeasuredProcessError as error:
                    failed[one.name] = str(error)
                    tell(f"{one.name}: {work.name}: failed\n{error}")
                    break
                ran.setdefault((one.name, work.name), []).append(found)
                tell(f"run {run + 1}: {one.name}: {work.name}: {found.seconds:.2f} s")
    return {key: Times(tuple(some), units[key[0]]) for key, some in ran.items()}, failed


def python(*arguments: str) -> tuple[str, ...]:
    """Give the command of this Python."""
    return (sys.executable, *arguments)


def _environment() -> dict[str, str]:
    """Give the variables of this process, without those that keep Python from its usual ways."""
    odd = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    usual = {name: value for name, value in os.environ.items() if name not in odd}
    return {**usual, "NO_MKDOCS_2_WARNING": "1"}


def run_once(
    command: Sequence[str],
    folder: Path = ROOT,
    *,
    memory: bool = False,
    tells_seconds: bool = False,
) -> Ran:
    """Run a command in a fresh process, and wait for all that it started.

    Raises:
        MeasuredProcessError: when it fails; with what it said.
    """
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        process = subprocess.Popen(
            (*python("-I", "-S", str(_PROCESS)), told.name, *command), cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip
        try:
            with PeakMemory(process.pid) if memory else nullcontext() as peak:
                out, errors = process.communicate()
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        if process.returncode != 0:
            raise MeasuredProcessError(f"{' '.join(command)}\n{out}{errors}".strip())
        took = json.load(told)
    if tells_seconds:
        took["seconds"] = json.loads(out.strip().splitlines()[-1])["seconds"]
    return Ran(took["seconds"], took["cpu"], peak.bytes if peak else None)
