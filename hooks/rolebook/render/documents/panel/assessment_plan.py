"""The assessment plan: at which stage each criterion is assessed, and what no stage assesses."""

from __future__ import annotations

from itertools import groupby

from rolebook.base.words import Words
from rolebook.enrich.criteria import assessment_words
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
        "stages": [assessment_words((stage,), view.words) for stage in STAGES],
        "groups": [
            _group(kind, list(group), view.words)
            for kind, group in groupby(criteria, lambda criterion: criterion.importance)
        ],
        "finding": _finding(len(essential), gaps, view.words),
        "complete": not gaps,
    }
    return panel_pdf(view, site_name, "assessment_plan", "assessment.typ", data)


def _group(title: str, criteria: list[NumberedCriterion], words: Words) -> dict[str, Json]:
    return {
        "title": title,
        "rows": [
            criterion.data() | {"marks": [criterion.is_assessed_at((s,)) for s in STAGES]}
            for criterion in criteria
        ],
        "counted": words(
            "panel.essential_counted" if criteria[0].essential else "panel.desirable_counted"
        ),
        "counts": [sum(c.is_assessed_at((s,)) for c in criteria) for s in STAGES],
    }


def _finding(count: int, gaps: list[str], words: Words) -> str:
    if not count:
        return words("panel_findings.no_essential")
    if not gaps:
        return words("panel_findings.all_assessed", count=count)
    return words("panel_findings.gaps", count=len(gaps), criteria=words.all_of(gaps))
