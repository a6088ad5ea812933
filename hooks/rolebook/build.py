"""The way from files of content to everything that is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from rolebook.check.content import read_content, role_files
from rolebook.enrich.comparison import (
    MOST_COLUMNS,
    CriterionGroup,
    SideBySide,
    criteria_matrix,
    side_by_side,
)
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.fonts import printable_characters
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.render.comparison_pdf import Sheet, criteria_pdf, group_pdf, overview_pdf
from rolebook.render.job_pack import job_pack
from rolebook.render.page import OutputFile, Page
from rolebook.render.site_assets import site_assets
from rolebook.render.typst_pdf import MANY, PdfJob, render_pdfs, start_processes
from rolebook.render.web_pages import Download, WebPages


@dataclass(frozen=True)
class BuildSettings:
    """Everything that a build depends on besides the files under ``root``."""

    root: Path
    site_name: str
    now: dt.datetime
    """The moment for which the site is built, in Europe/London"""
    change_dates: Mapping[str, dt.date] = field(default_factory=dict)
    """Day of the last change of each file, by its name relative to ``root``"""
    source_prefix: str | None = None
    """Address under which the files of ``content/`` stand in git"""
    workers: int = 1
    """How many PDFs are made at once"""
    site_address: str = ""
    """Address of the site, ending with a slash; packs name that of their page"""


@dataclass(frozen=True)
class Publication:
    """The pages and files of the site, before the theme is put round the pages."""

    pages: tuple[Page, ...]
    files: tuple[OutputFile, ...]


@dataclass(frozen=True)
class _Told:
    """What readers are told, in whichever form: roles, and roles compared."""

    roles: tuple[RoleView, ...]
    groups: tuple[SideBySide, ...]
    matrix: tuple[CriterionGroup, ...] | None
    """None where there are too many roles for one table"""


#: Files of site_config/ whose change is a change of the roles.
_SHARED_BY_ROLES = (
    "organisations", "locations", "general_duties", "shared_criteria", "statements",
    "professional_bodies", "pay_scales",
)  # fmt: skip

_OVERVIEW = "compare/all-roles.pdf"
_CRITERIA = "compare/criteria/criteria.pdf"


def publish(settings: BuildSettings) -> Publication:
    """Read, check, enrich and render; nothing is written.

    Raises:
        ContentProblems: when a file of content has a problem.
        PdfRendererError: when a PDF cannot be made, which is a fault of the templates.
    """
    templates = settings.root / "templates"
    # Started before anything is read, so that they are ready when there is something to make.
    many = len(role_files(settings.root)) >= MANY
    with start_processes(templates, settings.workers) if many else nullcontext() as processes:
        return _publish(settings, templates, processes)


def _publish(
    settings: BuildSettings, templates: Path, processes: ProcessPoolExecutor | None
) -> Publication:
    content, roles = read_roles(settings)
    told = _compared(content, roles)
    files = list(site_assets(templates, content))
    downloads: dict[str, Download] = {}
    jobs = _pdf_jobs(content, told, settings)
    pdfs = render_pdfs(jobs.values(), templates, settings.workers, processes)
    for name, pdf in zip(jobs, pdfs, strict=True):
        files.append(OutputFile(name, pdf.data))
        downloads[name] = Download(name, len(pdf.data), pdf.pages)
    web = WebPages(templates, content.site)
    return Publication(tuple(_pages(web, content, told, downloads, settings)), tuple(files))


def read_roles(settings: BuildSettings) -> tuple[Content, tuple[RoleView, ...]]:
    """Read, check and word all roles.

    Raises:
        ContentProblems: when a file of content has a problem.
    """
    printable = printable_characters(settings.root / "templates" / "fonts")
    content = read_content(settings.root, settings.now.date(), printable)
    return content, tuple(_views(content, settings))


def example_notice(content: Content) -> str:
    """Give the words that say that the roles are examples; empty where they are not."""
    notice = content.site.example_notice
    return notice.text.plain if notice and notice.shown else ""


def _compared(content: Content, roles: tuple[RoleView, ...]) -> _Told:
    by_id = {view.id: view for view in roles}
    groups = tuple(
        side_by_side(id_, comparison, [by_id[role] for role in comparison.roles])
        for id_, comparison in content.comparisons.items()
    )
    matrix = tuple(criteria_matrix(roles)) if len(roles) <= MOST_COLUMNS else None
    return _Told(roles, groups, matrix)


def _views(content: Content, settings: BuildSettings) -> Iterator[RoleView]:
    """Word every role, in the order of their titles."""
    files = {
        path.stem: path.relative_to(settings.root).as_posix() for path in role_files(settings.root)
    }
    for id_, role in sorted(content.roles.items(), key=lambda item: (item[1].title, item[0])):
        changed = _content_date(role, files[id_], settings)
        yield role_view(id_, role, content, settings.now, changed, files[id_])


def _content_date(role: Role, file: str, settings: BuildSettings) -> dt.date:
    """Give the day on which the role's file, or what roles share, last changed."""
    names = [file, *(f"site_config/{name}.yaml" for name in _SHARED_BY_ROLES)]
    known = [settings.change_dates[name] for name in names if name in settings.change_dates]
    return max(known, default=settings.now.date())


def pack_path(view: RoleView) -> str:
    """Give the path of a role's job pack on the site."""
    return f"roles/{view.id}/job-pack.pdf"


def _group_path(group: SideBySide) -> str:
    return f"compare/{group.id}/comparison.pdf"


def _pdf_jobs(content: Content, told: _Told, settings: BuildSettings) -> dict[str, PdfJob]:
    """List every PDF of the site by its path."""
    words = example_notice(content)
    jobs = {
        pack_path(view): job_pack(view, settings.site_name, words, page_address(view, settings))
        for view in told.roles
    }
    newest = max(view.content_date for view in told.roles)
    sheet = Sheet(settings.site_name, newest, content.site.colour, words)
    jobs[_OVERVIEW] = overview_pdf(told.roles, sheet)
    jobs.update({_group_path(group): group_pdf(group, sheet) for group in told.groups})
    if told.matrix is not None:
        jobs[_CRITERIA] = criteria_pdf(told.matrix, told.roles, sheet)
    return jobs


def page_address(view: RoleView, settings: BuildSettings) -> str:
    """Give the address of a role's page; empty where that of the site is not known."""
    return f"{settings.site_address}roles/{view.id}/" if settings.site_address else ""


def _pages(
    web: WebPages,
    content: Content,
    told: _Told,
    downloads: Mapping[str, Download],
    settings: BuildSettings,
) -> Iterator[Page]:
    linked = settings.source_prefix if content.site.role_source_link else None
    for view in told.roles:
        link = linked + view.source.removeprefix("content/") if linked else None
        yield web.role(view, downloads[pack_path(view)], link)
    yield web.home(told.roles)
    yield web.overview(told.roles, told.groups, downloads[_OVERVIEW])
    for group in told.groups:
        yield web.group(group, downloads[_group_path(group)])
    if told.matrix is not None:
        yield web.criteria(told.matrix, told.roles, downloads[_CRITERIA])
