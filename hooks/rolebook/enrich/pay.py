"""What a role pays for its hours: pro rata pay and the hourly equivalent, worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rolebook import dates
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
from rolebook.model.site import PayScale, PayScaleVersion, version_on
from rolebook.money import WEEKS_A_YEAR, counted, number, pounds, pounds_range
from rolebook.suggest import one_of


@dataclass(frozen=True)
class PayRange:
    """Lowest and highest amount in pounds, over the time that the holder of the range says."""

    lowest: Decimal
    highest: Decimal

    def times(self, factor: Decimal) -> PayRange:
        """Give the range with both ends multiplied; nothing is rounded."""
        return PayRange(self.lowest * factor, self.highest * factor)

    def __str__(self) -> str:
        return pounds_range(self.lowest, self.highest)


@dataclass(frozen=True)
class Computed:
    """A range that was worked out, with the working in words."""

    range: PayRange
    working: str


@dataclass(frozen=True)
class PayFigures:
    """The pay of a role in pounds.

    ``stated`` is what the employer says, in words. ``annual_equivalent`` is pounds a year for a
    full-time year where it is known. ``actual`` and ``hourly`` are worked out, and None where a
    figure that they need is not known. ``tiers`` holds the figures of each tier, in their order.
    """

    stated: str
    annual_equivalent: PayRange | None = None
    actual: Computed | None = None
    hourly: Computed | None = None
    scale_note: str = ""
    tiers: tuple[PayFigures, ...] = ()
    unpaid: bool = False
    """Whether some or all of it is unpaid"""


#: Only for putting hourly and annual pay in one order: hours of a full-time week where a role
#: does not say. Never shown as a fact.
_USUAL_WEEK = Decimal("37.5")


def pay_in_order(pay: PayFigures) -> Decimal | None:
    """Give the least that a full-time year pays, in pounds, only for order and for filters.

    None where it is not known. Nothing that is shown as a fact comes from here.
    """
    if pay.unpaid:
        return Decimal(0)
    if pay.annual_equivalent:
        return pay.annual_equivalent.lowest
    if pay.hourly:
        return pay.hourly.range.lowest * _USUAL_WEEK * WEEKS_A_YEAR
    return None


_UNITS = {"hourly": "an hour", "daily": "a day", "session": "a session"}


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
        return _tiers(pay, hours, scales, today)
    if isinstance(pay, UnpaidPay):
        expenses = f"; {pay.expenses}" if pay.expenses else ""
        return PayFigures(f"Unpaid{expenses}", unpaid=True)
    assert isinstance(pay, PayNotStated)
    return PayFigures("Not stated")


def range_of(pay: AnnualPay | RatePay) -> PayRange:
    """Give the amounts as the employer states them."""
    if pay.amount is not None:
        return PayRange(pay.amount, pay.amount)
    assert pay.minimum is not None
    assert pay.maximum is not None
    return PayRange(pay.minimum, pay.maximum)


def _annual(pay: AnnualPay, hours: WorkingHours) -> PayFigures:
    stated = range_of(pay)
    if pay.basis == "actual":
        share = working_share(hours)
        full = stated.times(1 / share.value) if share else None
        return PayFigures(
            f"{stated} a year for the hours of this post",
            annual_equivalent=full,
            hourly=_hourly_of_actual(stated, hours),
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
        hourly=hourly,
        scale_note=scale_note,
    )


@dataclass(frozen=True)
class WorkingShare:
    """The share of a full-time year that a post works, with the working in words."""

    value: Decimal
    working: str


def working_share(hours: WorkingHours) -> WorkingShare | None:
    """Work out the share of a full-time year: hours a week, and weeks a year for term-time posts.

    None where neither hours nor full-time equivalent are known.
    """
    if hours.hours_a_week is not None and hours.full_time_hours is not None:
        value = hours.hours_a_week / hours.full_time_hours
        working = f"{number(hours.hours_a_week)} ÷ {counted(hours.full_time_hours, 'hour')} a week"
    elif hours.fte is not None:
        value, working = hours.fte, f"{number(hours.fte)} of a full-time post"
    elif hours.pattern == "full-time":
        value, working = Decimal(1), "full time"
    else:
        return None
    weeks = hours.paid_weeks_a_year or hours.weeks_a_year
    if weeks is not None and weeks < WEEKS_A_YEAR:
        value *= weeks / WEEKS_A_YEAR
        working += f" × {number(weeks)} ÷ {WEEKS_A_YEAR} weeks a year"
        if hours.paid_weeks_a_year is None:
            working += ", paid leave not counted"
    return WorkingShare(value, working)


def _hourly_of_actual(actual: PayRange, hours: WorkingHours) -> Computed | None:
    if hours.hours_a_week is None:
        return None
    weeks = hours.paid_weeks_a_year or hours.weeks_a_year or WEEKS_A_YEAR
    return Computed(
        actual.times(1 / (hours.hours_a_week * weeks)),
        f"actual pay ÷ {counted(weeks, 'week')} ÷ {counted(hours.hours_a_week, 'hour')}",
    )


def _on_scale(pay: ScalePay, hours: WorkingHours, scale: PayScale, today: dt.date) -> PayFigures:
    version = version_on(scale, today)
    assert version is not None, "a scale without figures for today is a problem"
    if pay.band is not None:
        full, where = _band_range(version, pay.band), pay.band
    else:
        assert pay.points is not None
        lowest, highest = pay.points.lowest, pay.points.highest
        full = PayRange(version.points[lowest], version.points[highest])
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


def _band_range(version: PayScaleVersion, name: str) -> PayRange:
    band = version.bands[name]
    if band.minimum is not None and band.maximum is not None:
        return PayRange(band.minimum, band.maximum)
    assert band.lowest_point is not None
    assert band.highest_point is not None
    return PayRange(version.points[band.lowest_point], version.points[band.highest_point])


def _rate(pay: RatePay) -> PayFigures:
    stated = range_of(pay)
    if pay.type == "hourly":
        return PayFigures(f"{stated} an hour", hourly=Computed(stated, ""))
    hourly = None
    if pay.hours_each is not None:
        each = counted(pay.hours_each, "hour")
        unit = pay.type if pay.type == "session" else "day"
        hourly = Computed(stated.times(1 / pay.hours_each), f"a {unit} of {each}")
    return PayFigures(f"{stated} {_UNITS[pay.type]}", hourly=hourly)


def _tiers(
    pay: TieredPay, hours: WorkingHours, scales: Mapping[str, PayScale], today: dt.date
) -> PayFigures:
    """State the lowest and highest hourly tier; every tier stands in the table of tiers."""
    each = tuple(pay_figures(tier.pay, hours, scales, today) for tier in pay.tiers)
    rates = [range_of(tier.pay) for tier in pay.tiers if isinstance(tier.pay, RatePay)]
    units = {tier.pay.type for tier in pay.tiers if isinstance(tier.pay, RatePay)}
    unpaid = any(isinstance(tier.pay, UnpaidPay) for tier in pay.tiers)
    if (
        rates
        and len(units) == 1
        and all(isinstance(tier.pay, (RatePay, UnpaidPay)) for tier in pay.tiers)
    ):
        whole = PayRange(min(r.lowest for r in rates), max(r.highest for r in rates))
        unit = units.pop()
        words = f"{_alternatives(rates)} {_UNITS[unit]}"
        return PayFigures(
            f"{words}{', or unpaid' if unpaid else ''}, depending on {pay.depends_on}",
            hourly=Computed(whole, "") if unit == "hourly" else None,
            tiers=each,
            unpaid=unpaid,
        )
    words = "; ".join(figures.stated for figures in each)
    return PayFigures(f"Depends on {pay.depends_on}: {words}", tiers=each)


def _alternatives(rates: list[PayRange]) -> str:
    """Name up to three single rates one by one; a range would promise what lies between them."""
    single = sorted({rate.lowest for rate in rates if rate.lowest == rate.highest})
    if len(single) <= 3 and all(rate.lowest == rate.highest for rate in rates):
        return one_of(pounds(amount) for amount in single)
    return pounds_range(min(rate.lowest for rate in rates), max(rate.highest for rate in rates))
