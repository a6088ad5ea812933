"""Steps that print a PDF or a picture with Typst, and that describe documents of many roles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rolebook.enrich.site.comparison import CriterionGroup, SideBySide
from rolebook.enrich.site.role_card import RoleCard
from rolebook.render.documents.comparison_pdf import Sheet, criteria_pdf, group_pdf, overview_pdf
from rolebook.render.documents.pdf_job import PdfJob, PictureJob
from rolebook.render.documents.typst_pdf import (
    PageFull,
    PdfDisagreementError,
    PdfRendererError,
    pdf_here,
    picture_here,
)
from rolebook.store.reference import Noted, Parts, Raw, TreeFiles


def printed(job: PdfJob | PictureJob, templates: TreeFiles) -> Parts:
    """Make a PDF or a picture, or say why it cannot be made.

    Noted are the ``pages`` of a PDF, by how many lines a text is too long for its one page, and a
    ``fault`` of a template, which another attempt may not have.

    Raises:
        PdfDisagreementError: when a PDF does not say what it has to.
    """
    try:
        if isinstance(job, PictureJob):
            return Parts({"file": Raw(picture_here(job, templates.folder))})
        made = pdf_here(job, templates.folder)
    except PdfDisagreementError:
        raise  # what says one thing untrue may say others, in other documents too
    except PdfRendererError as error:
        return Parts({"fault": Noted(str(error))}, kept=False)
    if isinstance(made, PageFull):
        return Parts({"lines": Noted(made.lines), "shorten": Noted(job.shorten)})
    return Parts({"file": Raw(made.data), "pages": Noted(made.pages)})


def overview_job(
    roles: Sequence[RoleCard], site_name: str, changed: dt.date | None, colour: str, notice: str
) -> PdfJob:
    """Describe the PDF of all roles at a glance."""
    return overview_pdf(tuple(roles), Sheet(site_name, changed, colour, notice))


def group_job(
    group: SideBySide, site_name: str, changed: dt.date | None, colour: str, notice: str
) -> PdfJob:
    """Describe the PDF of a named comparison."""
    return group_pdf(group, Sheet(site_name, changed, colour, notice))


def criteria_job(
    matrix: Sequence[CriterionGroup],
    roles: Sequence[RoleCard],
    site_name: str,
    changed: dt.date | None,
    colour: str,
    notice: str,
) -> PdfJob:
    """Describe the PDF of which role asks for which criterion."""
    return criteria_pdf(matrix, tuple(roles), Sheet(site_name, changed, colour, notice))
