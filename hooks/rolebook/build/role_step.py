"""What is worked out from one role alone: read, checked, worded, and rendered in parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rolebook.base.dates import LONDON
from rolebook.base.problems import Problem
from rolebook.base.words import Words
from rolebook.changes.past import DRAFT
from rolebook.changes.published import RolePast, RoleVersions
from rolebook.check.roles import RoleChecker
from rolebook.check.rules.vacancies import StatedReference, stated_references
from rolebook.check.shape.records import read_record
from rolebook.enrich.expected_facts import expected_facts
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site.compared_role import compared_role
from rolebook.enrich.site.listing import library_entry, vacancy_entries
from rolebook.enrich.site.role_card import asked_of, asking_role, role_card
from rolebook.enrich.site.similar import traits_of
from rolebook.enrich.turning_days import turning_moments
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.model.site_config import SiteSettings
from rolebook.read.decoding import decode
from rolebook.read.source_file import read_source_file
from rolebook.render.feeds.calendar import closing_events, dates_file
from rolebook.render.feeds.feed_entries import entries_of
from rolebook.render.feeds.jobs_xml import jobs_of
from rolebook.render.feeds.role_data import role_file, role_record
from rolebook.render.feeds.role_table import table_row
from rolebook.render.search.role_words import role_words
from rolebook.render.web.compare_data import compare_file
from rolebook.render.web.page import Page
from rolebook.render.web.page_head import PageHeads
from rolebook.render.web.pages import WebPages
from rolebook.render.web.publisher import Publisher
from rolebook.render.web.role_slots import PageContext, with_slots
from rolebook.render.web.templates import CompiledTemplates
from rolebook.store.moment import Moment
from rolebook.store.records import Lookups
from rolebook.store.reference import Noted, Parts, Raw, SourceBytes

from .self_check import page_disagreements, record_disagreements
from .shared_content import Common, before_in, content_of, reader_of


@dataclass(frozen=True)
class RoleHead:
    """What every build asks of a role, or what is wrong with it."""

    references: tuple[StatedReference, ...]
    problems: tuple[Problem, ...] = ()
    disagreements: tuple[str, ...] = ()
    id: str = ""
    title: str = ""
    organisation_id: str = ""
    organisation_name: str = ""
    changed: dt.date | None = None
    listed: bool = True
    """Whether search engines may find its page"""
    has_criteria: bool = False
    is_judged_by_statement: bool = False


def role_parts(
    id_: str,
    file: SourceBytes,
    versions: RoleVersions,
    common: Common,
    templates: CompiledTemplates,
    publisher: Publisher,
    with_documents: bool,
    lookups: Lookups,
    moment: Moment,
) -> Parts:
    """Read, check and word a role, and render everything that follows from it alone.

    ``versions`` are those of its file, with what they hold. What documents are made from is given
    only ``with_documents``, since they take as long as all else.
    """
    content = content_of(common, lookups.lists)
    now = moment.among(())
    reader = reader_of(common, lookups.lists)
    checker = RoleChecker(reader, lookups.lists, now.date(), common.rules)
    checked = checker.check(Path(file.name), file.data)
    reading = checked.reading
    references = tuple(stated_references(reading)) if reading else ()
    if checked.problems or reading is None or reading.record is None:
        head = RoleHead(references, checked.problems)
        return Parts({"head": Noted(head)}, kept=False)
    role = reading.record
    moment.among(turning_moments(role, content.pay_scales))
    view = _view(id_, role, file, versions, content, before_in(lookups.lists), now)
    if view.version == DRAFT and view.content_date:
        # What is not committed is of the day on which somebody looks at it.
        midnights = (view.content_date, view.content_date + dt.timedelta(days=1))
        moment.among(dt.datetime.combine(day, dt.time(), LONDON) for day in midnights)
    return _rendered(view, references, content, templates, publisher, with_documents)


def _view(
    id_: str,
    role: Role,
    file: SourceBytes,
    versions: RoleVersions,
    content: Content,
    before: Mapping[str, Any],
    now: dt.datetime,
) -> RoleView:
    held = {**versions.blobs, str(versions.versions[-1].blob): file.data}
    was = RolePast(id_, role, versions.holding(held), content, before, now)
    return was.dated_view(file.name)


def _rendered(
    view: RoleView,
    references: tuple[StatedReference, ...],
    content: Content,
    templates: CompiledTemplates,
    publisher: Publisher,
    with_documents: bool,
) -> Parts:
    web = web_pages(templates, content.site, content.words)
    page = PageHeads(web, publisher).role(web.role(view), view)
    words = role_words(view)
    record, whole = role_record(view, publisher), role_file(view, publisher)
    claims = expected_facts(view, content)
    disagreements = (
        *record_disagreements(view, claims, whole, record),
        *page_disagreements(view, claims, page),
    )
    head = RoleHead(
        references,
        disagreements=disagreements,
        id=view.id,
        title=view.title,
        organisation_id=view.organisation_id,
        organisation_name=view.organisation.name,
        changed=view.content_date,
        listed=page.listed,
        has_criteria=bool(view.criteria),
        is_judged_by_statement=view.is_judged_by_statement,
    )
    # What has the name of a file is published in the folder of the role's page.
    files = {
        "role.json": whole,
        "compare.json": compare_file(view),
        "search.json": words.text,
        "dates.ics": dates_file(view, publisher),
    }
    parts: dict[str, Any] = {
        "head": Noted(head),
        "card": role_card(view),
        "asking": asking_role(view),
        "asked": asked_of(view),
        "compared": compared_role(view),
        "traits": traits_of(view),
        "record": Raw(record),
        "row": table_row(view, publisher),
        "words": replace(words, parts=()),
        "page": page,
        **{name: Raw(data) for name, data in files.items() if data is not None},
    }
    if view.is_open:
        parts["vacancies"] = vacancy_entries(view)
        parts["closing"] = closing_events(view, publisher)
        parts["jobs"] = Raw(jobs_of(view, publisher))
        if publisher.address:  # without one, an entry has no address
            parts["feed"] = entries_of(view, publisher)
    else:
        parts["library"] = library_entry(view)
    if with_documents:
        parts.update(_documents(view, content, publisher))
    # What was refused once must not be taken over by the next build.
    return Parts(parts, kept=not disagreements)


def _documents(view: RoleView, content: Content, publisher: Publisher) -> Iterator[tuple[str, Any]]:
    # What documents are made with takes long to load.
    from .document_data import documents_of

    return documents_of(view, content, publisher)


#: The pages of the last templates and settings: every role of a build has the same.
_last: list[tuple[tuple[CompiledTemplates, SiteSettings, Words], WebPages]] = []


def web_pages(templates: CompiledTemplates, site: SiteSettings, words: Words) -> WebPages:
    """Give what renders pages; that of the last time where nothing is other than then."""
    given = (templates, site, words)
    if not (_last and all(one is other for one, other in zip(_last[0][0], given, strict=True))):
        _last[:] = [(given, WebPages(templates, site, words))]
    return _last[0][1]


def stated_role(file: SourceBytes) -> Role:
    """Read a role that has been checked."""
    text = decode(file.name, file.data)
    assert isinstance(text, str), "it was read before"
    role = read_record(Role, read_source_file(file.name, text)).record
    assert role is not None, "it was read before"
    return role


def finished_page(
    page: Page,
    around: PageContext,
    templates: CompiledTemplates,
    site: SiteSettings,
    words: Words,
) -> Page:
    """Fill the slots of a role's page with what it tells of more than the role."""
    filled = web_pages(templates, site, words).slots(around)
    headings = around.headings(page.headings, words)
    return replace(page, html=with_slots(page.html, filled), headings=headings)
