"""The share of a full-time year that a post works."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rolebook.base.money import WEEKS_A_YEAR, number
from rolebook.base.words import Words
from rolebook.model.hours import WorkingHours


@dataclass(frozen=True)
class WorkingShare:
    """The share of a full-time year that a post works, with the working in words."""

    value: Decimal
    working: str


def working_share(hours: WorkingHours, words: Words) -> WorkingShare | None:
    """Work out the share of a full-time year: hours a week, and weeks a year for term-time posts.

    None where neither hours nor full-time equivalent are known.
    """
    if hours.hours_a_week is not None and hours.full_time_hours is not None:
        value = hours.hours_a_week / hours.full_time_hours
        part = number(hours.hours_a_week)
        working = words("pay_working.hours", hours=part, count=hours.full_time_hours)
    elif hours.fte is not None:
        value, working = hours.fte, words("pay_working.fte", fte=number(hours.fte))
    elif hours.pattern == "full-time":
        value, working = Decimal(1), words("pay_working.full_time")
    else:
        return None
    weeks = weeks_of(hours)
    if weeks is not None and weeks < WEEKS_A_YEAR:
        value *= weeks / WEEKS_A_YEAR
        leave = "" if hours.paid_weeks_a_year else "_without_leave"
        key = f"pay_working.part_of_year{leave}"
        working = words(key, share=working, weeks=number(weeks), all_weeks=WEEKS_A_YEAR)
    return WorkingShare(value, working)


def weeks_of(hours: WorkingHours) -> Decimal | None:
    """Give the weeks of a year for which a post is paid; None where they are all of them."""
    return hours.paid_weeks_a_year or hours.weeks_a_year
