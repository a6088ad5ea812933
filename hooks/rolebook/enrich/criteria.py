"""The criteria of a role with the shared ones filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from rolebook.base.document_tree import CriteriaGroup, CriteriaTable, CriterionRow
from rolebook.base.words import Words
from rolebook.model.content import Content
from rolebook.model.person_specification import Category, Importance
from rolebook.model.role import Role


@dataclass(frozen=True)
class RoleCriterion:
    """One criterion as it stands for one role.

    ``key`` is the same in two roles only where both refer to the same shared criterion; ``name`` is
    its shared wording, or the role's own where it is not shared.
    """

    key: str
    id: str
    name: str
    category: Category
    essential: str | None
    desirable: str | None
    assessed_by: tuple[str, ...]
    shared: bool = False
    """Whether it refers to a shared criterion"""

    @property
    def demands(self) -> tuple[tuple[Importance, str], ...]:
        """Its importance with its words, in each of its forms."""
        forms: tuple[tuple[Importance, str | None], ...] = (
            ("essential", self.essential),
            ("desirable", self.desirable),
        )
        return tuple((importance, text) for importance, text in forms if text)


def role_criteria(role_id: str, role: Role, content: Content) -> tuple[RoleCriterion, ...]:
    """Give the criteria of a role in the order of its file."""
    if role.person_specification is None:
        return ()
    found = []
    for criterion in role.person_specification.criteria:
        shared = content.shared_criteria[criterion.shared] if criterion.shared else None
        whole = criterion.filled_in(shared)
        found.append(
            RoleCriterion(
                key=criterion.key if shared else f"{role_id}/{criterion.key}",
                id=criterion.key,
                name=shared.text if shared else whole.essential or whole.desirable or "",
                category=whole.category or "other",
                essential=whole.essential,
                desirable=whole.desirable,
                assessed_by=whole.assessed_by,
                shared=shared is not None,
            )
        )
    return tuple(found)


def criteria_table(criteria: tuple[RoleCriterion, ...], words: Words) -> CriteriaTable:
    """Group criteria by category, essential before desirable, and word their assessment."""
    groups = []
    # An essential criterion is followed by its stronger form; what is only desirable comes last.
    ordered = sorted(criteria, key=lambda criterion: criterion.essential is None)
    for category in get_args(Category):
        rows = [row for c in ordered if c.category == category for row in _rows(c, words)]
        if rows:
            title = words(f"criteria_categories.{category}")
            groups.append(CriteriaGroup(title, tuple(rows)))
    return CriteriaTable(tuple(groups))


def _rows(criterion: RoleCriterion, words: Words) -> list[CriterionRow]:
    assessed = assessment_words(criterion.assessed_by, words)
    return [
        CriterionRow(criterion.id, text, importance, words(f"importance.{importance}"), assessed)
        for importance, text in criterion.demands
    ]


def assessment_words(stages: Iterable[str], words: Words) -> str:
    """Word how a criterion is assessed; empty where that is not stated."""
    told = ", ".join(words(f"assessment.{stage}") for stage in stages)
    return told[:1].upper() + told[1:]
