"""Pay on one basis, so that roles can be compared: what a full-time year pays."""

from __future__ import annotations

from rolebook.base.document_tree import Fact
from rolebook.base.money import WEEKS_A_YEAR
from rolebook.base.words import Words
from rolebook.model.hours import WorkingHours
from rolebook.model.pay import Pay

from .figures import Computed, PayFigures, PayRange


def full_time_pay(pay: Pay, hours: WorkingHours, figures: PayFigures, words: Words) -> Fact | None:
    """Give the pay of a full-time year and how it was come by; None where no pay is stated.

    Hourly pay counts for the hours of the role's own full-time week. Where those are not stated,
    nothing is worked out: a usual week would be a guess.
    """
    if pay.type == "not-stated":
        return None
    amount, working = _amount(hours, figures, words)
    computed = bool(working)
    return Fact("full_time_pay", words("facts.full_time_pay"), amount, working, computed)


def _amount(hours: WorkingHours, figures: PayFigures, words: Words) -> tuple[str, str]:
    """Give the amount in words, and the working where it was worked out."""
    if year := _year(hours, figures, words):
        key = "pay.a_year_or_unpaid" if figures.unpaid else "pay.a_year"
        return words(key, amount=year.range.in_words(words)), year.working
    if figures.unpaid and all(tier.unpaid for tier in figures.tiers):
        return words("pay.unpaid"), ""
    if any(_hourly_alone(part) for part in (figures, *figures.tiers)):
        return words("pay.no_full_time_hours"), ""
    return words("pay.no_hourly_pay"), ""


def _hourly_alone(figures: PayFigures) -> bool:
    return figures.hourly is not None and figures.annual_equivalent is None


def _year(hours: WorkingHours, figures: PayFigures, words: Words) -> Computed | None:
    """Give the pay of a full-time year; of tiers, from the lowest to the highest."""
    if figures.annual_equivalent:
        return Computed(figures.annual_equivalent, figures.annual_working)
    week = hours.full_time_hours
    if figures.hourly and week is not None:
        hourly = figures.hourly.range.in_words(words)
        working = words("pay_working.year", hourly=hourly, count=week, weeks=WEEKS_A_YEAR)
        return Computed(figures.hourly.range.times(week * WEEKS_A_YEAR), working)
    years = [_year(hours, tier, words) for tier in figures.tiers if not tier.unpaid]
    known = [year for year in years if year is not None]
    if not known or len(known) < len(years):
        return None
    workings = dict.fromkeys(year.working for year in known if year.working)
    return Computed(PayRange.over(year.range for year in known), "; ".join(workings))
