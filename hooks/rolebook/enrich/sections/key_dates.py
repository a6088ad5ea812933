"""The dates of the openings of a role as a section of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from rolebook.base import dates
from rolebook.base.document_tree import Fact, Facts, Section
from rolebook.base.words import Words
from rolebook.enrich.openings import closing_words
from rolebook.enrich.status import as_advertised
from rolebook.enrich.working_terms import start_words
from rolebook.model.contract import Start
from rolebook.model.role import Role
from rolebook.model.vacancy import Vacancy

SECTION = "key-dates"


def key_dates_section(
    role: Role, openings: Sequence[Vacancy], today: dt.date, words: Words
) -> Section | None:
    """Give the dates of each opening, in the order in which they come.

    None where no opening has one besides that of closing, which is told with how to apply.
    """
    if not any(_has_date(role, vacancy, today) for vacancy in openings):
        return None
    title = words("sections.key-dates")
    if len(openings) == 1:
        return Section(SECTION, title, (_facts(role, openings[0], today, words),))
    parts = tuple(
        Section(
            f"dates-{index}",
            words("sections.dates", reference=vacancy.reference),
            (_facts(role, vacancy, today, words),),
        )
        for index, vacancy in enumerate(openings, start=1)
    )
    return Section(SECTION, title, (), parts)


def _has_date(role: Role, vacancy: Vacancy, today: dt.date) -> bool:
    start = _start_of(role, vacancy, today)
    # What the vacancy itself says of its start stands nowhere else, whether or not it is a day.
    told = (vacancy.review_on, vacancy.shortlisting_on, vacancy.start, start and start.day)
    return any(told) or bool(vacancy.interviews)


def _facts(role: Role, vacancy: Vacancy, today: dt.date, words: Words) -> Facts:
    return Facts(tuple(_dates(vacancy, _start_of(role, vacancy, today), words)))


def _dates(vacancy: Vacancy, start: Start | None, words: Words) -> Iterator[Fact]:
    yield Fact("closes", words("facts.closes"), closing_words(vacancy, words))
    if vacancy.shortlisting_on:
        day = dates.day_with_weekday(vacancy.shortlisting_on)
        yield Fact("shortlisting", words("facts.shortlisting"), day)
    for index, interview in enumerate(vacancy.interviews, start=1):
        told = words.with_detail(dates.day_with_weekday(interview.on), interview.detail)
        yield Fact(f"interview_{index}", words("facts.interview"), told)
    if start:
        exact = start.day if start.precision == "day" else None
        told = dates.day_with_weekday(exact) if exact else start_words(start, words)
        yield Fact("vacancy_start", words("facts.vacancy_start"), told)


def _start_of(role: Role, vacancy: Vacancy, today: dt.date) -> Start | None:
    """Give the start that the opening names, else that of the role where it lies ahead."""
    start = as_advertised(role, vacancy).contract.start
    return start if vacancy.start or start_is_ahead(start, today) else None


def start_is_ahead(start: Start | None, today: dt.date) -> bool:
    """Whether a start is worth telling candidates: not one of a month that is over."""
    over = shown_until(start)
    return over is None or today < over


def shown_until(start: Start | None) -> dt.date | None:
    """Give the day from which a start is not told any more: the first of the month after it."""
    if start is None or start.day is None:
        return None
    return (start.day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
