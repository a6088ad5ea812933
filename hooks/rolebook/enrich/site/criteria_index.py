"""Which roles ask for which criterion: the shared ones by their ids, all by their category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from rolebook.base.words import Words
from rolebook.model.person_specification import Category, SharedCriterion

from .role_card import AskedOf


@dataclass(frozen=True)
class CriterionUse:
    """A shared criterion, with the roles that ask for it; each role stands in one of the two."""

    id: str
    text: str
    essential: tuple[AskedOf, ...]
    desirable: tuple[AskedOf, ...]

    def counts(self, words: Words) -> str:
        """How many roles ask for it, in words."""
        if not self.desirable:
            return words("criteria_index.essential_in", count=len(self.essential))
        if not self.essential:
            return words("criteria_index.desirable_in", count=len(self.desirable))
        return words(
            "criteria_index.essential_and_desirable_in",
            essential=words("units.roles", count=len(self.essential)),
            desirable=words("units.roles", count=len(self.desirable)),
        )


@dataclass(frozen=True)
class OwnCriteria:
    """How many criteria of its own, which no other role shares, a role has in a category."""

    role: AskedOf
    essential: int
    desirable: int

    def counts(self, words: Words) -> str:
        """The numbers in words."""
        numbers = {"essential": self.essential, "desirable": self.desirable}
        found = {word: number for word, number in numbers.items() if number}
        return words(f"criteria_index.own_{'_and_'.join(found)}", **found)


@dataclass(frozen=True)
class CategoryUse:
    """A category with its shared criteria, and the roles with criteria of their own in it."""

    id: Category
    title: str
    shared: tuple[CriterionUse, ...]
    own: tuple[OwnCriteria, ...]


def criteria_index(
    views: Iterable[AskedOf], criteria: Mapping[str, SharedCriterion], words: Words
) -> tuple[CategoryUse, ...]:
    """Give each category in which some role asks for something; roles in the order of ``views``."""
    uses: dict[str, tuple[list[AskedOf], list[AskedOf]]] = {}
    own: dict[Category, list[OwnCriteria]] = {}
    for view in views:
        numbers: dict[Category, list[int]] = {}
        for criterion in view.criteria:
            if criterion.shared:
                # A role that wants the stronger form as well still needs the essential one.
                both = uses.setdefault(criterion.key, ([], []))
                both[0 if criterion.essential else 1].append(view)
            else:
                number = numbers.setdefault(criterion.category, [0, 0])
                number[0] += criterion.essential
                number[1] += criterion.desirable
        for category, (essential, desirable) in numbers.items():
            own.setdefault(category, []).append(OwnCriteria(view, essential, desirable))
    found = []
    for category in get_args(Category):
        shared = tuple(_shared(category, uses, criteria))
        if shared or category in own:
            title = words(f"criteria_categories.{category}")
            found.append(CategoryUse(category, title, shared, tuple(own.get(category, ()))))
    return tuple(found)


def _shared(
    category: Category,
    uses: dict[str, tuple[list[AskedOf], list[AskedOf]]],
    criteria: Mapping[str, SharedCriterion],
) -> Iterable[CriterionUse]:
    for id_, criterion in criteria.items():
        if criterion.category == category and id_ in uses:
            essential, desirable = uses[id_]
            yield CriterionUse(id_, criterion.text, tuple(essential), tuple(desirable))
