"""Score sheets for the day on which the panel meets a candidate, and their summary."""

from __future__ import annotations

from collections.abc import Sequence

from rolebook.base.words import Words
from rolebook.enrich.criteria import assessment_words
from rolebook.enrich.role_view import RoleView
from rolebook.render.documents.document_data import Json
from rolebook.render.documents.typst_pdf import PdfJob

from .numbered_criteria import MEETING, NumberedCriterion, numbered_criteria
from .panel_pdf import panel_pdf

#: More letters than these leave too little room for notes on half a page.
_LONGEST_ON_HALF_A_PAGE = 700


def interview_sheets(view: RoleView, site_name: str) -> PdfJob | None:
    """Describe the sheets for one candidate; None where interviews, tests and talks assess nothing.

    An essential criterion and its stronger form share a sheet, each with a score of its own.
    """
    scored = [c for c in numbered_criteria(view) if c.is_assessed_at(MEETING)]
    if not scored:
        return None
    essential = sum(criterion.essential for criterion in scored)
    data: dict[str, Json] = {
        "sheets": [
            {
                "stages": _stages(sheet, view.words),
                "stages_in_text": _stages_in_text(sheet, view.words),
                "numbers": view.words.all_of(criterion.number for criterion in sheet),
                "criteria": [criterion.data() for criterion in sheet],
                "whole_page": sum(len(c.text) for c in sheet) > _LONGEST_ON_HALF_A_PAGE,
            }
            for sheet in _sheets(scored)
        ],
        "criteria": [
            criterion.data() | {"stages": _stages([criterion], view.words)} for criterion in scored
        ],
        "essential": essential,
        "desirable": len(scored) - essential,
    }
    return panel_pdf(view, site_name, "interview_sheets", "interview.typ", data)


def _sheets(criteria: Sequence[NumberedCriterion]) -> list[list[NumberedCriterion]]:
    """Put a stronger form with the essential one; the others stand alone."""
    sheets: dict[str, list[NumberedCriterion]] = {}
    for criterion in criteria:
        sheets.setdefault(criterion.goes_beyond or criterion.number, []).append(criterion)
    return list(sheets.values())


def _stages(sheet: Sequence[NumberedCriterion], words: Words) -> str:
    """Name the stages at which the panel meets the candidate; the others are not scored here."""
    return assessment_words(_meetings(sheet), words)


def _stages_in_text(sheet: Sequence[NumberedCriterion], words: Words) -> str:
    """Name them within a line."""
    return ", ".join(words(f"assessment.{stage}") for stage in _meetings(sheet))


def _meetings(sheet: Sequence[NumberedCriterion]) -> list[str]:
    return [stage for stage in MEETING if sheet[0].is_assessed_at((stage,))]
