"""Whether a post that states no full-time week has hours that fit that of its pay scale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from rolebook.base.money import WEEKS_A_YEAR, counted, number, pounds_range, to_pence
from rolebook.check.reading import Finding
from rolebook.model.hours import WorkingHours
from rolebook.model.pay import Pay, ScalePay, parts_of
from rolebook.model.role import Role
from rolebook.model.site_config import PayScale, version_on
from rolebook.read.source_file import Path

from .known_ids import Known


def full_time_week_findings(role: Role, known: Known, today: dt.date) -> Iterator[Finding]:
    """Find hours from which pay on a scale follows in two ways, of a role and of its vacancies."""
    seen: set[Path] = set()
    for path, hours, pay in paid_hours(role):
        # The role may be what is left of a file with problems, without keys that it needs.
        if path in seen or hours is None or pay is None:
            continue
        if message := _message(hours, pay, known, today):
            seen.add(path)
            yield Finding((*path, "hours_a_week"), message)


def paid_hours(role: Role) -> Iterator[tuple[Path, WorkingHours, Pay]]:
    """Give the hours of the role and of each vacancy, with their place and the pay for them."""
    yield ("hours",), role.hours, role.pay
    for index, vacancy in enumerate(role.vacancies):
        if own := vacancy.overrides:
            path: Path = ("vacancies", index, "overrides", "hours") if own.hours else ("hours",)
            yield path, own.hours or role.hours, own.pay or role.pay


def _message(hours: WorkingHours, pay: Pay, known: Known, today: dt.date) -> str:
    """Put both readings into words; empty where there is one."""
    week = hours.hours_a_week
    if week is None or hours.full_time_hours is not None:
        return ""
    for _, part in parts_of(pay):
        if not isinstance(part, ScalePay):
            continue
        scale: PayScale | None = (known["pay_scales"] or {}).get(part.scale)
        if scale is None:
            continue
        full = scale.full_time_hours
        amounts = _amounts(part, scale, today)
        if amounts and (week > full or (hours.pattern == "full-time" and week < full)):
            return _readings(hours, week, scale, amounts)
    return ""


def _amounts(pay: ScalePay, scale: PayScale, today: dt.date) -> tuple[Decimal, Decimal] | None:
    """Give the lowest and the highest amount; None where the scale lacks what pay names."""
    version = version_on(scale, today)
    try:
        return version.amounts_of(pay.band, pay.points) if version else None
    except KeyError:
        return None


def _readings(
    hours: WorkingHours, week: Decimal, scale: PayScale, amounts: tuple[Decimal, Decimal]
) -> str:
    full = scale.full_time_hours
    weeks = hours.paid_weeks_a_year or hours.weeks_a_year
    of_year = min(weeks / WEEKS_A_YEAR, Decimal(1)) if weeks else Decimal(1)
    whole = pounds_range(*(amount * of_year for amount in amounts))
    lowest, highest = (amount * of_year * week / full for amount in amounts)
    share = pounds_range(lowest, highest)
    told = (
        f"{counted(week, 'hour')} a week could pay {whole} or {share} a year, because a full-time "
        f'week on the pay scale "{scale.name}" has {counted(full, "hour")}; for {whole}, add a '
        f'line "full_time_hours: {number(week)}" to these hours'
    )
    if week < full:
        return (
            f'{told}, and for {share}, add "full_time_hours: {number(full)}" and write "pattern: '
            'part-time"'
        )
    ends = (
        f'"amount: {to_pence(lowest)}"'
        if to_pence(lowest) == to_pence(highest)
        else f'"minimum: {to_pence(lowest)}" and "maximum: {to_pence(highest)}"'
    )
    return f'{told}, and for {share}, write pay with "type: annual", "basis: actual", {ends}'
