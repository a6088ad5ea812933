"""On what terms a role is held: the kind of contract, its length and its start."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import PlainValidator, model_validator

from rolebook.model.values.fields import (
    Count,
    Day,
    Prose,
    Record,
    Text,
    parse_day,
    parse_month,
    refuse,
    refuse_field,
)


@dataclass(frozen=True)
class Start:
    """When the work begins. ``day`` is the first of the month where ``precision`` is month."""

    precision: Literal["day", "month", "as-soon-as-possible", "by-agreement"]
    day: dt.date | None = None

    def is_before(self, day: dt.date) -> bool:
        """Whether the work begins before ``day``, whichever day of a month is meant."""
        if self.day is None:
            return False
        if self.precision == "month":
            return (self.day.year, self.day.month) < (day.year, day.month)
        return self.day < day


def _start(value: Any) -> Start:
    if isinstance(value, Start):
        return value
    if isinstance(value, str):
        words = value.strip().casefold().replace(" ", "-")
        if words == "as-soon-as-possible":
            return Start("as-soon-as-possible")
        if words == "by-agreement":
            return Start("by-agreement")
        for precision, parse in (("day", parse_day), ("month", parse_month)):
            try:
                return Start(precision, parse(value))  # type: ignore[arg-type]
            except ValueError:
                continue
    raise refuse(
        f'"{value}" is not a start; write a day (2026-01-05), a month (2026-01), '
        "as-soon-as-possible or by-agreement"
    )


StartField = Annotated[Start, PlainValidator(_start, json_schema_input_type=str)]

TEMPORARY = ("fixed-term", "apprenticeship", "secondment")


def _months_between(first: dt.date, last: dt.date) -> float:
    """Count the months from one day to another, both of them included."""
    end = last + dt.timedelta(days=1)
    return (end.year - first.year) * 12 + end.month - first.month + (end.day - first.day) / 31


class Contract(Record):
    """The kind of contract, with its length where it ends."""

    type: Literal[
        "permanent",
        "fixed-term",
        "casual",
        "self-employed",
        "apprenticeship",
        "secondment",
        "volunteer",
        "not-stated",
    ]
    """permanent, fixed-term, casual (sessional or bank), self-employed, apprenticeship, …"""
    months: Count | None = None
    """Length of a contract that ends, in months"""
    ends: Day | None = None
    """Last day of a contract that ends"""
    reason: Text | None = None
    """Why the contract ends, such as parental leave cover"""
    start: StartField | None = None
    """A day, a month (2026-01), as-soon-as-possible or by-agreement"""
    number_of_posts: Count | None = None
    """How many people hold this role"""
    detail: Prose | None = None
    """Anything to add in words"""

    @model_validator(mode="after")
    def _only_what_ends_has_a_length(self) -> Self:
        for field in ("months", "ends"):
            if getattr(self, field) is not None and self.type not in TEMPORARY:
                raise refuse_field(
                    self,
                    field,
                    f"goes with a contract that ends, and this one is {self.type}; take it out, "
                    "or write type: fixed-term",
                )
        if self.ends and self.start and self.start.day and self.ends < self.start.day:
            raise refuse_field(
                self,
                "ends",
                f"{self.ends} is before the start; write a later day, or correct start",
            )
        self._check_length()
        return self

    def _check_length(self) -> None:
        """Refuse a length that is a month or more away from that of the days beside it."""
        if not (self.months and self.ends and self.start and self.start.day):
            return
        most = _months_between(self.start.day, self.ends)
        least = most - 1 if self.start.precision == "month" else most
        if not least - 1 < self.months < most + 1:
            raise refuse_field(
                self,
                "months",
                f"{self.months} does not agree with start and ends, which are {most:.0f} months "
                "apart; correct one of the three, or leave months out",
            )
