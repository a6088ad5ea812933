"""Whether general duties fit their set: its exceptions, its additions and its ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rolebook.check.reading import Finding
from rolebook.model.duties import DutySet, GeneralDuties, StandardDuty
from rolebook.read.source_file import Path

from .known_ids import Known, unknown_within


def general_duty_findings(general: GeneralDuties | None, known: Known) -> Iterator[Finding]:
    """Find the duties of its set that a role names in vain."""
    if general is None:
        return
    path: Path = ("duties", "general")
    duty_set: DutySet | None = (known["general_duties"] or {}).get(general.set)
    if duty_set is None:
        return
    ids = list(_ids(duty_set.duties))
    duty_in = f'duty in the set "{general.set}"'
    for index, exception in enumerate(general.exceptions):
        yield from unknown_within((*path, "exceptions", index), exception, ids, duty_in)
    for index, addition in enumerate(general.additions):
        if addition.under is None:
            continue
        where = (*path, "additions", index, "under")
        yield from unknown_within(where, addition.under, ids, duty_in)
        if addition.under in general.exceptions:
            yield Finding(
                where,
                f'"{addition.under}" is one of the exceptions, so nothing can stand under it; '
                "name another duty, or take the line out",
            )


def _ids(duties: Iterable[StandardDuty]) -> Iterator[str]:
    for duty in duties:
        yield duty.id
        yield from _ids(duty.items)


def duty_set_findings(sets: Mapping[str, DutySet | None]) -> Iterator[Finding]:
    """Find ids that a set of general duties uses twice."""
    for id_, duty_set in sets.items():
        if duty_set is not None:
            path: Path = ("general_duties", id_, "duties")
            yield from _repeated_ids(duty_set.duties, path, set())


def _repeated_ids(duties: Iterable[StandardDuty], path: Path, seen: set[str]) -> Iterator[Finding]:
    for index, duty in enumerate(duties):
        if duty.id in seen:
            yield Finding(
                (*path, index, "id"),
                f'"{duty.id}" is the id of two duties; give this one another id',
            )
        seen.add(duty.id)
        yield from _repeated_ids(duty.items, (*path, index, "items"), seen)
