"""What every PDF for a panel has in common."""

from __future__ import annotations

from collections.abc import Mapping

from rolebook.enrich.role_view import RoleView
from rolebook.render.documents.document_data import Json, words, words_data
from rolebook.render.documents.job_pack import content_words, start_of
from rolebook.render.documents.typst_pdf import PdfJob

from .scoring import HIGHEST, MET_FROM, scale_data, scale_in_a_line


def _employer(view: RoleView) -> str:
    """Name the employer, and the vacancy where the papers are for one."""
    references = [vacancy.reference for vacancy in view.open_vacancies]
    told = [view.words("sections.vacancy", reference=references[0])] if len(references) == 1 else []
    return " · ".join((view.organisation.name, *told))


def panel_pdf(
    view: RoleView, site_name: str, paper: str, template: str, data: Mapping[str, Json]
) -> PdfJob:
    """Describe one paper of a role; ``paper`` is its key in the catalogue of words."""
    title = view.words(f"panel_titles.{paper}", role=view.title)
    return PdfJob(
        name=f"{view.id}: {paper.replace('_', ' ')}",
        template=template,
        data={
            "document_title": title,
            "title": words(title),
            "role": words(view.title),
            "organisation": words(_employer(view)),
            "department": words(view.department),
            "site_name": words(site_name),
            "colour": view.organisation.colour,
            "content_date": content_words(view.content_date, view.words),
            "notice": view.words("panel.confidential"),
            "paper": "a4",
            "longest_word": 24,
            "words": words_data(view.words, "paper", "sheet", "panel"),
            "scale": scale_data(view.words),
            "met_from": str(MET_FROM),
            "scale_line": scale_in_a_line(view.words),
            "highest": HIGHEST,
            **data,
        },
        timestamp=start_of(view.content_date),
    )
