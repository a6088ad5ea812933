"""The figures of any pay: pro rata pay and the hourly equivalent, worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rolebook.base import dates
from rolebook.base.money import WEEKS_A_YEAR, counted
from rolebook.model.hours import WorkingHours
from rolebook.model.pay import (
    AnnualPay,
    Pay,
    PayNotStated,
    RatePay,
    ScalePay,
    TieredPay,
    TierPay,
    UnpaidPay,
)
from rolebook.model.site_config import PayScale, version_on

from .figures import Computed, PayFigures, PayRange, Salary, range_of
from .tiers import RATES, tier_figures
from .working_share import weeks_of, working_share


def pay_figures(
    pay: Pay | TierPay, hours: WorkingHours, scales: Mapping[str, PayScale], today: dt.date
) -> PayFigures:
    """Work out the pay of a role whose hours are ``hours``, by the pay scales of ``today``."""
    if isinstance(pay, AnnualPay):
        return _annual(pay, hours)
    if isinstance(pay, ScalePay):
        return _on_scale(pay, hours, scales[pay.scale], today)
    if isinstance(pay, RatePay):
        return _rate(pay)
    if isinstance(pay, TieredPay):
        each = (pay_figures(tier.pay, hours, scales, today) for tier in pay.tiers)
        return tier_figures(pay, tuple(each))
    if isinstance(pay, UnpaidPay):
        expenses = f"; {pay.expenses}" if pay.expenses else ""
        return PayFigures(f"Unpaid{expenses}", unpaid=True)
    assert isinstance(pay, PayNotStated)
    return PayFigures("Not stated")


def _annual(pay: AnnualPay, hours: WorkingHours) -> PayFigures:
    stated = range_of(pay)
    if pay.basis == "actual":
        share = working_share(hours)
        return PayFigures(
            f"{stated} a year for the hours of this post",
            annual_equivalent=stated.times(1 / share.value) if share else None,
            annual_working=(
                f"pay for the hours of this post ÷ ({share.working})"
                if share and share.value < 1
                else ""
            ),
            hourly=_hourly_of_actual(stated, hours),
            salary=Salary.rounded(stated, "year"),
        )
    return _full_time_equivalent(stated, hours, f"{stated} a year")


def _full_time_equivalent(
    full: PayRange, hours: WorkingHours, words: str, scale_note: str = ""
) -> PayFigures:
    share = working_share(hours)
    part_time = hours.pattern != "full-time" or (share is not None and share.value < 1)
    actual = None
    if share is not None and share.value < 1:
        actual = Computed(full.times(share.value), f"{full} × {share.working}")
    # Without hours, a post that may be held full time pays the whole, unless it is for term time.
    whole = share is not None or (hours.pattern == "either" and weeks_of(hours) is None)
    paid = actual.range if actual else full if whole else None
    hourly = None
    if hours.full_time_hours is not None:
        week = counted(hours.full_time_hours, "hour")
        hourly = Computed(
            full.times(1 / (hours.full_time_hours * WEEKS_A_YEAR)),
            f"a full-time year ÷ {WEEKS_A_YEAR} weeks ÷ {week}",
        )
    return PayFigures(
        f"{words}, full-time equivalent" if part_time else words,
        annual_equivalent=full,
        actual=actual,
        share=share.working if share and actual else "",
        hourly=hourly,
        scale_note=scale_note,
        salary=Salary.rounded(paid, "year") if paid else None,
    )


def _hourly_of_actual(actual: PayRange, hours: WorkingHours) -> Computed | None:
    if hours.hours_a_week is None:
        return None
    weeks = weeks_of(hours) or WEEKS_A_YEAR
    return Computed(
        actual.times(1 / (hours.hours_a_week * weeks)),
        f"actual pay ÷ {counted(weeks, 'week')} ÷ {counted(hours.hours_a_week, 'hour')}",
    )


def _on_scale(pay: ScalePay, hours: WorkingHours, scale: PayScale, today: dt.date) -> PayFigures:
    version = version_on(scale, today)
    assert version is not None, "a scale without figures for today is a problem"
    full = PayRange(*version.amounts_of(pay.band, pay.points))
    where = pay.band or ""
    if pay.points is not None:
        lowest, highest = pay.points.lowest, pay.points.highest
        where = (
            f"spine point {lowest}" if lowest == highest else f"spine points {lowest} to {highest}"
        )
    if hours.full_time_hours is None:
        hours = hours.model_copy(update={"full_time_hours": scale.full_time_hours})
    note = (
        f"{scale.name}, {where}, in force from {dates.day(version.effective_from)}. "
        f"Source: {version.source.title}."
    )
    return _full_time_equivalent(full, hours, f"{scale.name}, {where}: {full} a year", note)


def _rate(pay: RatePay) -> PayFigures:
    stated = range_of(pay)
    words = f"{stated} {RATES[pay.type]}"
    if pay.type == "hourly":
        return PayFigures(words, hourly=Computed(stated, ""), salary=Salary.rounded(stated, "hour"))
    hourly = None
    if pay.hours_each is not None:
        each = counted(pay.hours_each, "hour")
        unit = pay.type if pay.type == "session" else "day"
        hourly = Computed(stated.times(1 / pay.hours_each), f"a {unit} of {each}")
    daily = Salary.rounded(stated, "day") if pay.type == "daily" else None
    return PayFigures(words, hourly=hourly, salary=daily)
