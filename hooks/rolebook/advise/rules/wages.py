"""Advice on pay below the National Minimum Wage, or below the real Living Wage where pledged."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from rolebook.advise.library import Library, RoleFile
from rolebook.advise.rule import Found, Rule, library_rule, role_rule
from rolebook.advise.wage_rates import packaged_rates
from rolebook.base import dates
from rolebook.base.money import WEEKS_A_YEAR, counted, number, pounds, to_pence
from rolebook.check.words import packaged_words
from rolebook.enrich.pay.pay_figures import pay_figures
from rolebook.enrich.status import as_advertised
from rolebook.model.contract import Contract
from rolebook.model.hours import WorkingHours
from rolebook.model.pay import AnnualPay, RatePay, ScalePay, parts_of
from rolebook.model.place import Place
from rolebook.model.role import Role
from rolebook.model.site_config import PayScale
from rolebook.read.source_file import Path

#: Hours of a full-time week where a role does not say; the message says so.
USUAL_WEEK = Decimal("37.5")
#: People to whom no minimum wage is due (GOV.UK, "Employees not entitled to the minimum wage").
_OUTSIDE = ("self-employed", "volunteer")
_ADVICE = "site_config/advice.yaml"
_SITE = "site_config/site.yaml"


@dataclass(frozen=True)
class Rate:
    """An hourly rate of pay from one day on."""

    name: str
    effective_from: dt.date
    amount: Decimal


@dataclass(frozen=True)
class Hourly:
    """The least that an hour of the work pays, before rounding.

    ``stated`` says from what it is worked out and ``assumed`` what was assumed for it.
    ``hours_a_year`` turns an hourly rate into what is stated for a year; 1 for an hourly rate.
    """

    path: Path
    amount: Decimal
    stated: str
    assumed: str
    hours_a_year: Decimal


@role_rule(
    Rule(
        "below-minimum-wage",
        "Pay",
        "Pay for an hour is below the National Minimum Wage on some day of the contract.",
        "It is unlawful to pay less. Pay that is lawful when a role is advertised may fall below "
        "the new rates of the next April. Pay on top, such as a supplement, is not counted. People "
        "who are self-employed, and volunteers, are outside the law.",
        "National Minimum Wage Act 1998, section 1",
        "https://www.legislation.gov.uk/ukpga/1998/39/section/1",
        level="warning",
    )
)
def below_minimum_wage(role: RoleFile) -> Iterator[Found]:
    """Find pay below the rates that hold on the days of the contract."""
    apprentice = role.role.contract.type == "apprenticeship"
    name = "apprentice rate of the National Minimum Wage" if apprentice else "National Living Wage"
    rates = [
        Rate(name, held.effective_from, amount)
        for held in role.content.advice.minimum_wage or packaged_rates().minimum_wage
        if (amount := held.apprentice if apprentice else held.adult) is not None
    ]
    yield from _below(role, lambda place: rates)


@role_rule(
    Rule(
        "below-real-living-wage",
        "Pay",
        "The employer pledges the real Living Wage, and pay for an hour is below it on some day of "
        "the contract.",
        "The pledge covers everyone whom the employer pays. New rates are announced each October "
        "and due by 1 May. Apprentices are outside the pledge.",
        "Living Wage Foundation, real Living Wage rates",
        "https://www.livingwage.org.uk/what-real-living-wage",
        level="warning",
    )
)
def below_real_living_wage(role: RoleFile) -> Iterator[Found]:
    """Find pay below what the employer pledges."""
    if not role.organisation.pays_real_living_wage or role.role.contract.type == "apprenticeship":
        return

    def rates(place: Place | None) -> Iterator[Rate]:
        london = _in_london(place, role)
        name = f"real Living Wage {'in London' if london else 'outside London'}"
        for held in role.content.advice.real_living_wage or packaged_rates().real_living_wage:
            yield Rate(name, held.effective_from, held.london if london else held.uk)

    yield from _below(role, lambda place: list(rates(place)))


def _below(role: RoleFile, rates_at: Callable[[Place | None], list[Rate]]) -> Iterator[Found]:
    """Find pay below the rates, for the role and for what its vacancies fix."""
    told: set[str] = set()
    for path, variant in _variants(role):
        days = contract_days(variant.contract, role.today)
        if variant.contract.type in _OUTSIDE:
            continue
        for hourly in _hourly(path, variant, role.content.pay_scales, role.today):
            lacking = _first_lacking(hourly, rates_at(variant.place), days)
            message = _message(hourly, lacking) if lacking else ""
            # A vacancy that fixes something else repeats what is told of the role.
            if message and message not in told:
                told.add(message)
                yield Found(hourly.path, message)


def _variants(role: RoleFile) -> Iterator[tuple[Path, Role]]:
    """Give the role, and the role as each of its vacancies changes it."""
    yield ("pay",), role.role
    for index, vacancy in enumerate(role.role.vacancies):
        ended = vacancy.closes is not None and vacancy.closes.date() < role.today
        if vacancy.overrides and vacancy.state in (None, "draft") and not ended:
            own = ("vacancies", index, "overrides", "pay")
            path: Path = own if vacancy.overrides.pay else ("vacancies", index, "overrides")
            yield path, as_advertised(role.role, vacancy)


def contract_days(contract: Contract, today: dt.date) -> tuple[dt.date, dt.date]:
    """Give the first and the last day of a contract; a day far off where it has no end."""
    start = contract.start.day if contract.start else None
    if contract.ends:
        end = contract.ends
    elif contract.months:
        end = _months_after(start or today, contract.months) - dt.timedelta(days=1)
    else:
        # It goes on: what it paid before today cannot be put right by what is advertised now.
        return max(start or today, today), dt.date.max
    return min(start or today, end), end


def _months_after(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _first_lacking(
    hourly: Hourly, rates: Iterable[Rate], days: tuple[dt.date, dt.date]
) -> tuple[Rate, dt.date] | None:
    """Give the highest rate on the days that the pay does not reach, with its first day there."""
    held = sorted(rates, key=lambda rate: rate.effective_from)
    lacking = []
    for index, rate in enumerate(held):
        until = held[index + 1].effective_from if index + 1 < len(held) else dt.date.max
        first = max(rate.effective_from, days[0])
        if first <= days[1] and first < until and hourly.amount < rate.amount:
            lacking.append((rate, first))
    return max(lacking, key=lambda found: found[0].amount, default=None)


def _message(hourly: Hourly, lacking: tuple[Rate, dt.date]) -> str:
    rate, first = lacking
    least = (rate.amount * hourly.hours_a_year).quantize(Decimal("0.01"), rounding=ROUND_UP)
    an_hour = f"{pounds(hourly.amount)} an hour"
    if to_pence(hourly.amount) >= to_pence(rate.amount):
        an_hour = f"just under {pounds(rate.amount)} an hour"
    assumed = f" ({hourly.assumed})" if hourly.assumed else ""
    worked_out = f"{hourly.stated}, which is {an_hour}{assumed}," if hourly.stated else an_hour
    since = (
        f"which is {pounds(rate.amount)} from {dates.day(rate.effective_from)}"
        if rate.effective_from >= first
        else f"which has been {pounds(rate.amount)} since {dates.day(rate.effective_from)}"
    )
    return f"{worked_out} is below the {rate.name}, {since}; write at least {least}"


def _hourly(
    path: Path, role: Role, scales: Mapping[str, PayScale], today: dt.date
) -> Iterator[Hourly]:
    """Work out the least that an hour pays, for each part of the pay where that can be told."""
    for within, part in parts_of(role.pay):
        where = (*path, *within)
        if isinstance(part, AnnualPay):
            yield from _of_annual(where, part, role.hours)
        elif isinstance(part, RatePay):
            yield from _of_rate(where, part)
        elif isinstance(part, ScalePay):
            figures = pay_figures(part, role.hours, scales, today, packaged_words())
            scale = scales[part.scale]
            if figures.annual_equivalent:
                week = role.hours.full_time_hours or scale.full_time_hours
                year = week * WEEKS_A_YEAR
                lowest = figures.annual_equivalent.lowest
                stated = f"{pounds(lowest)} a year, the lowest on the scale"
                yield Hourly(where, lowest / year, stated, "", year)


def _of_annual(path: Path, pay: AnnualPay, hours: WorkingHours) -> Iterator[Hourly]:
    lowest = pay.amount if pay.amount is not None else pay.minimum
    assert lowest is not None, "a range has an amount or both ends"
    path = (*path, "amount" if pay.amount is not None else "minimum")
    stated = f"{pounds(lowest)} a year"
    if pay.basis == "actual":
        week = hours.hours_a_week
        if week is None and hours.fte and hours.full_time_hours:
            week = hours.fte * hours.full_time_hours
        if week is None and hours.pattern != "full-time":
            return  # nothing tells how many hours it pays for
        weeks = hours.paid_weeks_a_year or hours.weeks_a_year or WEEKS_A_YEAR
    else:
        week, weeks = hours.full_time_hours, WEEKS_A_YEAR
        if week is None and hours.pattern == "full-time":
            week = hours.hours_a_week
    assumed = ""
    if week is None:
        week = USUAL_WEEK
        assumed = f"for a week of {number(week)} hours, assumed since full_time_hours is not given"
    yield Hourly(path, lowest / (week * weeks), stated, assumed, week * weeks)


def _of_rate(path: Path, pay: RatePay) -> Iterator[Hourly]:
    lowest = pay.amount if pay.amount is not None else pay.minimum
    assert lowest is not None, "a range has an amount or both ends"
    path = (*path, "amount" if pay.amount is not None else "minimum")
    if pay.type == "hourly":
        yield Hourly(path, lowest, "", "", Decimal(1))
    elif pay.hours_each:
        unit = "day" if pay.type == "daily" else "session"
        stated = f"{pounds(lowest)} a {unit} of {counted(pay.hours_each, 'hour')}"
        yield Hourly(path, lowest / pay.hours_each, stated, "", pay.hours_each)


def _in_london(place: Place | None, role: RoleFile) -> bool:
    """Whether the base is in London or, without a base, any of the places."""
    if place is None:
        return False
    ids = (place.base,) if place.base else place.other_places
    return any(role.content.locations[id_].region == "London" for id_ in ids if id_)


@library_rule(
    Rule(
        "wage-rates-out-of-date",
        "Pay",
        "The newest rates of the minimum wage are more than a year old.",
        "Without the rates of this year, pay below them is not told.",
        "GOV.UK, National Minimum Wage and National Living Wage rates, which change each 1 April",
        "https://www.gov.uk/national-minimum-wage-rates",
        level="warning",
        waivable=False,
    )
)
def rates_out_of_date(library: Library) -> Iterator[tuple[str, Found]]:
    """Find lists of rates whose newest are older than a year."""
    pledged = any(one.pays_real_living_wage for one in library.content.organisations.values())
    for field in ("minimum_wage", "real_living_wage"):
        own = [rates.effective_from for rates in getattr(library.content.advice, field)]
        ours = [rates.effective_from for rates in getattr(packaged_rates(), field)]
        newest = max(own or ours)
        if library.today < _months_after(newest, 12):
            continue
        if own:
            message = (
                f"the newest rates are those from {dates.day(newest)}; add the rates that have "
                "followed, with their source"
            )
            yield _ADVICE, Found((field,), message)
        elif field == "minimum_wage" or pledged:
            message = (
                f"the newest rates of {field.replace('_', ' ')} that Rolebook has are those from "
                f"{dates.day(newest)}; upgrade Rolebook, or add the rates that have followed to "
                f"{_ADVICE}, with their source"
            )
            yield _SITE, Found(("heading",), message)
