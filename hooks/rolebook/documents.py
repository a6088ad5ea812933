"""The documents of a site: what is made of each role to print, to keep and to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TypeVar

from rolebook.base.problems import ContentProblems, Problem
from rolebook.build.settings import BuildSettings
from rolebook.cache import hash_of
from rolebook.enrich.expected_facts import expected_facts
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site.site_view import SiteView, example_notice
from rolebook.kept_documents import (
    CRITERIA,
    OVERVIEW,
    Document,
    LeftOut,
    RoleDocuments,
    Waiting,
    group_path,
)
from rolebook.model.content import Content
from rolebook.model.edition_names import PublishedEdition, RoleEdition
from rolebook.read.decoding import decode, file_bytes
from rolebook.read.source_file import read_source_file
from rolebook.render.documents.comparison_pdf import Sheet, criteria_pdf, group_pdf, overview_pdf
from rolebook.render.documents.editions import Issue, edition_job
from rolebook.render.documents.open_graph import role_picture
from rolebook.render.documents.pdf_errors import PdfRendererError
from rolebook.render.documents.pdf_job import PdfJob, PictureJob
from rolebook.render.documents.typst_pdf import (
    PageFull,
    PdfDisagreementError,
    load_finishing,
    pdf_here,
    picture_here,
)
from rolebook.render.web.downloads import PDF_EDITIONS, document_path
from rolebook.render.web.publisher import Publisher, picture_path

T = TypeVar("T")


def documents_begun(
    view: RoleView, content: Content, settings: BuildSettings, threads: int = 1
) -> Callable[[], RoleDocuments]:
    """Begin every document of a role, and give what waits for them; what is kept is not made again.

    With several ``threads``, PDFs are made side by side, while this one goes on: Typst lets go of
    Python's lock meanwhile. With one, what is given makes them when it is called. A document that
    cannot be made is left out, and does not stop the others.

    Raises (what is given):
        PdfRendererError: when a picture cannot be made, or a PDF does not say what the file says,
            which is a fault of the templates.
    """
    keeper = _Keeper(settings)
    jobs = {path: job() for path, job in _role_pdfs(view, content, settings)}
    # None of those for Word says what the pack does not say.
    pack = jobs[document_path(view.id, "full")]
    steps: list[Callable[[], Sequence[Document | LeftOut]]] = [
        *(partial(_role_pdf, path, job, view, settings, keeper) for path, job in jobs.items()),
        lambda: tuple(_word(view, pack, content, settings, keeper)),
    ]
    if settings.site_address:
        steps.append(lambda: (_picture(view, settings, keeper),))
    begun = _begun(steps, threads)

    def wait() -> RoleDocuments:
        done = [made for step in begun for made in step()]
        return RoleDocuments(
            tuple(made for made in done if isinstance(made, Document)),
            tuple(made for made in done if isinstance(made, LeftOut)),
        )

    return wait


def _begun(steps: Sequence[Callable[[], T]], threads: int) -> Sequence[Callable[[], T]]:
    """Begin some steps, and give what waits for each."""
    if threads < 2:
        return steps
    pool = ThreadPoolExecutor(threads, thread_name_prefix="typst")
    begun = [pool.submit(steps[0])]
    pool.submit(load_finishing)
    begun += [pool.submit(step) for step in steps[1:]]
    pool.shutdown(wait=False)  # its threads end when all is done
    return [step.result for step in begun]


def overview_document(site: SiteView[RoleView], settings: BuildSettings) -> list[Document]:
    """Make the document that lists all roles, or take it from the cache; too many are not listed.

    Raises:
        PdfRendererError: when the PDF cannot be made, which is a fault of the templates.
    """
    return _documents(_overview(site, settings), settings)


def comparison_documents(site: SiteView[RoleView], settings: BuildSettings) -> list[Document]:
    """Make the documents that compare some roles, or take them from the cache.

    Raises:
        PdfRendererError: when a PDF cannot be made, which is a fault of the templates.
    """
    return _documents(_comparisons(site, settings), settings)


def _documents(
    jobs: Iterable[tuple[str, Callable[[], PdfJob]]], settings: BuildSettings
) -> list[Document]:
    keeper = _Keeper(settings)
    made = [_pdf(path, job(), settings, keeper) for path, job in jobs]
    return [document for document in made if isinstance(document, Document)]


def _pdf(path: str, job: PdfJob, settings: BuildSettings, keeper: _Keeper) -> Document | PageFull:
    key = keeper.key_of_pdf(job)
    if kept := keeper.kept(path, key):
        return kept
    made = pdf_here(job, settings.templates)
    return made if isinstance(made, PageFull) else keeper.keep(path, key, made.data, made.pages)


def _role_pdf(
    path: str, job: PdfJob, view: RoleView, settings: BuildSettings, keeper: _Keeper
) -> Sequence[Document | LeftOut]:
    """Make a PDF of a role, or say why it could not be made."""
    try:
        made = _pdf(path, job, settings, keeper)
    except PdfDisagreementError:
        raise  # what says one thing untrue may say others, in other documents too
    except PdfRendererError as error:
        message = f"{path} could not be made: {error}"
        return (LeftOut(path, Problem(view.source, 1, 1, "", message), is_fault=True),)
    if isinstance(made, PageFull):
        return (LeftOut(path, _advert_problem(view, job, made, settings)),)
    return (made,)


def _word(
    view: RoleView, pack: PdfJob, content: Content, settings: BuildSettings, keeper: _Keeper
) -> Iterator[Document]:
    """Make what is for Word: editions of the pack, and the form for candidates."""
    letterhead = content.letterheads.get(view.organisation_id)
    for edition in content.site.editions:
        if edition in PDF_EDITIONS:
            continue
        path = document_path(view.id, edition)
        key = keeper.key_of(f"{edition} {letterhead!r}", pack)
        if kept := keeper.kept(path, key):
            yield kept
        elif made := _for_word(edition, view, content, settings):
            yield keeper.keep(path, key, made)


def _for_word(
    edition: PublishedEdition, view: RoleView, content: Content, settings: BuildSettings
) -> bytes | None:
    # Loaded where it is needed: a site may offer nothing for Word.
    if edition == "supporting-statement":
        from rolebook.render.documents.supporting_statement import supporting_statement

        return supporting_statement(view)
    from rolebook.render.documents.word_pack import WORD_EDITIONS, word_edition

    issue = Issue(settings.site_name, example_notice(content.site))
    address = settings.page_address(view.id)
    letterhead = content.letterheads.get(view.organisation_id)
    return word_edition(WORD_EDITIONS[edition], view, issue, address, letterhead)


def _picture(view: RoleView, settings: BuildSettings, keeper: _Keeper) -> Document:
    """Make the picture of a role, which is fetched from the address that its page gives."""
    job = role_picture(view, Publisher(settings.site_name, settings.site_address))
    path, key = picture_path(view), keeper.key_of_picture(job)
    kept = keeper.kept(path, key)
    return kept or keeper.keep(path, key, picture_here(job, settings.templates))


def waiting_documents(site: SiteView[RoleView], settings: BuildSettings) -> dict[str, Waiting]:
    """Give what makes each document of the site, by its path; nothing is made yet."""
    content = site.content

    def pdf(path: str, view: RoleView | None, job: Callable[[], PdfJob]) -> Waiting:
        def make() -> Document:
            made = _pdf(path, job(), settings, _Keeper(settings))
            if isinstance(made, PageFull):
                assert view is not None, "only adverts have one page"
                raise ContentProblems([_advert_problem(view, job(), made, settings)])
            return made

        return make

    def word(path: str, view: RoleView, edition: PublishedEdition) -> Waiting:
        def make() -> Document:
            data = _for_word(edition, view, content, settings)
            assert data is not None, "only roles that have a form are asked for it"
            return Document(path, data, len(data))

        return make

    def picture(view: RoleView) -> Waiting:
        return lambda: _picture(view, settings, _Keeper(settings))

    of_site = [*_overview(site, settings), *_comparisons(site, settings)]
    waiting = {path: pdf(path, None, job) for path, job in of_site}
    for view in site.roles:
        for path, job in _role_pdfs(view, content, settings):
            waiting[path] = pdf(path, view, job)
        if settings.site_address:
            waiting[picture_path(view)] = picture(view)
        for edition in content.site.editions:
            form = edition == "supporting-statement"
            if edition not in PDF_EDITIONS and not (form and not view.is_judged_by_statement):
                path = document_path(view.id, edition)
                waiting[path] = word(path, view, edition)
    return waiting


class _Keeper:
    """Keeps documents under the hash of what they are made of and by."""

    def __init__(self, settings: BuildSettings) -> None:
        self._cache = settings.kept_in
        self._makers = settings.makers_key

    def key_of_pdf(self, job: PdfJob) -> str:
        return self.key_of(job.template, job)

    def key_of(self, kind: str, job: PdfJob) -> str:
        """Give the key of a document of some ``kind`` that shows the data of ``job``."""
        says = "\n".join(job.says)
        return hash_of(self._makers, kind, str(job.timestamp), says, job.payload())

    def key_of_picture(self, job: PictureJob) -> str:
        return hash_of(self._makers, job.template, job.payload())

    def kept(self, path: str, key: str) -> Document | None:
        entry = self._cache.get(key)
        if entry is None:
            return None
        pages = entry.facts.get("pages")
        held = str(entry.path)
        return Document(path, held, entry.size, pages if isinstance(pages, int) else None, key)

    def keep(self, path: str, key: str, data: bytes, pages: int | None = None) -> Document:
        entry = self._cache.put(key, data, {"pages": pages})
        return Document(path, str(entry.path) if entry else data, len(data), pages, key)


def _role_pdfs(
    view: RoleView, content: Content, settings: BuildSettings
) -> Iterator[tuple[str, Callable[[], PdfJob]]]:
    """List what gives the job of every PDF of a role, with its path."""
    issue = Issue(settings.site_name, example_notice(content.site))
    address = settings.page_address(view.id)
    for published in content.site.editions:
        if edition := PDF_EDITIONS.get(published):
            job = partial(_role_job, edition, view, issue, address, content)
            yield document_path(view.id, published), job


def _overview(
    site: SiteView[RoleView], settings: BuildSettings
) -> Iterator[tuple[str, Callable[[], PdfJob]]]:
    if site.is_printed:
        yield OVERVIEW, partial(overview_pdf, site.roles, _sheet(site, settings))


def _sheet(site: SiteView[RoleView], settings: BuildSettings) -> Sheet:
    return Sheet(settings.site_name, site.changed, site.content.site.colour, site.example_notice)


def _comparisons(
    site: SiteView[RoleView], settings: BuildSettings
) -> Iterator[tuple[str, Callable[[], PdfJob]]]:
    """List what gives the job of every PDF that compares some roles, with its path."""
    sheet = _sheet(site, settings)
    for group in site.groups:
        yield group_path(group), partial(group_pdf, group, sheet)
    if site.matrix is not None:
        yield CRITERIA, partial(criteria_pdf, site.matrix, site.roles, sheet)


def _role_job(
    edition: RoleEdition, view: RoleView, issue: Issue, address: str, content: Content
) -> PdfJob:
    """Describe an edition, with what its finished text has to say."""
    told = expected_facts(view, content)
    says = {"advert": told.in_short, "description": told.of_the_role}.get(edition, told.everything)
    return replace(edition_job(edition, view, issue, address), says=says)


def _advert_problem(
    view: RoleView, job: PdfJob, full: PageFull, settings: BuildSettings
) -> Problem:
    """Say at the line of the role's file that its advert does not fit one page."""
    # Read once more only now: a role that is in order needs no lines.
    text = decode(view.source, file_bytes(settings.root / view.source))
    assert isinstance(text, str), "the file was read before"
    field, letters = job.shorten
    message = (
        f"makes the one-page advert {full}; shorten {letters}, or leave advert out of editions in "
        "site_config/site.yaml"
    )
    return read_source_file(view.source, text).problem(
        tuple(field.split(".")), message, at_key=True
    )
