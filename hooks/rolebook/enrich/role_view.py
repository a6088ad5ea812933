"""A role as a reader sees it: the same facts and sections for every output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from rolebook.document import (
    Block,
    Fact,
    Facts,
    List,
    Paragraph,
    Section,
    Table,
    paragraph,
    plain_blocks,
)
from rolebook.model.advert import Advert
from rolebook.model.content import Content
from rolebook.model.pay import TieredPay
from rolebook.model.role import Role
from rolebook.model.site import Organisation
from rolebook.model.vacancy import Vacancy
from rolebook.money import WEEKS_A_YEAR
from rolebook.prose import Prose

from .applying import apply_section
from .criteria import RoleCriterion, criteria_table, role_criteria
from .duties import duty_section
from .facts import (
    base_in_short,
    closing_words,
    contract_in_short,
    hours_in_short,
    pick,
    role_facts,
    without,
)
from .pay import PayFigures, pay_figures
from .requirements import requirements_section
from .status import as_advertised, open_vacancies

#: Only for putting hourly and annual pay in one order: hours of a full-time week where a role
#: does not say. Never shown as a fact.
_USUAL_WEEK = Decimal("37.5")

_GLANCE = (
    "closes", "pay", "actual_pay", "hours", "amounts", "contract", "start", "base", "other_places",
    "workplace", "reports_to", "disclosure",
)  # fmt: skip
_CHECKS = ("disclosure", "right_to_work", "sponsorship", "health")
_PAY = ("pay", "actual_pay", "hourly_pay", "payment")


@dataclass(frozen=True)
class RoleView:
    """One role, worded and worked out. Nothing in it depends on the output that shows it."""

    id: str
    title: str
    organisation_id: str
    organisation: Organisation
    department: str
    summary: str
    glance: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    criteria: tuple[RoleCriterion, ...]
    pay: PayFigures
    hours: str
    base: str
    contract: str
    closing: str
    open_vacancies: tuple[Vacancy, ...]
    content_date: dt.date

    @property
    def is_open(self) -> bool:
        """Whether somebody can apply now."""
        return bool(self.open_vacancies)

    @property
    def is_example(self) -> bool:
        """Whether all openings are examples."""
        return self.is_open and all(vacancy.example for vacancy in self.open_vacancies)

    @property
    def pay_in_order(self) -> Decimal:
        """Pounds a year of a full-time year, only for putting roles in order; 0 if not known."""
        if self.pay.annual_equivalent:
            return self.pay.annual_equivalent.highest
        if self.pay.hourly:
            return self.pay.hourly.range.highest * _USUAL_WEEK * WEEKS_A_YEAR
        return Decimal(0)


def role_view(
    role_id: str, role: Role, content: Content, now: dt.datetime, content_date: dt.date
) -> RoleView:
    """Word a role as it is advertised at ``now``."""
    openings = open_vacancies(role, now)
    if len(openings) == 1:
        role = as_advertised(role, openings[0])
    organisation = content.organisations[role.organisation]
    pay = pay_figures(role.pay, role.hours, content.pay_scales, now.date())
    closing = "; ".join(closing_words(vacancy) for vacancy in openings)
    facts = role_facts(role, content, pay)
    if closing:
        facts = (Fact("closes", "Closing date", closing), *facts)
    criteria = role_criteria(role_id, role, content)
    return RoleView(
        id=role_id,
        title=role.title,
        organisation_id=role.organisation,
        organisation=organisation,
        department=role.department or "",
        summary=role.summary,
        glance=_glance(facts),
        facts=facts,
        sections=tuple(_sections(role, content, facts, criteria, openings, pay)),
        criteria=criteria,
        pay=pay,
        hours=hours_in_short(role.hours),
        base=base_in_short(role.place, content),
        contract=contract_in_short(role.contract),
        closing=closing,
        open_vacancies=openings,
        content_date=content_date,
    )


def _glance(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Choose the facts for the box at the top; what takes long to say stands further down."""
    chosen = tuple(
        replace(fact, blocks=(), note=fact.note if fact.computed else "")
        for fact in pick(facts, *_GLANCE)
    )
    keys = {fact.key for fact in chosen}
    return without(chosen, "other_places") if "base" in keys else chosen


