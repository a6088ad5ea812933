"""Pay on top of basic pay, such as an on-call allowance or mileage."""

from __future__ import annotations

from typing import Literal, Self, get_args

from pydantic import model_validator

from rolebook.base.suggestions import one_of
from rolebook.model.values.fields import (
    Money,
    Percent,
    Prose,
    Record,
    Text,
    check_only_one,
    check_range,
    refuse_field,
)

PaidFor = Literal[
    "year", "month", "week", "day", "night", "shift", "session", "hour", "mile", "journey",
    "call-out", "case", "once",
]  # fmt: skip


class Supplement(Record):
    """Pay on top: a high cost area supplement, on-call, recruitment premium."""

    name: Text
    """What it is called"""
    amount: Money | None = None
    """Pounds"""
    percent: Percent | None = None
    """Share of basic pay: 5%"""
    minimum: Money | None = None
    """The least that a percentage gives, in pounds"""
    maximum: Money | None = None
    """The most that a percentage gives, in pounds"""
    per: PaidFor | None = None
    """What it is paid for; pounds always need it"""
    detail: Prose | None = None
    """When it is paid"""

    @model_validator(mode="after")
    def _amount_or_percent(self) -> Self:
        kind = check_only_one(self, "amount", "percent")
        for bound in ("minimum", "maximum"):
            if kind == "amount" and getattr(self, bound) is not None:
                raise refuse_field(
                    self,
                    bound,
                    "goes with percent only, and amount is given here; take this line out, or "
                    "write percent in place of amount",
                )
        check_range(self, "minimum", "maximum")
        for pounds in ("amount", "minimum", "maximum"):
            if self.per is None and getattr(self, pounds) is not None:
                raise refuse_field(
                    self,
                    pounds,
                    f'{{{pounds}}} needs "per", which says what it is paid for; add a line "per: " '
                    "with "
                    f"{one_of(get_args(PaidFor))}",
                    quotes=(pounds,),
                )
        return self
