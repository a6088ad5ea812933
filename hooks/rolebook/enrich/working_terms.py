"""Hours and contract in words."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.base import dates
from rolebook.base.document_tree import Fact
from rolebook.base.money import counted, number
from rolebook.model.contract import Contract, Start
from rolebook.model.hours import Amount, WorkingHours

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
_EVENINGS = {
    "never": "No",
    "by-agreement": "By agreement",
    "sometimes": "Sometimes",
    "regularly": "Regularly",
}
_PER = {"week": "a week", "month": "a month", "case-each-month": "a month for each case"}


def hours_in_short(hours: WorkingHours) -> str:
    """Word the hours for a list: ``Part time, 22.5 hours a week (0.6 FTE)``."""
    words = PATTERN_NAMES[hours.pattern]
    if hours.hours_a_week is not None:
        words += f", {counted(hours.hours_a_week, 'hour')} a week"
    if hours.fte is not None:
        words += f" ({number(hours.fte)} FTE)"
    elif hours.computed_fte is not None and hours.hours_a_week != hours.full_time_hours:
        words += f" ({number(hours.computed_fte)} FTE)"
    return words


def _amount(amount: Amount) -> str:
    per, unit = _PER[amount.per], amount.unit.removesuffix("s")
    if amount.minimum is not None and amount.maximum is not None:
        words = f"{number(amount.minimum)} to {counted(amount.maximum, unit)} {per}"
    elif amount.minimum is not None:
        words = f"At least {counted(amount.minimum, unit)} {per}"
    else:
        assert amount.maximum is not None
        words = f"Up to {counted(amount.maximum, unit)} {per}"
    return f"{words} ({amount.detail})" if amount.detail else words


def hours_facts(hours: WorkingHours) -> Iterator[Fact]:
    """Give the facts about hours."""
    yield Fact("hours", "Hours", hours_in_short(hours))
    if hours.full_time_hours is not None:
        yield Fact("full_time_hours", "Full-time week", counted(hours.full_time_hours, "hour"))
    if hours.weeks_a_year is not None:
        yield Fact("weeks", "Weeks a year", f"{counted(hours.weeks_a_year, 'week')} worked")
    if hours.paid_weeks_a_year is not None:
        yield Fact("paid_weeks", "Paid weeks a year", counted(hours.paid_weeks_a_year, "week"))
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


def contract_facts(contract: Contract) -> Iterator[Fact]:
    """Give the facts about the contract."""
    yield Fact("contract", "Contract", contract_in_short(contract))
    if contract.reason:
        yield Fact("contract_reason", "Reason for the term", contract.reason)
    if contract.start:
        yield Fact("start", "Start", start_words(contract.start))
    if contract.number_of_posts is not None:
        yield Fact("posts", "Number of posts", str(contract.number_of_posts))
    if contract.detail:
        yield Fact("contract_detail", "Terms", "", blocks=contract.detail.blocks)
