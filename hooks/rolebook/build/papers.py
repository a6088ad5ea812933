"""The papers of ``rolebook pack`` and ``rolebook panel``, which are not part of the site."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rolebook.base.suggestions import known_hint
from rolebook.build.role_reading import read_content_of, view_of
from rolebook.build.settings import BuildSettings
from rolebook.changes.shared_past import records_before
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site.example_notice import example_notice
from rolebook.model.content import Content
from rolebook.model.edition_names import (
    BOOKLET,
    EVERY_EDITION,
    FILE_NAMES,
    PUBLISHED_EDITIONS,
    PublishedEdition,
)
from rolebook.model.letterhead import Letterhead
from rolebook.model.vacancy import Vacancy
from rolebook.render.documents.editions import Issue, booklet_job, edition_job
from rolebook.render.documents.panel.panel_papers import panel_papers
from rolebook.render.documents.pdf_job import PdfJob
from rolebook.render.documents.supporting_statement import supporting_statement
from rolebook.render.documents.typst_pdf import PdfRendererError, pdfs_or_reasons
from rolebook.render.documents.word_pack import WORD_EDITIONS, word_edition
from rolebook.render.web.downloads import PDF_EDITIONS, file_name

#: Characters of a reference in the name of a file; systems take some 250 for a whole name.
_LONGEST_REFERENCE = 60


@dataclass(frozen=True)
class Selection:
    """Which roles somebody asked for: by their ids, or all that ``open`` and the rest describe."""

    ids: Sequence[str] = ()
    is_open: bool = False
    department: str = ""
    organisation: str = ""
    vacancy: str = ""
    """Reference of a vacancy, open or not: its role, as this vacancy advertises it"""


@dataclass(frozen=True)
class Desk:
    """The roles that somebody asked for, and what their papers need besides."""

    settings: BuildSettings
    issue: Issue
    colour: str
    roles: Sequence[RoleView]
    vacancy: str = ""
    """Reference of the vacancy that was asked for, if any"""
    title: str = ""
    """What the roles have in common, in words for the front of a booklet"""
    left_out: list[str] = field(default_factory=list)
    """What there is none of, and why"""
    failed: list[str] = field(default_factory=list)
    """What could not be made, and why"""
    letterheads: Mapping[str, Letterhead] = field(default_factory=dict)
    """By the id of the organisation"""


def desk_of(settings: BuildSettings, selection: Selection) -> Desk:
    """Read the project, and pick roles.

    Raises:
        ContentProblems: when a file of content has a problem.
        LookupError: where no role answers to what was asked for; says which there are.
    """
    content = read_content_of(settings)
    chosen = list(_chosen(content, settings, selection))
    issue = Issue(settings.site_name, example_notice(content.site))
    title = _title(chosen, selection) or settings.site_name
    colour, letterheads = content.site.colour, content.letterheads
    return Desk(settings, issue, colour, chosen, selection.vacancy, title, letterheads=letterheads)


def _title(views: Sequence[RoleView], selection: Selection) -> str:
    """Name what was asked for; empty where roles were picked one by one."""
    employer = views[0].organisation.name if selection.organisation else ""
    of_whom = ", ".join(part for part in (selection.department, employer) if part)
    if selection.is_open:
        words = views[0].words
        return words("booklet.open_of", of=of_whom) if of_whom else words("booklet.open")
    return of_whom


def _chosen(content: Content, settings: BuildSettings, selection: Selection) -> Iterator[RoleView]:
    if selection.vacancy:
        yield _as_advertised_in(selection.vacancy, content, settings)
        return
    for id_ in selection.ids:
        if id_ not in content.roles:
            raise LookupError(f'there is no role "{id_}"; {known_hint(id_, content.roles)}')
    named = selection.ids or content.roles
    before = records_before(settings.past, content)
    views = [view_of(id_, content, settings, before=before) for id_ in named]
    found = [view for view in views if _answers(view, selection)]
    if not found:
        raise LookupError(_nothing_found(views, selection))
    # As typed, where roles were named: a booklet keeps that order.
    yield from found if selection.ids else sorted(found, key=lambda view: (view.title, view.id))


def _answers(view: RoleView, selection: Selection) -> bool:
    return (
        (view.is_open or not selection.is_open)
        and selection.department in ("", view.department)
        and selection.organisation in ("", view.organisation_id)
    )


def _nothing_found(views: Sequence[RoleView], selection: Selection) -> str:
    departments = {view.department for view in views if view.department}
    organisations = {view.organisation_id for view in views}
    if selection.department and selection.department not in departments:
        hint = known_hint(selection.department, departments)
        return f'there is no department "{selection.department}"; {hint}'
    if selection.organisation and selection.organisation not in organisations:
        hint = known_hint(selection.organisation, organisations)
        return f'no role is of the organisation "{selection.organisation}"; {hint}'
    return "no such role is open for applications; take --open out to have those that are not"


def _as_advertised_in(reference: str, content: Content, settings: BuildSettings) -> RoleView:
    held: dict[str, tuple[str, Vacancy]] = {
        vacancy.reference: (id_, vacancy)
        for id_, role in content.roles.items()
        for vacancy in role.vacancies
    }
    if reference not in held:
        raise LookupError(f'there is no vacancy "{reference}"; {known_hint(reference, held)}')
    id_, vacancy = held[reference]
    return view_of(id_, content, settings, vacancy)


@dataclass(frozen=True)
class Papers:
    """Files to be made: how many, and their names with their bytes as they are finished."""

    count: int
    files: Iterator[tuple[str, bytes]]


def pack_papers(desk: Desk, edition: str) -> Papers:
    """Make an edition of the pack of each role, every edition, or one booklet of all.

    ``edition`` is one of ``EDITION_NAMES``.
    """
    if edition == BOOKLET:
        job = booklet_job(desk.roles, desk.issue, desk.title, desk.colour)
        return Papers(1, _pdfs({paper_name(FILE_NAMES["booklet"], desk.vacancy): job}, desk))
    wanted: Sequence[PublishedEdition] = [
        known for known in PUBLISHED_EDITIONS if edition in (known, EVERY_EDITION)
    ]
    return Papers(len(wanted) * len(desk.roles), _editions(wanted, desk))


def _pack_path(view: RoleView, edition: PublishedEdition, desk: Desk) -> str:
    return f"{view.id}/{paper_name(file_name(edition), desk.vacancy)}"


def paper_name(name: str, vacancy: str) -> str:
    """Give the name of a paper's file, with the reference of the vacancy that it is for, if any.

    >>> paper_name("job-pack.pdf", "CL-2027")
    'job-pack-CL-2027.pdf'
    """
    if not vacancy:
        return name
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", vacancy)[:_LONGEST_REFERENCE].strip("-.")
    if plain != vacancy:
        # Two references that differ only in what a name cannot hold have files of their own.
        plain += f"-{hashlib.sha256(vacancy.encode()).hexdigest()[:8]}"
    stem, _, kind = name.rpartition(".")
    return f"{stem}-{plain}.{kind}"


def _editions(wanted: Sequence[PublishedEdition], desk: Desk) -> Iterator[tuple[str, bytes]]:
    jobs = {
        _pack_path(view, edition, desk): edition_job(
            PDF_EDITIONS[edition], view, desk.issue, desk.settings.page_address(view.id)
        )
        for view in desk.roles
        for edition in wanted
        if edition in PDF_EDITIONS
    }
    yield from _pdfs(jobs, desk)
    for view in desk.roles:
        for edition in wanted:
            if edition == "supporting-statement":
                yield from _statement(view, desk)
            elif edition in WORD_EDITIONS:
                address = desk.settings.page_address(view.id)
                letterhead = desk.letterheads.get(view.organisation_id)
                made = word_edition(WORD_EDITIONS[edition], view, desk.issue, address, letterhead)
                yield _pack_path(view, edition, desk), made


def _pdfs(jobs: Mapping[str, PdfJob], desk: Desk) -> Iterator[tuple[str, bytes]]:
    made = pdfs_or_reasons(jobs.values(), desk.settings.templates, desk.settings.workers)
    for name, pdf in zip(jobs, made, strict=True):
        if isinstance(pdf, PdfRendererError):
            desk.failed.append(f"{name} could not be made: {pdf}")
        else:
            yield name, pdf.data


def _statement(view: RoleView, desk: Desk) -> Iterator[tuple[str, bytes]]:
    form = supporting_statement(view)
    if form is None:
        reason = "no supporting statement: no criterion is assessed by application"
        desk.left_out.append(f"{view.id}: {reason}")
    else:
        yield _pack_path(view, "supporting-statement", desk), form


def panel_files(desk: Desk, candidates: int) -> Papers:
    """Make the papers of the panel of each role, for so many ``candidates``."""
    jobs: dict[str, PdfJob] = {}
    files: dict[str, bytes] = {}
    for view in desk.roles:
        made = panel_papers(view, desk.issue.site_name, candidates)
        # What a panel writes in its papers belongs to one vacancy, whether or not it was named.
        only = view.open_vacancies[0].reference if len(view.open_vacancies) == 1 else ""
        desk.left_out.extend(f"{view.id}: {reason}" for reason in made.left_out)
        jobs.update({f"{view.id}/{paper_name(n, only)}": job for n, job in made.pdfs.items()})
        files.update({f"{view.id}/{paper_name(n, only)}": data for n, data in made.files.items()})

    def all_of_them() -> Iterator[tuple[str, bytes]]:
        yield from files.items()
        yield from _pdfs(jobs, desk)

    return Papers(len(jobs) + len(files), all_of_them())
