"""Roles beside one another: their facts, and which criteria each of them asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from rolebook.base.words import Words
from rolebook.model.person_specification import Category
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

Agreement = Literal["differs", "same", ""]


@dataclass(frozen=True)
class FactRow:
    """One fact of each role, in the order of the roles.

    They differ when two roles state different things, and are the same when all state the same;
    where some state nothing, it is neither.
    """

    label: str
    values: tuple[str, ...]
    not_stated: str
    """What stands where a role states nothing"""
    not_open: str
    """What stands for a closing date where nobody can apply"""

    @property
    def agreement(self) -> Agreement:
        """Whether the roles agree."""
        stated = set(self.values) - {self.not_stated}
        if len(stated) > 1:
            return "differs"
        return "same" if self.not_stated not in self.values else ""

    @property
    def statements(self) -> int:
        """How many roles state something."""
        return sum(value not in (self.not_stated, self.not_open) for value in self.values)


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
    id_: str,
    comparison: Comparison,
    cards: Iterable[AskingRole],
    roles: Sequence[ComparedRole],
    words: Words,
) -> SideBySide:
    """Compare the roles of a named group; ``cards`` are the same roles in short."""
    return SideBySide(
        id_,
        comparison,
        tuple(cards),
        tuple(fact_groups(roles, words)),
        tuple(criteria_matrix(roles, words)),
    )


def fact_groups(roles: Sequence[ComparedRole], words: Words) -> Iterable[FactGroup]:
    """Put what several roles state before what only one does, where nothing can be compared."""
    rows = list(fact_rows(roles, words))
    several = tuple(row for row in rows if row.statements > 1)
    one = tuple(row for row in rows if row.statements <= 1)
    if several:
        yield FactGroup(words("comparison.stated_by_several"), several)
    if one:
        yield FactGroup(words("comparison.stated_by_one"), one)


def fact_rows(roles: Sequence[ComparedRole], words: Words) -> Iterable[FactRow]:
    """Give a row for each fact that any of the roles has: what candidates ask for first."""
    by_role = [{fact.key: fact for fact in role.facts} for role in roles]
    labels = dict(_labels(roles))
    not_stated, not_open = words("values.not_stated"), words("values.not_open")
    first = [key for key in FIRST_FACTS if key in labels]
    for key in dict.fromkeys([*first, *labels]):
        absent = ComparedFact(key, "", not_open if key == "closes" else not_stated)
        values = tuple(facts.get(key, absent).value for facts in by_role)
        yield FactRow(labels[key], values, not_stated, not_open)


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


def criteria_matrix(roles: Sequence[ComparedRole], words: Words) -> Iterable[CriterionGroup]:
    """Match the criteria of roles by their ids, those that several roles share first."""
    held = [{one.key: one for one in role.criteria} for role in roles]
    keys = dict.fromkeys(key for criteria in held for key in criteria)
    common = [key for key in keys if sum(key in criteria for criteria in held) > 1]
    alone = [key for key in keys if key not in set(common)]
    categories = category_titles(words)
    for part, chosen in (("several", common), ("one", alone)):
        for category in categories:
            lines = []
            for key in chosen:
                criteria = [criteria_of.get(key) for criteria_of in held]
                first = next(criterion for criterion in criteria if criterion)
                if first.category == category:
                    lines.append(CriterionLine(first.name, tuple(map(_demand, criteria))))
            if lines:
                yield CriterionGroup(words(f"comparison.asked_by_{part}"), category, tuple(lines))


def _demand(criterion: ComparedCriterion | None) -> Demand:
    return criterion.demand if criterion else ""


def category_titles(words: Words) -> list[str]:
    """Give the titles of the categories in their order, each once."""
    titles = (words(f"criteria_categories.{category}") for category in get_args(Category))
    return list(dict.fromkeys(titles))
