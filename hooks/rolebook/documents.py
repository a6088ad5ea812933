"""The documents of a site: what is made of each role to print, to keep and to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from rolebook.enrich.comparison import SideBySide
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site_view import SiteView
from rolebook.problems import ContentProblems, Problem
from rolebook.read.document import read_document
from rolebook.read.source import decode
from rolebook.render.comparison_pdf import Sheet, criteria_pdf, group_pdf, overview_pdf
from rolebook.render.downloads import PDF_EDITIONS, document_path
from rolebook.render.editions import Issue, edition_job
from rolebook.render.supporting_statement import supporting_statement
from rolebook.render.typst_pdf import PageFull, PdfJob, try_pdfs
from rolebook.settings import BuildSettings

OVERVIEW = "compare/all-roles.pdf"
CRITERIA = "compare/criteria/criteria.pdf"


def group_path(group: SideBySide) -> str:
    """Give the path of the PDF of a named comparison."""
    return f"compare/{group.id}/comparison.pdf"


@dataclass(frozen=True)
class Document:
    """A finished file with its path on the site, and its pages if it is a PDF."""

    path: str
    data: bytes
    pages: int | None = None


def site_documents(
    site: SiteView, settings: BuildSettings, processes: ProcessPoolExecutor | None = None
) -> list[Document]:
    """Make every document of the site.

    Raises:
        ContentProblems: when an advert does not fit its page.
        PdfRendererError: when a PDF cannot be made, which is a fault of the templates.
    """
    jobs = dict(_pdf_jobs(site, settings))
    pdfs = try_pdfs(jobs.values(), settings.templates, settings.workers, processes)
    documents: list[Document] = []
    too_long: dict[str, PageFull] = {}
    for path, pdf in zip(jobs, pdfs, strict=True):
        if isinstance(pdf, PageFull):
            too_long[path] = pdf
        else:
            documents.append(Document(path, pdf.data, pdf.pages))
    if too_long:
        adverts = {document_path(view.id, "advert"): view for view in site.roles}
        raise ContentProblems(
            [
                _advert_problem(adverts[path], jobs[path], full, settings)
                for path, full in too_long.items()
            ]
        )
    return [*documents, *_statements(site)]


def _statements(site: SiteView) -> Iterator[Document]:
    if "supporting-statement" not in site.content.site.editions:
        return
    for view in site.roles:
        if form := supporting_statement(view):
            yield Document(document_path(view.id, "supporting-statement"), form)


def _pdf_jobs(site: SiteView, settings: BuildSettings) -> Iterator[tuple[str, PdfJob]]:
    """List every PDF with its path."""
    issue = Issue(settings.site_name, site.example_notice)
    for view in site.roles:
        for published in site.content.site.editions:
            if edition := PDF_EDITIONS.get(published):
                job = edition_job(edition, view, issue, settings.page_address(view.id))
                yield document_path(view.id, published), job
    newest = max(view.content_date for view in site.roles)
    sheet = Sheet(settings.site_name, newest, site.content.site.colour, site.example_notice)
    yield OVERVIEW, overview_pdf(site.roles, sheet)
    for group in site.groups:
        yield group_path(group), group_pdf(group, sheet)
    if site.matrix is not None:
        yield CRITERIA, criteria_pdf(site.matrix, site.roles, sheet)


def _advert_problem(
    view: RoleView, job: PdfJob, full: PageFull, settings: BuildSettings
) -> Problem:
    """Say at the line of the role's file that its advert does not fit one page."""
    # Read once more only now: a role that is in order needs no lines.
    text = decode(view.source, (settings.root / view.source).read_bytes())
    assert isinstance(text, str), "the file was read before"
    field, letters = job.shorten
    message = (
        f"makes the one-page advert {full}; shorten {letters}, or leave advert out of editions in "
        "site_config/site.yaml"
    )
    return read_document(view.source, text).problem(tuple(field.split(".")), message, at_key=True)
