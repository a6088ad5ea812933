"""Whether the criteria of a role have ids of their own, exist where shared, and are assessed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from rolebook.base.suggestions import one_of
from rolebook.check.reading import Finding, Reading
from rolebook.model.person_specification import Assessment, Criterion, SharedCriterion
from rolebook.model.role import Role
from rolebook.read.source_file import Path

from .known_ids import Known


def criteria_findings(reading: Reading[Role], role: Role, known: Known) -> Iterator[Finding]:
    """Find what is wrong with the criteria of one role."""
    if role.person_specification is None:
        return
    first: dict[str, Path] = {}
    for index, criterion in enumerate(role.person_specification.criteria):
        path: Path = ("person_specification", "criteria", index)
        named = (*path, "id" if criterion.id else "shared")
        if criterion.key in first:
            yield Finding(named, _twice(criterion, first[criterion.key], reading))
        else:
            first[criterion.key] = named
        yield from _unassessed(criterion, path, known)


def _twice(criterion: Criterion, earlier: Path, reading: Reading[Role]) -> str:
    """Say what to do about a criterion that the one at ``earlier`` is already."""
    line = reading.line(earlier)
    if not criterion.shared:
        return (
            f'"{criterion.key}" is already the id of the criterion on line {line}; give this one '
            "another id"
        )
    if earlier[-1] == "shared":
        return f'"{criterion.key}" is asked for already, on line {line}; take one of the two out'
    return (
        f'"{criterion.key}" is already the id of the criterion on line {line}; take one of the '
        "two out, or give that one another id"
    )


def _unassessed(criterion: Criterion, path: Path, known: Known) -> Iterator[Finding]:
    records = known["shared_criteria"]
    shared: SharedCriterion | None = None
    if records is not None and criterion.shared:
        shared = records.get(criterion.shared)
    if criterion.shared and shared is None:
        return  # a problem elsewhere
    if criterion.is_essential and not criterion.filled_in(shared).assessed_by:
        yield Finding(
            path,
            'is essential, but nothing says how it is assessed; add a line "assessed_by: " with '
            f"{one_of(get_args(Assessment))}, or several of them, in brackets [ ]",
        )
