"""The figures of pay, in one shape for every kind of it, from which all outputs take them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rolebook.base.money import WEEKS_A_YEAR, pounds, to_pence
from rolebook.base.words import Words
from rolebook.model.pay import AnnualPay, RatePay

#: So many amounts are named one by one, and more of them as a range.
_FEW = 3


@dataclass(frozen=True)
class PayRange:
    """Lowest and highest amount in pounds, over the time that the holder of the range says.

    ``amounts`` are all that can be paid where these are a few, with nothing between them.
    """

    lowest: Decimal
    highest: Decimal
    amounts: tuple[Decimal, ...] = ()

    @classmethod
    def over(cls, ranges: Iterable[PayRange]) -> PayRange:
        """Give the range from the lowest of some ranges to the highest of them."""
        each = list(ranges)
        lowest, highest = min(one.lowest for one in each), max(one.highest for one in each)
        single = sorted({one.lowest for one in each if one.lowest == one.highest})
        few = 1 < len(single) <= _FEW and all(one.lowest == one.highest for one in each)
        return cls(lowest, highest, tuple(single) if few else ())

    def times(self, factor: Decimal) -> PayRange:
        """Give the range with all amounts multiplied; nothing is rounded."""
        amounts = tuple(amount * factor for amount in self.amounts)
        return PayRange(self.lowest * factor, self.highest * factor, amounts)

    def in_words(self, words: Words) -> str:
        """Write the range in words, which screen readers say better than a dash."""
        if self.amounts:
            return words.one_of(dict.fromkeys(map(pounds, self.amounts)))
        if to_pence(self.lowest) == to_pence(self.highest):
            return pounds(self.lowest)
        return words("pay.range", lowest=pounds(self.lowest), highest=pounds(self.highest))


def range_of(pay: AnnualPay | RatePay) -> PayRange:
    """Give the amounts as the employer states them."""
    if pay.amount is not None:
        return PayRange(pay.amount, pay.amount)
    assert pay.minimum is not None
    assert pay.maximum is not None
    return PayRange(pay.minimum, pay.maximum)


@dataclass(frozen=True)
class Computed:
    """A range that was worked out, with the working in words."""

    range: PayRange
    working: str


@dataclass(frozen=True)
class Salary:
    """Pounds, rounded to the penny, that are paid for each ``unit`` of the post as it is held."""

    range: PayRange
    unit: Literal["year", "day", "hour"]

    @classmethod
    def rounded(cls, amounts: PayRange, unit: Literal["year", "day", "hour"]) -> Salary:
        """Give a salary of whole pence."""
        return cls(PayRange(to_pence(amounts.lowest), to_pence(amounts.highest)), unit)

    def in_words(self, words: Words) -> str:
        """Write what is paid for each unit."""
        return words(f"salary.{self.unit}", amount=self.range.in_words(words))


@dataclass(frozen=True)
class PayFigures:
    """The pay of a role in pounds.

    ``stated`` is what the employer says, in words. ``annual_equivalent`` is pounds a year for a
    full-time year where it is known; ``annual_working`` says how, where the employer does not
    state it. ``actual`` and ``hourly`` are worked out, and None where a figure that they need is
    not known; ``share`` is what ``actual`` is worked out by. ``tiers`` holds the figures of each
    tier, in their order; the others are then those of all tiers together.
    """

    stated: str
    annual_equivalent: PayRange | None = None
    annual_working: str = ""
    actual: Computed | None = None
    for_these_hours: str = ""
    """Pay worked out for the hours of the post, in words; empty where it is none of its own"""
    share: str = ""
    hourly: Computed | None = None
    scale_note: str = ""
    tiers: tuple[PayFigures, ...] = ()
    unpaid: bool = False
    """Whether some or all of it is unpaid"""
    salary: Salary | None = None
    """What is paid to somebody who holds the post for its hours.

    It is for programs, which show one number without its footnote: a full-time figure for a
    part-time post would promise more than anybody is paid. So it is None where pay is not stated,
    unpaid or paid by the session, and where the full-time figure is known but not the share of it.
    A post that may be held full time (``pattern: either``) has its full-time pay.
    """


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
    least = [pay_in_order(tier) for tier in pay.tiers]
    known = [amount for amount in least if amount is not None]
    return min(known) if known and len(known) == len(least) else None
