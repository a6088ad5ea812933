"""The sections of a role, in the order in which a candidate reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rolebook.base.document_tree import Block, Fact, Facts, List, Section, Table, Text, paragraph
from rolebook.base.prose import Prose
from rolebook.base.words import Words
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
    words = content.words
    organisation = content.organisations[role.organisation]
    if role.advert and (opening := _introduction(role.advert, words)):
        yield Section("about-the-role", words("sections.about-the-role"), tuple(opening))
    if role.purpose:
        yield Section("purpose", words("sections.purpose"), role.purpose.blocks)
    if role.structure:
        yield Section("structure", words("sections.structure"), role.structure.blocks)
    terms = tuple(
        fact
        for fact in without(facts, "closes", *_PAY, *_CHECKS)
        if not fact.key.startswith("supplement_")
    )
    yield Section("terms", words("sections.terms"), (Facts(terms),))
    yield duty_section(role, content)
    if role.requirements:
        yield requirements_section(role.requirements, content)
    if role.person_specification:
        introduction = role.person_specification.introduction
        blocks = (
            *(introduction.blocks if introduction else ()),
            criteria_table(told.criteria, words),
        )
        yield Section("person-specification", words("sections.person-specification"), blocks)
    yield _pay_section(told)
    for extra in role.extra_sections:
        yield Section(f"{EXTRA}{extra.anchor}", extra.title, extra.text.blocks)
    if role.checks:
        detail = role.checks.detail.blocks if role.checks.detail else ()
        checks = (Facts(pick(facts, *_CHECKS)), *detail)
        yield Section("checks", words("sections.checks"), checks)
    if key_dates := key_dates_section(role, told.openings, told.today, words):
        yield key_dates
    yield apply_section(
        role,
        told.openings,
        words,
        lambda vacancy: _differences(told, vacancy),
        told.ended,
        told.status,
    )
    if contact := contact_section(told.openings, words):
        yield contact
    if about := about_section(organisation, content):
        yield about
    if organisation.statements:
        parts = tuple(
            Section(f"statement-{id_}", statement.title, statement.text.blocks)
            for id_ in organisation.statements
            if (statement := content.statements[id_])
        )
        yield Section("statements", words("sections.statements"), (), parts)


def _differences(told: SectionInput, vacancy: Vacancy) -> Differences:
    role = as_advertised(told.role, vacancy)
    words = told.content.words
    figures = pay_figures(role.pay, role.hours, told.content.pay_scales, told.today, words)
    # The start and the number of posts are said of each opening, whether or not they differ.
    stated = without(role_facts(role, told.content, figures), "start", "posts")
    facts = [fact for fact in stated if fact not in told.facts]
    if role.pay == told.role.pay:
        return Differences(tuple(facts), ())
    if role.pay.detail and role.pay.detail != told.role.pay.detail:
        facts.append(
            Fact("pay_detail", words("facts.pay_detail"), "", blocks=role.pay.detail.blocks)
        )
    return Differences(tuple(facts), tuple(_tier_blocks(role.pay, figures, words)))


def _introduction(advert: Advert, words: Words) -> list[Block]:
    blocks: list[Block] = []
    if advert.introduction:
        blocks.extend(advert.introduction.blocks)
    if advert.about:
        blocks.extend(advert.about.blocks)
    if advert.who_should_apply:
        blocks.append(paragraph(words("advert.who_should_apply")))
        blocks.append(_prose_list(advert.who_should_apply))
    if advert.who_cannot_apply:
        blocks.append(paragraph(words("advert.who_cannot_apply")))
        blocks.append(_prose_list(advert.who_cannot_apply))
    return blocks


def _prose_list(items: Iterable[Prose]) -> List:
    return List(tuple(item.blocks for item in items))


def _pay_section(told: SectionInput) -> Section:
    role, facts, words = told.role, told.facts, told.content.words
    organisation = told.content.organisations[role.organisation]
    shown = tuple(fact for fact in facts if fact.key in _PAY or fact.key.startswith("supplement_"))
    blocks = _tier_blocks(role.pay, told.pay, words)
    if blocks:
        shown = without(shown, "pay")  # the table says it in full
    if shown:
        blocks.insert(0, Facts(shown))
    if role.pay.detail:
        blocks.extend(role.pay.detail.blocks)
    parts = []
    if role.advert and role.advert.what_we_offer:
        offer = _prose_list(role.advert.what_we_offer)
        parts.append(Section("what-we-offer", words("sections.what-we-offer"), (offer,)))
    benefits = (*(role.advert.benefits if role.advert else ()), *organisation.benefits)
    if benefits:
        listed = List(tuple((paragraph(benefit),) for benefit in benefits))
        parts.append(Section("benefits", words("sections.benefits"), (listed,)))
    title = words("sections.pay-and-benefits" if parts else "sections.pay")
    return Section("pay-and-benefits", title, tuple(blocks), tuple(parts))


def _tier_blocks(pay: Pay, figures: PayFigures, words: Words) -> list[Block]:
    """Give the table of tiers, and what takes more than a cell to say; nothing for other pay."""
    if not isinstance(pay, TieredPay):
        return []
    blocks: list[Block] = [_tier_table(pay, figures, words)]
    if figures.scale_note:
        blocks.append(paragraph(figures.scale_note))
    if details := tuple(_tier_details(pay, words)):
        blocks.append(Facts(details))
    return blocks


def _tier_details(pay: TieredPay, words: Words) -> Iterator[Fact]:
    """Give the details that a cell of the table cannot hold: lists, links and emphasis."""
    for number, tier in enumerate(pay.tiers, start=1):
        details = [
            (words("lists.labelled", label=tier.when, text=one.name), one.detail)
            for one in tier.pay.supplements
        ]
        for label, detail in (*details, (tier.when, tier.pay.detail)):
            if detail and not _fits_cell(detail):
                yield Fact(f"tier_{number}", label, "", blocks=detail.blocks)


def _fits_cell(detail: Prose) -> bool:
    """Whether a detail is one paragraph of plain words."""
    return all(isinstance(one, Text) for one in detail.inlines or (None,))


def _in_cell(detail: Prose | None) -> str:
    return detail.plain if detail and _fits_cell(detail) else ""


def _tier_table(pay: TieredPay, figures: PayFigures, words: Words) -> Table:
    """Give each tier a row; columns in which no tier says anything are left out."""
    rows = []
    for tier, worked_out in zip(pay.tiers, figures.tiers, strict=True):
        said = [worked_out.stated, payment_words(tier.pay, words)]
        for supplement in tier.pay.supplements:
            text = supplement_words(supplement, words)
            said.append(words("lists.labelled", label=supplement.name, text=text))
            said.append(_in_cell(supplement.detail))
        said.append(_in_cell(tier.pay.detail))
        *others, last = (part for part in said if part)
        stated = ". ".join((*(part.removesuffix(".") for part in others), last))
        rows.append((tier.when, stated, worked_out.for_these_hours, "; ".join(tier.includes)))
    header = (
        pay.depends_on[:1].upper() + pay.depends_on[1:],
        words("tiers.pay"),
        words("tiers.for_these_hours"),
        words("tiers.includes"),
    )
    kept = [0, 1, *(column for column in (2, 3) if any(row[column] for row in rows))]
    shown = tuple(tuple(row[column] for column in kept) for row in rows)
    return Table(words("tiers.caption"), tuple(header[column] for column in kept), shown)
