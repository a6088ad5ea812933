"""The figures of any pay: pro rata pay and the hourly equivalent, worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rolebook.base import dates
from rolebook.base.money import WEEKS_A_YEAR
from rolebook.base.words import Words
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
from .tiers import tier_figures
from .working_share import weeks_of, working_share

#: What a rate pays for, by the type of pay, as the catalogue of words has it.
_RATES = {"hourly": "an_hour", "daily": "a_day", "session": "a_session"}


def pay_figures(
    pay: Pay | TierPay,
    hours: WorkingHours,
    scales: Mapping[str, PayScale],
    today: dt.date,
    words: Words,
) -> PayFigures:
    """Work out the pay of a role whose hours are ``hours``, by the pay scales of ``today``."""
    if isinstance(pay, AnnualPay):
        return _annual(pay, hours, words)
    if isinstance(pay, ScalePay):
        return _on_scale(pay, hours, scales[pay.scale], today, words)
    if isinstance(pay, RatePay):
        return _rate(pay, words)
    if isinstance(pay, TieredPay):
        each = (pay_figures(tier.pay, hours, scales, today, words) for tier in pay.tiers)
        return tier_figures(pay, tuple(each), words)
    if isinstance(pay, UnpaidPay):
        key = "pay.unpaid_with_expenses" if pay.expenses else "pay.unpaid"
        return PayFigures(words(key, expenses=pay.expenses), unpaid=True)
    assert isinstance(pay, PayNotStated)
    return PayFigures(words("values.not_stated"))


def _annual(pay: AnnualPay, hours: WorkingHours, words: Words) -> PayFigures:
    stated = range_of(pay)
    amount = stated.in_words(words)
    if pay.basis == "actual":
        share = working_share(hours, words)
        return PayFigures(
            words("pay.a_year_for_these_hours", amount=amount),
            annual_equivalent=stated.times(1 / share.value) if share else None,
            annual_working=(
                words("pay_working.full_time_of_actual", share=share.working)
                if share and share.value < 1
                else ""
            ),
            hourly=_hourly_of_actual(stated, hours, words),
            salary=Salary.rounded(stated, "year"),
        )
    told = {
        "whole": words("pay.a_year", amount=amount),
        "full_time": words("pay.a_year_full_time", amount=amount),
    }
    return _full_time_equivalent(stated, hours, told, words)


def _full_time_equivalent(
    full: PayRange,
    hours: WorkingHours,
    told: Mapping[str, str],
    words: Words,
    scale_note: str = "",
) -> PayFigures:
    """Give the figures of pay for a full-time year.

    ``told`` is how it is stated for a ``whole`` post, and for one that is not ``full_time``.
    """
    share = working_share(hours, words)
    part_time = hours.pattern != "full-time" or (share is not None and share.value < 1)
    actual, for_these_hours = None, ""
    if share is not None and share.value < 1:
        working = words("pay_working.actual", full=full.in_words(words), share=share.working)
        actual = Computed(full.times(share.value), working)
        for_these_hours = words("pay.a_year", amount=actual.range.in_words(words))
    # Without hours, a post that may be held full time pays the whole, unless it is for term time.
    whole = share is not None or (hours.pattern == "either" and weeks_of(hours) is None)
    paid = actual.range if actual else full if whole else None
    hourly = None
    if hours.full_time_hours is not None:
        hourly = Computed(
            full.times(1 / (hours.full_time_hours * WEEKS_A_YEAR)),
            words("pay_working.hourly", weeks=WEEKS_A_YEAR, count=hours.full_time_hours),
        )
    return PayFigures(
        told["full_time" if part_time else "whole"],
        annual_equivalent=full,
        actual=actual,
        for_these_hours=for_these_hours,
        share=share.working if share and actual else "",
        hourly=hourly,
        scale_note=scale_note,
        salary=Salary.rounded(paid, "year") if paid else None,
    )


def _hourly_of_actual(actual: PayRange, hours: WorkingHours, words: Words) -> Computed | None:
    if hours.hours_a_week is None:
        return None
    weeks = weeks_of(hours) or WEEKS_A_YEAR
    told = words("units.weeks", count=weeks)
    return Computed(
        actual.times(1 / (hours.hours_a_week * weeks)),
        words("pay_working.hourly_of_actual", weeks=told, count=hours.hours_a_week),
    )


def _on_scale(
    pay: ScalePay, hours: WorkingHours, scale: PayScale, today: dt.date, words: Words
) -> PayFigures:
    version = version_on(scale, today)
    assert version is not None, "a scale without figures for today is a problem"
    full = PayRange(*version.amounts_of(pay.band, pay.points))
    where = pay.band or ""
    if pay.points is not None:
        lowest, highest = pay.points.lowest, pay.points.highest
        key = "pay.spine_point" if lowest == highest else "pay.spine_points"
        where = words(key, lowest=lowest, highest=highest)
    if hours.full_time_hours is None:
        hours = hours.model_copy(update={"full_time_hours": scale.full_time_hours})
    note = words(
        "pay.scale_note",
        scale=scale.name,
        where=where,
        day=dates.day(version.effective_from),
        source=version.source.title,
    )
    values = {"scale": scale.name, "where": where, "amount": full.in_words(words)}
    told = {
        "whole": words("pay.on_scale", **values),
        "full_time": words("pay.on_scale_full_time", **values),
    }
    return _full_time_equivalent(full, hours, told, words, note)


def _rate(pay: RatePay, words: Words) -> PayFigures:
    stated = range_of(pay)
    told = words(f"pay.{_RATES[pay.type]}", amount=stated.in_words(words))
    if pay.type == "hourly":
        return PayFigures(told, hourly=Computed(stated, ""), salary=Salary.rounded(stated, "hour"))
    hourly = None
    if pay.hours_each is not None:
        working = words(f"pay_working.of_{_RATES[pay.type]}", count=pay.hours_each)
        hourly = Computed(stated.times(1 / pay.hours_each), working)
    daily = Salary.rounded(stated, "day") if pay.type == "daily" else None
    return PayFigures(told, hourly=hourly, salary=daily)
