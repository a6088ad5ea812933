"""What each program that builds sites is to the benchmarks: a project, and commands to build it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

#: What is measured of each program.
COLD = "cold, without any cache"
FILLING = "cold, filling an empty cache"
EDITED = "one role edited"
UNCHANGED = "nothing changed"


class PeerMissing(Exception):
    """A program is not installed, or does not start; says what to install."""


@dataclass(frozen=True)
class SiteBuilder:
    """A program with a project that it builds; every path is absolute.

    ``page`` gives the file of a role, by the role's id. ``commands`` are those of each kind of
    work, in the order in which they are done; a kind that is not there is not measured.
    ``most_runs`` is for programs so slow that fewer runs have to do. ``note`` goes into the table.
    """

    name: str
    version: str
    project: Path
    site: Path
    page: Callable[[str], Path]
    commands: Mapping[str, tuple[str, ...]]
    caches: tuple[Path, ...] = ()
    most_runs: int | None = None
    note: str = ""

    def forget(self) -> None:
        """Delete the site and every cache."""
        for folder in (self.site, *self.caches):
            shutil.rmtree(folder, ignore_errors=True)
