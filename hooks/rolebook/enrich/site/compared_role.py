"""One role as it is compared: its facts and its criteria in the words of a table's cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rolebook.base.document_tree import Fact
from rolebook.base.words import Words
from rolebook.enrich.criteria import RoleCriterion
from rolebook.enrich.pay.full_time_pay import full_time_pay
from rolebook.enrich.role_view import RoleView

#: Facts that only make sense within one role's own page.
_NOT_COMPARED = frozenset({"reference"})

#: How strongly a role asks for a criterion; the catalogue of words has each below ``demands``.
Demand = Literal["essential", "desirable", "both", ""]


@dataclass(frozen=True)
class ComparedFact:
    """What a role states; facts of several roles belong together by their key."""

    key: str
    label: str
    value: str


@dataclass(frozen=True)
class ComparedCriterion:
    """What a role demands; criteria of several roles belong together by their key.

    ``name`` is the shared wording where roles share the criterion, ``essential`` and ``desirable``
    are the role's own.
    """

    key: str
    name: str
    category: str
    demand: Demand
    essential: str
    desirable: str


@dataclass(frozen=True)
class ComparedRole:
    """A role as comparisons know it; it depends on that role alone."""

    id: str
    title: str
    facts: tuple[ComparedFact, ...]
    criteria: tuple[ComparedCriterion, ...]


def compared_role(view: RoleView) -> ComparedRole:
    """Word a role for comparisons."""
    return ComparedRole(
        view.id,
        view.title,
        tuple(
            ComparedFact(fact.key, fact.label, _value(fact, view.words)) for fact in _facts(view)
        ),
        tuple(compared_criterion(criterion, view.words) for criterion in view.criteria),
    )


def _facts(view: RoleView) -> Iterable[Fact]:
    """Give the facts with a value; some have only words that are too long for a table."""
    on_one_basis = full_time_pay(view.role.pay, view.role.hours, view.pay, view.words)
    own = {each.fact.key for each in view.custom_fields if not each.field.compared}
    for fact in view.facts:
        if fact.value and fact.key not in _NOT_COMPARED | own:
            yield fact
        if fact.key == "pay" and on_one_basis:
            yield on_one_basis


def _value(fact: Fact, words: Words) -> str:
    if fact.key == "full_time_pay" and fact.computed:
        return words("values.worked_out_so", value=fact.value, working=fact.note)
    return words("values.worked_out", value=fact.value) if fact.computed else fact.value


def compared_criterion(criterion: RoleCriterion, words: Words) -> ComparedCriterion:
    """Word a criterion for comparisons."""
    return ComparedCriterion(
        criterion.key,
        criterion.name,
        words(f"criteria_categories.{criterion.category}"),
        demand_of(criterion),
        criterion.essential or "",
        criterion.desirable or "",
    )


def demand_of(criterion: RoleCriterion | None) -> Demand:
    """Tell how strongly a role asks for a criterion; None where it does not have it."""
    if criterion is None:
        return ""
    if criterion.essential and criterion.desirable:
        return "both"
    if criterion.essential:
        return "essential"
    return "desirable" if criterion.desirable else ""
