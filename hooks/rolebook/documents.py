"""The documents of a site: what is made of each role to print, to keep and to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from rolebook.cache import hash_of, hash_of_files, program_hash
from rolebook.edition_names import PublishedEdition
from rolebook.enrich.claims import claims_of
from rolebook.enrich.comparison import SideBySide
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site_view import SiteView
from rolebook.model.content import Content
from rolebook.problems import ContentProblems, Problem
from rolebook.read.document import read_document
from rolebook.read.source import decode
from rolebook.render.comparison_pdf import Sheet, criteria_pdf, group_pdf, overview_pdf
from rolebook.render.downloads import PDF_EDITIONS, document_path
from rolebook.render.editions import Issue, RoleEdition, edition_job
from rolebook.render.open_graph import role_picture
from rolebook.render.publisher import Publisher, picture_path
from rolebook.render.supporting_statement import has_statement, supporting_statement
from rolebook.render.typst_pdf import (
    PageFull,
    PdfJob,
    PictureJob,
    render_pictures,
    try_pdfs,
)
from rolebook.render.word_pack import WORD_EDITIONS, word_edition
from rolebook.settings import BuildSettings

OVERVIEW = "compare/all-roles.pdf"
CRITERIA = "compare/criteria/criteria.pdf"


def group_path(group: SideBySide) -> str:
    """Give the path of the PDF of a named comparison."""
    return f"compare/{group.id}/comparison.pdf"


@dataclass(frozen=True)
class Document:
    """A finished file: its path on the site, its bytes or where they stand, and its size in bytes.

    ``pages`` are those of a PDF.
    """

    path: str
    data: bytes | Path
    size: int
    pages: int | None = None


def site_documents(
    site: SiteView, settings: BuildSettings, processes: ProcessPoolExecutor | None = None
) -> list[Document]:
    """Make every document of the site, or take it from the cache.

    Raises:
        ContentProblems: when an advert does not fit its page.
        PdfRendererError: when a PDF cannot be made, which is a fault of the templates.
    """
    jobs = dict(_pdf_jobs(site, settings))
    keeper = _Keeper(settings)
    documents = {
        **_pdfs(jobs, site, settings, keeper, processes),
        **_word(site, jobs, settings, keeper),
        **_pictures(site.roles, settings, keeper, processes),
    }
    return list(documents.values())


#: Makes a document when it is called, or takes it from the cache; raises what site_documents does.
Waiting = Callable[[], Document]


def waiting_documents(site: SiteView, settings: BuildSettings) -> dict[str, Waiting]:
    """Give what makes each document of the site, by its path; nothing is made yet."""

    def pdf(path: str, job: Callable[[], PdfJob]) -> Waiting:
        return lambda: _pdfs({path: job()}, site, settings, _Keeper(settings), None)[path]

    def word(path: str, view: RoleView, edition: PublishedEdition) -> Waiting:
        def make() -> Document:
            data = _for_word(edition, view, site, settings)
            assert data is not None, "only roles that have a form are asked for it"
            return Document(path, data, len(data))

        return make

    def picture(path: str, view: RoleView) -> Waiting:
        return lambda: _pictures([view], settings, _Keeper(settings), None)[path]

    waiting = {path: pdf(path, job) for path, job in _pdf_makers(site, settings)}
    if settings.site_address:
        waiting.update(
            {path: picture(path, view) for view in site.roles for path in [picture_path(view)]}
        )
    for edition in site.content.site.editions:
        for view in site.roles if edition not in PDF_EDITIONS else ():
            if edition != "supporting-statement" or has_statement(view):
                path = document_path(view.id, edition)
                waiting[path] = word(path, view, edition)
    return waiting


def _pdfs(
    jobs: Mapping[str, PdfJob],
    site: SiteView,
    settings: BuildSettings,
    keeper: _Keeper,
    processes: ProcessPoolExecutor | None,
) -> dict[str, Document]:
    keys = {path: keeper.key_of_pdf(job) for path, job in jobs.items()}
    kept = {path: keeper.kept(path, key) for path, key in keys.items()}
    wanted = {path: jobs[path] for path, document in kept.items() if document is None}
    made = try_pdfs(wanted.values(), settings.templates, settings.workers, processes)
    too_long: dict[str, PageFull] = {}
    fresh: dict[str, Document] = {}
    for path, pdf in zip(wanted, made, strict=True):
        if isinstance(pdf, PageFull):
            too_long[path] = pdf
        else:
            fresh[path] = keeper.keep(path, keys[path], pdf.data, pdf.pages)
    if too_long:
        adverts = {document_path(view.id, "advert"): view for view in site.roles}
        raise ContentProblems(
            [
                _advert_problem(adverts[path], jobs[path], full, settings)
                for path, full in too_long.items()
            ]
        )
    return {path: document or fresh[path] for path, document in kept.items()}


def _word(
    site: SiteView, jobs: Mapping[str, PdfJob], settings: BuildSettings, keeper: _Keeper
) -> dict[str, Document]:
    """Make what is for Word: editions of the pack, and the form for candidates."""
    papers = {id_: repr(letterhead) for id_, letterhead in site.content.letterheads.items()}
    wanted = [name for name in site.content.site.editions if name not in PDF_EDITIONS]
    documents: dict[str, Document] = {}
    for view in site.roles:
        # None of them says what the pack does not say.
        pack = jobs[document_path(view.id, "full")]
        for edition in wanted:
            path = document_path(view.id, edition)
            key = keeper.key_of(f"{edition} {papers.get(view.organisation_id, '')}", pack)
            if kept := keeper.kept(path, key):
                documents[path] = kept
                continue
            if made := _for_word(edition, view, site, settings):
                documents[path] = keeper.keep(path, key, made)
    return documents


def _for_word(
    edition: PublishedEdition, view: RoleView, site: SiteView, settings: BuildSettings
) -> bytes | None:
    if edition == "supporting-statement":
        return supporting_statement(view)
    issue = Issue(settings.site_name, site.example_notice)
    address = settings.page_address(view.id)
    letterhead = site.content.letterheads.get(view.organisation_id)
    return word_edition(WORD_EDITIONS[edition], view, issue, address, letterhead)


def _pictures(
    views: Sequence[RoleView],
    settings: BuildSettings,
    keeper: _Keeper,
    processes: ProcessPoolExecutor | None,
) -> dict[str, Document]:
    """Make the picture of each role, which is fetched from the address that its page gives."""
    if not settings.site_address:
        return {}
    publisher = Publisher(settings.site_name, settings.site_address)
    jobs = {picture_path(view): role_picture(view, publisher) for view in views}
    keys = {path: keeper.key_of_picture(job) for path, job in jobs.items()}
    kept = {path: keeper.kept(path, key) for path, key in keys.items()}
    wanted = {path: jobs[path] for path, document in kept.items() if document is None}
    made = render_pictures(wanted.values(), settings.templates, settings.workers, processes)
    fresh = {
        path: keeper.keep(path, keys[path], picture)
        for path, picture in zip(wanted, made, strict=True)
    }
    return {path: document or fresh[path] for path, document in kept.items()}


class _Keeper:
    """Keeps documents under the hash of what they are made of and by."""

    def __init__(self, settings: BuildSettings) -> None:
        self._cache = settings.cache
        self._makers = makers_hash(settings.templates) if self._cache else ""

    def key_of_pdf(self, job: PdfJob) -> str:
        return self.key_of(job.template, job)

    def key_of(self, kind: str, job: PdfJob) -> str:
        """Give the key of a document of some ``kind`` that shows the data of ``job``."""
        if self._cache is None:
            return ""
        says = "\n".join(job.says)
        return hash_of(self._makers, kind, job.timestamp.isoformat(), says, job.payload())

    def key_of_picture(self, job: PictureJob) -> str:
        return hash_of(self._makers, job.template, job.payload()) if self._cache else ""

    def kept(self, path: str, key: str) -> Document | None:
        entry = self._cache.get(key) if self._cache else None
        if entry is None:
            return None
        pages = entry.facts.get("pages")
        return Document(path, entry.path, entry.size, pages if isinstance(pages, int) else None)

    def keep(self, path: str, key: str, data: bytes, pages: int | None = None) -> Document:
        entry = self._cache.put(key, data, {"pages": pages}) if self._cache else None
        return Document(path, entry.path if entry else data, len(data), pages)


def makers_hash(templates: Path) -> str:
    """Give the hash of what makes documents: this package, the templates, fonts and libraries."""
    return hash_of(
        program_hash(),
        hash_of_files(templates, "pdf/*", "fonts/**/*"),
        *(version(library) for library in ("typst", "pikepdf", "segno", "python-docx", "lxml")),
    )


def _pdf_jobs(site: SiteView, settings: BuildSettings) -> Iterator[tuple[str, PdfJob]]:
    """List every PDF with its path."""
    return ((path, job()) for path, job in _pdf_makers(site, settings))


def _pdf_makers(
    site: SiteView, settings: BuildSettings
) -> Iterator[tuple[str, Callable[[], PdfJob]]]:
    """List what gives the job of every PDF, with its path."""
    issue = Issue(settings.site_name, site.example_notice)
    for view in site.roles:
        for published in site.content.site.editions:
            if edition := PDF_EDITIONS.get(published):
                address = settings.page_address(view.id)
                job = partial(_role_job, edition, view, issue, address, site.content)
                yield document_path(view.id, published), job
    newest = max(view.content_date for view in site.roles)
    sheet = Sheet(settings.site_name, newest, site.content.site.colour, site.example_notice)
    yield OVERVIEW, partial(overview_pdf, site.roles, sheet)
    for group in site.groups:
        yield group_path(group), partial(group_pdf, group, sheet)
    if site.matrix is not None:
        yield CRITERIA, partial(criteria_pdf, site.matrix, site.roles, sheet)


def _role_job(
    edition: RoleEdition, view: RoleView, issue: Issue, address: str, content: Content
) -> PdfJob:
    """Describe an edition, with what its finished text has to say."""
    told = claims_of(view, content)
    says = {"advert": told.in_short, "description": told.of_the_role}.get(edition, told.everything)
    return replace(edition_job(edition, view, issue, address), says=says)


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
