"""Headings whose line is gone, so that the keys below them fall to the block before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from rolebook.base.problems import Problem
from rolebook.base.suggestions import and_list
from rolebook.read.source_file import Path, path_text

from .allowed import annotation_below, choices_of, keys_of, required_of, walk
from .shape_error import ShapeError

#: So many keys must have fallen to the block before for a heading that need not be there.
_SURE = 2


class MissingHeading(NamedTuple):
    """One problem in place of many: the heading that is missing, and the paths it explains."""

    problem: Problem
    explains: frozenset[Path]


def missing_headings(errors: list[ShapeError]) -> Iterator[MissingHeading]:
    """Find keys that are unknown where they stand, since the heading above them is missing."""
    strays: dict[Path, list[ShapeError]] = defaultdict(list)
    for error in errors:
        if error.kind == "extra_forbidden" and len(error.path) > 1:
            strays[error.path[:-1]].append(error)
    for block, unknown in strays.items():
        if isinstance(block[-1], int):
            continue
        if found := _heading(block, unknown):
            heading, belonging = found
            names = and_list(str(error.path[-1]) for error in belonging)
            many = len(belonging) > 1
            problem = belonging[0].problem(
                f'{names} belong{"" if many else "s"} under "{heading}:", which is missing; write '
                f'"{heading}:" on a line of its own above {"them" if many else "it"}',
                at_key=True,
            )
            # The message names the keys itself, so its field is the block that they are in now.
            problem = replace(problem, field=path_text(block))
            home = (*block[:-1], heading)
            yield MissingHeading(problem, frozenset({home, *(error.path for error in belonging)}))


def _heading(block: Path, unknown: list[ShapeError]) -> tuple[str, list[ShapeError]] | None:
    """Give the missing heading that most of the unknown keys belong under, with those keys."""
    first = unknown[0]
    location = first.details["loc"]
    around: Any = None
    for end in range(len(location) - 1, -1, -1):
        path, around = walk(first.model, location[:end])
        if path == block[:-1]:
            break
    best: tuple[str, list[ShapeError]] | None = None
    for heading in keys_of(around):
        if (*block[:-1], heading) in first.source_file.keys:
            continue
        below = annotation_below(around, heading)
        belonging = [error for error in unknown if _fits(error, below)]
        least = 1 if heading in required_of(around) else _SURE
        if len(belonging) >= max(least, len(best[1]) + 1 if best else 0):
            best = heading, belonging
    return best


def _fits(error: ShapeError, record: Any) -> bool:
    """Whether an unknown key, with what it says, could stand in ``record``."""
    key = str(error.path[-1])
    if key not in keys_of(record):
        return False
    choices = choices_of(annotation_below(record, key))
    return not choices or error.given in choices
