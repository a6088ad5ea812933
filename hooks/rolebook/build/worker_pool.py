"""Workers that run steps, here or on other machines, and what is reported when one dies.

A worker is handed arguments and gives outcomes back; it neither reads the project nor writes to the
store, so that machines need share no folder. What many runs share travels to a worker once.
"""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from rolebook.store.encoding import Stand, decoded
from rolebook.store.moment import Moment
from rolebook.store.records import Lists, Lookups
from rolebook.store.reference import RECORDS, TreeFiles
from rolebook.store.step import Outcome, run, values_of
from rolebook.store.store import Job, Shared, loaded

from .version import program_version

if TYPE_CHECKING:
    import datetime as dt
    from concurrent.futures import ProcessPoolExecutor

#: So many jobs are worth the start of further processes.
MANY = 30
#: Batches handed over at once to machines of which nobody knows here how much they can do.
_AHEAD_ELSEWHERE = 64


class WorkerError(Exception):
    """A worker came to its end, or is of another version; says which roles it was at."""


class Progress(Protocol):
    """Where a build tells how far it has come."""

    def expect(self, tasks: int) -> None:
        """Add to the number of tasks that are to be done."""

    def done(self, tasks: int) -> None:
        """Add to the number of those that are done."""


class _Batch(NamedTuple):
    """Jobs that one worker runs, what they share, and where it notes what it is at."""

    jobs: tuple[Job, ...]
    shared: str
    version: str
    now: dt.datetime
    notes: str
    given: dict[Stand, Any] | None = None
    """What the shared arguments stand for, where the worker has asked for it"""
    shared_data: bytes = b""


class WorkerPool:
    """The workers of one build."""

    def __init__(
        self, workers: int, executor: Executor | None = None, progress: Progress | None = None
    ) -> None:
        """``executor`` takes the place of ``workers`` processes of this machine."""
        self._workers = workers
        self._given = executor
        self._own: ProcessPoolExecutor | None = None
        self._progress = progress
        self._notes = ""

    def takes(self, jobs: int) -> bool:
        """Whether so many are worth handing over."""
        return jobs > 0 if self._given is not None else self._workers > 1 and jobs >= MANY

    def tell(self, expected: int = 0, done: int = 0) -> None:
        """Tell of work that is begun or done."""
        if self._progress is not None:
            if expected:
                self._progress.expect(expected)
            if done:
                self._progress.done(done)

    @property
    def is_at_work(self) -> bool:
        """Whether it has begun, so that a few long jobs are worth handing over too."""
        return self._own is not None

    def run(
        self, jobs: Iterator[Job], shared: Shared, now: dt.datetime, together: int
    ) -> Iterator[Sequence[Outcome]]:
        """Begin jobs, some ``together``; give the outcomes in the order of the jobs.

        The first are begun at once, the others as outcomes are asked for: never all in memory.

        Raises (what is given):
            WorkerError: when a worker ended in the middle, with what it was at.
        """
        executor = self._executor()
        is_elsewhere = self._given is not None
        # On another machine, nobody could read the notes, and another version may be installed.
        notes, version = ("", program_version()) if is_elsewhere else (self._notes, "")
        held: list[dict[Stand, Any]] = []

        def payload() -> dict[Stand, Any]:
            if not held:
                held.append(shared.payload())
            return _without_places(held[0]) if is_elsewhere else held[0]

        waiting: deque[tuple[_Batch, Future[Any]]] = deque()
        # Each of the first batches brings what all share; a worker without it asks for it.
        first = 1 if is_elsewhere else self._workers
        ahead = _AHEAD_ELSEWHERE if is_elsewhere else 4 * self._workers

        def hand_over(most: int, **whole: Any) -> None:
            while len(waiting) < most and (some := tuple(islice(jobs, together))):
                batch = _Batch(some, shared.digest, version, now, notes, **whole)
                waiting.append((batch, executor.submit(_run, batch)))

        def done() -> Iterator[Sequence[Outcome]]:
            from concurrent.futures import BrokenExecutor

            try:
                while waiting:
                    batch, future = waiting.popleft()
                    while (outcomes := future.result()) is None:
                        full = batch._replace(given=payload(), shared_data=shared.data)
                        future = executor.submit(_run, full)
                    if isinstance(outcomes, str):
                        raise WorkerError(outcomes)
                    hand_over(ahead)
                    yield outcomes
            except BrokenExecutor as error:
                raise WorkerError(_ended(Path(self._notes))) from error
            finally:
                for _, future in waiting:
                    future.cancel()

        hand_over(first, given=payload(), shared_data=shared.data)
        return done()

    def _executor(self) -> Executor:
        if self._given is not None:
            return self._given
        if self._own is None:
            from .processes import processes

            self._own = processes(self._workers)
            self._notes = tempfile.mkdtemp(prefix="rolebook-working-")
        return self._own

    def close(self) -> None:
        """Let the processes go that were started for this."""
        if self._own is not None:
            self._own.shutdown(cancel_futures=True)
            shutil.rmtree(self._notes, ignore_errors=True)


