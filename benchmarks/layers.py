"""Where the time of a build goes, layer by layer: of its main process, and of its workers."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .measure import ENVIRONMENT, run_once

_SAMPLING = Path(__file__).with_name("sampling")
#: The command that waits for MkDocs, which is told in layers of its own.
_WAITS = ("site", "publishing")
STARTING = "starting and ending Python"


@dataclass(frozen=True)
class Layers:
    """Seconds by layer: those that the build takes, and those that its workers spend meanwhile."""

    main: Mapping[str, float]
    workers: Mapping[str, float]


def layers(
    command: Sequence[str], folder: Path, runs: int, prepare: Callable[[int], object]
) -> Layers:
    """Give the median seconds of each layer."""
    found = []
    for run in range(runs):
        prepare(run)
        found.append(_once(command, folder))
    return Layers(_medians([one.main for one in found]), _medians([one.workers for one in found]))


def _once(command: Sequence[str], folder: Path) -> Layers:
    with tempfile.TemporaryDirectory(prefix="rolebook-samples-") as samples:
        path = os.pathsep.join((str(_SAMPLING), ENVIRONMENT["PYTHONPATH"]))
        environment = {"ROLEBOOK_SAMPLES": samples, "PYTHONPATH": path}
        ran = run_once(command, folder, environment)
        told = [json.loads(path.read_text("utf-8")) for path in Path(samples).iterdir()]
    main: dict[str, float] = {}
    workers: dict[str, float] = {}
    for one in told:
        into = main if one["main"] else workers
        for layer, seconds in one["seconds"].items():
            into[layer] = into.get(layer, 0.0) + seconds
    # A process that is waited for has told its own time, so the waiting counts once.
    mkdocs = sum(
        sum(one["seconds"].values()) for one in told if one["main"] and "mkdocs" in one["command"]
    )
    for layer in _WAITS:
        waited = min(mkdocs, main.get(layer, 0.0))
        if waited:
            main[layer] -= waited
            mkdocs -= waited
    main[STARTING] = max(0.0, ran.seconds - sum(main.values()))
    return Layers(main, workers)


def _medians(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = {name for one in found for name in one}
    return {name: median(one.get(name, 0.0) for one in found) for name in sorted(names)}
