"""What could be read of a file that may have problems, so that one run tells them all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any, Generic, NamedTuple, TypeVar

from rolebook.base.problems import Problem
from rolebook.read.source_file import Document, Path, path_text

Shape = TypeVar("Shape")


class Finding(NamedTuple):
    """What is wrong at one place of a record.

    ``misses`` is the place of what the record lacks: where that could not be read, the finding
    only follows from it.
    """

    path: Path
    message: str
    misses: Path = ()


@dataclass(frozen=True)
class Reading(Generic[Shape]):
    """A file with the record that it holds.

    Where the file has problems, ``record`` is what is left without the places in ``removed``; its
    required keys may then be None. It serves to find further problems, never to publish.
    """

    document: Document
    record: Shape | None
    problems: tuple[Problem, ...] = ()
    removed: frozenset[Path] = field(default=frozenset())

    def place(self, path: Path) -> Path:
        """Give the place in the file of a place in the record."""
        return in_file(path, self.removed)

    def line(self, path: Path) -> int:
        """Give the line of the file on which a place of the record stands."""
        return self.document.place(self.place(path)).line

    def problems_of(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """Turn findings into problems, but for those that follow from what was removed."""
        followers = set(self.removed) | {owner(path) for path in self.removed}
        for finding in findings:
            path = self.place(finding.path)
            if path not in followers and not self._unread(finding.misses):
                yield self.document.problem(path, finding.message)

    def _unread(self, path: Path) -> bool:
        """Whether a place of the record, or what it stands in, could not be read."""
        place = self.place(path)
        return any(place[:length] in self.removed for length in range(1, len(place) + 1))

    def told(self, path: Path) -> bool:
        """Whether a problem about the place of the file at ``path`` is known already."""
        return path in self.removed or path_text(path) in {item.field for item in self.problems}


def without(data: Any, removed: set[Path], path: Path = ()) -> Any:
    """Give the values of a file without the places in ``removed``."""
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


def in_file(path: Path, removed: Iterable[Path]) -> Path:
    """Give the place in the file of a place in what ``without`` left of it."""
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
    """Give the place of the record that a value, or an item of a list of values, belongs to."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return path[:-1]
