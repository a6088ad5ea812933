"""The way from files of content to everything that is published."""

from __future__ import annotations

import pickle
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from rolebook.advise.advice import rule_ids
from rolebook.agreement import feed_disagreements, list_disagreements, tell
from rolebook.cache import Cache, hash_of, program_hash
from rolebook.changes.history import SCALES, Historian, History
from rolebook.check.content import RoleChecker, check_shared, read_content
from rolebook.check.vacancies import StatedReference, repeated_references
from rolebook.documents import (
    CRITERIA,
    OVERVIEW,
    Document,
    TooLong,
    Waiting,
    documents_of_site,
    group_path,
    known_documents,
    makers_hash,
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
from rolebook.problems import ContentProblems, Problem
from rolebook.render.career_pages import career_pages, criteria_index_pages
from rolebook.render.downloads import Download, offered_downloads
from rolebook.render.for_programs import files_for_programs
from rolebook.render.host_headers import host_files
from rolebook.render.list_pages import home_page, library_page
from rolebook.render.page import OutputFile, Page
from rolebook.render.page_head import PageHeads
from rolebook.render.publisher import Publisher
from rolebook.render.role_outputs import FILES, words_of
from rolebook.render.search.index import DIRECTORY, search_files
from rolebook.render.site_assets import site_assets
from rolebook.render.sitemap import sitemap_files
from rolebook.render.theme import Theme
from rolebook.render.web_pages import WebPages
from rolebook.revision import DRAFT, LastChange
from rolebook.settings import BuildSettings
from rolebook.stored_pages import StoredPage, kept_page
from rolebook.stored_roles import StoredRole, kept
from rolebook.workers import Crew, crew
from rolebook.workshop import DocumentsTask, PageTask, RoleTask, Workshop


@dataclass(frozen=True)
class Publication:
    """The pages and files of the site, before the theme is put round the pages."""

    pages: tuple[Page, ...]
    files: tuple[OutputFile, ...]
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    """Documents that are made when somebody asks for them, by their paths"""
    place: Scratch | None = None
    """The folder in which files stand until they are written, where there is no cache"""


class Scratch:
    """A folder that lasts as long as somebody holds this."""

    def __init__(self) -> None:
        """Make it."""
        self.folder = Path(tempfile.mkdtemp(prefix="rolebook-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)


#: Files of site_config/ whose change is a change of the roles.
_SHARED_BY_ROLES = (
    "organisations", "locations", "general_duties", "shared_criteria", "statements",
    "professional_bodies", "pay_scales",
)  # fmt: skip


def publish(settings: BuildSettings, memory: Kept | None = None) -> Publication:
    """Read, check, enrich and render; nothing is written to the site.

    What was worked out before, from the same, is taken from the cache. ``memory`` is given while
    serving, the same for each build: documents are then left to be made when somebody asks.

    Raises:
        ContentProblems: when a file of content has a problem.
        PdfRendererError: when a PDF cannot be made, which is a fault of the templates.
        DisagreementError: when what was made does not say what the files say.
        WorkerError: when a process that worked on roles came to its end.
    """
    place = None
    if settings.cache is None:
        place = Scratch()
        settings = replace(settings, cache=Cache(place.folder, print))
    content, checker = _shared_content(settings)
    workshop = Workshop(settings.for_workers(), content, checker)
    assert settings.cache is not None, "there is one by now"
    with crew(workshop, settings.cache.work_folder(), settings) as workers:
        roles = _roles(content, settings, workers, memory or NothingKept())
        site = site_view(content, roles)
        waiting: Mapping[str, Waiting] = {}
        documents: list[Document] = []
        if memory is not None:
            waiting = waiting_documents(site, settings)
            downloads = {path: Download(path) for path in waiting}
        else:
            documents = [] if settings.pages_only else _documents(site, roles, settings, workers)
            downloads = {
                made.path: Download(made.path, made.size, made.pages) for made in documents
            }
        pages = _role_pages(site, roles, downloads, settings, workers)
    files = _files(site, roles, documents, settings)
    pages += _other_pages(site, downloads, files, settings, memory)
    return Publication(tuple(pages), files, waiting, place)


def _shared_content(settings: BuildSettings) -> tuple[Content, RoleChecker]:
    """Read and check what roles share, or take it from the cache.

    Raises:
        ContentProblems: with every problem of every file, when there is one in what roles share.
    """
    assert settings.cache is not None, "publish gives one"
    names = [path.relative_to(settings.root).as_posix() for path in _content_files(settings.root)]
    key = hash_of("shared", settings.shared_key, "\n".join(names))
    entry = settings.cache.get(key)
    if entry is not None:
        with suppress(Exception):
            held: tuple[Content, RoleChecker] = pickle.loads(entry.path.read_bytes())  # noqa: S301
            return held
    printable = printable_characters(settings.templates / "fonts")
    shared = check_shared(settings.root, printable, rule_ids())
    if shared.problems or shared.content is None:
        # Whatever is wrong with the roles is told as well.
        read_content(settings.root, settings.now.date(), printable, rule_ids())
        raise ContentProblems(list(shared.problems))
    today = settings.now.date()
    checker = RoleChecker(shared.reader, shared.known, today, rule_ids())
    settings.cache.put(key, pickle.dumps((shared.content, checker), 5), {})
    return shared.content, checker


def _content_files(root: Path) -> list[Path]:
    folders = (root / "content", root / "site_config")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def _roles(
    content: Content, settings: BuildSettings, workers: Crew, memory: Kept
) -> tuple[StoredRole, ...]:
    """Work out every role that is not kept, in the order of their titles.

    Raises:
        ContentProblems: with every problem of every role, when there is one.
    """
    tasks = [_task(id_, file, settings) for id_, file in content.files.items()]
    cache, now = settings.cache, settings.now
    assert cache is not None, "publish gives one"

    def at_hand(task: RoleTask) -> StoredRole | None:
        return kept(cache, task.key, content, now)

    found = {
        task.id: memory.again(("role", task.id), (task.key, now), partial(at_hand, task))
        for task in tasks
    }
    new = [task for task in tasks if found[task.id] is None]
    problems: list[Problem] = []
    references: list[StatedReference] = []
    disagreements: list[str] = []
    for task, done in zip(new, workers.do("role", new, lambda task: task.id), strict=True):
        problems.extend(done.problems)
        references.extend(done.references)
        disagreements.extend(done.disagreements)
        if not done.problems:
            found[task.id] = at_hand(task)
    roles = [role for role in found.values() if role is not None]
    old = {task.id for task in new}
    references.extend(one for role in roles if role.id not in old for one in role.references)
    in_order = sorted(references, key=lambda one: (one.place.file, one.place.line))
    problems.extend(repeated_references(in_order))
    if problems:
        raise ContentProblems(problems)
    tell(disagreements)
    return tuple(sorted(roles, key=lambda role: (role.title, role.id)))


def _task(id_: str, file: str, settings: BuildSettings) -> RoleTask:
    data = (settings.root / file).read_bytes()
    change = _last_change(file, settings)
    key = hash_of("role", settings.shared_key, file, data, str(change.day), change.version)
    return RoleTask(id_, file, data, change, key)


def _documents(
    site: SiteView, roles: Sequence[StoredRole], settings: BuildSettings, workers: Crew
) -> list[Document]:
    """Make every document, or take it from the cache.

    Raises:
        ContentProblems: when an advert does not fit its page.
    """
    made = makers_hash(settings.templates)
    keys = [hash_of("documents", role.key, made) for role in roles]
    cache = settings.cache
    assert cache is not None, "publish gives one"
    found = {key: known_documents(cache, key) for key in keys}
    tasks = [DocumentsTask(role.id, role.key, key) for role, key in zip(roles, keys, strict=True)
             if found[key] is None]  # fmt: skip
    problems = []
    results = workers.do("documents", tasks, lambda task: task.id, together=1)
    for task, done in zip(tasks, results, strict=True):
        if isinstance(done, TooLong):
            problems.append(done.problem)
        else:
            found[task.key] = done
    if problems:
        raise ContentProblems(problems)
    of_roles = [document for key in keys for document in found[key] or ()]
    return [*of_roles, *documents_of_site(site, settings)]


def _role_pages(
    site: SiteView,
    roles: Sequence[StoredRole],
    downloads: Mapping[str, Download],
    settings: BuildSettings,
    workers: Crew,
) -> list[Page]:
    """Render the page of every role that is not kept."""
    histories = _histories(site.content, roles, settings)
    linked = settings.source_prefix if site.content.site.role_source_link else None
    similar = similar_roles(roles)
    on_path = careers_by_role(site.careers)
    editions = site.content.site.editions
    tasks = [
        PageTask(
            id=role.id,
            role_key=role.key,
            downloads=tuple(offered_downloads(role.id, editions, downloads)),
            source_link=linked + role.source.removeprefix("content/") if linked else None,
            history=histories[role.id],
            similar=similar[role.id],
            careers=on_path.get(role.id, ()),
        )
        for role in roles
    ]
    cache = settings.cache
    assert cache is not None, "publish gives one"
    keys = [task.key for task in tasks]
    pages = {key: kept_page(cache, key) for key in keys}
    new = [task for task, key in zip(tasks, keys, strict=True) if pages[key] is None]
    disagreements: list[str] = []
    for task, told in zip(new, workers.do("page", new, lambda task: task.id), strict=True):
        disagreements.extend(told)
        pages[task.key] = kept_page(cache, task.key)
    tell(disagreements)
    return [page for key in keys if (page := pages[key]) is not None]


def _files(
    site: SiteView,
    roles: Sequence[StoredRole],
    documents: Sequence[Document],
    settings: BuildSettings,
) -> tuple[OutputFile, ...]:
    """Give every file but the pages; those that list roles are held against them."""
    publisher = Publisher(settings.site_name, settings.site_address)
    listing = tuple(files_for_programs(roles, publisher))
    by_path = {file.path: file.data for file in listing if isinstance(file.data, bytes)}
    tell([*list_disagreements(roles, by_path), *feed_disagreements(roles, by_path)])
    own = [
        OutputFile(f"roles/{role.id}/{name}", data, f"{role.key} {name}")
        for role in roles
        for name in FILES
        if (data := role.file(name)) is not None
    ]
    return (
        *site_assets(settings.templates, site.content),
        *host_files(),
        *(OutputFile(made.path, made.data, made.key) for made in documents),
        *listing,
        *own,
        *search_files(words_of(role) for role in roles),
    )


def _other_pages(
    site: SiteView,
    downloads: Mapping[str, Download],
    files: Iterable[OutputFile],
    settings: BuildSettings,
    memory: Kept | None,
) -> list[Page]:
    """Render the pages that are about no one role."""
    web = WebPages(settings.templates, site.content.site, memory)
    directory = next(file.data for file in files if file.path == DIRECTORY)
    assert isinstance(directory, bytes), "what has just been made is in memory"
    heads = PageHeads(web, Publisher(settings.site_name, settings.site_address))
    # What lists roles changes with them.
    newest = max(role.content_date for role in site.roles)
    pages = [*_listing_pages(web, site, downloads), web.search(directory)]
    return [heads.page(page if page.changed else replace(page, changed=newest)) for page in pages]


def _listing_pages(
    web: WebPages, site: SiteView, downloads: Mapping[str, Download]
) -> Iterator[Page]:
    vacancies, library = vacancy_listing(site.roles), role_listing(site.roles)
    yield home_page(web, vacancies, library)
    yield library_page(web, vacancies, library)
    yield from career_pages(web, site.careers, job_families(site.roles))
    yield from criteria_index_pages(web, criteria_index(site.roles, site.content))
    yield web.overview(site.roles, site.groups, downloads.get(OVERVIEW))
    yield web.compare_any(site.roles, site.groups)
    for group in site.groups:
        yield web.group(group, downloads.get(group_path(group)))
    if site.matrix is not None:
        yield web.criteria(site.matrix, site.roles, downloads.get(CRITERIA))


def site_files(
    publication: Publication, theme: Theme, site_name: str, site_address: str
) -> Iterator[OutputFile]:
    """Give every file of the site: the pages with the theme round them, and all others."""
    yield from theme.files
    for page in publication.pages:
        path = f"{page.address}index.html"
        if isinstance(page, StoredPage) and theme.key:
            # Filled only where it is written, and most builds find it written already.
            key = f"{page.key} {theme.key} {site_address}"
            yield OutputFile(path, partial(_filled, page, theme, site_address), key)
        else:
            yield OutputFile(path, _filled(page, theme, site_address))
    yield from publication.files
    publisher = Publisher(site_name, site_address)
    yield from sitemap_files(publication.pages, theme.others, publisher)


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


def _histories(
    content: Content, roles: Sequence[StoredRole], settings: BuildSettings
) -> Mapping[str, History]:
    """Give what each role's page tells of its history."""
    if settings.past.known == "none":
        return dict.fromkeys((role.id for role in roles), History(known=False))
    scales = settings.root / SCALES
    held = scales.read_bytes() if scales.is_file() else b""
    files = {role.id: (role.source, (settings.root / role.source).read_bytes()) for role in roles}
    assert settings.cache is not None, "publish gives one"
    memory, by_id = _Memory(settings.cache), {role.id: role for role in roles}
    historian = Historian(settings.past, content, by_id, settings.now, held, memory, program_hash())
    return historian.histories(files)


def _filled(page: Page, theme: Theme, site_address: str) -> bytes:
    return theme.filled(page, site_address).encode()


@dataclass(frozen=True)
class _Memory:
    """The cache, as what works out histories wants it."""

    cache: Cache

    def recall(self, key: str) -> bytes | None:
        entry = self.cache.get(key)
        return entry.path.read_bytes() if entry else None

    def keep(self, key: str, data: bytes) -> None:
        self.cache.put(key, data, {})
