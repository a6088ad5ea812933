"""What could be read of a file that may have problems, so that one run tells them all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any, Generic, NamedTuple, TypeVar

from rolebook.base.problems import Problem
from rolebook.read.source_file import Path, SourceFile, path_text

Shape = TypeVar("Shape")


class Finding(NamedTuple):
    """What is wrong at one path of a record.

    ``misses`` is the path of what the record lacks: where that could not be read, the finding
    only follows from it. ``at_key`` places it at the name of a field rather than at its value.
    """

    path: Path
    message: str
    misses: Path = ()
    at_key: bool = False


@dataclass(frozen=True)
class Reading(Generic[Shape]):
    """A file with the record that it holds.

    Where the file has problems, ``record`` is what is left without the paths in ``removed``; its
    required keys may then be None. It serves to find further problems, never to publish.
    """

    source_file: SourceFile
    record: Shape | None
    problems: tuple[Problem, ...] = ()
    removed: frozenset[Path] = field(default=frozenset())

    def path_in_file(self, path: Path) -> Path:
        """Give the path in the file of a path in the record."""
        return path_in_file(path, self.removed)

    def line(self, path: Path) -> int:
        """Give the line of the file on which a path of the record is."""
        return self.source_file.position(self.path_in_file(path)).line

    def problems_of(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """Turn findings into problems, but for those that follow from what was removed."""
        followers = set(self.removed) | {owner(path) for path in self.removed}
        for finding in findings:
            path = self.path_in_file(finding.path)
            if path not in followers and not self._unread(finding.misses):
                yield self.source_file.problem(path, finding.message, at_key=finding.at_key)

    def _unread(self, path: Path) -> bool:
        """Whether a path of the record, or what is around it, could not be read."""
        where = self.path_in_file(path)
        return any(where[:length] in self.removed for length in range(1, len(where) + 1))

    def is_reported(self, path: Path) -> bool:
        """Whether a problem at ``path`` of the file is reported already."""
        return path in self.removed or path_text(path) in {item.field for item in self.problems}


def without(data: Any, removed: set[Path], path: Path = ()) -> Any:
    """Give the values of a file without the paths in ``removed``."""
    if isinstance(data, dict):
        return {
            key: without(value, removed, (*path, key))
            for key, value in data.items()
            if (*path, key) not in removed
        }
    if isinstance(data, list):
        return [
            without(value, removed, (*path, index))
            for index, value in enumerate(data)
            if (*path, index) not in removed
        ]
    return data


def with_blanks(data: Any, blanks: Collection[Path], path: Path = ()) -> Any:
    """Give the values of a file with None at each of ``blanks``, keys with nothing after them."""
    if isinstance(data, dict):
        held = {key: with_blanks(value, blanks, (*path, key)) for key, value in data.items()}
        return held | {blank[-1]: None for blank in blanks if blank[:-1] == path}
    if isinstance(data, list):
        return [with_blanks(value, blanks, (*path, index)) for index, value in enumerate(data)]
    return data


def path_in_file(path: Path, removed: Iterable[Path]) -> Path:
    """Give the path in the file of a path in what ``without`` left of it."""
    gone = set(removed)
    if not gone:
        return path
    found: Path = ()
    for part in path:
        if isinstance(part, int):
            left = (number for number in count() if (*found, number) not in gone)
            part = next(islice(left, part, None))
        found = (*found, part)
    return found


def owner(path: Path) -> Path:
    """Give the path of the record that a value, or an item of a list of values, belongs to."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return path[:-1]
