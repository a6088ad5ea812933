"""Steps for pages and files about many roles, such as ``roles.json``, each from parts of roles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rolebook.base.words import Words
from rolebook.enrich.site.careers import career_view, job_families
from rolebook.enrich.site.compared_role import ComparedRole
from rolebook.enrich.site.comparison import (
    CriterionGroup,
    SideBySide,
    criteria_matrix,
    side_by_side,
)
from rolebook.enrich.site.criteria_index import criteria_index
from rolebook.enrich.site.listing import Entry, role_listing, vacancy_listing
from rolebook.enrich.site.role_card import AskedOf, AskingRole, RoleCard
from rolebook.enrich.site.similar import RoleTraits, SimilarRole, similar_roles
from rolebook.model.person_specification import SharedCriterion
from rolebook.model.site_config import (
    AllowedHosts,
    CareerPath,
    Comparison,
    Logo,
    Organisation,
    SiteSettings,
)
from rolebook.render.feeds.calendar import closing_dates
from rolebook.render.feeds.feed_entries import FeedEntry
from rolebook.render.feeds.feed_list import feed_files, feeds
from rolebook.render.feeds.jobs_xml import JOB_FEED, job_feed
from rolebook.render.feeds.role_data import role_list, schema_files
from rolebook.render.feeds.role_table import TABLE, role_table
from rolebook.render.search.index import WordBlock, merged, search_files, word_block
from rolebook.render.search.role_words import RoleWords
from rolebook.render.web.career_pages import career_pages, criteria_index_pages
from rolebook.render.web.downloads import Download
from rolebook.render.web.host_headers import host_files
from rolebook.render.web.list_pages import list_pages
from rolebook.render.web.page import OutputFile, Page
from rolebook.render.web.page_head import PageHeads
from rolebook.render.web.pages import WebPages
from rolebook.render.web.publisher import Publisher
from rolebook.render.web.site_assets import site_assets
from rolebook.render.web.sitemap import robots_file
from rolebook.render.web.templates import CompiledTemplates, compiled_templates
from rolebook.store.reference import Noted, Parts, Raw, TreeFiles

from .role_step import web_pages
from .self_check import list_disagreements, tell


def _files(files: Iterable[OutputFile]) -> Parts:
    return Parts({file.path: Raw(file.read()) for file in files})


# Files for programs


def fixed_files(allowed: AllowedHosts, publisher: Publisher) -> Parts:
    """Give the files that follow from no role."""
    return _files([*host_files(allowed), *schema_files(publisher), robots_file(publisher)])


def asset_files(
    templates: TreeFiles,
    styled: tuple[SiteSettings, Mapping[str, Organisation], Mapping[str, Logo], Mapping[str, Logo]],
) -> Parts:
    """Give the style sheets, scripts, logos and pictures of the site."""
    return _files(site_assets(templates.files, *styled))


def closing_file(
    events: Iterable[Sequence[tuple[dt.datetime, bytes]]], publisher: Publisher, words: Words
) -> Parts:
    """Give the calendar of closing dates."""
    return _files([closing_dates((one for each in events for one in each), publisher, words)])


def role_list_file(
    ids: Sequence[str], records: Iterable[bytes], publisher: Publisher, words: Words
) -> Parts:
    """Give the list of all roles as data."""
    file = role_list(records, publisher)
    tell(tuple(list_disagreements(ids, (), {file.path: file.read()}, words)))
    return _files([file])


def table_file(rows: Iterable[Sequence[tuple[str, str]]]) -> Parts:
    """Give the table of all roles for spreadsheets."""
    return Parts({TABLE: Raw(role_table(rows))})


def all_feeds(
    roles: Iterable[RoleCard],
    entries: Iterable[Sequence[FeedEntry]],
    changed: dt.date | None,
    publisher: Publisher,
    words: Words,
) -> Parts:
    """Give the feeds of open vacancies."""
    cards = tuple(roles)
    found = feeds(cards, (one for each in entries for one in each), changed, publisher, words)
    files = tuple(feed_files(found, publisher))
    tell(tuple(list_disagreements((), cards, {file.path: file.read() for file in files}, words)))
    return _files(files)


def job_board_file(
    roles: Iterable[RoleCard], jobs: Iterable[bytes], publisher: Publisher, words: Words
) -> Parts:
    """Give the vacancies for job boards."""
    file = OutputFile(JOB_FEED, job_feed(jobs, publisher))
    tell(tuple(list_disagreements((), tuple(roles), {file.path: file.read()}, words)))
    return _files([file])


def indexed_words(roles: Iterable[RoleWords]) -> WordBlock:
    """Index the words of some roles."""
    return word_block(roles)


def index_files(blocks: Iterable[WordBlock], words: Words) -> Parts:
    """Give the files in which a browser looks words up."""
    return _files(search_files(merged(blocks), words("status.closed")))


# Comparing roles


def compared(
    id_: str,
    comparison: Comparison,
    cards: Iterable[AskingRole],
    roles: Sequence[ComparedRole],
    words: Words,
) -> SideBySide:
    """Compare the roles of a named group."""
    return side_by_side(id_, comparison, cards, tuple(roles), words)


def matrix(roles: Sequence[ComparedRole], words: Words) -> tuple[CriterionGroup, ...]:
    """Give which role asks for which criterion."""
    return tuple(criteria_matrix(tuple(roles), words))


def similar(roles: Sequence[RoleTraits], words: Words) -> dict[str, tuple[SimilarRole, ...]]:
    """Give the roles that are like each role, by their ids."""
    return similar_roles(tuple(roles), words)


# Pages


def page_templates(templates: TreeFiles) -> CompiledTemplates:
    """Compile the templates of pages."""
    return compiled_templates({name: data.decode() for name, data in templates.files.items()})


@dataclass(frozen=True)
class Around:
    """What every page about many roles has: templates, words, settings, and the last change."""

    templates: Any
    """Compiled templates, or what stands for them"""
    words: Any
    """The catalogue of words, or what stands for it"""
    site: SiteSettings
    publisher: Publisher
    changed: dt.date | None

    @property
    def web(self) -> WebPages:
        """What renders the pages."""
        return web_pages(self.templates, self.site, self.words)

    def finished(self, pages: Iterable[Page]) -> Parts:
        """Give pages with their head and their day, and note what lists of pages say of them."""
        heads = PageHeads(self.web, self.publisher)
        # What lists roles changes with them.
        dated = (page if page.changed else replace(page, changed=self.changed) for page in pages)
        whole = {page.address: heads.page(page) for page in dated}
        listed = {
            address: (page.title, page.changed, page.listed) for address, page in whole.items()
        }
        return Parts({**whole, "listed": Noted(listed)})


def vacancy_and_role_pages(
    vacancies: Iterable[Sequence[Entry]],
    library: Iterable[Entry],
    around: Around,
) -> Parts:
    """Give the pages that list vacancies, and roles without one."""
    words = around.words
    open_ = vacancy_listing((entry for each in vacancies for entry in each), words)
    return around.finished(list_pages(around.web, open_, role_listing(library, words)))


def overview_pages(
    roles: Iterable[RoleCard],
    groups: Iterable[SideBySide],
    table: Download | None,
    around: Around,
) -> Parts:
    """Give the page of all roles at a glance, and that on which readers choose roles to compare."""
    cards, named = tuple(roles), tuple(groups)
    pages = [around.web.overview(cards, named, table)]
    if "compare" in around.site.outputs:
        pages.append(around.web.compare_any(cards, named))
    return around.finished(pages)


def criteria_pages(
    roles: Iterable[AskedOf],
    criteria: Mapping[str, SharedCriterion],
    around: Around,
) -> Parts:
    """Give the pages of which roles ask for what."""
    index = criteria_index(roles, criteria, around.words)
    return around.finished(criteria_index_pages(around.web, index))


def career_path_pages(
    paths: Mapping[str, CareerPath],
    steps: Iterable[AskingRole],
    roles: Iterable[RoleCard],
    around: Around,
) -> Parts:
    """Give the pages of career paths and job families; ``steps`` are the roles of the paths."""
    by_id = {role.id: role for role in steps}
    careers = tuple(career_view(id_, path, by_id, around.words) for id_, path in paths.items())
    return around.finished(career_pages(around.web, careers, job_families(roles)))


def group_page(
    group: SideBySide,
    pdf: Download | None,
    around: Around,
) -> Parts:
    """Give the page of a named comparison."""
    return around.finished([around.web.group(group, pdf)])


def matrix_page(
    groups: Sequence[CriterionGroup],
    roles: Iterable[AskingRole],
    pdf: Download | None,
    around: Around,
) -> Parts:
    """Give the page of which role asks for which criterion."""
    return around.finished([around.web.criteria(groups, tuple(roles), pdf)])


def search_page(
    directory: bytes,
    around: Around,
) -> Parts:
    """Give the page of the search."""
    return around.finished([around.web.search(directory)])
