"""How long and when a role works."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Self

from pydantic import model_validator

from rolebook.base.money import WEEKS_A_YEAR
from rolebook.model.values.fields import (
    ClockTime,
    Fte,
    Hours,
    Number,
    Prose,
    Record,
    Text,
    YesNo,
    check_range,
    refuse,
    refuse_field,
)

#: Two figures of full-time equivalence agree when they are equal to two decimal places.
FTE_TOLERANCE = Decimal("0.005")
_WEEKS_INSTEAD = {
    "weeks_a_year": "write how many weeks of the year are worked, such as 39, or take the line out "
    "where all are",
    "paid_weeks_a_year": "write how many weeks of the year are paid, such as 44.5, or take the "
    "line out",
}


class CoreHours(Record):
    """The part of the day in which the work is done."""

    start: ClockTime
    """24-hour clock, such as 9:00"""
    end: ClockTime
    """24-hour clock, such as 17:00"""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start >= self.end:
            raise refuse_field(
                self,
                "end",
                f"{self.end:%H:%M} is not after the start, {self.start:%H:%M}; write a later time",
            )
        return self


class Amount(Record):
    """How much work is the least or the most, in sessions or hours."""

    minimum: Number | None = None
    """The least"""
    maximum: Number | None = None
    """The most"""
    unit: Literal["sessions", "hours"]
    """What is counted"""
    per: Literal["week", "month", "case-each-month"]
    """Over which time"""
    detail: Text | None = None
    """Anything to add in words"""

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if self.minimum is None and self.maximum is None:
            raise refuse("holds neither minimum nor maximum; add one of them")
        check_range(self, "minimum", "maximum")
        return self


class WorkingHours(Record):
    """The hours of a role. Pro rata pay is computed from these figures."""

    pattern: Literal["full-time", "part-time", "either", "flexible"]
    """full-time, part-time, either (both are offered), or flexible (agreed for each person)"""
    hours_a_week: Hours | None = None
    """Contracted hours a week"""
    fte: Fte | None = None
    """Share of a full-time post: 0.6"""
    full_time_hours: Hours | None = None
    """Hours a week of a full-time post with this employer"""
    weeks_a_year: Number | None = None
    """Weeks worked in a year, for term-time posts: 39"""
    paid_weeks_a_year: Number | None = None
    """Weeks paid in a year, leave included, for term-time posts: 44.5; pay is computed from it"""
    days_a_week: Number | None = None
    """Working days in a week: 3"""
    pattern_detail: Prose | None = None
    """Which days or shifts, in words"""
    core_hours: CoreHours | None = None
    """The part of the day in which the work is done"""
    evenings_and_weekends: Literal["never", "by-agreement", "sometimes", "regularly"] | None = None
    """Whether the work reaches into evenings or weekends"""
    amounts: tuple[Amount, ...] = ()
    """The least or the most work, in sessions or hours"""
    job_share: YesNo | None = None
    """Whether a job share is welcome"""

    @property
    def computed_fte(self) -> Decimal | None:
        """Share of a full-time post by its hours, to two places; None where either is unknown."""
        if self.hours_a_week is None or self.full_time_hours is None:
            return None
        share = self.hours_a_week / self.full_time_hours
        return share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)

    @model_validator(mode="after")
    def _figures_agree(self) -> Self:
        for field in ("weeks_a_year", "paid_weeks_a_year"):
            weeks = getattr(self, field)
            if weeks == 0:
                raise refuse_field(self, field, f"is 0; {_WEEKS_INSTEAD[field]}")
            if weeks is not None and weeks > WEEKS_A_YEAR:
                raise refuse_field(
                    self, field, f"{weeks} is more than a year; write at most {WEEKS_A_YEAR}"
                )
        full = self.full_time_hours
        if self.hours_a_week and full and self.hours_a_week > full:
            raise refuse_field(
                self,
                "hours_a_week",
                f"{self.hours_a_week} is more than full_time_hours, which is {full}; "
                "correct one of the two",
            )
        self._check_pattern()
        if self.hours_a_week and full and self.fte:
            computed = self.hours_a_week / full
            if abs(computed - self.fte) > FTE_TOLERANCE:
                raise refuse_field(
                    self,
                    "fte",
                    f"{self.fte} does not agree with {self.hours_a_week} of {full} hours a week, "
                    f"which is {self.computed_fte}; correct one of the three, "
                    "or leave fte out and it is computed",
                )
        return self

    def _check_pattern(self) -> None:
        """Refuse a full-time post with fewer hours than full time, and the other way round."""
        hours, full = self.hours_a_week, self.full_time_hours
        if not hours or not full:
            return
        # A post for term time only is called part-time, whatever its hours in those weeks.
        all_year = self.weeks_a_year is None and self.paid_weeks_a_year is None
        if self.pattern == "part-time" and hours == full and all_year:
            raise refuse_field(
                self,
                "pattern",
                f"part-time does not go with {hours} hours a week, which are full_time_hours; "
                "write full-time, or correct one of the figures",
            )
        if self.pattern == "full-time" and hours < full:
            raise refuse_field(
                self,
                "pattern",
                f"full-time does not go with {hours} of {full} hours a week; write part-time, or "
                "correct one of the figures",
            )
