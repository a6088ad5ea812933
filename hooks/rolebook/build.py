"""The way from files of content to everything that is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rolebook.check.content import read_content, role_files
from rolebook.enrich.comparison import MOST_COLUMNS, criteria_matrix, side_by_side
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.fonts import printable_characters
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.render.comparison_pdf import Sheet, criteria_pdf, group_pdf, overview_pdf
from rolebook.render.job_pack import job_pack
from rolebook.render.page import OutputFile, Page
from rolebook.render.site_assets import site_assets
from rolebook.render.typst_pdf import Pdf, PdfJob, render_pdfs
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


#: Files of site_config/ whose change is a change of the roles.
_SHARED_BY_ROLES = (
    "organisations", "locations", "general_duties", "shared_criteria", "statements",
    "professional_bodies", "pay_scales",
)  # fmt: skip


def publish(settings: BuildSettings) -> Publication:
    """Read, check, enrich and render; nothing is written.

    Raises:
        ContentProblems: when a file of content has a problem.
        PdfRendererError: when a PDF cannot be made, which is a fault of the templates.
    """
    templates = settings.root / "templates"
    content = read_content(
        settings.root, settings.now.date(), printable_characters(templates / "fonts")
    )
    views = tuple(_views(content, settings))
    web = WebPages(templates, content.site)
    jobs = _pdf_jobs(content, views, settings)
    names, pdfs = list(jobs), render_pdfs(jobs.values(), templates, settings.workers)
    downloads: dict[str, Download] = {}
    files = list(site_assets(templates, content))
    for name, pdf in zip(names, pdfs, strict=True):
        files.append(OutputFile(name, pdf.data))
        downloads[name] = _download(name, pdf)
    pages = tuple(_pages(web, content, views, downloads, settings))
    return Publication(pages, tuple(files))


def _views(content: Content, settings: BuildSettings) -> Iterator[RoleView]:
    """Word every role, in the order of their titles."""
    files = {
        path.stem: path.relative_to(settings.root).as_posix() for path in role_files(settings.root)
    }
    for id_, role in sorted(content.roles.items(), key=lambda item: (item[1].title, item[0])):
        changed = _content_date(role, files[id_], settings)
        yield role_view(id_, role, content, settings.now, changed)


def _content_date(role: Role, file: str, settings: BuildSettings) -> dt.date:
    """Give the day on which the role's file, or what roles share, last changed."""
    names = [file, *(f"site_config/{name}.yaml" for name in _SHARED_BY_ROLES)]
    known = [settings.change_dates[name] for name in names if name in settings.change_dates]
    return max(known, default=settings.now.date())


def _pdf_jobs(
    content: Content, views: tuple[RoleView, ...], settings: BuildSettings
) -> dict[str, PdfJob]:
    """List every PDF of the site by its path."""
    name = settings.site_name
    newest = max(view.content_date for view in views)
    notice = content.site.example_notice
    notice_words = notice.text.plain if notice and notice.shown else None
    jobs = {
        pack_path(view): job_pack(view, name, notice_words, _page_address(view, settings))
        for view in views
    }
    sheet = Sheet(name, newest, content.site.colour, notice_words or "")
    jobs["compare/all-roles.pdf"] = overview_pdf(views, sheet)
    for group in _groups(content, views):
        jobs[f"compare/{group.id}/comparison.pdf"] = group_pdf(group, sheet)
    if len(views) <= MOST_COLUMNS:
        matrix = tuple(criteria_matrix(views))
        jobs["compare/criteria/criteria.pdf"] = criteria_pdf(matrix, views, sheet)
    return jobs


def _page_address(view: RoleView, settings: BuildSettings) -> str:
    return f"{settings.site_address}roles/{view.id}/" if settings.site_address else ""


def _groups(content: Content, views: Iterable[RoleView]):  # type: ignore[no-untyped-def]
    by_id = {view.id: view for view in views}
    for id_, comparison in content.comparisons.items():
        yield side_by_side(id_, comparison, [by_id[role] for role in comparison.roles])


def pack_path(view: RoleView) -> str:
    """Give the path of a role's job pack on the site."""
    return f"roles/{view.id}/job-pack.pdf"


def _download(path: str, pdf: Pdf) -> Download:
    return Download(path, len(pdf.data), pdf.pages)


def _pages(
    web: WebPages,
    content: Content,
    views: tuple[RoleView, ...],
    downloads: Mapping[str, Download],
    settings: BuildSettings,
) -> Iterator[Page]:
    files = {path.stem: path for path in role_files(settings.root)}
    for view in views:
        link = None
        if settings.source_prefix and content.site.role_source_link:
            source = files[view.id].relative_to(settings.root / "content").as_posix()
            link = settings.source_prefix + source
        yield web.role(view, downloads[pack_path(view)], link)
    groups = list(_groups(content, views))
    yield web.home(views)
    yield web.overview(views, groups, downloads["compare/all-roles.pdf"])
    for group in groups:
        yield web.group(group, downloads[f"compare/{group.id}/comparison.pdf"])
    if len(views) <= MOST_COLUMNS:
        matrix = tuple(criteria_matrix(views))
        yield web.criteria(matrix, views, downloads["compare/criteria/criteria.pdf"])
