"""The way from files of content to everything that is published."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from rolebook.agreement import feed_disagreements, list_disagreements, tell
from rolebook.cache import Cache, DamagedError, hash_of, program_hash
from rolebook.changes.history_days import SCALES, History
from rolebook.check.content import RoleChecker, check_shared, read_content
from rolebook.check.vacancies import StatedReference, repeated_references
from rolebook.enrich.careers import careers_by_role, job_families
from rolebook.enrich.criteria_index import criteria_index
from rolebook.enrich.listing import LIBRARY, VACANCIES, role_listing, vacancy_listing
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.enrich.similar import similar_roles
from rolebook.enrich.site_view import SiteView
from rolebook.kept import Kept, NothingKept
from rolebook.kept_documents import (
    CRITERIA,
    OVERVIEW,
    Document,
    TooLong,
    Waiting,
    group_path,
    known_documents,
    makers_hash,
)
from rolebook.last_build import LastBuild
from rolebook.model.content import Content
from rolebook.model.vacancy import Vacancy
from rolebook.problems import ContentProblems, Problem
from rolebook.render.calendar import CLOSING
from rolebook.render.career_pages import career_pages, criteria_index_pages
from rolebook.render.downloads import Download, offered_downloads
from rolebook.render.feed_entries import FEED
from rolebook.render.feeds_jobs import JOBS
from rolebook.render.for_programs import files_for_programs
from rolebook.render.host_headers import host_files
from rolebook.render.list_pages import home_page, library_page
from rolebook.render.page import OutputFile, Page
from rolebook.render.page_head import PageHeads
from rolebook.render.publisher import Publisher
from rolebook.render.role_data import RECORD
from rolebook.render.role_outputs import FILES, WORDS, words_of
from rolebook.render.role_table import ROW
from rolebook.render.search.index import (
    DIRECTORY,
    WordIndex,
    search_files,
    with_changed,
    word_index,
)
from rolebook.render.site_assets import site_assets
from rolebook.render.sitemap import sitemap_files
from rolebook.render.theme import Theme
from rolebook.render.web_pages import WebPages
from rolebook.revision import DRAFT, LastChange
from rolebook.settings import BuildSettings
from rolebook.site_folder import keyed
from rolebook.stored_pages import StoredPage, kept_values, stored_page
from rolebook.stored_roles import (
    CARD,
    Head,
    StoredRole,
    digest_of,
    kept_head,
    stored_role,
    version_key,
)
from rolebook.workers import Crew, crew
from rolebook.workshop import DocumentsTask, PageTask, RoleTask, Workshop


@dataclass(frozen=True)
class Publication:
    """The pages and files of the site, before the theme is put round the pages."""

    pages: tuple[Page, ...]
    files: tuple[OutputFile, ...]
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    """Documents that are made when somebody asks for them, by their paths"""
    holds: tuple[float, float] = (0.0, 0.0)
    """Moments, in seconds of Unix, between which the same files give the same site"""
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


def publish(
    settings: BuildSettings, memory: Kept | None = None, known: LastBuild | None = None
) -> Publication:
    """Read, check, enrich and render; nothing is written to the site.

    What was worked out before, from the same, is taken from the cache, and from what the last
    build knew. ``memory`` is given while serving, the same for each build: documents are then left
    to be made when somebody asks.

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
    known = known or LastBuild()
    try:
        made = _publish(settings, memory, known)
    except DamagedError:
        # Something kept is gone or damaged, which the cache has told: all is looked up once more.
        known.forget()
        made = _publish(settings, memory, known)
    return replace(made, place=place)


def _publish(settings: BuildSettings, memory: Kept | None, known: LastBuild) -> Publication:
    content, checker = _shared_content(settings, known)
    workshop = Workshop(settings.for_workers(), content, checker)
    cache = settings.kept_in
    with crew(workshop, cache.work_folder(), settings) as workers:
        roles = _roles(content, settings, workers, known)
        site = SiteView(content, roles)
        waiting: Mapping[str, Waiting] = {}
        documents: list[Document] = []
        if memory is not None:
            # What makes documents takes long to load, and most builds make none.
            from rolebook.documents import waiting_documents

            waiting = waiting_documents(site, settings)
            downloads = {path: Download(path) for path in waiting}
        else:
            documents = [] if settings.pages_only else _documents(site, settings, workers, known)
            downloads = {
                made.path: Download(made.path, made.size, made.pages) for made in documents
            }
        pages = _role_pages(site, downloads, settings, workers, known)
    files = _files(site, documents, settings, known)
    pages += _other_pages(site, downloads, files, settings, memory, known)
    since = max((role.head.since for role in roles), default=0.0)
    until = min((role.head.until for role in roles), default=0.0)
    return Publication(tuple(pages), files, waiting, (since, until))


