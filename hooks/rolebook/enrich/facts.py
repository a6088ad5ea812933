"""The facts of a role as label and value, each worded once for every output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rolebook import dates
from rolebook.document import Block, Fact
from rolebook.model.checks import DISCLOSURE_NAMES, PreEmploymentChecks
from rolebook.model.content import Content
from rolebook.model.contract import Contract, Start
from rolebook.model.hours import Amount, WorkingHours
from rolebook.model.pay import PayTerms
from rolebook.model.place import Place
from rolebook.model.role import Clients, Role, Training
from rolebook.model.vacancy import Vacancy
from rolebook.money import number
from rolebook.prose import Prose
from rolebook.suggest import and_list

from .pay import PayFigures, supplement_words
from .places import base_in_short, place_details, place_list

CONTRACT_NAMES = {
    "permanent": "Permanent",
    "fixed-term": "Fixed term",
    "casual": "Casual",
    "self-employed": "Self-employed",
    "apprenticeship": "Apprenticeship",
    "secondment": "Secondment",
    "volunteer": "Volunteer",
    "not-stated": "Not stated",
}
PATTERN_NAMES = {
    "full-time": "Full time",
    "part-time": "Part time",
    "either": "Full time or part time",
    "flexible": "Flexible",
}
_WORKPLACE_NAMES = {"on-site": "On site", "hybrid": "Hybrid", "remote": "Remote"}
_DRIVING_NAMES = {
    "not-needed": "No licence needed",
    "licence": "Driving licence needed",
    "licence-and-car": "Driving licence and car needed",
}
_EVENINGS = {
    "never": "No",
    "by-agreement": "By agreement",
    "sometimes": "Sometimes",
    "regularly": "Regularly",
}
_PER = {"week": "a week", "month": "a month", "case-each-month": "a month for each case"}


def role_facts(role: Role, content: Content, pay: PayFigures) -> tuple[Fact, ...]:
    """Give every fact of a role, in the order in which people ask for them."""
    return (
        *_identity(role, content),
        *pay_facts(role, pay),
        *_hours(role.hours),
        *_contract(role.contract),
        *_place(role.place, content),
        *_checks(role.checks),
    )


def version_facts(role: Role) -> Iterator[Fact]:
    """Give the facts about the document itself."""
    if role.version_note:
        yield Fact("version", "Version", role.version_note)
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
        yield Fact("reports_in_absence_to", "In their absence", posts)
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
        yield Fact("clients", "Works for", "; ".join(_clients(clients) for clients in role.clients))
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
            "actual_pay", "Actual pay", f"{pay.actual.range} a year", pay.actual.working, True
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
        yield Fact("payment", "Paid", payment)
    for index, supplement in enumerate(role.pay.supplements, start=1):
        yield Fact(
            f"supplement_{index}",
            supplement.name,
            supplement_words(supplement),
            blocks=_blocks(supplement.detail),
        )


def payment_words(pay: PayTerms) -> str:
    """Word how often and how it is paid; empty where that is not said."""
    often = {"weekly": "Weekly", "monthly": "Monthly", "each-term": "Each term"}
    words = often[pay.paid] if pay.paid else ""
    if pay.on_invoice:
        words = f"{words}, on invoice" if words else "On invoice"
    return words


def hours_in_short(hours: WorkingHours) -> str:
    """Word the hours for a list: ``Part time, 22.5 hours a week (0.6 FTE)``."""
    words = PATTERN_NAMES[hours.pattern]
    if hours.hours_a_week is not None:
        words += f", {number(hours.hours_a_week)} hours a week"
    if hours.fte is not None:
        words += f" ({number(hours.fte)} FTE)"
    elif (
        hours.hours_a_week and hours.full_time_hours and hours.hours_a_week < hours.full_time_hours
    ):
        share = (hours.hours_a_week / hours.full_time_hours).quantize(Decimal("0.01"))
        words += f" ({number(share)} FTE)"
    return words


def _amount(amount: Amount) -> str:
    per = _PER[amount.per]
    if amount.minimum is not None and amount.maximum is not None:
        words = f"{number(amount.minimum)} to {number(amount.maximum)} {amount.unit} {per}"
    elif amount.minimum is not None:
        words = f"At least {number(amount.minimum)} {amount.unit} {per}"
    else:
        assert amount.maximum is not None
        words = f"Up to {number(amount.maximum)} {amount.unit} {per}"
    return f"{words} ({amount.detail})" if amount.detail else words


def _hours(hours: WorkingHours) -> Iterator[Fact]:
    yield Fact("hours", "Hours", hours_in_short(hours))
    if hours.full_time_hours is not None:
        yield Fact("full_time_hours", "Full-time week", f"{number(hours.full_time_hours)} hours")
    if hours.weeks_a_year is not None:
        yield Fact("weeks", "Weeks a year", f"{number(hours.weeks_a_year)} weeks worked")
    if hours.paid_weeks_a_year is not None:
        yield Fact("paid_weeks", "Paid weeks a year", f"{number(hours.paid_weeks_a_year)} weeks")
    if hours.amounts:
        yield Fact("amounts", "Amount of work", "; ".join(_amount(item) for item in hours.amounts))
    if hours.days_a_week is not None:
        yield Fact("days", "Days a week", number(hours.days_a_week))
    if hours.core_hours:
        start, end = hours.core_hours.start, hours.core_hours.end
        yield Fact(
            "core_hours", "Core hours", f"{dates.clock_time(start)} to {dates.clock_time(end)}"
        )
    if hours.evenings_and_weekends:
        yield Fact("evenings", "Evenings and weekends", _EVENINGS[hours.evenings_and_weekends])
    if hours.job_share is not None:
        yield Fact("job_share", "Job share", "Welcome" if hours.job_share else "Not possible")
    if hours.pattern_detail:
        yield Fact("pattern", "Working pattern", "", blocks=hours.pattern_detail.blocks)


def start_words(start: Start) -> str:
    """Word a start."""
    if start.precision == "as-soon-as-possible":
        return "As soon as possible"
    if start.precision == "by-agreement":
        return "By agreement"
    assert start.day is not None
    return dates.month(start.day) if start.precision == "month" else dates.day(start.day)


def contract_in_short(contract: Contract) -> str:
    """Word the contract for a list: ``Fixed term, 12 months``."""
    words = CONTRACT_NAMES[contract.type]
    if contract.months is not None:
        words += f", {contract.months} month{'' if contract.months == 1 else 's'}"
    if contract.ends is not None:
        words += f", until {dates.day(contract.ends)}"
    return words


def _contract(contract: Contract) -> Iterator[Fact]:
    yield Fact("contract", "Contract", contract_in_short(contract))
    if contract.reason:
        yield Fact("contract_reason", "Reason for the term", contract.reason)
    if contract.start:
        yield Fact("start", "Start", start_words(contract.start))
    if contract.number_of_posts is not None:
        yield Fact("posts", "Number of posts", str(contract.number_of_posts))
    if contract.detail:
        yield Fact("contract_detail", "Terms", "", blocks=contract.detail.blocks)


def _place(place: Place | None, content: Content) -> Iterator[Fact]:
    if place is None:
        return
    if place.base:
        details = place_details(content.locations[place.base])
        yield Fact("base", "Base", base_in_short(place, content), blocks=details)
    if place.other_places:
        names = [content.locations[other].name for other in place.other_places]
        label = "Other places of work" if place.base else "Places of work"
        details = place_list(place.other_places, content)
        yield Fact("other_places", label, and_list(names), blocks=details)
    if place.reach:
        yield Fact("reach", "Area served", place.reach)
    if place.workplace:
        words = _WORKPLACE_NAMES[place.workplace.type]
        if place.workplace.in_person_share is not None:
            words += f", {number(place.workplace.in_person_share)}% in person"
        yield Fact("workplace", "Workplace", words, blocks=_blocks(place.workplace.detail))
    if place.travel:
        yield Fact("travel", "Travel", _travel(place), blocks=_blocks(place.travel.detail))
        if place.travel.any_site is not None:
            words = "Yes, within reasonable distance" if place.travel.any_site else "No"
            yield Fact("any_site", "Work from any site", words)
        if place.travel.driving:
            yield Fact("driving", "Driving", _DRIVING_NAMES[place.travel.driving])
    if place.detail:
        yield Fact("place_detail", "About the place", "", blocks=place.detail.blocks)


def _blocks(detail: Prose | None) -> tuple[Block, ...]:
    return detail.blocks if detail else ()


def _travel(place: Place) -> str:
    assert place.travel is not None
    words = "Needed" if place.travel.required else "Not needed"
    if place.travel.expenses == "paid":
        words += ", expenses paid"
    elif place.travel.expenses == "not-paid":
        words += ", expenses not paid"
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


def closing_words(vacancy: Vacancy) -> str:
    """Word when a vacancy closes."""
    if vacancy.closes is None:
        words = "Open until filled"
        if vacancy.review_on:
            words += f"; reviewed on {dates.day(vacancy.review_on)}"
    else:
        words = dates.moment(vacancy.closes)
    if vacancy.may_close_after:
        words += f"; may close early after {vacancy.may_close_after} applications"
    return words


def vacancy_facts(vacancy: Vacancy) -> Iterator[Fact]:
    """Give the facts of one opening."""
    yield Fact("closes", "Closing date", closing_words(vacancy))
    yield Fact("vacancy_reference", "Reference", vacancy.reference)
    if vacancy.posts is not None:
        yield Fact("vacancy_posts", "Number of posts", str(vacancy.posts))
    if vacancy.shortlisting_on:
        yield Fact("shortlisting", "Shortlisting", dates.day_with_weekday(vacancy.shortlisting_on))
    for index, interview in enumerate(vacancy.interviews, start=1):
        detail = f" ({interview.detail})" if interview.detail else ""
        yield Fact(
            f"interview_{index}", "Interviews", dates.day_with_weekday(interview.on) + detail
        )
    if vacancy.start:
        yield Fact("vacancy_start", "Start", start_words(vacancy.start))
