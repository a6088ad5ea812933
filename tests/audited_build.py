"""Builds a project while an audit hook watches what each step asks the system for.

The folder of the project is the only argument. What was asked for is printed, a line each.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from pathlib import Path

from building import publish, store_at
from market import whole_project
from rolebook.base.dates import LONDON
from rolebook.build.settings import BuildSettings
from rolebook.store import step

#: What Python itself does while a step loads a module for the first time.
_LOADING = ("importlib", "<frozen")
#: The database of time zones, of which Python reads each zone once.
_ZONES = "zoneinfo"
#: Steps for which a library reads the files of a tree by itself, and that which reads what is
#: shared, in the folder of the project.
_READING = {"printed", "shared_content"}
_EVENTS = (
    "open",
    "os.listdir",
    "os.scandir",
    "subprocess.Popen",
    "socket.connect",
    "sqlite3.connect",
)

running: list[str] = []
asked: list[str] = []


def is_loading() -> bool:
    frame = sys._getframe(2)
    while frame is not None:
        if any(part in frame.f_code.co_filename for part in _LOADING):
            return True
        frame = frame.f_back
    return False


def audit(event: str, given: tuple) -> None:
    if event in _EVENTS and running and running[-1] not in _READING and not is_loading():
        if given and _ZONES in str(given[0]):
            return
        asked.append(f"{running[-1]}: {event} {given[:1]}")


class Environment(dict):
    def __getitem__(self, key):
        note(f"environment {key}")
        return super().__getitem__(key)

    def get(self, key, default=None):
        note(f"environment {key}")
        return super().get(key, default)


def note(what: str) -> None:
    if running and running[-1] not in _READING and not is_loading():
        asked.append(f"{running[-1]}: {what}")


def main(folder: Path) -> None:
    project = whole_project("market", folder)
    named = step.step_named

    def watched(name):
        def run(*given):
            running.append(name.partition(":")[2])
            try:
                return named(name)(*given)
            finally:
                running.pop()

        return run

    step.step_named = watched
    clock = time.time
    time.time = lambda: (note("clock"), clock())[1]
    os.environ = Environment(os.environ)  # noqa: B003
    sys.addaudithook(audit)
    now = dt.datetime(2026, 11, 23, 12, tzinfo=LONDON)
    settings = BuildSettings(project, "Jobs", now, site_address="https://jobs.test/")
    with store_at(project / "kept") as store:
        made = publish(settings, store)
    assert len(made.pages) > 20, "a whole site is built"
    print(*dict.fromkeys(asked) or ["nothing was asked for"], sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
