"""Whether the organisations, places, statements, bodies and roles that a file names exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from rolebook.check.reading import Finding, Reading
from rolebook.model.place import Place
from rolebook.model.role import Role
from rolebook.model.site_config import Organisation
from rolebook.read.source_file import Path

from .criteria import criteria_findings
from .full_time_week import full_time_week_findings
from .general_duties import general_duty_findings
from .known_ids import Known, unknown
from .pay_scales import pay_findings

_LOCATIONS = ("location", "site_config/locations.yaml")


def role_findings(reading: Reading[Role], known: Known, today: dt.date) -> Iterator[Finding]:
    """Find what one role refers to in vain, and what contradicts itself within the role."""
    role = reading.record
    if role is None:
        return
    # The role may be what is left of a file with problems, without keys that it needs.
    if role.organisation is not None:
        file = "site_config/organisations.yaml"
        path: Path = ("organisation",)
        yield from unknown(path, role.organisation, known.organisations, "organisation", file)
    yield from _place_findings(role.place, ("place",), known)
    yield from pay_findings(role.pay, ("pay",), known, today)
    if role.duties is not None:
        yield from general_duty_findings(role.duties.general, known)
    yield from _registration_findings(role, known)
    yield from criteria_findings(reading, role, known)
    for index, vacancy in enumerate(role.vacancies):
        path = ("vacancies", index, "overrides")
        if vacancy.overrides:
            yield from _place_findings(vacancy.overrides.place, (*path, "place"), known)
            yield from pay_findings(vacancy.overrides.pay, (*path, "pay"), known, today)
    yield from full_time_week_findings(role, known, today)


def _registration_findings(role: Role, known: Known) -> Iterator[Finding]:
    if role.requirements is None:
        return
    file = "site_config/professional_bodies.yaml"
    for index, registration in enumerate(role.requirements.registrations):
        path = ("requirements", "registrations", index, "body")
        bodies = known.professional_bodies
        yield from unknown(path, registration.body, bodies, "professional body", file)


def _place_findings(place: Place | None, path: Path, known: Known) -> Iterator[Finding]:
    if place is None:
        return
    if place.base:
        yield from unknown((*path, "base"), place.base, known.locations, *_LOCATIONS)
    seen = {place.base}
    for index, other in enumerate(place.other_places):
        where = (*path, "other_places", index)
        yield from unknown(where, other, known.locations, *_LOCATIONS)
        if other in seen:
            yield Finding(where, f'"{other}" is named twice; take one of the two out')
        seen.add(other)


def organisation_findings(
    organisations: Mapping[str, Organisation | None], known: Known
) -> Iterator[Finding]:
    """Find the statements and locations that organisations name in vain."""
    for id_, organisation in organisations.items():
        if organisation is None:
            continue
        path: Path = ("organisations", id_)
        if organisation.head_office:
            where = (*path, "head_office")
            yield from unknown(where, organisation.head_office, known.locations, *_LOCATIONS)
        for index, statement in enumerate(organisation.statements):
            where = (*path, "statements", index)
            file = "site_config/statements.yaml"
            yield from unknown(where, statement, known.statements, "statement", file)


#: Addresses below ``compare/`` of pages that every site has.
_PAGES_OF_COMPARISONS = ("any", "criteria")


def listed_role_findings(
    file: str, id_: str, roles: Iterable[str], known: Known
) -> Iterator[Finding]:
    """Find the roles that a comparison or a career path of ``file`` names in vain, or twice."""
    if file == "comparisons" and id_ in _PAGES_OF_COMPARISONS:
        words = f'is the address of another page; write another id, such as "{id_}-roles"'
        yield Finding((file, id_), words)
    seen: set[str] = set()
    for index, role in enumerate(roles):
        path: Path = (file, id_, "roles", index)
        yield from unknown(path, role, known.roles, "role", "content/roles/")
        if role in seen:
            yield Finding(path, f'"{role}" is listed twice; take one of the two out')
        seen.add(role)
