"""The way from files of content to everything that is published."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from rolebook.base.problems import Problem
from rolebook.build.settings import BuildSettings
from rolebook.cache import Cache, CannotKeepError, DamagedError, hash_of, program_hash
from rolebook.changes.shared_past import SharedPast
from rolebook.enrich.site.site_view import SiteView
from rolebook.kept import Kept
from rolebook.kept_documents import Waiting
from rolebook.last_build import LastBuild
from rolebook.list_building import document_files, list_files, other_pages
from rolebook.render.web.downloads import Download
from rolebook.render.web.page import OutputFile, Page
from rolebook.render.web.publisher import Publisher
from rolebook.render.web.sitemap import sitemap_files
from rolebook.render.web.theme import Theme
from rolebook.role_building import (
    built_roles,
    documents_begun,
    role_pages,
    shared_content,
)
from rolebook.stored_pages import StoredPage
from rolebook.workers import crew
from rolebook.workshop import Workshop

T = TypeVar("T")


@dataclass(frozen=True)
class Publication:
    """The pages and files of the site, before the theme is put round the pages."""

    pages: tuple[Page, ...]
    files: tuple[OutputFile, ...]
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    """Documents that are made when somebody asks for them, by their paths"""
    holds: tuple[float, float] = (0.0, 0.0)
    """Moments, in seconds of Unix, between which the same files give the same site"""
    left_out: tuple[Problem, ...] = ()
    """What is to be put right where a document could not be made, and is not in the site"""
    place: Scratch | None = None
    """The folder in which files stand until they are written, where there is no cache"""


class Scratch:
    """A folder that lasts as long as somebody holds this."""

    def __init__(self) -> None:
        """Make it."""
        self.folder = Path(tempfile.mkdtemp(prefix="rolebook-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)


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
        # Something kept is gone or damaged, which the cache has told, or a file has changed since
        # the build began: all is looked up once more.
        known.forget()
        settings = replace(settings, file_digests=None)
        made = _publish(settings, memory, known)
    except CannotKeepError:
        if place is not None:
            raise
        # The cache is full, or another user's, as it has told: this build does without it.
        known.forget()
        place = Scratch()
        settings = replace(settings, cache=Cache(place.folder, print), file_digests=None)
        made = _publish(settings, memory, known)
        known.forget()
    return replace(made, place=place)


def _publish(settings: BuildSettings, memory: Kept | None, known: LastBuild) -> Publication:
    content, checker = shared_content(settings, known)
    shared = SharedPast(settings.past, content, settings.now, partial(_again, known))
    workshop = Workshop(
        settings.for_workers(),
        content,
        checker,
        settings.shared_key,
        memory,
        tuple(shared),
        hash_of(*shared.names),
    )
    cache = settings.kept_in
    with crew(workshop, cache.work_folder(), settings) as workers:
        roles = built_roles(workshop, settings, workers, known)
        site = SiteView(content, roles)
        begun = None
        if memory is None and not settings.pages_only:
            begun = documents_begun(site, settings, workers, known)
    files = list_files(site, settings, known)
    documents, left_out = begun() if begun else ([], [])
    downloads = {made.path: Download(made.path, made.size, made.pages) for made in documents}
    waiting: Mapping[str, Waiting] = {}
    if memory is not None:
        # What makes documents takes long to load, and most builds make none.
        from rolebook.documents import waiting_documents

        waiting = waiting_documents(site, settings)
        downloads = {path: Download(path) for path in waiting}
    web = workshop.web
    pages = role_pages(site, downloads, settings, web, known)
    pages += other_pages(site, downloads, files, settings, web, known)
    if memory is None:
        # All lists have been made; of thousands of roles this is most of what a build holds.
        for role in roles:
            role.let_go()
    files = (*files, *document_files(documents, cache))
    since = max((role.head.since for role in roles), default=0.0)
    until = min((role.head.until for role in roles), default=0.0)
    return Publication(tuple(pages), files, waiting, (since, until), tuple(sorted(left_out)))


def _again(known: LastBuild, key: str, make: Callable[[], T]) -> T:
    """Give what this program made of something, or make it."""
    return known.again(hash_of(program_hash(), key), make)


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


def _filled(page: Page, theme: Theme, site_address: str) -> bytes:
    return theme.filled(page.whole, site_address).encode()
