"""Roles beside one another: their facts, and which criteria each of them asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from rolebook.document import Fact
from rolebook.model.person_specification import CATEGORY_NAMES, Category
from rolebook.model.site import Comparison

from .criteria import RoleCriterion
from .role_view import RoleView

#: A table of more columns than this cannot be read, on paper or on a screen.
MOST_COLUMNS = 12

#: Facts that only make sense within one role's own page.
_NOT_COMPARED = frozenset({"reference"})
#: What candidates compare before anything else.
_FIRST = (
    "closes", "pay", "actual_pay", "hourly_pay", "hours", "amounts", "contract", "start", "base",
    "other_places", "workplace",
)  # fmt: skip
NOT_STATED = "Not stated"
NOT_OPEN = "Not open"

Agreement = Literal["differs", "same", ""]
Demand = Literal["Essential", "Desirable", "Essential, with a desirable extra", ""]


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
    roles: tuple[RoleView, ...]
    facts: tuple[FactGroup, ...]
    criteria: tuple[CriterionGroup, ...]


def side_by_side(id_: str, comparison: Comparison, roles: Sequence[RoleView]) -> SideBySide:
    """Compare the roles of a named group."""
    return SideBySide(
        id_, comparison, tuple(roles), tuple(fact_groups(roles)), tuple(criteria_matrix(roles))
    )


def fact_groups(roles: Sequence[RoleView]) -> Iterable[FactGroup]:
    """Put what several roles state before what only one does, where nothing can be compared."""
    rows = list(fact_rows(roles))
    several = tuple(row for row in rows if row.statements > 1)
    one = tuple(row for row in rows if row.statements <= 1)
    if several:
        yield FactGroup("Stated by several roles", several)
    if one:
        yield FactGroup("Stated by one role only", one)


def fact_rows(roles: Sequence[RoleView]) -> Iterable[FactRow]:
    """Give a row for each fact that any of the roles has: what candidates ask for first."""
    by_role = [{fact.key: fact for fact in role.facts} for role in roles]
    labels = dict(_labels(roles))
    first = [key for key in _FIRST if key in labels]
    for key in dict.fromkeys([*first, *labels]):
        label = labels[key]
        if key in _NOT_COMPARED or not any(_says(facts.get(key)) for facts in by_role):
            continue
        absent = NOT_OPEN if key == "closes" else NOT_STATED
        values = tuple(_value(facts.get(key), absent) for facts in by_role)
        yield FactRow(label, values)


def _says(fact: Fact | None) -> bool:
    """Whether a fact has a value; some have only words that are too long for a table."""
    return fact is not None and fact.value != ""


def _value(fact: Fact | None, absent: str) -> str:
    if fact is None or not fact.value:
        return absent
    return f"{fact.value} (worked out)" if fact.computed else fact.value


def _labels(roles: Sequence[RoleView]) -> list[tuple[str, str]]:
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


def criteria_matrix(roles: Sequence[RoleView]) -> Iterable[CriterionGroup]:
    """Match the criteria of roles by their ids, those that several roles share first."""
    held = [{criterion.key: criterion for criterion in role.criteria} for role in roles]
    keys = dict.fromkeys(criterion.key for role in roles for criterion in role.criteria)
    common = [key for key in keys if sum(key in criteria for criteria in held) > 1]
    alone = [key for key in keys if key not in set(common)]
    for part, chosen in (
        ("Asked for by several roles", common),
        ("Asked for by one role only", alone),
    ):
        for category in get_args(Category):
            lines = []
            for key in chosen:
                criteria = [criteria_of.get(key) for criteria_of in held]
                first = next(criterion for criterion in criteria if criterion)
                if first.category != category:
                    continue
                demands = tuple(demand_of(criterion) for criterion in criteria)
                lines.append(CriterionLine(first.name, demands))
            if lines:
                yield CriterionGroup(part, CATEGORY_NAMES[category], tuple(lines))


def demand_of(criterion: RoleCriterion | None) -> Demand:
    """Tell how strongly a role asks for a criterion; None where it does not have it."""
    if criterion is None:
        return ""
    if criterion.essential and criterion.desirable:
        return "Essential, with a desirable extra"
    if criterion.essential:
        return "Essential"
    return "Desirable" if criterion.desirable else ""
