"""What one build leaves for the next, so that only what changed is made again while serving."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

Made = TypeVar("Made")


class Kept:
    """Made things by name, each with what it was made from."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._made: dict[Hashable, tuple[Any, Any]] = {}

    def again(self, name: Hashable, made_from: Any, make: Callable[[], Made]) -> Made:
        """Give what was made for ``name`` before if it was made from the same; else make it."""
        held = self._made.get(name)
        if held is not None and held[0] == made_from:
            before: Made = held[1]
            return before
        made = make()
        self._made[name] = (made_from, made)
        return made


class NothingKept(Kept):
    """For a build that is the only one of its process: everything is made, nothing is held."""

    def again(self, name: Hashable, made_from: Any, make: Callable[[], Made]) -> Made:
        """Make it."""
        return make()


def state_of(folder: Path) -> tuple[tuple[str, int], ...]:
    """Give the files of a folder with their times of change: equal where nothing changed."""
    return tuple((str(path), path.stat().st_mtime_ns) for path in sorted(folder.rglob("*")))