def _sections(
    role: Role,
    content: Content,
    facts: tuple[Fact, ...],
    criteria: tuple[RoleCriterion, ...],
    openings: tuple[Vacancy, ...],
    pay: PayFigures,
) -> Iterable[Section]:
    organisation = content.organisations[role.organisation]
    if role.advert and (introduction := _introduction(role.advert)):
        yield Section("about-the-role", "About the role", tuple(introduction))
    if role.purpose:
        yield Section("purpose", "Purpose of the post", role.purpose.blocks)
    if role.structure:
        yield Section("structure", "Structure of the post", role.structure.blocks)
    terms = tuple(
        fact
        for fact in without(facts, "closes", *_PAY, *_CHECKS)
        if not fact.key.startswith("supplement_")
    )
    yield Section("terms", "The post in detail", (Facts(terms),))
    yield duty_section(role, content)
    if role.requirements:
        yield requirements_section(role.requirements, content)
    if criteria:
        specification = role.person_specification
        assert specification is not None
        opening = specification.introduction.blocks if specification.introduction else ()
        yield Section(
            "person-specification", "Person specification", (*opening, criteria_table(criteria))
        )
    yield _pay_section(role, content, facts, pay)
    if role.checks:
        detail = role.checks.detail.blocks if role.checks.detail else ()
        checks = (Facts(pick(facts, *_CHECKS)), *detail)
        yield Section("checks", "Checks before you start", checks)
    yield apply_section(role, openings)
    if organisation.about or organisation.values:
        yield _about(organisation)
    if organisation.statements:
        parts = tuple(
            Section(f"statement-{id_}", statement.title, statement.text.blocks)
            for id_ in organisation.statements
            if (statement := content.statements[id_])
        )
        yield Section("statements", "Our statements", (), parts)


def _introduction(advert: Advert) -> list[Block]:
    blocks: list[Block] = []
    if advert.introduction:
        blocks.extend(advert.introduction.blocks)
    if advert.about:
        blocks.extend(advert.about.blocks)
    if advert.who_should_apply:
        blocks.append(paragraph("We would like to hear from you if you are:"))
        blocks.append(_prose_list(advert.who_should_apply))
    if advert.who_cannot_apply:
        blocks.append(paragraph("We cannot consider:"))
        blocks.append(_prose_list(advert.who_cannot_apply))
    return blocks


def _prose_list(items: Iterable[Prose]) -> List:
    return List(tuple(item.blocks for item in items))


def _pay_section(role: Role, content: Content, facts: tuple[Fact, ...], pay: PayFigures) -> Section:
    organisation = content.organisations[role.organisation]
    shown = tuple(fact for fact in facts if fact.key in _PAY or fact.key.startswith("supplement_"))
    blocks: list[Block] = [Facts(shown)]
    if isinstance(role.pay, TieredPay):
        blocks.append(_tier_table(role.pay, pay))
    if role.pay.detail:
        blocks.extend(role.pay.detail.blocks)
    parts = []
    if role.advert and role.advert.what_we_offer:
        offer = _prose_list(role.advert.what_we_offer)
        parts.append(Section("what-we-offer", "What we offer", (offer,)))
    benefits = (*(role.advert.benefits if role.advert else ()), *organisation.benefits)
    if benefits:
        listed = List(tuple((paragraph(benefit),) for benefit in benefits))
        parts.append(Section("benefits", "Benefits", (listed,)))
    title = "Pay and benefits" if parts else "Pay"
    return Section("pay-and-benefits", title, tuple(blocks), tuple(parts))


def _tier_table(pay: TieredPay, figures: PayFigures) -> Table:
    rows = []
    for tier, worked_out in zip(pay.tiers, figures.tiers, strict=True):
        detail = plain_blocks(tier.pay.detail.blocks) if tier.pay.detail else ""
        words = ". ".join(part for part in (worked_out.stated, detail) if part)
        rows.append((tier.when, words, "; ".join(tier.includes)))
    header = (pay.depends_on[:1].upper() + pay.depends_on[1:], "Pay", "What comes with it")
    if not any(row[2] for row in rows):
        return Table("Pay", header[:2], tuple(row[:2] for row in rows))
    return Table("Pay", header, tuple(rows))


def _about(organisation: Organisation) -> Section:
    blocks: list[Block] = list(organisation.about.blocks) if organisation.about else []
    if organisation.values:
        blocks.append(Paragraph(paragraph("We value:").inlines))
        blocks.append(List(tuple((paragraph(value),) for value in organisation.values)))
    return Section("about-us", f"About {organisation.name}", tuple(blocks))
