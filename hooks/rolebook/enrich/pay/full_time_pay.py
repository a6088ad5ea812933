"""Pay on one basis, so that roles can be compared: what a full-time year pays."""

from __future__ import annotations

from rolebook.base.document_tree import Fact
from rolebook.base.money import WEEKS_A_YEAR, counted
from rolebook.model.hours import WorkingHours
from rolebook.model.pay import Pay

from .figures import Computed, PayFigures, PayRange

_CANNOT = "Cannot be worked out"


def full_time_pay(pay: Pay, hours: WorkingHours, figures: PayFigures) -> Fact | None:
    """Give the pay of a full-time year and how it was come by; None where no pay is stated.

    Hourly pay counts for the hours of the role's own full-time week. Where those are not stated,
    nothing is worked out: a usual week would be a guess.
    """
    if pay.type == "not-stated":
        return None
    words, working = _amount(hours, figures)
    computed = bool(working)
    return Fact("full_time_pay", "Pay for a full-time year", words, working, computed)


def _amount(hours: WorkingHours, figures: PayFigures) -> tuple[str, str]:
    """Give the amount in words, and the working where it was worked out."""
    if year := _year(hours, figures):
        return f"{year.range} a year{', or unpaid' if figures.unpaid else ''}", year.working
    if figures.unpaid and all(tier.unpaid for tier in figures.tiers):
        return "Unpaid", ""
    if any(_hourly_alone(part) for part in (figures, *figures.tiers)):
        return f"{_CANNOT}: hours of a full-time week are not stated", ""
    return f"{_CANNOT}: hourly pay is not known", ""


def _hourly_alone(figures: PayFigures) -> bool:
    return figures.hourly is not None and figures.annual_equivalent is None


def _year(hours: WorkingHours, figures: PayFigures) -> Computed | None:
    """Give the pay of a full-time year; of tiers, from the lowest to the highest."""
    if figures.annual_equivalent:
        return Computed(figures.annual_equivalent, figures.annual_working)
    week = hours.full_time_hours
    if figures.hourly and week is not None:
        working = f"{figures.hourly.range} an hour × {counted(week, 'hour')} × {WEEKS_A_YEAR} weeks"
        return Computed(figures.hourly.range.times(week * WEEKS_A_YEAR), working)
    years = [_year(hours, tier) for tier in figures.tiers if not tier.unpaid]
    known = [year for year in years if year is not None]
    if not known or len(known) < len(years):
        return None
    workings = dict.fromkeys(year.working for year in known if year.working)
    return Computed(PayRange.over(year.range for year in known), "; ".join(workings))