def _shared_content(settings: BuildSettings, known: LastBuild) -> tuple[Content, RoleChecker]:
    """Read and check what roles share, or take what the last build knew.

    Raises:
        ContentProblems: with every problem of every file, when there is one in what roles share.
    """
    names = [path.relative_to(settings.root).as_posix() for path in _content_files(settings.root)]
    key = hash_of("shared", settings.shared_key, str(settings.root), "\n".join(names))

    def read() -> tuple[Content, RoleChecker]:
        from rolebook.advise.advice import rule_ids
        from rolebook.fonts import printable_characters

        printable = printable_characters(settings.templates / "fonts")
        shared = check_shared(settings.root, printable, rule_ids())
        today = settings.now.date()
        if shared.problems or shared.content is None:
            # Whatever is wrong with the roles is told as well.
            read_content(settings.root, today, printable, rule_ids())
            raise ContentProblems(list(shared.problems))
        return shared.content, RoleChecker(shared.reader, shared.known, today, rule_ids())

    return known.again(key, read)


def _content_files(root: Path) -> list[Path]:
    folders = (root / "content", root / "site_config")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def _roles(
    content: Content, settings: BuildSettings, workers: Crew, known: LastBuild
) -> tuple[StoredRole, ...]:
    """Work out every role that is not kept, in the order of their titles.

    Raises:
        ContentProblems: with every problem of every role, when there is one.
    """
    tasks = [_task(id_, file, settings) for id_, file in content.files.items()]
    heads = {task.id: _head(task.key, settings, known) for task in tasks}
    new = [task for task in tasks if heads[task.id] is None]
    problems: list[Problem] = []
    references: list[StatedReference] = []
    disagreements: list[str] = []
    for task, done in zip(new, workers.do("role", new, lambda task: task.id), strict=True):
        problems.extend(done.problems)
        disagreements.extend(done.disagreements)
        references.extend(done.references)
        if done.head is not None:
            heads[task.id] = done.head
            known.note(task.key, done.head)
    fresh = {task.id for task in new}
    found = [(task, head) for task in tasks if (head := heads[task.id]) is not None]
    references.extend(
        one for task, head in found if task.id not in fresh for one in head.references
    )
    in_order = sorted(references, key=lambda one: (one.place.file, one.place.line))
    problems.extend(repeated_references(in_order))
    if problems:
        raise ContentProblems(problems)
    tell(disagreements)
    roles = [
        stored_role(settings.kept_in, version_key(task.key, head), head, content)
        for task, head in found
    ]
    return tuple(sorted(roles, key=lambda role: (role.title, role.id)))


def _task(id_: str, file: str, settings: BuildSettings) -> RoleTask:
    data = (settings.root / file).read_bytes()
    change = _last_change(file, settings)
    key = hash_of("role", settings.shared_key, file, data, str(change.day), change.version)
    return RoleTask(id_, file, data, change, key)


def _head(key: str, settings: BuildSettings, known: LastBuild) -> Head | None:
    """Give the head of a role that was worked out before, if it holds at this moment."""
    head: Head | None = known.recall(key)
    if head is None and (head := kept_head(settings.kept_in, key)):
        known.note(key, head)
    moment = settings.now.timestamp()
    return head if head and head.since <= moment < head.until else None


