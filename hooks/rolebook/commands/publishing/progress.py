"""One bar that tells how far a build has come, where somebody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from rolebook.build.worker_pool import Progress

#: Fewer roles than these are done before anybody could read how far they are.
_WORTH_TELLING = 10


class _Bar:
    def __init__(self) -> None:
        self._expected = 0
        self._bar = click.progressbar(length=0, label="Building", file=sys.stderr)

    def expect(self, tasks: int) -> None:
        """Add to the number of tasks that are to be done."""
        self._expected += tasks
        self._bar.length = self._expected
        if tasks:
            self.done(0)

    def done(self, tasks: int) -> None:
        """Add to the number of those that are done."""
        if self._expected >= _WORTH_TELLING:
            self._bar.update(tasks)
        else:
            self._bar.pos += tasks

    def end(self) -> None:
        """Leave the line of the bar."""
        if self._expected >= _WORTH_TELLING:
            self._bar.render_finish()


@contextmanager
def progress_on_screen() -> Iterator[Progress | None]:
    """Give a bar on the screen; None where nobody watches, as in CI."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.end()
