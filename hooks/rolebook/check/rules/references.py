"""Whether a file refers only to what exists, and to each place or role once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from rolebook.check.reading import Finding, Reading
from rolebook.model.place import Place
from rolebook.model.role import Role
from rolebook.read.source_file import Path

from .criteria import criteria_findings
from .custom_fields import custom_field_findings
from .full_time_week import full_time_week_findings
from .general_duties import general_duty_findings
from .known_ids import Known, unknown_ids
from .pay_scales import pay_findings


def role_findings(reading: Reading[Role], known: Known, today: dt.date) -> Iterator[Finding]:
    """Find what one role refers to in vain, and what contradicts itself within the role."""
    role = reading.record
    if role is None:
        return
    yield from unknown_ids(role, (), known)
    # The role may be what is left of a file with problems, without keys that it needs.
    yield from _repeated_places(role.place, ("place",))
    yield from pay_findings(role.pay, ("pay",), known, today)
    if role.duties is not None:
        yield from general_duty_findings(role.duties.general, known)
    yield from criteria_findings(reading, role, known)
    yield from custom_field_findings(role, known)
    for index, vacancy in enumerate(role.vacancies):
        path: Path = ("vacancies", index, "overrides")
        if vacancy.overrides:
            yield from _repeated_places(vacancy.overrides.place, (*path, "place"))
            yield from pay_findings(vacancy.overrides.pay, (*path, "pay"), known, today)
    yield from full_time_week_findings(role, known, today)


def _repeated_places(place: Place | None, path: Path) -> Iterator[Finding]:
    if place is None:
        return
    seen = {place.base}
    for index, other in enumerate(place.other_places):
        if other in seen:
            words = f'"{other}" is named twice; take one of the two out'
            yield Finding((*path, "other_places", index), words)
        seen.add(other)


#: Addresses below ``compare/`` of pages that every site has.
_PAGES_OF_COMPARISONS = ("any", "criteria")


def listed_role_findings(file: str, id_: str, roles: Iterable[str]) -> Iterator[Finding]:
    """Find the roles that a comparison or a career path of ``file`` names twice."""
    if file == "comparisons" and id_ in _PAGES_OF_COMPARISONS:
        words = f'is the address of another page; write another id, such as "{id_}-roles"'
        yield Finding((file, id_), words)
    seen: set[str] = set()
    for index, role in enumerate(roles):
        if role in seen:
            path: Path = (file, id_, "roles", index)
            yield Finding(path, f'"{role}" is listed twice; take one of the two out')
        seen.add(role)
