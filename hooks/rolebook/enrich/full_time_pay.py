"""Pay on one basis, so that roles can be compared: what a full-time year pays."""

from __future__ import annotations

from rolebook.document import Fact
from rolebook.model.hours import WorkingHours
from rolebook.model.pay import AnnualPay, Pay
from rolebook.money import WEEKS_A_YEAR, counted

from .pay import PayFigures, working_share

_CANNOT = "Cannot be worked out"


def full_time_pay(pay: Pay, hours: WorkingHours, figures: PayFigures) -> Fact | None:
    """Give the pay of a full-time year and how it was come by; None where no pay is stated.

    Hourly pay counts for the hours of the role's own full-time week. Where those are not stated,
    nothing is worked out: a usual week would be a guess.
    """
    if pay.type == "not-stated":
        return None
    words, working = _amount(pay, hours, figures)
    computed = bool(working)
    return Fact("full_time_pay", "Pay for a full-time year", words, working, computed)


def _amount(pay: Pay, hours: WorkingHours, figures: PayFigures) -> tuple[str, str]:
    """Give the amount in words, and the working where it was worked out."""
    full, hourly = figures.annual_equivalent, figures.hourly
    unpaid = ", or unpaid" if figures.unpaid else ""
    if full is not None:
        working = ""
        if isinstance(pay, AnnualPay) and pay.basis == "actual":
            share = working_share(hours)
            if share and share.value < 1:
                working = f"pay for the hours of this post ÷ ({share.working})"
        return f"{full} a year", working
    if figures.unpaid and hourly is None:
        return "Unpaid", ""
    if hourly is None:
        return f"{_CANNOT}: hourly pay is not known", ""
    week = hours.full_time_hours
    if week is None:
        return f"{_CANNOT}: hours of a full-time week are not stated", ""
    year = hourly.range.times(week * WEEKS_A_YEAR)
    working = f"{hourly.range} an hour × {counted(week, 'hour')} × {WEEKS_A_YEAR} weeks"
    return f"{year} a year{unpaid}", working
