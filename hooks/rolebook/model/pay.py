"""What a role pays, in each of the ways in which UK employers state it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rolebook.model.values.fields import (
    Hours,
    Money,
    Prose,
    Record,
    Text,
    YesNo,
    check_only_one,
    check_range,
    refuse,
    refuse_field,
)
from rolebook.model.values.figures import LEAST_ANNUAL

from .references import PayScaleId
from .supplement import Supplement


class PayTerms(Record):
    """What every kind of pay may add."""

    paid: Literal["weekly", "monthly", "each-term"] | None = None
    """How often it is paid"""
    on_invoice: YesNo = False
    """yes, where the role-holder sends an invoice"""
    supplements: tuple[Supplement, ...] = ()
    """Pay on top"""
    detail: Prose | None = None
    """How and when it is paid, in words"""


#: More an hour is a slip of the hand or a wrong type.
MOST_HOURLY = 1_000
#: A range wider than this has a digit too many, or too few.
WIDEST = 10


class Range(PayTerms):
    """One amount, or a lowest and a highest, in pounds."""

    amount: Money | None = None
    """One amount, where there is no range"""
    minimum: Money | None = None
    """Lowest"""
    maximum: Money | None = None
    """Highest"""

    @model_validator(mode="after")
    def _amount_or_both_ends(self) -> Self:
        if self.amount is None and (self.minimum is None or self.maximum is None):
            raise refuse("needs both minimum and maximum, or amount alone; add what is missing")
        if self.amount is not None and (self.minimum is not None or self.maximum is not None):
            raise refuse_field(
                self, "amount", "stands beside minimum or maximum; keep amount, or the range"
            )
        check_range(self, "minimum", "maximum")
        low, high = self.minimum, self.maximum
        if low is not None and high is not None and high > WIDEST * low:
            raise refuse_field(
                self,
                "maximum",
                "{maximum} is more than ten times the minimum, {minimum}; correct one of the two",
                quotes=("minimum", "maximum"),
            )
        return self

    @property
    def _figures(self) -> Iterator[tuple[str, Decimal]]:
        """The amounts that are given, by the names of their fields."""
        for field in ("amount", "minimum", "maximum"):
            figure = getattr(self, field)
            if figure is not None:
                yield field, figure


class AnnualPay(Range):
    """Pounds a year."""

    type: Literal["annual"]
    basis: Literal["full-time-equivalent", "actual"] = "full-time-equivalent"
    """full-time-equivalent: what a full-time year pays; actual: what this post's hours pay"""

    @model_validator(mode="after")
    def _enough_for_a_year(self) -> Self:
        if self.basis == "full-time-equivalent":
            for field, figure in self._figures:
                if figure < LEAST_ANNUAL:
                    kind = "hourly" if figure else "unpaid"
                    raise refuse_field(
                        self,
                        field,
                        f"{{{field}}} a year is hardly meant; write type: {kind}, or correct the "
                        "figure",
                        quotes=(field,),
                    )
        return self


class RatePay(Range):
    """Pounds an hour, a day or a session."""

    type: Literal["hourly", "daily", "session"]
    hours_each: Hours | None = None
    """Length of the day or session in hours, where the hourly equivalent is wanted"""

    @model_validator(mode="after")
    def _an_hour_is_plausible(self) -> Self:
        if self.type == "hourly" and self.hours_each is not None:
            raise refuse_field(
                self, "hours_each", "goes with daily or session pay only; take it out"
            )
        for field, figure in self._figures if self.type == "hourly" else ():
            if figure > MOST_HOURLY:
                raise refuse_field(
                    self,
                    field,
                    f"{{{field}}} an hour is hardly meant; write type: annual, or correct the "
                    "figure",
                    quotes=(field,),
                )
        return self


class SpinePoints(Record):
    """A run of spine points of a pay scale."""

    lowest: Text
    """Lowest spine point"""
    highest: Text
    """Highest spine point"""


class ScalePay(PayTerms):
    """A band, or a run of spine points, of a pay scale in site_config/pay_scales.yaml."""

    type: Literal["pay-scale"]
    scale: PayScaleId
    """Id of the pay scale"""
    band: Text | None = None
    """Name of the band as the scale has it"""
    points: SpinePoints | None = None
    """Lowest and highest spine point"""

    @model_validator(mode="after")
    def _band_or_points(self) -> Self:
        check_only_one(self, "band", "points")
        return self


class UnpaidPay(PayTerms):
    """A placement or a volunteer's role without pay."""

    type: Literal["unpaid"]
    expenses: Text | None = None
    """What is paid back"""


class PayNotStated(PayTerms):
    """The employer has not said what the role pays."""

    type: Literal["not-stated"]


TierPay = Annotated[
    AnnualPay | RatePay | ScalePay | UnpaidPay | PayNotStated, Field(discriminator="type")
]


class Tier(Record):
    """What is paid when a condition holds."""

    when: Text
    """The condition: 100 to 450 supervised hours"""
    pay: TierPay
    """What is paid then"""
    includes: tuple[Text, ...] = ()
    """What comes with it, such as supervision"""


class TieredPay(PayTerms):
    """Pay that depends on something about the person, such as supervised hours."""

    type: Literal["tiers"]
    depends_on: Text
    """What decides the tier"""
    tiers: tuple[Tier, ...]
    """The tiers, lowest first"""


Pay = Annotated[
    AnnualPay | RatePay | ScalePay | TieredPay | UnpaidPay | PayNotStated,
    Field(discriminator="type"),
]


def parts_of(pay: Pay | TierPay) -> Iterator[tuple[tuple[str | int, ...], TierPay]]:
    """Give the pay of each tier with its place within ``pay``; of other pay, that pay itself."""
    if isinstance(pay, TieredPay):
        for index, tier in enumerate(pay.tiers):
            yield ("tiers", index, "pay"), tier.pay
    else:
        yield (), pay


def scales_of(pay: Pay | TierPay) -> Iterator[str]:
    """Give the ids of the pay scales that pay follows from."""
    for _, part in parts_of(pay):
        if isinstance(part, ScalePay):
            yield part.scale
