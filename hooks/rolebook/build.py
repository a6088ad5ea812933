"""The way from files of content to everything that is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial

from rolebook.advise.advice import rule_ids
from rolebook.agreement import hold_together
from rolebook.cache import Cache, program_hash
from rolebook.changes.history import SCALES, Historian, History
from rolebook.check.content import read_content, role_files
from rolebook.documents import (
    CRITERIA,
    OVERVIEW,
    Waiting,
    group_path,
    site_documents,
    waiting_documents,
)
from rolebook.enrich.careers import careers_by_role, job_families
from rolebook.enrich.criteria_index import criteria_index
from rolebook.enrich.listing import role_listing, vacancy_listing
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.enrich.similar import similar_roles
from rolebook.enrich.site_view import SiteView, site_view
from rolebook.fonts import printable_characters
from rolebook.kept import Kept, NothingKept
from rolebook.model.content import Content
from rolebook.model.vacancy import Vacancy
from rolebook.render.career_pages import career_pages, criteria_index_pages
from rolebook.render.compare_data import compare_files
from rolebook.render.downloads import Download, offered_downloads
from rolebook.render.for_programs import files_for_programs
from rolebook.render.host_headers import host_files
from rolebook.render.list_pages import home_page, library_page
from rolebook.render.page import OutputFile, Page
from rolebook.render.page_head import with_heads
from rolebook.render.publisher import Publisher
from rolebook.render.search.index import DIRECTORY, search_files
from rolebook.render.search.role_words import RoleWords, role_words
from rolebook.render.site_assets import site_assets
from rolebook.render.sitemap import sitemap_files
from rolebook.render.theme import Theme
from rolebook.render.typst_pdf import MANY, start_processes
from rolebook.render.web_pages import WebPages
from rolebook.revision import DRAFT, LastChange
from rolebook.settings import BuildSettings


@dataclass(frozen=True)
class Publication:
    """The pages and files of the site, before the theme is put round the pages."""

    pages: tuple[Page, ...]
    files: tuple[OutputFile, ...]
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    """Documents that are made when somebody asks for them, by their paths"""


def site_files(
    publication: Publication, theme: Theme, site_name: str, site_address: str
) -> Iterator[OutputFile]:
    """Give every file of the site: the pages with the theme round them, and all others."""
    yield from theme.files
    for page in publication.pages:
        filled = theme.filled(page, site_address)
        yield OutputFile(f"{page.address}index.html", filled.encode())
    yield from publication.files
    publisher = Publisher(site_name, site_address)
    yield from sitemap_files(publication.pages, theme.others, publisher)


#: Files of site_config/ whose change is a change of the roles.
_SHARED_BY_ROLES = (
    "organisations", "locations", "general_duties", "shared_criteria", "statements",
    "professional_bodies", "pay_scales",
)  # fmt: skip


def publish(settings: BuildSettings, kept: Kept | None = None) -> Publication:
    """Read, check, enrich and render; nothing is written.

    ``kept`` is given while serving, the same for each build: what did not change is not made
    again, and documents are left to be made when somebody asks for them.

    Raises:
        ContentProblems: when a file of content has a problem.
        PdfRendererError: when a PDF cannot be made, which is a fault of the templates.
        DisagreementError: when what was made does not say what the files say.
    """
    if kept is not None:
        return _publish_while_serving(settings, kept)
    # Started before anything is read, so that they are ready when there is something to make.
    many = len(role_files(settings.root)) >= MANY
    starting = start_processes(settings.templates, settings.workers) if many else nullcontext()
    with starting as processes:
        return _publish(settings, processes)


def _publish(settings: BuildSettings, processes: ProcessPoolExecutor | None) -> Publication:
    site = site_view(*read_roles(settings))
    documents = site_documents(site, settings, processes)
    downloads = {made.path: Download(made.path, made.size, made.pages) for made in documents}
    made = tuple(OutputFile(made.path, made.data) for made in documents)
    publication = _publication(site, settings, downloads, made)
    hold_together(site, publication.pages, publication.files)
    return publication


def _publish_while_serving(settings: BuildSettings, kept: Kept) -> Publication:
    site = site_view(*read_roles(settings, kept))
    waiting = waiting_documents(site, settings)
    downloads = {path: Download(path) for path in waiting}
    publication = _publication(site, settings, downloads, (), kept)
    return replace(publication, waiting=waiting)


def _publication(
    site: SiteView,
    settings: BuildSettings,
    downloads: Mapping[str, Download],
    documents: Sequence[OutputFile],
    kept: Kept | None = None,
) -> Publication:
    """Add to the documents the pages, which offer ``downloads``, and all other files."""
    publisher = Publisher(settings.site_name, settings.site_address)
    searched = list(search_files(_words(site.roles, kept or NothingKept())))
    files = (
        *site_assets(settings.templates, site.content),
        *host_files(),
        *documents,
        *files_for_programs(site.roles, publisher),
        *searched,
        *compare_files(site.roles),
    )
    there = frozenset((*(file.path for file in files), *downloads))
    web = WebPages(settings.templates, site.content.site, there, kept)
    directory = next(file.data for file in searched if file.path == DIRECTORY)
    assert isinstance(directory, bytes), "what has just been made is in memory"
    pages = [
        *_pages(web, site, downloads, _histories(site.content, settings), settings),
        web.search(directory),
    ]
    return Publication(tuple(with_heads(pages, site.roles, web, publisher)), files)


def _words(roles: Iterable[RoleView], kept: Kept) -> list[RoleWords]:
    """Give what the search knows of each role; most of its time goes here, a role by itself."""
    return [kept.again(("words", view.id), view, partial(role_words, view)) for view in roles]


def read_roles(
    settings: BuildSettings, kept: Kept | None = None
) -> tuple[Content, tuple[RoleView, ...]]:
    """Read, check and word all roles, in the order of their titles.

    Raises:
        ContentProblems: when a file of content has a problem.
    """
    content = read_content_of(settings, kept)
    ids = sorted(content.roles, key=lambda id_: (content.roles[id_].title, id_))
    return content, tuple(view_of(id_, content, settings) for id_ in ids)


def read_content_of(settings: BuildSettings, kept: Kept | None = None) -> Content:
    """Read and check the content.

    Raises:
        ContentProblems: when a file of content has a problem.
    """
    kept = kept or NothingKept()
    fonts = settings.templates / "fonts"
    printable = kept.again("printable", fonts, lambda: printable_characters(fonts))
    return read_content(settings.root, settings.now.date(), printable, rule_ids(), kept)


def view_of(
    id_: str, content: Content, settings: BuildSettings, vacancy: Vacancy | None = None
) -> RoleView:
    """Word a role: as it is advertised now, or as one ``vacancy`` advertises it at any time."""
    file = content.files[id_]
    change = _last_change(file, settings)
    openings = None if vacancy is None else (vacancy,)
    return role_view(
        id_,
        content.roles[id_],
        content,
        settings.now,
        change.day,
        change.version,
        file,
        openings=openings,
    )


def _last_change(file: str, settings: BuildSettings) -> LastChange:
    """Tell when a role's file, or what roles share, last changed."""
    names = [file, *(f"site_config/{name}.yaml" for name in _SHARED_BY_ROLES)]
    known = [settings.last_changes[name] for name in names if name in settings.last_changes]
    return max(
        known,
        key=lambda change: (change.moment, change.version),
        default=LastChange(settings.now, DRAFT),
    )


