"""Steps that print a PDF or a picture with Typst, and that describe documents of many roles."""

from __future__ import annotations

from collections.abc import Sequence

from rolebook.enrich.site.role_card import RoleCard
from rolebook.render.documents.comparison_pdf import Sheet, overview_pdf
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


def overview_job(roles: Sequence[RoleCard], sheet: Sheet) -> PdfJob:
    """Describe the PDF of all roles at a glance; it looks through them column by column."""
    return overview_pdf(tuple(roles), sheet)
