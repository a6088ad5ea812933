"""The facts of a role as label and value, each worded once for every output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolebook.base import dates
from rolebook.base.document_tree import Fact
from rolebook.base.money import number
from rolebook.base.words import Words
from rolebook.enrich.pay.figures import PayFigures
from rolebook.enrich.pay.supplements import supplement_words
from rolebook.model.content import Content
from rolebook.model.pay import PayTerms
from rolebook.model.pre_employment_checks import PreEmploymentChecks
from rolebook.model.role import Clients, Role, Training

from .custom_fields import custom_values, shown_facts
from .places import blocks_of, place_facts
from .working_terms import contract_facts, hours_facts


def role_facts(role: Role, content: Content, pay: PayFigures) -> tuple[Fact, ...]:
    """Give every fact of a role, in the order in which people ask for them."""
    words = content.words
    return (
        *_identity(role, content),
        *pay_facts(role, pay, words),
        *hours_facts(role.hours, words),
        *contract_facts(role.contract, words),
        *place_facts(role.place, content),
        *_checks(role.checks, words),
        *shown_facts(custom_values(role, content)),
    )


def version_facts(role: Role, words: Words) -> Iterator[Fact]:
    """Give the facts about the document itself, which only documents show: pages have none."""
    if role.version_note:
        yield Fact("version", words("facts.version"), role.version_note)
    if role.review_date:
        yield Fact("review_date", words("facts.review_date"), dates.day(role.review_date))


def pick(facts: Iterable[Fact], *keys: str) -> tuple[Fact, ...]:
    """Choose facts by their keys, in the order of the keys."""
    by_key = {fact.key: fact for fact in facts}
    return tuple(by_key[key] for key in keys if key in by_key)


def without(facts: Iterable[Fact], *keys: str) -> tuple[Fact, ...]:
    """Leave out facts by their keys."""
    return tuple(fact for fact in facts if fact.key not in keys)


def _identity(role: Role, content: Content) -> Iterator[Fact]:
    organisation = content.organisations[role.organisation]
    words, employer = content.words, organisation.name
    if part_of := organisation.part_of:
        employer = words("facts.organisation_part_of", organisation=employer, part_of=part_of)
    yield Fact("organisation", words("facts.organisation"), employer)
    if role.department:
        yield Fact("department", words("facts.department"), role.department)
    if role.job_family:
        yield Fact("job_family", words("facts.job_family"), role.job_family)
    if role.grade:
        yield Fact("grade", words("facts.grade"), role.grade)
    if role.reference:
        yield Fact("reference", words("facts.reference"), role.reference)
    if role.reports_to:
        yield Fact("reports_to", words("facts.reports_to"), words.all_of(role.reports_to))
    if role.reports_in_absence_to:
        posts = words.all_of(role.reports_in_absence_to)
        yield Fact("reports_in_absence_to", words("facts.reports_in_absence_to"), posts)
    if role.accountable_to:
        yield Fact(
            "accountable_to", words("facts.accountable_to"), words.all_of(role.accountable_to)
        )
    if role.manages:
        managed_posts = [
            words("facts.managed_post", post=managed.post, fte=number(managed.fte))
            if managed.fte
            else managed.post
            for managed in role.manages
        ]
        yield Fact("manages", words("facts.manages"), "; ".join(managed_posts))
    if role.works_with:
        yield Fact("works_with", words("facts.works_with"), "; ".join(role.works_with))
    if role.clients:
        told = "; ".join(_clients(clients, words) for clients in role.clients)
        yield Fact("clients", words("facts.clients"), told)
    if role.training:
        yield from _training(role.training, words)


def _clients(clients: Clients, words: Words) -> str:
    lowest, highest = clients.minimum_age, clients.maximum_age
    told = clients.who
    if lowest is not None and highest is not None:
        told = words("facts.clients_from_to", who=told, lowest=lowest, highest=highest)
    elif lowest is not None:
        told = words("facts.clients_from", who=told, lowest=lowest)
    elif highest is not None:
        told = words("facts.clients_to", who=told, highest=highest)
    return words.with_detail(told, clients.detail)


def _training(training: Training, words: Words) -> Iterator[Fact]:
    yield Fact("training", words("facts.training"), f"{training.award}, {training.provider}")
    if training.funded_by:
        yield Fact("funded_by", words("facts.funded_by"), training.funded_by)
    if training.study_days:
        yield Fact("study_days", words("facts.study_days"), training.study_days)
    if training.practice_days:
        yield Fact("practice_days", words("facts.practice_days"), training.practice_days)


def pay_facts(role: Role, pay: PayFigures, words: Words) -> Iterator[Fact]:
    """Give the facts of pay: what is stated first, then what is worked out from it."""
    yield Fact("pay", words("facts.pay"), pay.stated, note=pay.scale_note)
    if pay.actual:
        yield Fact(
            "actual_pay",
            words("facts.actual_pay"),
            pay.for_these_hours,
            pay.actual.working,
            True,
        )
    if pay.hourly and pay.hourly.working:
        yield Fact(
            "hourly_pay",
            words("facts.hourly_pay"),
            words("pay.an_hour", amount=pay.hourly.range.in_words(words)),
            pay.hourly.working,
            True,
        )
    if payment := payment_words(role.pay, words):
        yield Fact("payment", words("facts.payment"), payment)
    for index, supplement in enumerate(role.pay.supplements, start=1):
        yield Fact(
            f"supplement_{index}",
            supplement.name,
            supplement_words(supplement, words),
            blocks=blocks_of(supplement.detail),
        )


def payment_words(pay: PayTerms, words: Words) -> str:
    """Word how often and how it is paid; empty where that is not said."""
    if not pay.paid and not pay.on_invoice:
        return ""
    return words(f"payment.{pay.paid or 'when-due'}{'-on-invoice' if pay.on_invoice else ''}")


def _checks(checks: PreEmploymentChecks | None, words: Words) -> Iterator[Fact]:
    if checks is None:
        return
    if checks.disclosure:
        level = words(f"disclosure.{checks.disclosure}")
        yield Fact("disclosure", words("facts.disclosure"), level)
    if checks.right_to_work is not None:
        told = words(
            "facts.right_to_work_yes" if checks.right_to_work else "facts.right_to_work_no"
        )
        yield Fact("right_to_work", words("facts.right_to_work"), told)
    if checks.sponsorship is not None:
        told = words("facts.sponsorship_yes" if checks.sponsorship else "facts.sponsorship_no")
        yield Fact("sponsorship", words("facts.sponsorship"), told)
    if checks.health:
        yield Fact("health", words("facts.health"), "", blocks=checks.health.blocks)
