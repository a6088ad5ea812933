"""The sections of a role, in the order in which a candidate reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rolebook.base.document_tree import Block, Fact, Facts, List, Section, Table, Text, paragraph
from rolebook.base.prose import Prose
from rolebook.enrich.criteria import RoleCriterion, criteria_table
from rolebook.enrich.facts import payment_words, pick, role_facts, without
from rolebook.enrich.pay.figures import PayFigures
from rolebook.enrich.pay.pay_figures import pay_figures
from rolebook.enrich.pay.supplements import supplement_words
from rolebook.enrich.status import Status, as_advertised
from rolebook.model.advert import Advert
from rolebook.model.content import Content
from rolebook.model.pay import Pay, TieredPay
from rolebook.model.role import Role
from rolebook.model.vacancy import Vacancy

from .applying import Differences, apply_section
from .arrangement import EXTRA, arranged
from .contacts import contact_section
from .duties import duty_section
from .key_dates import key_dates_section
from .organisation import about_section
from .requirements import requirements_section

#: What leads into the lists of people who should and who cannot apply.
WANTED = "We would like to hear from:"
NOT_CONSIDERED = "We cannot consider:"

_CHECKS = ("disclosure", "right_to_work", "sponsorship", "health")
_PAY = ("pay", "actual_pay", "hourly_pay", "payment")


@dataclass(frozen=True)
class SectionInput:
    """What has been found out about a role, from which its sections are made."""

    role: Role
    content: Content
    facts: tuple[Fact, ...]
    criteria: tuple[RoleCriterion, ...]
    openings: tuple[Vacancy, ...]
    pay: PayFigures
    today: dt.date
    ended: Vacancy | None = None
    """The vacancy that ended last"""
    status: Status = "open"
    """That of the openings; only a single one may be told that is not open"""


def role_sections(told: SectionInput) -> list[Section]:
    """Give the sections of a role in their order; those without content are left out."""
    return arranged(_sections(told), told.content.site)


def _sections(told: SectionInput) -> Iterator[Section]:
    role, content, facts = told.role, told.content, told.facts
    organisation = content.organisations[role.organisation]
    if role.advert and (opening := _introduction(role.advert)):
        yield Section("about-the-role", "About the role", tuple(opening))
    if role.purpose:
        yield Section("purpose", "Purpose of the post", role.purpose.blocks)
    if role.structure:
        yield Section("structure", "Structure of the post", role.structure.blocks)
    terms = tuple(
        fact
        for fact in without(facts, "closes", *_PAY, *_CHECKS)
        if not fact.key.startswith("supplement_")
    )
    yield Section("terms", "Facts about the post", (Facts(terms),))
    yield duty_section(role, content)
    if role.requirements:
        yield requirements_section(role.requirements, content)
    if role.person_specification:
        introduction = role.person_specification.introduction
        blocks = (*(introduction.blocks if introduction else ()), criteria_table(told.criteria))
        yield Section("person-specification", "Person specification", blocks)
    yield _pay_section(told)
    for extra in role.extra_sections:
        yield Section(f"{EXTRA}{extra.anchor}", extra.title, extra.text.blocks)
    if role.checks:
        detail = role.checks.detail.blocks if role.checks.detail else ()
        checks = (Facts(pick(facts, *_CHECKS)), *detail)
        yield Section("checks", "Checks before you start", checks)
    if key_dates := key_dates_section(role, told.openings, told.today):
        yield key_dates
    yield apply_section(
        role,
        told.openings,
        lambda vacancy: _differences(told, vacancy),
        told.ended,
        told.status,
    )
    if contact := contact_section(told.openings):
        yield contact
    if about := about_section(organisation, content):
        yield about
    if organisation.statements:
        parts = tuple(
            Section(f"statement-{id_}", statement.title, statement.text.blocks)
            for id_ in organisation.statements
            if (statement := content.statements[id_])
        )
        yield Section("statements", "Our statements", (), parts)


def _differences(told: SectionInput, vacancy: Vacancy) -> Differences:
    role = as_advertised(told.role, vacancy)
    figures = pay_figures(role.pay, role.hours, told.content.pay_scales, told.today)
    # The start and the number of posts are said of each opening, whether or not they differ.
    stated = without(role_facts(role, told.content, figures), "start", "posts")
    facts = [fact for fact in stated if fact not in told.facts]
    if role.pay == told.role.pay:
        return Differences(tuple(facts), ())
    if role.pay.detail and role.pay.detail != told.role.pay.detail:
        facts.append(Fact("pay_detail", "About pay", "", blocks=role.pay.detail.blocks))
    return Differences(tuple(facts), tuple(_tier_blocks(role.pay, figures)))


def _introduction(advert: Advert) -> list[Block]:
    blocks: list[Block] = []
    if advert.introduction:
        blocks.extend(advert.introduction.blocks)
    if advert.about:
        blocks.extend(advert.about.blocks)
    if advert.who_should_apply:
        blocks.append(paragraph(WANTED))
        blocks.append(_prose_list(advert.who_should_apply))
    if advert.who_cannot_apply:
        blocks.append(paragraph(NOT_CONSIDERED))
        blocks.append(_prose_list(advert.who_cannot_apply))
    return blocks


def _prose_list(items: Iterable[Prose]) -> List:
    return List(tuple(item.blocks for item in items))


def _pay_section(told: SectionInput) -> Section:
    role, facts = told.role, told.facts
    organisation = told.content.organisations[role.organisation]
    shown = tuple(fact for fact in facts if fact.key in _PAY or fact.key.startswith("supplement_"))
    blocks = _tier_blocks(role.pay, told.pay)
    if blocks:
        shown = without(shown, "pay")  # the table says it in full
    if shown:
        blocks.insert(0, Facts(shown))
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


def _tier_blocks(pay: Pay, figures: PayFigures) -> list[Block]:
    """Give the table of tiers, and what takes more than a cell to say; nothing for other pay."""
    if not isinstance(pay, TieredPay):
        return []
    blocks: list[Block] = [_tier_table(pay, figures)]
    if figures.scale_note:
        blocks.append(paragraph(figures.scale_note))
    if details := tuple(_tier_details(pay)):
        blocks.append(Facts(details))
    return blocks


def _tier_details(pay: TieredPay) -> Iterator[Fact]:
    """Give the details that a cell of the table cannot hold: lists, links and emphasis."""
    for number, tier in enumerate(pay.tiers, start=1):
        details = [(f"{tier.when}: {one.name}", one.detail) for one in tier.pay.supplements]
        for label, detail in (*details, (tier.when, tier.pay.detail)):
            if detail and not _fits_cell(detail):
                yield Fact(f"tier_{number}", label, "", blocks=detail.blocks)


def _fits_cell(detail: Prose) -> bool:
    """Whether a detail is one paragraph of plain words."""
    return all(isinstance(one, Text) for one in detail.inlines or (None,))


def _in_cell(detail: Prose | None) -> str:
    return detail.plain if detail and _fits_cell(detail) else ""


def _tier_table(pay: TieredPay, figures: PayFigures) -> Table:
    """Give each tier a row; columns in which no tier says anything are left out."""
    rows = []
    for tier, worked_out in zip(pay.tiers, figures.tiers, strict=True):
        said = [worked_out.stated, payment_words(tier.pay)]
        for supplement in tier.pay.supplements:
            said.append(f"{supplement.name}: {supplement_words(supplement)}")
            said.append(_in_cell(supplement.detail))
        said.append(_in_cell(tier.pay.detail))
        *others, last = (part for part in said if part)
        words = ". ".join((*(part.removesuffix(".") for part in others), last))
        rows.append((tier.when, words, worked_out.for_these_hours, "; ".join(tier.includes)))
    header = (
        pay.depends_on[:1].upper() + pay.depends_on[1:],
        "Pay",
        "Worked out for these hours",
        "What comes with it",
    )
    kept = [0, 1, *(column for column in (2, 3) if any(row[column] for row in rows))]
    shown = tuple(tuple(row[column] for column in kept) for row in rows)
    return Table("Pay", tuple(header[column] for column in kept), shown)
