"""Advice on figures in texts that differ from those in their own fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from rolebook.advise.library import RoleFile
from rolebook.advise.rule import Found, Rule, role_rule
from rolebook.base.money import counted, number, pounds, to_pence
from rolebook.base.suggestions import one_of
from rolebook.enrich.pay.figures import PayFigures, PayRange
from rolebook.enrich.pay.pay_figures import pay_figures
from rolebook.model.pay import AnnualPay, parts_of

_POUNDS_A_YEAR = re.compile(
    r"£(\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d{5,6}(?:\.\d{2})?)"
    r"(?: (?:a|per) (?:year|annum)| pa\b| p\.a\.)"
)
_POUNDS_AN_HOUR = re.compile(r"£(\d{1,3}(?:\.\d{1,2})?) (?:an|per) hour")
_HOURS_A_WEEK = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)[ -]hours? (?:a|per|each) week")
_FTE = re.compile(r"(?<![\d.])([01](?:\.\d{1,2})?) ?(?:FTE\b|full-time equivalent)")
_NUMBERS = {
    word: Decimal(value)
    for value, word in enumerate(("one", "two", "three", "four", "five", "six", "seven"), start=1)
}
_DAYS_A_WEEK = re.compile(
    rf"(?<![\w.-])({'|'.join(_NUMBERS)}|[1-7](?:\.5)?) days? (?:a|per|each) week"
)

#: Sentences that speak of a part of the time, or of time on top.
_OF_A_PART = re.compile(
    r"\b(?:home|remote(?:ly)?|hybrid|office|in person|on site|study|supervision|training|learning|"
    r"up to|at least|extra|additional|overtime|may|some|other|was|were)\b",
    re.IGNORECASE,
)
#: The texts that speak of the whole post. Duties and details name figures of other things.
_OF_THE_POST = ("title", "summary", "purpose", "structure", "advert")


@role_rule(
    Rule(
        "two-figures",
        "Consistency",
        "A text names pay, hours or days that differ from those in their own fields.",
        "Readers cannot tell which is right, and the one in the text is forgotten when the field "
        "changes.",
        "A rule of this project",
    )
)
def two_figures(role: RoleFile) -> Iterator[Found]:
    """Find figures of the post in its texts that its fields do not bear out."""
    hours = role.role.hours
    weekly = {h for h in (hours.hours_a_week, hours.full_time_hours) if h is not None}
    annual, hourly = _pay_amounts(role)
    share = hours.fte or hours.computed_fte
    fte = {share} if share else set()
    checks = (
        (_POUNDS_A_YEAR, annual, "pay", lambda held: f"{pounds(held)} a year"),
        (_POUNDS_AN_HOUR, hourly, "pay", lambda held: f"{pounds(held)} an hour"),
        (_HOURS_A_WEEK, weekly if hours.hours_a_week else set(), "hours", _hours_worded),
        (_FTE, fte, "hours", lambda held: f"{number(held)} FTE"),
        (
            _DAYS_A_WEEK,
            {hours.days_a_week} if hours.days_a_week else set(),
            "hours",
            lambda held: f"{counted(held, 'day')} a week",
        ),
    )
    for words in role.texts:
        if words.path[0] not in _OF_THE_POST:
            continue
        for pattern, known, field, worded in checks:
            if not known:
                continue
            for match in pattern.finditer(words.text):
                said = match[1].replace(",", "")
                if field == "hours" and _OF_A_PART.search(_sentence(words.text, match.start())):
                    continue
                figure = _NUMBERS.get(said) or Decimal(said)
                # What is worked out may be told in whole pounds.
                if figure not in known | {held.quantize(Decimal(1)) for held in known}:
                    listed = one_of(worded(held) for held in sorted(known))
                    yield Found(
                        words.path,
                        f'"{match[0]}" differs from what stands under {field}: {listed}; take the '
                        "figure out of the text, since the page shows the field, or correct one of "
                        "the two",
                        match[0],
                    )


def _sentence(text: str, at: int) -> str:
    """Give the sentence, or the item of a list, in which a place of a text stands."""
    start = max(text.rfind(". ", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [end for end in (text.find(". ", at), text.find("\n", at)) if end >= 0]
    return text[start : min(ends, default=len(text))]


def _hours_worded(held: Decimal) -> str:
    return f"{counted(held, 'hour')} a week"


def _pay_amounts(role: RoleFile) -> tuple[set[Decimal], set[Decimal]]:
    """Give every amount a year, and every amount an hour, that the fields of pay bear out."""
    pay = role.role.pay
    figures = pay_figures(
        pay, role.role.hours, role.content.pay_scales, role.today, role.content.words
    )
    annual: set[Decimal] = set()
    hourly: set[Decimal] = set()
    waiting: list[PayFigures] = [figures]
    while waiting:
        part = waiting.pop()
        waiting.extend(part.tiers)
        for found, amounts in (
            (part.annual_equivalent, annual),
            (part.actual.range if part.actual else None, annual),
            (part.hourly.range if part.hourly else None, hourly),
        ):
            amounts.update(_ends(found))
    parts = [part for _, part in parts_of(pay)]
    for supplement in (*pay.supplements, *(s for each in parts for s in each.supplements)):
        amounts = {"year": annual, "hour": hourly}.get(supplement.per or "", set())
        amounts.update(_exact(supplement.amount, supplement.minimum, supplement.maximum))
    for each in parts:
        if isinstance(each, AnnualPay):
            annual.update(_exact(each.amount, each.minimum, each.maximum))
    return annual, hourly


def _exact(*amounts: Decimal | None) -> set[Decimal]:
    return {amount for amount in amounts if amount is not None}


def _ends(found: PayRange | None) -> set[Decimal]:
    return {to_pence(found.lowest), to_pence(found.highest)} if found else set()
