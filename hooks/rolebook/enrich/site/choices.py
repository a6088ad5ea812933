"""The choices by which a reader narrows a list of vacancies or of roles down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from rolebook.base.words import Words
from rolebook.enrich.places import place_ids
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.vacancy_view import VacancyView
from rolebook.model.contract import Contract
from rolebook.model.hours import WorkingHours
from rolebook.model.place import Workplace
from rolebook.model.site_config import Location
from rolebook.model.values.fields import Record, id_for


@dataclass(frozen=True)
class Choice:
    """One value by which a list is narrowed down; ``id`` stands for it in the address.

    ``within`` is the id of the choice that holds it, as a region holds places.
    """

    id: str
    label: str
    within: str = ""
    of: str = ""
    """Title of the filter, where it is a field of the employer's own"""


@dataclass(frozen=True)
class Filter:
    """A group of choices; what is listed matches when it has any of those that are chosen."""

    key: str
    title: str
    choices: tuple[Choice, ...]


#: The choices of one entry by the key of their filter.
ChosenBy = Mapping[str, tuple[Choice, ...]]

_KEYS = ("organisation", "place", "department", "contract", "pattern", "workplace")


def choices_of(view: RoleView, shown: RoleView | VacancyView) -> ChosenBy:
    """Give the choices that find an entry, by the key of their filter."""
    role, words = shown.role, view.words
    found: dict[str, tuple[Choice, ...]] = {
        "organisation": (Choice(view.organisation_id, view.organisation.name),),
        "place": tuple(_places(place_ids(role.place), shown.locations)),
    }
    if view.department:
        found["department"] = (Choice(id_for(view.department), view.department),)
    if role.contract.type != "not-stated":
        kind = role.contract.type
        found["contract"] = (Choice(kind, words(f"contract_types.{kind}")),)
    # Whoever looks for part-time work also wants what is offered either way.
    pattern = role.hours.pattern
    patterns = ("full-time", "part-time") if pattern == "either" else (pattern,)
    found["pattern"] = tuple(Choice(each, words(f"patterns.{each}")) for each in patterns)
    if role.place and role.place.workplace:
        place = role.place.workplace.type
        found["workplace"] = (Choice(place, words(f"workplaces.{place}")),)
    for each in view.custom_fields:
        if each.is_shown and each.field.filtered:
            own = Choice(id_for(each.words) or each.words, each.words, of=each.field.label)
            found[each.fact.key] = (own,)
    return found


def _places(ids: Iterable[str], locations: Iterable[Location]) -> Iterator[Choice]:
    """Give the regions of an entry, and its places; a county stands in for a missing region."""
    regions: dict[str, Choice] = {}
    places = []
    for id_, location in zip(ids, locations, strict=True):
        county = location.address.county if location.address else None
        region = location.region or county or ""
        # No id holds a full stop, so a region is never taken for a place.
        held_by = f"in.{id_for(region)}" if region else ""
        if region:
            regions[held_by] = Choice(held_by, region)
        places.append(Choice(id_, location.name, held_by))
    yield from regions.values()
    yield from places


def filters_of(found_by: Sequence[ChosenBy], words: Words) -> Iterator[Filter]:
    """Give the filters that have more than one choice; ``found_by`` holds those of each entry."""
    for key in dict.fromkeys([*_KEYS, *(key for chosen_by in found_by for key in chosen_by)]):
        found = {choice.id: choice for chosen_by in found_by for choice in chosen_by.get(key, ())}
        if len(found) > 1:
            choices = tuple(_ordered(key, found))
            title = words(f"filters.{key}") if key in _KEYS else choices[0].of
            yield Filter(key, title, choices)


def _choices_of(record: type[Record], field: str) -> tuple[str, ...]:
    return get_args(record.model_fields[field].annotation)


#: Choices whose order is that in which a file may name them.
_FIXED_ORDER = {
    "contract": _choices_of(Contract, "type"),
    "pattern": _choices_of(WorkingHours, "pattern"),
    "workplace": _choices_of(Workplace, "type"),
}


def _ordered(key: str, found: dict[str, Choice]) -> list[Choice]:
    if key in _FIXED_ORDER:
        return sorted(found.values(), key=lambda choice: _FIXED_ORDER[key].index(choice.id))

    def by_label(choice: Choice) -> tuple[object, ...]:
        if choice.within:
            region = found[choice.within]
            return (region.label.casefold(), 1, choice.label.casefold(), choice.id)
        return (choice.label.casefold(), 0, "", choice.id)

    return sorted(found.values(), key=by_label)
