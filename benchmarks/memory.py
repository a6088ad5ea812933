"""The memory of all that a running process started, taken together."""

from __future__ import annotations

import threading
import time
from types import TracebackType

import psutil  # type: ignore[import-untyped]

#: Seconds between two looks, and how many times as long as a look took; what runs once is timed
#: while it is looked at, and a look at large processes takes as long as 50 ms.
_EVERY, _REST = 0.05, 20


class PeakMemory:
    """Looks at the descendants of a process until it is left; ``bytes`` is the most it saw.

    The sum is that of proportional set sizes (PSS): a page of memory that several processes share
    counts once. Files in memory do not count. None where the system does not tell PSS.
    """

    def __init__(self, process: int) -> None:
        self.bytes: int | None = None
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            begun = time.perf_counter()
            try:
                started = psutil.Process(self._process).children(recursive=True)
                found = [size for each in started if (size := _size(each)) is not None]
            except psutil.Error:
                found = []  # It has ended.
            if found:
                self.bytes = max(self.bytes or 0, sum(found))
            if self._over.wait(max(_EVERY, _REST * (time.perf_counter() - begun))):
                return


def _size(process: psutil.Process) -> int | None:
    try:
        size = getattr(process.memory_full_info(), "pss", None)
    except psutil.Error:
        return None
    return int(size) if size is not None else None
