"""The facts of a role as label and value, each worded once for every output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolebook.base import dates
from rolebook.base.document_tree import Fact
from rolebook.base.money import number
from rolebook.base.suggestions import and_list
from rolebook.enrich.pay.figures import PayFigures
from rolebook.enrich.pay.supplements import supplement_words
from rolebook.model.content import Content
from rolebook.model.pay import PayTerms
from rolebook.model.pre_employment_checks import DISCLOSURE_NAMES, PreEmploymentChecks
from rolebook.model.role import Clients, Role, Training

from .custom_fields import custom_values, shown_facts
from .places import blocks_of, place_facts
from .working_terms import contract_facts, hours_facts


def role_facts(role: Role, content: Content, pay: PayFigures) -> tuple[Fact, ...]:
    """Give every fact of a role, in the order in which people ask for them."""
    return (
        *_identity(role, content),
        *pay_facts(role, pay),
        *hours_facts(role.hours),
        *contract_facts(role.contract),
        *place_facts(role.place, content),
        *_checks(role.checks),
        *shown_facts(custom_values(role, content)),
    )


def version_facts(role: Role) -> Iterator[Fact]:
    """Give the facts about the document itself, which only documents show: pages have none."""
    if role.version_note:
        yield Fact("version", "About this version", role.version_note)
    if role.review_date:
        yield Fact("review_date", "To be reviewed by", dates.day(role.review_date))


def pick(facts: Iterable[Fact], *keys: str) -> tuple[Fact, ...]:
    """Choose facts by their keys, in the order of the keys."""
    by_key = {fact.key: fact for fact in facts}
    return tuple(by_key[key] for key in keys if key in by_key)


def without(facts: Iterable[Fact], *keys: str) -> tuple[Fact, ...]:
    """Leave out facts by their keys."""
    return tuple(fact for fact in facts if fact.key not in keys)


def _identity(role: Role, content: Content) -> Iterator[Fact]:
    organisation = content.organisations[role.organisation]
    part_of = f", part of {organisation.part_of}" if organisation.part_of else ""
    yield Fact("organisation", "Organisation", organisation.name + part_of)
    if role.department:
        yield Fact("department", "Department", role.department)
    if role.job_family:
        yield Fact("job_family", "Job family", role.job_family)
    if role.grade:
        yield Fact("grade", "Grade", role.grade)
    if role.reference:
        yield Fact("reference", "Reference", role.reference)
    if role.reports_to:
        yield Fact("reports_to", "Reports to", and_list(role.reports_to))
    if role.reports_in_absence_to:
        posts = and_list(role.reports_in_absence_to)
        yield Fact("reports_in_absence_to", "In their absence, reports to", posts)
    if role.accountable_to:
        yield Fact("accountable_to", "Accountable to", and_list(role.accountable_to))
    if role.manages:
        managed_posts = [
            f"{managed.post} ({number(managed.fte)} FTE)" if managed.fte else managed.post
            for managed in role.manages
        ]
        yield Fact("manages", "Manages", "; ".join(managed_posts))
    if role.works_with:
        yield Fact("works_with", "Works closely with", "; ".join(role.works_with))
    if role.clients:
        yield Fact("clients", "Clients", "; ".join(_clients(clients) for clients in role.clients))
    if role.training:
        yield from _training(role.training)


def _clients(clients: Clients) -> str:
    lowest, highest = clients.minimum_age, clients.maximum_age
    words = clients.who
    if lowest is not None and highest is not None:
        words += f" aged {lowest} to {highest}"
    elif lowest is not None:
        words += f" aged {lowest} or over"
    elif highest is not None:
        words += f" aged up to {highest}"
    return f"{words} ({clients.detail})" if clients.detail else words


def _training(training: Training) -> Iterator[Fact]:
    yield Fact("training", "Training", f"{training.award}, {training.provider}")
    if training.funded_by:
        yield Fact("funded_by", "Funded by", training.funded_by)
    if training.study_days:
        yield Fact("study_days", "Days of study", training.study_days)
    if training.practice_days:
        yield Fact("practice_days", "Days in the service", training.practice_days)


def pay_facts(role: Role, pay: PayFigures) -> Iterator[Fact]:
    """Give the facts of pay: what is stated first, then what is worked out from it."""
    yield Fact("pay", "Pay", pay.stated, note=pay.scale_note)
    if pay.actual:
        yield Fact(
            "actual_pay",
            "Pay for these hours",
            pay.for_these_hours,
            pay.actual.working,
            True,
        )
    if pay.hourly and pay.hourly.working:
        yield Fact(
            "hourly_pay",
            "Hourly equivalent",
            f"{pay.hourly.range} an hour",
            pay.hourly.working,
            True,
        )
    if payment := payment_words(role.pay):
        yield Fact("payment", "How paid", payment)
    for index, supplement in enumerate(role.pay.supplements, start=1):
        yield Fact(
            f"supplement_{index}",
            supplement.name,
            supplement_words(supplement),
            blocks=blocks_of(supplement.detail),
        )


def payment_words(pay: PayTerms) -> str:
    """Word how often and how it is paid; empty where that is not said."""
    often = {"weekly": "Weekly", "monthly": "Monthly", "each-term": "Each term"}
    words = often[pay.paid] if pay.paid else ""
    if pay.on_invoice:
        words = f"{words}, on invoice" if words else "On invoice"
    return words


def _checks(checks: PreEmploymentChecks | None) -> Iterator[Fact]:
    if checks is None:
        return
    if checks.disclosure:
        yield Fact("disclosure", "Criminal record check", DISCLOSURE_NAMES[checks.disclosure])
    if checks.right_to_work is not None:
        words = "Proof needed before starting" if checks.right_to_work else "No proof asked for"
        yield Fact("right_to_work", "Right to work in the UK", words)
    if checks.sponsorship is not None:
        words = "Available" if checks.sponsorship else "Not available"
        yield Fact("sponsorship", "Visa sponsorship", words)
    if checks.health:
        yield Fact("health", "Health", "", blocks=checks.health.blocks)