def _histories(content: Content, settings: BuildSettings) -> Mapping[str, History]:
    """Give what each role's page tells of its history."""
    scales = settings.root / SCALES
    held = scales.read_bytes() if scales.is_file() else b""
    files = {
        id_: (content.files[id_], (settings.root / content.files[id_]).read_bytes())
        for id_ in content.roles
    }
    memory = _Memory(settings.cache) if settings.cache else None
    historian = Historian(settings.past, content, settings.now, held, memory, program_hash())
    return historian.histories(files)


@dataclass(frozen=True)
class _Memory:
    """The cache, as what works out histories wants it."""

    cache: Cache

    def recall(self, key: str) -> bytes | None:
        entry = self.cache.get(key)
        return entry.path.read_bytes() if entry else None

    def keep(self, key: str, data: bytes) -> None:
        self.cache.put(key, data, {})


def _pages(
    web: WebPages,
    site: SiteView,
    downloads: Mapping[str, Download],
    histories: Mapping[str, History],
    settings: BuildSettings,
) -> Iterator[Page]:
    linked = settings.source_prefix if site.content.site.role_source_link else None
    similar = similar_roles(site.roles)
    on_path = careers_by_role(site.careers)
    for view in site.roles:
        link = linked + view.source.removeprefix("content/") if linked else None
        offered = offered_downloads(view.id, site.content.site.editions, downloads)
        yield web.role(
            view, offered, link, histories[view.id], similar[view.id], on_path.get(view.id, ())
        )
    vacancies, library = vacancy_listing(site.roles), role_listing(site.roles)
    yield home_page(web, vacancies, library)
    yield library_page(web, vacancies, library)
    yield from career_pages(web, site.careers, job_families(site.roles))
    yield from criteria_index_pages(web, criteria_index(site.roles, site.content))
    yield web.overview(site.roles, site.groups, downloads[OVERVIEW])
    yield web.compare_any(site.roles, site.groups)
    for group in site.groups:
        yield web.group(group, downloads[group_path(group)])
    if site.matrix is not None:
        yield web.criteria(site.matrix, site.roles, downloads[CRITERIA])
