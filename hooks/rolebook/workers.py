"""Work spread over processes: the same function for each of many tasks, results in their order."""

from __future__ import annotations

import os
import pickle
import platform
import shutil
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rolebook.build.settings import BuildSettings
from rolebook.workshop import Workshop

if TYPE_CHECKING:
    # Takes long to load, and a build of few roles does all by itself.
    from concurrent.futures import Executor, Future, ProcessPoolExecutor

Task = TypeVar("Task")

#: So many tasks are worth the start of further processes.
MANY = 30
#: Batches handed over at once to machines of which nobody knows here how much they can do.
_AHEAD_ELSEWHERE = 64
#: Tasks that are handed over together, where each takes a few milliseconds.
_TOGETHER = 8


class WorkerError(Exception):
    """A process that worked on roles came to its end; says which roles it was at."""


class Crew:
    """Those who do a build's tasks: this process, further ones, or an executor that was given."""

    def __init__(
        self,
        workshop: Workshop,
        folder: Path,
        settings: BuildSettings,
    ) -> None:
        """``folder`` is where all of them can read and write."""
        self._workshop = workshop
        self._folder = folder
        self._workers = settings.workers
        self._given = settings.executor
        self._own: ProcessPoolExecutor | None = None
        self._pack: str = ""
        self._progress = settings.progress

    def do(
        self,
        method: str,
        tasks: Sequence[Task],
        name: Callable[[Task], str],
        together: int = _TOGETHER,
    ) -> Iterator[Any]:
        """Do a method of the workshop for each task, and give the results in the tasks' order.

        Raises:
            WorkerError: when a process ended in the middle, with what it was at.
        """
        if self._progress:
            self._progress.expect(len(tasks))
        executor = self._executor(len(tasks), together)
        if executor is None:
            here = getattr(self._workshop, method)
            yield from self._told_one_by_one(partial(here, task) for task in tasks)
            return
        batches = [tasks[at : at + together] for at in range(0, len(tasks), together)]
        yield from self._spread(executor, method, batches, name)

    def begin(
        self,
        method: str,
        tasks: Sequence[Task],
        name: Callable[[Task], str],
        together: int = _TOGETHER,
    ) -> Iterable[Any]:
        """Do as ``do`` does, but only begin with what this process does itself.

        For that the workshop has another method, whose name ends with ``_begun``: it gives what
        waits for the result. What others do has been done when this returns.
        """
        if self._executor(len(tasks), together) is not None:
            return list(self.do(method, tasks, name, together))
        begun = [getattr(self._workshop, f"{method}_begun")(task) for task in tasks]
        if self._progress:
            self._progress.expect(len(tasks))
        return self._told_one_by_one(begun)

    def _told_one_by_one(self, steps: Iterable[Callable[[], Any]]) -> Iterator[Any]:
        for step in steps:
            yield step()
            self._tell(1)

    def _spread(
        self,
        executor: Executor,
        method: str,
        batches: Sequence[Sequence[Task]],
        name: Callable[[Task], str],
    ) -> Iterator[Any]:
        from concurrent.futures import BrokenExecutor

        notes = self._folder / "working"
        notes.mkdir(parents=True, exist_ok=True)
        waiting: deque[tuple[Sequence[Task], Future[list[Any]]]] = deque()
        ahead = _AHEAD_ELSEWHERE if self._given is not None else 4 * self._workers
        left = iter(batches)
        try:
            while True:
                # Enough to keep everybody busy, yet never all results in memory.
                while len(waiting) < ahead and (batch := next(left, None)) is not None:
                    names = [name(task) for task in batch]
                    job = (self._pack, str(notes), method, batch, names)
                    waiting.append((batch, executor.submit(_work, *job)))
                if not waiting:
                    return
                batch, future = waiting.popleft()
                yield from future.result()
                self._tell(len(batch))
        except BrokenExecutor as error:
            raise WorkerError(_told(notes)) from error
        finally:
            for _, future in waiting:
                future.cancel()

    def _tell(self, tasks: int) -> None:
        if self._progress:
            self._progress.done(tasks)

    def _executor(self, tasks: int, together: int) -> Executor | None:
        """Give who does so many tasks; None where this process had better do them itself."""
        if self._given is None and (self._workers < 2 or tasks * (_TOGETHER // together) < MANY):
            return None
        if not self._pack:
            data = pickle.dumps(self._workshop, pickle.HIGHEST_PROTOCOL)
            self._folder.mkdir(parents=True, exist_ok=True)
            pack = self._folder / "workshop.pickle"
            pack.write_bytes(data)
            self._pack = str(pack)
        if self._given is not None:
            return self._given
        if self._own is None:
            from rolebook.build.processes import processes

            self._own = processes(self._workers)
        return self._own

    def close(self) -> None:
        """Let the processes go that were started for this."""
        if self._own is not None:
            self._own.shutdown(cancel_futures=True)
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def crew(workshop: Workshop, folder: Path, settings: BuildSettings) -> Iterator[Crew]:
    """Give a crew whose processes end with the block."""
    made = Crew(workshop, folder, settings)
    try:
        yield made
    finally:
        made.close()


@lru_cache(maxsize=1)
def _workshop(pack: str, made: int) -> Workshop:
    workshop: Workshop = pickle.loads(Path(pack).read_bytes())  # noqa: S301 - our own
    return workshop


def _work(
    pack: str, notes: str, method: str, batch: Sequence[Any], names: Sequence[str]
) -> list[Any]:
    """Do a batch in another process, which notes what it is at."""
    workshop = _workshop(pack, os.stat(pack).st_mtime_ns)  # noqa: PTH116
    note = Path(notes) / f"{platform.node()}-{os.getpid()}-{threading.get_ident()}"
    done = []
    for task, name in zip(batch, names, strict=True):
        note.write_text(name, "utf-8")
        done.append(getattr(workshop, method)(task))
    note.unlink(missing_ok=True)
    return done


def _told(notes: Path) -> str:
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
