"""Which known key an unknown one is meant to be, and where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from rolebook.base.suggestions import nearest
from rolebook.read.source_file import Path

from .allowed import annotation_below, homes_of, keys_of, lists_of, required_of, walk
from .shape_error import ShapeError

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
    "area_served": "reach catchment_area area_covered",
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


class KeySuggestion(NamedTuple):
    """A known key that an unknown one is meant to be."""

    path: Path
    """Its path in the file; of an entry of a list, the path of the list with the key"""
    where: Literal["here", "under", "outside", "entry"]
    """In the same record, under a key beside, in a record around, or in an entry of a list"""


def suggested_key(error: ShapeError) -> KeySuggestion | None:
    """Find the key that an unknown one is probably meant to be; None where nothing is near."""
    key = re.sub(r"[\s_-]+", "_", str(error.path[-1]).strip().casefold())
    known = keys_of(error.around)
    if slip := _slip_of_needed(key, error):
        return KeySuggestion((*error.path[:-1], slip), "here")
    if exact := _nearest(error, key):
        return exact
    if near := nearest(key, known, _LIKE_ENOUGH):
        return KeySuggestion((*error.path[:-1], near), "here")
    other = nearest(key, _OURS, _LIKE_ENOUGH)
    return _nearest(error, other) if other else None


def _slip_of_needed(key: str, error: ShapeError) -> str | None:
    """Give the key that is needed and missing, where ``key`` is like it and holds its keys.

    A contact of a vacancy and a contract differ in one letter.
    """
    missing = [
        needed
        for needed in required_of(error.around)
        if (*error.path[:-1], needed) not in error.source_file.keys
    ]
    near = nearest(key, missing, _LIKE_ENOUGH)
    below = keys_of(annotation_below(error.around, near)) if near else []
    return near if isinstance(error.given, dict) and set(error.given) <= set(below) else None


def _nearest(error: ShapeError, key: str) -> KeySuggestion | None:
    """Find where ``key`` is known by its own name, else by another that stands for it."""
    if outside := _path_outside(error, key):
        return next(_candidates(error, key), KeySuggestion(outside, "outside"))
    ours = (key, *_OURS.get(key, ()))
    return next((found for name in ours for found in _candidates(error, name)), None)


def _candidates(error: ShapeError, key: str) -> Iterator[KeySuggestion]:
    """List where ``key`` is known in the same record or below it, the nearest first."""
    record = error.path[:-1]
    if key in keys_of(error.around):
        yield KeySuggestion((*record, key), "here")
    if home := _home_of(error, key):
        yield KeySuggestion((*record, home, key), "under")
    if len(lists := lists_of(error.around, key)) == 1:
        yield KeySuggestion((*record, lists[0], key), "entry")


def _home_of(error: ShapeError, key: str) -> str | None:
    """Give the key beside an unknown one under which ``key`` belongs, where only one can be."""
    homes = homes_of(error.around, key)
    typed = error.source_file.keys
    blank = [
        home
        for home in homes
        if (path := (*error.path[:-1], home)) in typed and error.source_file.value_at(path) is None
    ]
    homes = blank or homes
    return homes[0] if len(homes) == 1 else None


def _path_outside(error: ShapeError, key: str) -> Path | None:
    """Give the path of ``key`` in the nearest record around an unknown one that knows it.

    Of an entry of a list, nothing goes outside: the title of a contact is not that of the role.
    """
    location = error.details["loc"][:-1]
    for end in range(len(location) - 1, -1, -1):
        path, annotation = walk(error.model, location[:end])
        other = (*path, key)
        if any(isinstance(part, int) for part in error.path[len(path) :]):
            return None
        if key in keys_of(annotation) and other != error.path[: len(other)]:
            return other
    return None