def _documents(
    site: SiteView[StoredRole], settings: BuildSettings, workers: Crew, known: LastBuild
) -> list[Document]:
    """Make every document, or take it from the cache.

    Raises:
        ContentProblems: when an advert does not fit its page.
    """
    made = makers_hash(settings.templates)
    cache = settings.kept_in
    tasks = [
        DocumentsTask(role.id, role.key, hash_of("documents", role.key, made))
        for role in site.roles
    ]
    found: dict[str, Sequence[Document] | None] = {
        task.key: known.recall(task.key) or known_documents(cache, task.key) for task in tasks
    }
    new = [task for task in tasks if found[task.key] is None]
    problems = []
    results = workers.do("documents", new, lambda task: task.id, together=1)
    for task, done in zip(new, results, strict=True):
        if isinstance(done, TooLong):
            problems.append(done.problem)
        else:
            found[task.key] = done
    if problems:
        raise ContentProblems(problems)
    for task in tasks:
        known.note(task.key, found[task.key])
    of_roles = [document for task in tasks for document in found[task.key] or ()]
    key = hash_of("comparisons", made, settings.shared_key, _compared(site))

    def compare() -> list[Document]:
        from rolebook.documents import documents_of_site

        return documents_of_site(site, settings)

    return [*of_roles, *known.again(key, compare)]


def _compared(site: SiteView[StoredRole]) -> str:
    """Give the hash of what comparisons of roles are made from."""
    named = [name for comparison in site.content.comparisons.values() for name in comparison.roles]
    named += [name for path in site.content.career_paths.values() for name in path.roles]
    whole = {role.id: role.key for role in site.roles if site.has_matrix or role.id in named}
    newest = max(role.content_date for role in site.roles)
    return hash_of(digest_of(site.roles, CARD), str(newest), repr(sorted(whole.items())))


def _role_pages(
    site: SiteView[StoredRole],
    downloads: Mapping[str, Download],
    settings: BuildSettings,
    workers: Crew,
    known: LastBuild,
) -> list[Page]:
    """Render the page of every role that is not kept."""
    roles, content = site.roles, site.content
    histories = _histories(content, roles, settings)
    linked = settings.source_prefix if content.site.role_source_link else None
    key = hash_of("similar", settings.shared_key, digest_of(roles, CARD))
    similar = known.again(key, lambda: similar_roles(roles))
    on_path = careers_by_role(content.career_paths)
    tasks = [
        PageTask(
            id=role.id,
            role_key=role.key,
            downloads=tuple(offered_downloads(role.id, content.site.editions, downloads)),
            source_link=linked + role.source.removeprefix("content/") if linked else None,
            history=histories[role.id],
            similar=similar[role.id],
            careers=on_path.get(role.id, ()),
        )
        for role in roles
    ]
    cache = settings.kept_in
    keyed = [(task.key, task) for task in tasks]
    found = {key: known.recall(key) or kept_values(cache, key) for key, _ in keyed}
    new = [task for key, task in keyed if found[key] is None]
    disagreements: list[str] = []
    for task, done in zip(new, workers.do("page", new, lambda task: task.id), strict=True):
        disagreements.extend(done.disagreements)
        found[task.key] = done.values
    tell(disagreements)
    pages: list[Page] = []
    for key, _ in keyed:
        values = found[key]
        assert values is not None, "every page has been rendered by now"
        known.note(key, values)
        pages.append(stored_page(cache, key, values))
    return pages


def _files(
    site: SiteView[StoredRole],
    documents: Sequence[Document],
    settings: BuildSettings,
    known: LastBuild,
) -> tuple[OutputFile, ...]:
    """Give every file but the pages; those that list roles are held against them."""
    roles = site.roles
    publisher = Publisher(settings.site_name, settings.site_address)

    def list_roles() -> tuple[OutputFile, ...]:
        files = tuple(files_for_programs(roles, publisher))
        made = {file.path: file.data for file in files if isinstance(file.data, bytes)}
        tell([*list_disagreements(roles, made), *feed_disagreements(roles, made)])
        return tuple(keyed(file) for file in files)

    def index_words() -> tuple[OutputFile, ...]:
        return tuple(keyed(file) for file in search_files(_word_index(roles, settings, known)))

    listed = digest_of(roles, CARD, CLOSING, RECORD, ROW, JOBS, FEED)
    words = digest_of(roles, CARD, WORDS)
    own = [
        OutputFile(f"roles/{role.id}/{name}", partial(role.file, name), f"{role.key} {name}")
        for role in roles
        for name in FILES
        if role.has_file(name)
    ]
    return (
        *site_assets(settings.templates, site.content),
        *host_files(),
        *(_document_file(made, settings.kept_in) for made in documents),
        *known.again(hash_of("listed", settings.shared_key, listed), list_roles),
        *own,
        *known.again(hash_of("search", settings.shared_key, words), index_words),
    )


