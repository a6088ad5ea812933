"""The assessment plan: at which stage each criterion is assessed, and what no stage assesses."""

from __future__ import annotations

from itertools import groupby

from rolebook.base.suggestions import and_list
from rolebook.enrich.role_view import RoleView
from rolebook.render.documents.document_data import Json
from rolebook.render.documents.typst_pdf import PdfJob

from .numbered_criteria import STAGES, NumberedCriterion, numbered_criteria
from .panel_pdf import panel_pdf


def assessment_plan(view: RoleView, site_name: str) -> PdfJob | None:
    """Describe the plan of a role; None where it lists no criteria."""
    criteria = numbered_criteria(view)
    if not criteria:
        return None
    essential = [criterion for criterion in criteria if criterion.essential]
    gaps = [criterion.number for criterion in essential if not criterion.assessed_by]
    data: dict[str, Json] = {
        "stages": [stage.capitalize() for stage in STAGES],
        "groups": [_group(kind, list(group)) for kind, group in groupby(criteria, _importance)],
        "finding": _finding(len(essential), gaps),
        "complete": not gaps,
    }
    return panel_pdf(view, site_name, "Assessment plan", "assessment.typ", data)


def _importance(criterion: NumberedCriterion) -> str:
    return criterion.importance


def _group(title: str, criteria: list[NumberedCriterion]) -> dict[str, Json]:
    return {
        "title": title,
        "rows": [
            criterion.data() | {"marks": [criterion.is_assessed_at((s,)) for s in STAGES]}
            for criterion in criteria
        ],
        "counts": [sum(c.is_assessed_at((s,)) for c in criteria) for s in STAGES],
    }


def _finding(count: int, gaps: list[str]) -> str:
    if not count:
        return "No criterion is essential."
    if not gaps:
        return (
            "The essential criterion is assessed."
            if count == 1
            else f"Each of the {count} essential criteria is assessed at one stage or more."
        )
    one = len(gaps) == 1
    return f"No stage assesses {'this' if one else 'these'} essential criteri" + (
        f"{'on' if one else 'a'}: {and_list(gaps)}."
    )
