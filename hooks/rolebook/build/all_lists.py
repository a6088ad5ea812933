"""The pages and files of a site besides its documents, as far as they are not stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from rolebook.enrich.site.careers import careers_of
from rolebook.enrich.site.similar import SimilarRole
from rolebook.render.feeds.role_table import TABLE
from rolebook.render.search.index import DIRECTORY
from rolebook.render.web.downloads import (
    CRITERIA,
    OVERVIEW,
    Download,
    group_path,
    offered_downloads,
)
from rolebook.render.web.page import ListedPage, OutputFile
from rolebook.render.web.role_slots import PageContext, SimilarLink
from rolebook.store.reference import Each, Result
from rolebook.store.store import Store

from . import list_steps
from .all_roles import BuiltRole, Roles, Shared, histories
from .publication import stored_file
from .role_step import finished_page
from .settings import BuildSettings
from .sources import asset_tree

#: Roles whose words are indexed together: an edit indexes so many again.
_BLOCK = 64
#: Outputs of the site that look words up.
_USE_INDEX = {"search", "compare"}
#: The file of each role that an output reads.
_ROLE_FILES = {"search": "search.json", "compare": "compare.json"}


def all_files(
    store: Store, shared: Shared, roles: Roles, settings: BuildSettings
) -> tuple[OutputFile, ...]:
    """Give every file but pages and documents; those that list roles are held against them."""
    publisher, each = settings.publisher, roles.each
    outputs = shared.project.site.outputs
    ids = tuple(role.head.id for role in roles.built)
    words = each("words").references
    blocks = [Each(words[at : at + _BLOCK]) for at in range(0, len(words), _BLOCK)]
    indexed = store.all([(list_steps.indexed_words, block) for block in blocks])
    left_out = {file for output, file in _ROLE_FILES.items() if output not in outputs}
    calls: list[tuple[Any, ...]] = [
        (list_steps.asset_files, asset_tree(settings), shared.styled),
        (list_steps.closing_file, each("closing"), publisher, shared.words),
        (list_steps.role_list_file, ids, each("record"), publisher, shared.words),
        (list_steps.fixed_files, shared.project.site.allowed_hosts, publisher),
    ]
    if _USE_INDEX.intersection(outputs):
        calls.append((list_steps.index_files, Each([one.whole for one in indexed]), shared.words))
    if "table" in outputs:
        calls.append((list_steps.table_file, each("row")))
    if publisher.address:  # without one, an entry has no address
        cards = each("card")
        if "feeds" in outputs:
            feed = each("feed")
            calls.append(
                (list_steps.all_feeds, cards, feed, roles.changed, publisher, shared.words)
            )
        if "job-feed" in outputs:
            jobs = each("jobs")
            calls.append((list_steps.job_board_file, cards, jobs, publisher, shared.words))
    made = store.all(calls)
    of_roles = (
        stored_file(store, f"roles/{role.head.id}/{name}", part)
        for role in roles.built
        for name, part in role.parts.parts.items()
        if "." in name and name not in left_out
    )
    of_many = (
        stored_file(store, path, part) for result in made for path, part in result.parts.items()
    )
    return (*of_many, *of_roles)


def all_pages(
    store: Store,
    shared: Shared,
    roles: Roles,
    downloads: Mapping[str, Download],
    directory: bytes,
    settings: BuildSettings,
) -> tuple[ListedPage, ...]:
    """Give every page; ``directory`` is what the page of the search is told of its index."""
    site = shared.project.site
    listed = store.value(shared.listed)
    each, groups = roles.each, [group for _, group in roles.groups]
    steps = dict.fromkeys(id_ for _, _, ids in shared.project.paths for id_ in ids)

    sheet = Download(TABLE) if "table" in site.outputs else None
    table = downloads.get(OVERVIEW) if roles.is_printed else sheet
    criteria: list[tuple[Any, ...]] = []
    if "criteria" in site.outputs:
        criteria = [(list_steps.criteria_pages, each("asked"), listed["shared_criteria"])]
    calls: list[tuple[Any, ...]] = [
        (list_steps.vacancy_and_role_pages, each("vacancies"), each("library")),
        *criteria,
        (list_steps.overview_pages, each("card"), Each(groups), table),
        (
            list_steps.career_path_pages,
            listed["career_paths"],
            each("asking", steps),
            each("card"),
        ),
        *(
            (list_steps.group_page, group, downloads.get(group_path(id_)))
            for id_, group in roles.groups
        ),
    ]
    if roles.matrix is not None:
        pdf = downloads.get(CRITERIA)
        calls.append((list_steps.matrix_page, roles.matrix, each("asking"), pdf))
    if "search" in site.outputs:
        calls.append((list_steps.search_page, directory))
    around = list_steps.Around(
        shared.templates, shared.words, site, settings.publisher, roles.changed
    )
    made = store.all([(*call, around) for call in calls])
    own = _role_pages(store, shared, roles, downloads, settings)
    return (*own, *(page for result in made for page in _pages_in(store, result)))


def _pages_in(store: Store, result: Result) -> Iterator[ListedPage]:
    for address, (title, changed, listed) in result.noted["listed"].items():
        part = result[address]
        yield ListedPage(address, title, changed, listed, part.digest, partial(store.value, part))


def _role_pages(
    store: Store,
    shared: Shared,
    roles: Roles,
    downloads: Mapping[str, Download],
    settings: BuildSettings,
) -> Iterator[ListedPage]:
    """Give the page of every role; its slots are filled when it is written."""
    site = shared.project.site
    told = histories(store, shared, roles, settings)
    prefix = settings.source_prefix if site.role_source_link else None
    # Which are similar follows from no title, and the order is that of the ids: so while a
    # recruiter works on a title, nothing is compared again.
    found = store.value(
        store.call(
            list_steps.similar, roles.each("traits", sorted(roles.by_id)), shared.words
        ).whole
    )
    on_path = careers_of(shared.project.paths)

    def around(role: BuiltRole) -> PageContext:
        head = role.head
        return PageContext(
            organisation_id=head.organisation_id,
            has_criteria=head.has_criteria and "criteria" in site.outputs,
            downloads=tuple(offered_downloads(head.id, site.editions, downloads)),
            source_link=prefix + role.file.name.removeprefix("content/") if prefix else None,
            history=told[head.id],  # type: ignore[arg-type]  # or what stands for it
            similar=tuple(_link(one, roles.by_id) for one in found[head.id]),
            careers=on_path.get(head.id, ()),
        )

    items = [(role.parts["page"], around(role)) for role in roles.built]
    pages = store.deferred(finished_page, items, shared.templates, site, shared.words)
    for role, page in zip(roles.built, pages, strict=True):
        head = role.head
        yield ListedPage(
            f"roles/{head.id}/", head.title, head.changed, head.listed, page.key, page.value
        )


def _link(one: SimilarRole, by_id: Mapping[str, BuiltRole]) -> SimilarLink:
    head = by_id[one.id].head
    return SimilarLink(
        head.id, head.title, head.organisation_id, head.organisation_name, one.reason
    )


def directory_in(files: tuple[OutputFile, ...]) -> bytes:
    """Give what tells which files of words there are; nothing if no output looks words up."""
    return next((file.read() for file in files if file.path == DIRECTORY), b"")
