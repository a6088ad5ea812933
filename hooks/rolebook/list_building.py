"""Pages and files about many roles, made again where what they are made of differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from rolebook.build.self_check import list_disagreements, tell
from rolebook.build.settings import BuildSettings
from rolebook.cache import Cache, DamagedError, hash_of
from rolebook.enrich.site.careers import job_families
from rolebook.enrich.site.criteria_index import criteria_index
from rolebook.enrich.site.listing import LIBRARY, VACANCIES, role_listing, vacancy_listing
from rolebook.enrich.site.site_view import SiteView
from rolebook.kept_documents import (
    CRITERIA,
    OVERVIEW,
    Document,
    group_path,
)
from rolebook.kept_files import files_again
from rolebook.last_build import LastBuild
from rolebook.render.feeds.for_programs import FOR_PROGRAMS, FilesOfRoles
from rolebook.render.feeds.role_outputs import FILES, WORDS, words_of
from rolebook.render.feeds.role_table import TABLE
from rolebook.render.search.index import (
    DIRECTORY,
    WordIndex,
    search_files,
    with_changed,
    word_index,
)
from rolebook.render.web.career_pages import career_pages, criteria_index_pages
from rolebook.render.web.downloads import Download
from rolebook.render.web.host_headers import host_files
from rolebook.render.web.list_pages import list_pages
from rolebook.render.web.page import OutputFile, Page
from rolebook.render.web.page_head import PageHeads
from rolebook.render.web.pages import WebPages
from rolebook.render.web.publisher import Publisher
from rolebook.render.web.site_assets import site_assets
from rolebook.role_building import compared_hash
from rolebook.stored_roles import (
    CARD,
    StoredRole,
    digest_of,
)


def list_files(
    site: SiteView[StoredRole], settings: BuildSettings, known: LastBuild
) -> tuple[OutputFile, ...]:
    """Give every file but pages and documents; those that list roles are held against them."""
    roles = site.roles
    publisher = Publisher(settings.site_name, settings.site_address)

    def for_programs(kind: FilesOfRoles) -> tuple[OutputFile, ...]:
        def make() -> tuple[OutputFile, ...]:
            files = tuple(kind.write(roles, publisher))
            made = {file.path: file.data for file in files if isinstance(file.data, bytes)}
            tell(tuple(list_disagreements(roles, made)))
            return files

        listed = (digest_of(roles, CARD, *kind.pieces), str(site.changed)) if kind.pieces else ()
        key = hash_of("for programs", settings.shared_key, *kind.pieces, *listed)
        return files_again(known, settings.kept_in, key, make)

    def index_words() -> Iterable[OutputFile]:
        return search_files(_word_index(roles, settings, known))

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
        *(file for kind in FOR_PROGRAMS for file in for_programs(kind)),
        *own,
        *files_again(
            known, settings.kept_in, hash_of("search", settings.shared_key, words), index_words
        ),
    )


def document_files(documents: Iterable[Document], cache: Cache) -> Iterator[OutputFile]:
    """Give documents as files; one that was kept is looked at only where it is written."""
    for made in documents:
        data = partial(cache.whole, made.key) if made.is_kept else made.read()
        yield OutputFile(made.path, data, made.key)


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


def other_pages(
    site: SiteView[StoredRole],
    downloads: Mapping[str, Download],
    files: Iterable[OutputFile],
    settings: BuildSettings,
    web: WebPages,
    known: LastBuild,
) -> list[Page]:
    """Render the pages that are about no one role."""
    roles = site.roles
    offered = [downloads[path] for path in sorted(downloads) if path.startswith("compare/")]
    shared = hash_of(settings.shared_key, str(site.changed), repr(offered))
    directory = next(file.read() for file in files if file.path == DIRECTORY)
    heads = PageHeads(web, Publisher(settings.site_name, settings.site_address))

    def finished(pages: Iterable[Page]) -> tuple[Page, ...]:
        # What lists roles changes with them.
        dated = [page if page.changed else replace(page, changed=site.changed) for page in pages]
        return tuple(heads.page(page) for page in dated)

    def lists() -> tuple[Page, ...]:
        return finished(list_pages(web, vacancy_listing(roles), role_listing(roles)))

    def of_all() -> tuple[Page, ...]:
        table = downloads.get(OVERVIEW) if site.is_printed else Download(TABLE)
        overview = web.overview(roles, site.groups, table)
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
        known.again(hash_of("of some", shared, compared_hash(site)), of_some),
        known.again(
            hash_of("search page", shared, directory), lambda: finished([web.search(directory)])
        ),
    )
    return [page for pages in made for page in pages]