def _document_file(made: Document, cache: Cache) -> OutputFile:
    """Give a document as a file: one that was kept is looked at only where it is written."""
    kept = isinstance(made.data, Path)
    return OutputFile(made.path, partial(cache.whole, made.key) if kept else made.data, made.key)


#: More roles than these are sooner indexed anew than put into the index one by one.
_FEW_CHANGED = 20


def _word_index(
    roles: Sequence[StoredRole], settings: BuildSettings, known: LastBuild
) -> WordIndex:
    """Index the words of all roles, or change in the last index what has changed since."""
    key = hash_of("word index", settings.shared_key)
    before: tuple[list[tuple[str, str]], WordIndex] | None = known.recall(key)
    here = [(role.id, role.key) for role in roles]
    if before is not None and [one[0] for one in before[0]] == [one[0] for one in here]:
        old_keys, index = before
        changed = [at for at, one in enumerate(here) if one != old_keys[at]]
        if len(changed) <= _FEW_CHANGED:
            with suppress(DamagedError):  # what it was before may have been tidied away
                for at in changed:
                    old = roles[at].as_kept(old_keys[at][1])
                    index = with_changed(index, at, words_of(old), words_of(roles[at]))
                known.note(key, (here, index))
                return index
    index = word_index(words_of(role) for role in roles)
    known.note(key, (here, index))
    return index


def _other_pages(
    site: SiteView[StoredRole],
    downloads: Mapping[str, Download],
    files: Iterable[OutputFile],
    settings: BuildSettings,
    memory: Kept | None,
    known: LastBuild,
) -> list[Page]:
    """Render the pages that are about no one role."""
    roles = site.roles
    newest = max(role.content_date for role in roles)
    offered = [downloads[path] for path in sorted(downloads) if path.startswith("compare/")]
    shared = hash_of(settings.shared_key, str(newest), repr(offered))
    directory = next(file.read() for file in files if file.path == DIRECTORY)
    compiled = settings.kept_in.templates_folder()
    web = WebPages(settings.templates, site.content.site, memory, compiled)
    heads = PageHeads(web, Publisher(settings.site_name, settings.site_address))

    def finished(pages: Iterable[Page]) -> tuple[Page, ...]:
        # What lists roles changes with them.
        dated = [page if page.changed else replace(page, changed=newest) for page in pages]
        return tuple(heads.page(page) for page in dated)

    def lists() -> tuple[Page, ...]:
        vacancies, library = vacancy_listing(roles), role_listing(roles)
        return finished([home_page(web, vacancies, library), library_page(web, vacancies, library)])

    def of_all() -> tuple[Page, ...]:
        overview = web.overview(roles, site.groups, downloads.get(OVERVIEW))
        index = criteria_index_pages(web, criteria_index(roles, site.content))
        return finished([*index, overview, web.compare_any(roles, site.groups)])

    def of_some() -> tuple[Page, ...]:
        return finished(
            [
                *career_pages(web, site.careers, job_families(roles)),
                *(web.group(group, downloads.get(group_path(group))) for group in site.groups),
                *(
                    [web.criteria(site.matrix, roles, downloads.get(CRITERIA))]
                    if site.matrix is not None
                    else ()
                ),
            ]
        )

    made = (
        known.again(hash_of("lists", shared, digest_of(roles, VACANCIES, LIBRARY)), lists),
        known.again(hash_of("of all", shared, digest_of(roles, CARD)), of_all),
        known.again(hash_of("of some", shared, _compared(site)), of_some),
        known.again(
            hash_of("search page", shared, directory), lambda: finished([web.search(directory)])
        ),
    )
    return [page for pages in made for page in pages]


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
    from rolebook.advise.advice import rule_ids
    from rolebook.fonts import printable_characters

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
    from rolebook.changes.history import Historian  # takes long to load

    scales = settings.root / SCALES
    held = scales.read_bytes() if scales.is_file() else b""
    files = {role.id: (role.source, (settings.root / role.source).read_bytes()) for role in roles}
    memory, by_id = _Memory(settings.kept_in), {role.id: role for role in roles}
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
