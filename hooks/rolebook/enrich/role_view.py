"""A role as a reader sees it: the same facts and sections for every output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from rolebook.base.document_tree import (
    Fact,
    Section,
)
from rolebook.base.words import Words
from rolebook.enrich.pay.figures import PayFigures, pay_in_order
from rolebook.enrich.pay.pay_figures import pay_figures
from rolebook.enrich.sections.all_sections import SectionInput, role_sections
from rolebook.enrich.sections.applying import merged
from rolebook.enrich.sections.key_dates import start_is_ahead
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.model.site_config import Location, Logo, Organisation
from rolebook.model.vacancy import Vacancy

from .criteria import RoleCriterion, role_criteria
from .custom_fields import CustomValue, custom_values
from .facts import pick, role_facts, without
from .openings import closings, ended_words, facts_of_all, status_words
from .places import base_in_short, locations_of, place_ids
from .status import as_advertised, last_ended, open_vacancies, vacancy_status
from .vacancy_view import VacancyView, vacancy_views
from .working_terms import contract_in_short, hours_in_short

_GLANCE = (
    "closes", "differs", "pay", "actual_pay", "hours", "amounts", "contract", "posts", "start",
    "base", "other_places", "workplace", "reports_to", "disclosure",
)  # fmt: skip
#: What openings say in place of the role, after all that it states.
_LATER = ("start", "posts")


@dataclass(frozen=True)
class RoleView:
    """One role, worded and worked out. Nothing in it depends on the output that shows it.

    ``role`` is what it was made from, with what its only open vacancy changes. ``ended`` says how
    its last vacancy ended, where one has and none is open. ``locations`` are its base, then its
    other places of work.
    """

    id: str
    role: Role
    title: str
    organisation_id: str
    organisation: Organisation
    logo: Logo | None
    department: str
    summary: str
    glance: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    criteria: tuple[RoleCriterion, ...]
    custom_fields: tuple[CustomValue, ...]
    pay: PayFigures
    hours: str
    base: str
    contract: str
    closing: str
    locations: tuple[Location, ...]
    vacancies: tuple[VacancyView, ...]
    not_open: str
    """Why the one vacancy that is told as open is not; empty where it is"""
    ended: str
    content_date: dt.date | None
    version: str
    """The commit of that day, or "draft" where there are changes since"""
    source: str
    """The file that the role is read from, relative to the project"""
    words: Words
    """The words that every output about it takes"""

    @property
    def open_vacancies(self) -> tuple[Vacancy, ...]:
        """The vacancies that are open, the first to close first."""
        return tuple(view.vacancy for view in self.vacancies)

    @property
    def place_ids(self) -> tuple[str, ...]:
        """The ids of its base, then of its other places of work."""
        return place_ids(self.role.place)

    @property
    def job_family(self) -> str:
        """The job family that it states, or nothing."""
        return self.role.job_family or ""

    @property
    def is_judged_by_statement(self) -> bool:
        """Whether a criterion is assessed by application, so that candidates write a statement."""
        held = (each for each in self.criteria if each.essential or each.desirable)
        return any("application" in criterion.assessed_by for criterion in held)

    @property
    def is_open(self) -> bool:
        """Whether somebody can apply now."""
        return bool(self.open_vacancies) and not self.not_open

    @property
    def is_example(self) -> bool:
        """Whether all openings are examples."""
        return self.is_open and all(vacancy.example for vacancy in self.open_vacancies)

    @property
    def status(self) -> str:
        """Whether the role is open, in words for a badge."""
        if self.is_example:
            return self.words("status.example")
        if self.is_open:
            return self.words("status.open")
        return self.not_open or self.words("status.closed" if self.ended else "status.not_open")

    @property
    def pay_for_these_hours(self) -> str:
        """Pay worked out for the hours of the post, where it differs from full-time pay."""
        return self.pay.for_these_hours

    @property
    def closes_in_order(self) -> str:
        """The first closing date, only for putting roles in order; empty where there is none."""
        dates = [vacancy.closes for vacancy in self.open_vacancies if vacancy.closes]
        return min(dates).isoformat() if dates else ""

    @property
    def last_closes(self) -> str:
        """The moment from which nobody can apply any more; empty where none is known."""
        moments = [vacancy.closes for vacancy in self.open_vacancies if vacancy.closes]
        known = len(moments) == len(self.open_vacancies)
        return max(moments).isoformat() if moments and known else ""

    @property
    def pay_in_order(self) -> Decimal | None:
        """The least that a full-time year pays, in pounds, only for putting roles in order.

        None where it is not known. Nothing that is shown as a fact comes from here.
        """
        return pay_in_order(self.pay)


def role_view(
    role_id: str,
    role: Role,
    content: Content,
    now: dt.datetime,
    content_date: dt.date | None,
    version: str = "draft",
    source: str = "",
    vacancy: Vacancy | None = None,
    never_opened: Collection[str] = (),
) -> RoleView:
    """Word a role as it is advertised at ``now``.

    ``content_date`` is the day of its last change, where that is known, and ``version`` the commit,
    ``source`` the file that it is read from. ``vacancy``, open or not, is told in place of those
    that are open. Of the vacancies in ``never_opened``, which are over, nothing is told.
    """
    words = content.words
    if never_opened:
        held = tuple(one for one in role.vacancies if one.reference not in never_opened)
        role = role.model_copy(update={"vacancies": held})
    organisation = content.organisations[role.organisation]
    usual = merged(organisation.application, role.application)
    if usual is not role.application:
        role = role.model_copy(update={"application": usual})
    openings = (vacancy,) if vacancy else open_vacancies(role, now)
    status = vacancy_status(vacancy, now) if vacancy else "open"
    vacancies = vacancy_views(role, openings, content, now.date())
    ended = None if openings else last_ended(role, now)
    starts = [own.role.contract.start for own in vacancies] or [role.contract.start]
    if len(openings) == 1:
        role = as_advertised(role, openings[0])
    pay = pay_figures(role.pay, role.hours, content.pay_scales, now.date(), words)
    own = tuple(facts_of_all(role, openings, words))
    stated = without(role_facts(role, content, pay), *(fact.key for fact in own))
    facts = (*without(own, *_LATER), *stated, *pick(own, *_LATER))
    criteria = role_criteria(role_id, role, content)
    custom = custom_values(role, content)
    told = SectionInput(role, content, facts, criteria, openings, pay, now.date(), ended, status)
    return RoleView(
        id=role_id,
        role=role,
        title=role.title,
        organisation_id=role.organisation,
        organisation=organisation,
        logo=content.logos.get(role.organisation),
        department=role.department or "",
        summary=role.summary,
        glance=_glance(
            facts
            if any(start_is_ahead(start, now.date()) for start in starts)
            else without(facts, "start"),
            custom,
        ),
        facts=facts,
        sections=tuple(role_sections(told)),
        criteria=criteria,
        custom_fields=custom,
        pay=pay,
        hours=hours_in_short(role.hours, words),
        base=base_in_short(role.place, content),
        contract=contract_in_short(role.contract, words),
        closing=closings(openings, words) if openings else "",
        locations=locations_of(role.place, content),
        vacancies=vacancies,
        not_open=status_words(vacancy, status, words) if vacancy and status != "open" else "",
        ended=ended_words(ended, words) if ended else "",
        content_date=content_date,
        version=version,
        source=source,
        words=words,
    )


def _glance(facts: Iterable[Fact], custom: Iterable[CustomValue]) -> tuple[Fact, ...]:
    """Choose the facts for the box at the top; what takes long to say stands further down."""
    own = (each.fact.key for each in custom if each.field.shown == "at-a-glance")
    chosen = tuple(
        replace(fact, blocks=(), note=fact.note if fact.computed else "")
        for fact in pick(facts, *_GLANCE, *own)
    )
    keys = {fact.key for fact in chosen}
    return without(chosen, "other_places") if "base" in keys else chosen
