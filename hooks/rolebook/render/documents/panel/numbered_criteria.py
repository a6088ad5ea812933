"""The criteria of a role under the numbers (E1, D1) that they bear on every paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from rolebook.base.words import Words
from rolebook.enrich.criteria import RoleCriterion, assessment_words
from rolebook.enrich.role_view import RoleView
from rolebook.model.person_specification import Assessment, Category
from rolebook.render.documents.document_data import Json, words

STAGES: tuple[Assessment, ...] = get_args(Assessment)
#: The stages at which the panel meets candidates.
MEETING: tuple[Assessment, ...] = ("interview", "test", "presentation")


@dataclass(frozen=True)
class NumberedCriterion:
    """One criterion in one of its forms.

    ``goes_beyond`` is the number of the essential form, where this is the desirable form beside it.
    """

    number: str
    id: str
    text: str
    essential: bool
    category: Category
    assessed_by: tuple[str, ...]
    goes_beyond: str = ""

    importance: str = ""
    """The importance as a word"""
    category_name: str = ""
    """The category as a heading"""
    stages: str = ""
    """How the criterion is assessed, in words"""

    def is_assessed_at(self, stages: Iterable[str]) -> bool:
        """Whether one of these stages assesses the criterion."""
        return any(stage in self.assessed_by for stage in stages)

    def data(self) -> dict[str, Json]:
        """Give the criterion to a template."""
        return {
            "number": self.number,
            "text": words(self.text),
            "essential": self.essential,
            "importance": self.importance,
            "goes_beyond": self.goes_beyond,
            "stages": self.stages,
        }


def numbered_criteria(view: RoleView) -> tuple[NumberedCriterion, ...]:
    """Number all criteria of a role: the essential ones first, each in the order of the pack."""
    order = get_args(Category)
    ordered = sorted(view.criteria, key=lambda criterion: order.index(criterion.category))
    essential = [c for c in ordered if c.essential]
    numbers = {
        criterion.key: view.words("criteria_numbers.essential", number=at)
        for at, criterion in enumerate(essential, start=1)
    }
    # A stronger form of an essential criterion comes before what is only desirable, as in the pack.
    desirable = sorted(
        (c for c in ordered if c.desirable),
        key=lambda criterion: (order.index(criterion.category), criterion.essential is None),
    )
    return (
        *(
            _numbered(numbers[c.key], c, c.essential or "", view.words, essential=True)
            for c in essential
        ),
        *(
            _numbered(
                view.words("criteria_numbers.desirable", number=at),
                c,
                c.desirable or "",
                view.words,
                numbers.get(c.key, ""),
            )
            for at, c in enumerate(desirable, start=1)
        ),
    )


def _numbered(
    number: str,
    criterion: RoleCriterion,
    text: str,
    catalogue: Words,
    goes_beyond: str = "",
    *,
    essential: bool = False,
) -> NumberedCriterion:
    return NumberedCriterion(
        number,
        criterion.id,
        text,
        essential,
        criterion.category,
        criterion.assessed_by,
        goes_beyond,
        catalogue("importance.essential" if essential else "importance.desirable"),
        catalogue(f"criteria_categories.{criterion.category}"),
        assessment_words(criterion.assessed_by, catalogue),
    )
