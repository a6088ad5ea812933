"""All papers that the panel of one role needs, by the names of their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rolebook.enrich.role_view import RoleView
from rolebook.render.documents.typst_pdf import PdfJob, render_pdfs

from .assessment_plan import assessment_plan
from .interview_sheets import interview_sheets
from .shortlisting_grid import shortlisting_grid
from .shortlisting_workbook import shortlisting_workbook

#: Rows of the shortlisting grid, where nobody says how many applied.
USUAL_CANDIDATES = 20
MOST_CANDIDATES = 500


@dataclass(frozen=True)
class PanelPapers:
    """The papers of one role; ``left_out`` says which cannot be made, and why."""

    pdfs: Mapping[str, PdfJob]
    files: Mapping[str, bytes]
    left_out: tuple[str, ...]

    def rendered(self, templates: Path, workers: int = 1) -> dict[str, bytes]:
        """Make the PDFs, and give every file by its name."""
        made = zip(self.pdfs, render_pdfs(self.pdfs.values(), templates, workers), strict=True)
        return {name: pdf.data for name, pdf in made} | dict(self.files)


def panel_papers(view: RoleView, site_name: str, candidates: int = USUAL_CANDIDATES) -> PanelPapers:
    """Describe the papers of a role, for ``candidates`` from 1 to 500."""
    if not 1 <= candidates <= MOST_CANDIDATES:
        raise ValueError(f"{candidates} candidates: write a number from 1 to {MOST_CANDIDATES}")
    workbook = shortlisting_workbook(view, candidates)
    jobs = {
        "shortlisting-grid.pdf": shortlisting_grid(view, site_name, candidates),
        "interview-score-sheets.pdf": interview_sheets(view, site_name),
        "assessment-plan.pdf": assessment_plan(view, site_name),
    }
    return PanelPapers(
        pdfs={name: job for name, job in jobs.items() if job},
        files={"shortlisting-grid.xlsx": workbook} if workbook else {},
        left_out=tuple(_left_out(view, jobs)),
    )


def _left_out(view: RoleView, jobs: Mapping[str, PdfJob | None]) -> list[str]:
    if not view.criteria:
        return ["no papers: the role lists no criteria under person_specification"]
    reasons = {
        "shortlisting-grid.pdf": "no shortlisting grid: no criterion is assessed by application",
        "interview-score-sheets.pdf": "no interview score sheets: no criterion is assessed by "
        "interview, test or presentation",
    }
    return [words for name, words in reasons.items() if jobs[name] is None]
