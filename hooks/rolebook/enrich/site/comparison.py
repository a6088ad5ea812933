"""Roles beside one another: their facts, and which criteria each of them asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rolebook.model.person_specification import CATEGORY_NAMES
from rolebook.model.site_config import Comparison

from .compared_role import ComparedCriterion, ComparedFact, ComparedRole, Demand
from .role_card import AskingRole

#: A table of more columns than this cannot be read, on paper or on a screen.
MOST_COLUMNS = 12
#: Of more roles than these, the table of all of them is not printed: it would have a hundred pages
#: that nobody turns, and be made anew after each change of a title.
MOST_ON_PAPER = 1_000

#: What candidates compare before anything else.
FIRST_FACTS = (
    "closes", "differs", "pay", "full_time_pay", "actual_pay", "hourly_pay", "hours", "amounts",
    "contract", "start", "base", "other_places", "workplace",
)  # fmt: skip
NOT_STATED = "Not stated"
NOT_OPEN = "Not open"
STATED_BY_SEVERAL = "Stated by several roles"
STATED_BY_ONE = "Stated by one role only"
ASKED_BY_SEVERAL = "Asked for by several roles"
ASKED_BY_ONE = "Asked for by one role only"

Agreement = Literal["differs", "same", ""]


@dataclass(frozen=True)
class FactRow:
    """One fact of each role, in the order of the roles.

    They differ when two roles state different things, and are the same when all state the same;
    where some state nothing, it is neither.
    """

    label: str
    values: tuple[str, ...]

    @property
    def agreement(self) -> Agreement:
        """Whether the roles agree."""
        stated = set(self.values) - {NOT_STATED}
        if len(stated) > 1:
            return "differs"
        return "same" if NOT_STATED not in self.values else ""

    @property
    def statements(self) -> int:
        """How many roles state something."""
        return sum(value not in (NOT_STATED, NOT_OPEN) for value in self.values)


@dataclass(frozen=True)
class FactGroup:
    """The rows of one heading."""

    title: str
    rows: tuple[FactRow, ...]


@dataclass(frozen=True)
class CriterionLine:
    """What each role demands for one criterion; ``""`` where it does not ask for it.

    ``text`` is the shared wording where roles share the criterion.
    """

    text: str
    demands: tuple[Demand, ...]


@dataclass(frozen=True)
class CriterionGroup:
    """The lines of one category, within the ``part`` of criteria that several or one ask for."""

    part: str
    title: str
    lines: tuple[CriterionLine, ...]


@dataclass(frozen=True)
class SideBySide:
    """A named group of roles, compared."""

    id: str
    comparison: Comparison
    roles: tuple[AskingRole, ...]
    facts: tuple[FactGroup, ...]
    criteria: tuple[CriterionGroup, ...]


def side_by_side(
    id_: str, comparison: Comparison, cards: Iterable[AskingRole], roles: Sequence[ComparedRole]
) -> SideBySide:
    """Compare the roles of a named group; ``cards`` are the same roles in short."""
    return SideBySide(
        id_, comparison, tuple(cards), tuple(fact_groups(roles)), tuple(criteria_matrix(roles))
    )


def fact_groups(roles: Sequence[ComparedRole]) -> Iterable[FactGroup]:
    """Put what several roles state before what only one does, where nothing can be compared."""
    rows = list(fact_rows(roles))
    several = tuple(row for row in rows if row.statements > 1)
    one = tuple(row for row in rows if row.statements <= 1)
    if several:
        yield FactGroup(STATED_BY_SEVERAL, several)
    if one:
        yield FactGroup(STATED_BY_ONE, one)


def fact_rows(roles: Sequence[ComparedRole]) -> Iterable[FactRow]:
    """Give a row for each fact that any of the roles has: what candidates ask for first."""
    by_role = [{fact.key: fact for fact in role.facts} for role in roles]
    labels = dict(_labels(roles))
    first = [key for key in FIRST_FACTS if key in labels]
    for key in dict.fromkeys([*first, *labels]):
        absent = ComparedFact(key, "", NOT_OPEN if key == "closes" else NOT_STATED)
        yield FactRow(labels[key], tuple(facts.get(key, absent).value for facts in by_role))


def _labels(roles: Sequence[ComparedRole]) -> list[tuple[str, str]]:
    """List the keys of facts with their labels, each role's order kept."""
    order: list[tuple[str, str]] = []
    for role in roles:
        at = 0
        for fact in role.facts:
            keys = [key for key, _ in order]
            if fact.key in keys:
                at = keys.index(fact.key) + 1
            else:
                order.insert(at, (fact.key, fact.label))
                at += 1
    return order


def criteria_matrix(roles: Sequence[ComparedRole]) -> Iterable[CriterionGroup]:
    """Match the criteria of roles by their ids, those that several roles share first."""
    held = [{one.key: one for one in role.criteria} for role in roles]
    keys = dict.fromkeys(key for criteria in held for key in criteria)
    common = [key for key in keys if sum(key in criteria for criteria in held) > 1]
    alone = [key for key in keys if key not in set(common)]
    for part, chosen in ((ASKED_BY_SEVERAL, common), (ASKED_BY_ONE, alone)):
        for category in CATEGORY_NAMES.values():
            lines = []
            for key in chosen:
                criteria = [criteria_of.get(key) for criteria_of in held]
                first = next(criterion for criterion in criteria if criterion)
                if first.category == category:
                    lines.append(CriterionLine(first.name, tuple(map(_demand, criteria))))
            if lines:
                yield CriterionGroup(part, category, tuple(lines))


def _demand(criterion: ComparedCriterion | None) -> Demand:
    return criterion.demand if criterion else ""