@contextmanager
def worker_pool(
    workers: int, executor: Executor | None = None, progress: Progress | None = None
) -> Iterator[WorkerPool]:
    """Give workers whose processes end with the block."""
    pool = WorkerPool(workers, executor, progress)
    try:
        yield pool
    finally:
        pool.close()


#: What batches shared that this worker has run, by the digest of the arguments.
_shared: dict[str, tuple[tuple[Any, ...], Lists | None]] = {}
_MOST_SHARED = 4


def _run(batch: _Batch) -> list[Outcome] | str | None:
    """Run a batch in a worker; None where it has not got what the batch shares with others."""
    if batch.version not in ("", program_version()):
        return (
            f"the worker on {platform.node()} has another version of Rolebook or of its "
            "libraries; install the same on every machine. Nothing was published"
        )
    if batch.given is not None:
        while len(_shared) >= _MOST_SHARED:
            _shared.pop(next(iter(_shared)), None)
        given = batch.given
        values = values_of(batch.shared_data, lambda stand: loaded(stand, given[stand]))
        _shared[batch.shared] = (values, _lists_in(given))
    if batch.shared not in _shared:
        return None
    shared, lists = _shared[batch.shared]
    name = f"{platform.node()}-{os.getpid()}-{threading.get_ident()}"
    note = Path(batch.notes, name) if batch.notes else None
    done = []
    for job in batch.jobs:
        if note is not None:
            note.write_text(job.name, "utf-8")

        def load(stand: Stand, payload: dict[Stand, Any] = job.payload) -> Any:
            return loaded(stand, payload[stand])

        held = _lists_in(job.payload) or lists
        lookups = Lookups(held) if held is not None else None
        done.append(run(job.step, job.data, shared, load, Moment(batch.now), lookups))
    if note is not None:
        note.unlink(missing_ok=True)
    return done


def _lists_in(payload: dict[Stand, Any]) -> Lists | None:
    data = payload.get(RECORDS.stand)
    return decoded(data) if data is not None else None


def _without_places(payload: dict[Stand, Any]) -> dict[Stand, Any]:
    """Have files put into a folder of the machine that needs them."""
    return {
        stand: replace(one, place=None) if isinstance(one, TreeFiles) else one
        for stand, one in payload.items()
    }


def _ended(notes: Path) -> str:
    names = []
    for note in sorted(notes.iterdir()):
        with suppress(OSError):
            names.append(note.read_text("utf-8"))
            note.unlink()
    at = f"while it worked on {' or '.join(sorted(set(names)))}" if names else "on its own"
    return (
        f"a process of this build ended {at}; nothing was published. It may have been stopped, or "
        "there was too little memory. Run the build again: what was finished is kept"
    )
