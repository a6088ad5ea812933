"""Tells where the time of every Python process goes that starts with this folder on its path.

Python imports a module of this name on its own. A timer interrupts the process, and the time since
the interruption before is put down to the layer whose code runs or is waited for: so no function
has to be named, and nothing is slowed down much.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

#: Seconds between two interruptions.
_EVERY = 0.002
#: Where each process leaves a file of what it found.
_FOLDER = "ROLEBOOK_SAMPLES"
#: Layers that are told by what is in them.
_SPLIT = ("render",)

_seconds: dict[str, float] = {}
_last = 0.0


def _layer(frame: FrameType | None) -> str:
    """Name the innermost layer of a stack."""
    while frame is not None:
        file = frame.f_code.co_filename
        if "importlib" in file:
            return "loading modules"
        _, found, rest = file.rpartition("/hooks/rolebook/")
        if found and file.endswith(".py"):
            return _within(rest.removesuffix(".py").split("/"))
        if "/mkdocs_rolebook" in file:
            return "the hook"
        if "/mkdocs/" in file or "/material/" in file:
            return "MkDocs with its theme"
        frame = frame.f_back
    return "other"


def _within(parts: list[str]) -> str:
    if parts[0] == "commands" or len(parts) == 1:
        return parts[-1].replace("_", " ")
    if parts[0] in _SPLIT:
        return f"{parts[0]}: {parts[1].replace('_', ' ')}"
    return parts[0]


def _note(number: int, frame: FrameType | None) -> None:
    global _last
    now = time.perf_counter()
    layer = _layer(frame)
    _seconds[layer] = _seconds.get(layer, 0.0) + now - _last
    _last = now


def _leave() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
    command = " ".join(sys.orig_argv[1:])
    main = "multiprocessing" not in command
    _note(0, None)
    found = {"main": main, "command": command, "seconds": _seconds}
    Path(os.environ[_FOLDER], f"{os.getpid()}.json").write_text(json.dumps(found), "utf-8")


def _begin() -> None:
    global _last
    _last = time.perf_counter()
    signal.signal(signal.SIGALRM, _note)
    signal.setitimer(signal.ITIMER_REAL, _EVERY, _EVERY)
    atexit.register(_leave)


if os.environ.get(_FOLDER):
    _begin()
