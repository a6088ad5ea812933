"""Which known key an unknown one is meant to be, and where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from rolebook.base.suggestions import nearest
from rolebook.read.source_file import Path

from .allowed import annotation_below, homes_of, keys_of, lists_of, required_of, walk
from .shape_error import Fault

#: Keys less like each other (0 to 1) than this are two words, not one with a slip.
_LIKE_ENOUGH = 0.7

#: What people call a thing that has another name here; a name may stand for several.
_OTHER_NAMES = {
    "title": "job job_title post_title role_title job_role position",
    "post": "title job job_title post_title role_title job_role role position",
    "phone": "telephone telephone_number phone_number tel mobile",
    "organisation": "employer company",
    "reports_to": "line_manager manager reports report reporting_to responsible_to supervisor",
    "manages": "supervises direct_reports line_manages responsible_for",
    "department": "team",
    "summary": "description overview job_summary about_the_role about_the_job",
    "purpose": "job_purpose main_purpose purpose_of_the_role purpose_of_the_job",
    "place": "location work_location job_location",
    "base": "location work_location job_location",
    "contract": "contract_type employment_type",
    "type": "contract_type employment_type",
    "start": "start_date starts starting_date",
    "ends": "end_date",
    "hours": "working_hours hours_of_work",
    "hours_a_week": "hours working_hours hours_per_week weekly_hours",
    "pay": "salary wage wages salary_range pay_range hourly_rate rate_of_pay remuneration",
    "benefits": "perks",
    "duties": "duty dutys responsibilities key_responsibilities main_duties key_duties tasks",
    "person_specification": "skills essential_criteria desirable_criteria selection_criteria",
    "disclosure": "dbs dbs_check disclosure_level criminal_record_check",
    "application": "how_to_apply apply",
    "vacancies": "vacancy adverts",
    "opens": "opening_date",
    "closes": "closing closing_date closing_time close_date deadline application_deadline",
    "interviews": "interview_date interview_dates",
}
_OURS = {
    name: [ours for ours, names in _OTHER_NAMES.items() if name in names.split()]
    for name in " ".join(_OTHER_NAMES.values()).split()
}


class Meant(NamedTuple):
    """A known key that an unknown one is meant to be."""

    path: Path
    """Its place in the file; of an entry of a list, the place of the list with the key"""
    where: Literal["here", "under", "outside", "entry"]
    """In the same record, under a key beside, in a record around, or in an entry of a list"""


def meant_key(fault: Fault) -> Meant | None:
    """Find the key that an unknown one is probably meant to be; None where nothing is near."""
    key = re.sub(r"[\s_-]+", "_", str(fault.path[-1]).strip().casefold())
    known = keys_of(fault.around)
    if slip := _slip_of_needed(key, fault):
        return Meant((*fault.path[:-1], slip), "here")
    if exact := _first_place(fault, key):
        return exact
    if near := nearest(key, known, _LIKE_ENOUGH):
        return Meant((*fault.path[:-1], near), "here")
    other = nearest(key, _OURS, _LIKE_ENOUGH)
    return _first_place(fault, other) if other else None


def _slip_of_needed(key: str, fault: Fault) -> str | None:
    """Give the key that is needed and missing, where ``key`` is like it and holds its keys.

    A contact of a vacancy and a contract differ in one letter.
    """
    missing = [
        needed
        for needed in required_of(fault.around)
        if (*fault.path[:-1], needed) not in fault.document.keys
    ]
    near = nearest(key, missing, _LIKE_ENOUGH)
    below = keys_of(annotation_below(fault.around, near)) if near else []
    return near if isinstance(fault.given, dict) and set(fault.given) <= set(below) else None


def _first_place(fault: Fault, key: str) -> Meant | None:
    """Find where ``key`` is known by its own name, else by another that stands for it."""
    if outside := _place_outside(fault, key):
        return next(_places(fault, key), Meant(outside, "outside"))
    ours = (key, *_OURS.get(key, ()))
    return next((place for name in ours for place in _places(fault, name)), None)


def _places(fault: Fault, key: str) -> Iterator[Meant]:
    """List where ``key`` is known in the same record or below it, the nearest place first."""
    record = fault.path[:-1]
    if key in keys_of(fault.around):
        yield Meant((*record, key), "here")
    if home := _home_of(fault, key):
        yield Meant((*record, home, key), "under")
    if len(lists := lists_of(fault.around, key)) == 1:
        yield Meant((*record, lists[0], key), "entry")


def _home_of(fault: Fault, key: str) -> str | None:
    """Give the key beside an unknown one under which ``key`` belongs, where only one can be."""
    homes = homes_of(fault.around, key)
    places = fault.document.keys
    blank = [
        home
        for home in homes
        if (path := (*fault.path[:-1], home)) in places and fault.document.held(path) is None
    ]
    homes = blank or homes
    return homes[0] if len(homes) == 1 else None


def _place_outside(fault: Fault, key: str) -> Path | None:
    """Give the place of ``key`` in the nearest record around an unknown one that knows it.

    Of an entry of a list, nothing goes outside: the title of a contact is not that of the role.
    """
    location = fault.details["loc"][:-1]
    for end in range(len(location) - 1, -1, -1):
        path, annotation = walk(fault.model, location[:end])
        place = (*path, key)
        if any(isinstance(part, int) for part in fault.path[len(path) :]):
            return None
        if key in keys_of(annotation) and place != fault.path[: len(place)]:
            return place
    return None
