"""All documents of a site, and the problem reported for each one that cannot be made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from rolebook.base.problems import ContentProblems, Problem
from rolebook.read.decoding import decode
from rolebook.read.source_file import read_source_file
from rolebook.render.documents.comparison_pdf import Sheet, criteria_pdf, group_pdf
from rolebook.render.documents.pdf_errors import PdfRendererError
from rolebook.render.web.downloads import (
    CRITERIA,
    OVERVIEW,
    PDF_EDITIONS,
    Download,
    file_name,
    group_path,
)
from rolebook.store.reference import Reference, Result, SourceFile
from rolebook.store.store import Store

from .all_roles import BuiltRole, Roles
from .document_steps import overview_job, printed
from .publication import Documents, Waiting, stored_file
from .settings import BuildSettings
from .sources import document_tree

#: The part of a role that its picture is made from, and the name of its file.
_PICTURE = "picture"
_FILES = {_PICTURE: "share.png"}


@dataclass(frozen=True)
class _Job:
    """What a document at a path is made from, and the role that it is about, if it is one."""

    path: str
    made_from: Reference
    role: BuiltRole | None = None


def all_documents(store: Store, roles: Roles, settings: BuildSettings) -> Callable[[], Documents]:
    """Begin every document, and give what waits for them.

    Raises (what is given):
        PdfRendererError: when a document of many roles cannot be made, or no role's document of a
            kind, which is a fault of the templates.
    """
    jobs: list[_Job] = []
    finished: list[tuple[str, Reference]] = []
    for role in roles.built:
        for name, path in _paths(role, roles):
            if name not in role.parts:
                continue
            if name in PDF_EDITIONS or name == _PICTURE:
                jobs.append(_Job(path, role.parts[name], role))
            else:
                finished.append((path, role.parts[name]))
    jobs.extend(_Job(path, job()) for path, job in _of_many(store, roles, settings))
    begun = store.start(
        printed,
        [(job.made_from,) for job in jobs],
        document_tree(settings),
        named=lambda at: jobs[at].path,
        threads=settings.workers,
    )

    def wait() -> Documents:
        made = list(zip(jobs, begun(), strict=True))
        _raise_faults_of_all(made)
        left_out = [_problem(job, result) for job, result in made if "file" not in result]
        files = [(job.path, result["file"]) for job, result in made if "file" in result]
        pages = {job.path: result.noted.get("pages") for job, result in made}
        files += finished
        downloads = {path: Download(path, one.size, pages.get(path)) for path, one in files}
        return Documents(
            tuple(stored_file(store, path, one) for path, one in files), downloads, tuple(left_out)
        )

    return wait


def _paths(role: BuiltRole, roles: Roles) -> Iterator[tuple[str, str]]:
    """Name each document that a role may have, with its path."""
    names: list[str] = [*roles.project.site.editions, _PICTURE]
    for name in names:
        file = _FILES[name] if name in _FILES else file_name(name)  # type: ignore[arg-type]
        yield name, f"roles/{role.head.id}/{file}"


def _of_many(
    store: Store, roles: Roles, settings: BuildSettings
) -> Iterator[tuple[str, Callable[[], Reference]]]:
    """Give the path of each document about several roles, and what describes it."""
    site = roles.project.site
    sheet = Sheet(settings.site_name, roles.changed, site.colour, roles.words, roles.notice)

    def job(step: Callable[..., object], *arguments: object) -> Callable[[], Reference]:
        return lambda: store.call(step, *arguments, sheet).whole

    if roles.is_printed:
        yield OVERVIEW, job(overview_job, roles.each("card"))
    for id_, group in roles.groups:
        yield group_path(id_), job(group_pdf, group)
    if roles.matrix is not None:
        yield CRITERIA, job(criteria_pdf, roles.matrix, roles.each("card"))


def _raise_faults_of_all(made: Sequence[tuple[_Job, Result]]) -> None:
    """Do nothing where a fault is that of some roles alone: their documents are left out.

    Raises:
        PdfRendererError: when no role has the document in which there was a fault, or when the
            document is about many.
    """
    well = {PurePosixPath(job.path).name for job, result in made if job.role and "file" in result}
    for job, result in made:
        fault = result.noted.get("fault")
        if fault is None:
            continue
        if job.role is None:
            raise PdfRendererError(fault)
        if PurePosixPath(job.path).name not in well:
            raise PdfRendererError(_fault_words(job, fault))


def _fault_words(job: _Job, fault: str) -> str:
    return f"{job.path} could not be made: {fault}"


def _problem(job: _Job, result: Result) -> Problem:
    """Say at the line of a role's file why its document could not be made."""
    assert job.role is not None, "of many roles, a fault has been raised"
    file = job.role.file
    if fault := result.noted.get("fault"):
        return Problem(file.name, 1, 1, "", _fault_words(job, fault))
    return advert_problem(file, result)


def advert_problem(file: SourceFile, result: Result) -> Problem:
    """Say at the line of a role's file that its advert does not fit one page."""
    from rolebook.render.documents.typst_pdf import PageFull

    # Read once more only now: a role that is in order needs no lines.
    text = decode(file.name, file.bytes().data)
    assert isinstance(text, str), "the file was read before"
    field_, letters = result.noted["shorten"]
    full = PageFull(result.noted["lines"])
    message = (
        f"makes the one-page advert {full}; shorten {letters}, or leave advert out of editions in "
        "site_config/site.yaml"
    )
    source = read_source_file(file.name, text)
    return source.problem(tuple(field_.split(".")), message, at_key=True)


def waiting_documents(store: Store, roles: Roles, settings: BuildSettings) -> dict[str, Waiting]:
    """Give what makes each document of the site, by its path; nothing is made yet."""

    def of_role(role: BuiltRole, name: str) -> bytes:
        part = roles.with_documents(role)[name]
        return store.data(part) if part.is_raw else made(part, role)

    def made(job: Reference, role: BuiltRole | None = None) -> bytes:
        result = store.map(printed, [(job,)], document_tree(settings))[0]
        if "file" in result:
            return store.data(result["file"])
        if role is not None and "lines" in result.noted:
            raise ContentProblems([advert_problem(role.file, result)])
        raise PdfRendererError(result.noted.get("fault", ""))

    waiting: dict[str, Waiting] = {}
    for path, job in _of_many(store, roles, settings):
        waiting[path] = lambda job=job: made(job())  # type: ignore[misc]
    for role in roles.built:
        for name, path in _paths(role, roles):
            is_form = name == "supporting-statement"
            if is_form and not role.head.is_judged_by_statement:
                continue
            if name != _PICTURE or settings.site_address:
                waiting[path] = partial(of_role, role, name)
    return waiting
