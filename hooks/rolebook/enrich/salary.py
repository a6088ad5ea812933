"""What a post pays as numbers over a unit of time, for programs that cannot read words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rolebook.model.pay import AnnualPay, RatePay, ScalePay, TieredPay
from rolebook.model.role import Role
from rolebook.money import to_pence

from .pay import PayFigures, PayRange, range_of, working_share

Unit = Literal["year", "day", "hour"]


@dataclass(frozen=True)
class Salary:
    """Pounds, rounded to the penny, that are paid for each ``unit`` of the post as it is held."""

    range: PayRange
    unit: Unit

    def __str__(self) -> str:
        return f"{self.range} per {self.unit}"


def salary_of(role: Role, figures: PayFigures) -> Salary | None:
    """Give what is paid to somebody who holds the post for its hours.

    None where pay is not stated, unpaid, or paid by the session, and where the full-time figure is
    known but not the share of it: programs show one number without its footnote, and a full-time
    figure for a part-time post promises more than anybody is paid. A post that may be held full
    time (``pattern: either``) has its full-time pay.
    """
    pay = role.pay
    if isinstance(pay, RatePay):
        return _rate(pay)
    if isinstance(pay, TieredPay):
        return _tiers(pay)
    if isinstance(pay, AnnualPay) and pay.basis == "actual":
        return _rounded(range_of(pay), "year")
    if not isinstance(pay, AnnualPay | ScalePay) or figures.annual_equivalent is None:
        return None
    if figures.actual is not None:
        return _rounded(figures.actual.range, "year")
    whole = role.hours.pattern in ("full-time", "either") or working_share(role.hours) is not None
    return _rounded(figures.annual_equivalent, "year") if whole else None


def _rounded(amounts: PayRange, unit: Unit) -> Salary:
    return Salary(PayRange(to_pence(amounts.lowest), to_pence(amounts.highest)), unit)


def _rate(pay: RatePay) -> Salary | None:
    if pay.type == "session":
        return None
    return _rounded(range_of(pay), "hour" if pay.type == "hourly" else "day")


def _tiers(pay: TieredPay) -> Salary | None:
    """Give the lowest and highest of tiers that are all paid by the same unit."""
    each = [_rate(tier.pay) if isinstance(tier.pay, RatePay) else None for tier in pay.tiers]
    known = [salary for salary in each if salary is not None]
    if len(known) < len(each) or len({salary.unit for salary in known}) != 1:
        return None
    lowest = min(salary.range.lowest for salary in known)
    highest = max(salary.range.highest for salary in known)
    return Salary(PayRange(lowest, highest), known[0].unit)
