"""Hours and contract in words."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.base import dates
from rolebook.base.document_tree import Fact
from rolebook.base.money import number
from rolebook.base.words import Words
from rolebook.model.contract import Contract, Start
from rolebook.model.hours import Amount, WorkingHours


def hours_in_short(hours: WorkingHours, words: Words) -> str:
    """Word the hours for a list: ``Part time, 22.5 hours a week (0.6 FTE)``."""
    pattern, week = words(f"patterns.{hours.pattern}"), hours.hours_a_week
    fte = hours.fte
    if fte is None and week != hours.full_time_hours:
        fte = hours.computed_fte
    if week is not None:
        key = "hours.a_week" if fte is None else "hours.a_week_and_fte"
        told = words("units.hours_a_week", count=week)
        return words(key, pattern=pattern, hours=told, fte=number(fte) if fte is not None else "")
    return words("hours.fte", pattern=pattern, fte=number(fte)) if fte is not None else pattern


def _amount(amount: Amount, words: Words) -> str:
    over = f"{amount.unit}-each-{amount.per}"
    if amount.minimum is not None and amount.maximum is not None:
        told = words(f"amounts_from_to.{over}", lowest=number(amount.minimum), count=amount.maximum)
    elif amount.minimum is not None:
        told = words(f"amounts_from.{over}", count=amount.minimum)
    else:
        assert amount.maximum is not None
        told = words(f"amounts_to.{over}", count=amount.maximum)
    return words.with_detail(told, amount.detail)


def hours_facts(hours: WorkingHours, words: Words) -> Iterator[Fact]:
    """Give the facts about hours."""
    yield Fact("hours", words("facts.hours"), hours_in_short(hours, words))
    if hours.full_time_hours is not None:
        told = words("units.hours", count=hours.full_time_hours)
        yield Fact("full_time_hours", words("facts.full_time_hours"), told)
    if hours.weeks_a_year is not None:
        told = words("hours.weeks_worked", count=hours.weeks_a_year)
        yield Fact("weeks", words("facts.weeks"), told)
    if hours.paid_weeks_a_year is not None:
        told = words("units.weeks", count=hours.paid_weeks_a_year)
        yield Fact("paid_weeks", words("facts.paid_weeks"), told)
    if hours.amounts:
        told = "; ".join(_amount(item, words) for item in hours.amounts)
        yield Fact("amounts", words("facts.amounts"), told)
    if hours.days_a_week is not None:
        yield Fact("days", words("facts.days"), number(hours.days_a_week))
    if hours.core_hours:
        start, end = hours.core_hours.start, hours.core_hours.end
        told = words("hours.core", start=dates.clock_time(start), end=dates.clock_time(end))
        yield Fact("core_hours", words("facts.core_hours"), told)
    if hours.evenings_and_weekends:
        told = words(f"evenings.{hours.evenings_and_weekends}")
        yield Fact("evenings", words("facts.evenings"), told)
    if hours.job_share is not None:
        told = words("facts.job_share_yes" if hours.job_share else "facts.job_share_no")
        yield Fact("job_share", words("facts.job_share"), told)
    if hours.pattern_detail:
        yield Fact("pattern", words("facts.pattern"), "", blocks=hours.pattern_detail.blocks)


def start_words(start: Start, words: Words) -> str:
    """Word a start."""
    if start.precision in ("as-soon-as-possible", "by-agreement"):
        return words(f"starts.{start.precision}")
    assert start.day is not None
    return dates.month(start.day) if start.precision == "month" else dates.day(start.day)


def contract_in_short(contract: Contract, words: Words) -> str:
    """Word the contract for a list: ``Fixed term, 12 months``."""
    if contract.type == "not-stated":
        return words("values.not_stated")
    kind, months = words(f"contract_types.{contract.type}"), contract.months
    ends = dates.day(contract.ends) if contract.ends else ""
    if months is not None and ends:
        return words("contract.months_and_end", type=kind, count=months, ends=ends)
    if months is not None:
        return words("contract.months", type=kind, count=months)
    return words("contract.end", type=kind, ends=ends) if ends else kind


def contract_facts(contract: Contract, words: Words) -> Iterator[Fact]:
    """Give the facts about the contract."""
    yield Fact("contract", words("facts.contract"), contract_in_short(contract, words))
    if contract.reason:
        yield Fact("contract_reason", words("facts.contract_reason"), contract.reason)
    if contract.start:
        yield Fact("start", words("facts.start"), start_words(contract.start, words))
    if contract.number_of_posts is not None:
        yield Fact("posts", words("facts.posts"), str(contract.number_of_posts))
    if contract.detail:
        label = words("facts.contract_detail")
        yield Fact("contract_detail", label, "", blocks=contract.detail.blocks)
