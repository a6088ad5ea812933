"""Days, months and times of day on the clocks of London, read from the text that a person typed."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from rolebook.base.dates import LONDON
from rolebook.base.suggestions import meant_or_such_as, shortened

from .record import refuse
from .words import typed

#: A year outside these is a slip of the hand.
YEARS = range(1950, 2100)

_MOMENT = "year-month-day and the 24-hour clock"
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: A month in words, or the first letters of it: "12 noon 26 March" begins with no day.
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
#: How people write a day: with the year first, in British order, and in words.
_DAYS = (
    re.compile(
        r"(?<![0-9])(?P<year>[0-9]{4})(?P<sign>[/. -])(?P<month>[0-9]{1,2})(?P=sign)"
        r"(?P<day>[0-9]{1,2})(?![0-9])"
    ),
    re.compile(
        r"(?<![0-9])(?P<day>[0-9]{1,2})(?P<sign>[/. -])(?P<month>[0-9]{1,2})(?P=sign)"
        r"(?P<year>[0-9]{4}|[2-9][0-9])(?![0-9:])"
    ),
    re.compile(
        rf"(?<![0-9])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}"
        r"\.?,?[ -](?P<year>[0-9]{4}|[2-9][0-9])(?![0-9:])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_MONTH}\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})\b",
        re.IGNORECASE,
    ),
)
#: Words around a day that say nothing of the time.
_AROUND = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?|on|at|by|before|the|of)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"([0-9]{1,2})(?:[:.]?([0-5][0-9]))? ?([ap])\.?m\.?")
_FIGURES = re.compile(
    r"([0-9]{1,2})(?:[:.h]([0-9]{2})|(?<=[0-9]{2})([0-9]{2}))(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"(?: ?(?:hrs?|hours|z|[+-][0-9]{2}:?[0-9]{2}))?"
)
#: Where and whose the clock is, which is always the same.
_ZONE = re.compile(r" ?\(?\b(?:gmt|bst|uk time)\)?$")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def parse_day(value: Any) -> dt.date:
    """Read a day of the calendar, written 2027-01-29."""
    if isinstance(value, dt.date):
        return value
    text = typed(value, "a date, such as 2027-01-29")
    if _ISO_DAY.fullmatch(text):
        day = _day(text, text, "year-month-day, such as 2027-01-29")
        if day.year not in YEARS:
            raise refuse(f'"{text}" is in the year {day.year}; check the year')
        return day
    meant = None
    if written := _written_day(text):
        meant = _day(written.iso, text, "year-month-day, such as 2027-01-29")
    advice = meant_or_such_as(meant, "2027-01-29")
    raise refuse(f'"{shortened(text)}" is not a date; write year-month-day{advice}')


def day_meant(text: str) -> dt.date | None:
    """Guess the day that a person wrote, in figures or in words."""
    written = _written_day(text)
    try:
        return dt.date.fromisoformat(written.iso) if written else None
    except ValueError:
        return None


class _WrittenDay(NamedTuple):
    iso: str
    """The day as year-month-day, whether or not there is one"""
    rest: str
    """What the text says beside it, such as the time"""


def _written_day(text: str) -> _WrittenDay | None:
    """Find a day written the British way, in words, or with the year first."""
    text = text[:60]
    for pattern in _DAYS:
        found = pattern.search(text)
        month = _month_number(found["month"]) if found else 0
        if found and month:
            iso = f"{int(found['year']) % 100 + 2000 if len(found['year']) == 2 else found['year']}"
            iso += f"-{month:02d}-{int(found['day']):02d}"
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return _WrittenDay(iso, _AROUND.sub(" ", rest).strip(" ,.-").removeprefix("T"))
    return None


def _month_number(word: str) -> int:
    """Give the number of a month written in figures or in words; 0 where it is none."""
    if word.isdigit():
        return int(word)
    names = (name.startswith(word.casefold()) for name in _MONTHS)
    return next((number for number, fits in enumerate(names, 1) if fits), 0)


def _day(iso: str, text: str, instead: str) -> dt.date:
    """Read year-month-day; ``text`` is what was typed, and ``instead`` what to write."""
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        year, month, _ = (int(part) for part in iso.split("-"))
    if not 1 <= month <= 12:
        why = f"there is no month {month}"
    elif not year:
        why = "there is no year 0"
    else:
        why = f"{_MONTHS[month - 1].capitalize()} {year} has {monthrange(year, month)[1]} days"
    raise refuse(
        f'"{shortened(text)}" is not a day of the calendar, as {why}; check the day and the month, '
        f"and write {instead}"
    )


def read_opening(value: Any) -> dt.datetime:
    """Read the date and time from which something is shown."""
    return read_moment(value, clock="9:00")


def read_closing(value: Any) -> dt.datetime:
    """Read the date and time by which something must be in: no midnight, which is read two ways."""
    moment = read_moment(value)
    if isinstance(value, dt.datetime) or moment.time() != dt.time():
        return moment
    day = moment.date()
    raise refuse(
        f'"{value}" is the first minute of that day, and people read it as the end of the day; '
        f"write {day - dt.timedelta(days=1)} 23:59, or {day} 23:59 if that whole day counts"
    )


def read_moment(value: Any, clock: str = "23:59") -> dt.datetime:
    """Read a date and time on the clocks of London; its offset follows summer time.

    ``clock`` is the time of day that is proposed to whoever left it out.
    """
    if isinstance(value, dt.datetime):
        return value
    text = typed(value, f"a date and time, such as 2027-01-29 {clock}")
    found = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]+([0-9]{1,2}:[0-9]{2})", text)
    if not found:
        raise _not_a_moment(text, clock)
    _day(found[1], text, f"{_MOMENT}, such as 2027-01-29 {found[2]}")
    moment = dt.datetime.combine(parse_day(found[1]), read_clock_time(found[2]), LONDON)
    _check_clocks_change(text, moment)
    return moment


def _check_clocks_change(text: str, moment: dt.datetime) -> None:
    """Refuse a time that the clocks skip in spring, and one that they show twice in autumn."""
    # As the clocks show it before the change, and after it.
    first, second = moment.timestamp(), moment.replace(fold=1).timestamp()
    if first > second:
        raise refuse(
            f'"{text}" does not exist, because the clocks go forward then; write a time an hour '
            "later"
        )
    if first < second:
        raise refuse(
            f'"{text}" comes twice, because the clocks go back that night; write a time before '
            "1:00, or 2:00 or later"
        )


def _not_a_moment(text: str, clock: str) -> PydanticCustomError:
    """Say what to write in place of a text that is no date and time."""
    written = _written_day(text)
    if not written:
        return refuse(
            f'"{shortened(text)}" is not a date and time; write {_MOMENT}, such as '
            f"2027-01-29 {_clock_meant(text) or clock}"
        )
    stated = _clock_meant(written.rest) if written.rest else None
    time = stated if written.rest else clock
    day = _day(written.iso, text, f"{_MOMENT}, such as 2027-01-29 {time or clock}")
    if _ISO_DAY.fullmatch(text):
        return refuse(f'"{text}" has no time of day; add it, such as {day} {clock}')
    if not time:
        return refuse(
            f'"{shortened(text)}" has no time of day that is understood; write {day} and the '
            "24-hour clock, where 5pm is 17:00"
        )
    return refuse(
        f'"{shortened(text)}" is not a date and time; write {_MOMENT}'
        + meant_or_such_as(stated and f"{day} {stated}", f"{day} {time}")
    )


def read_clock_time(value: Any) -> dt.time:
    """Read a time of day on the 24-hour clock."""
    if isinstance(value, dt.time):
        return value
    text = typed(value, "a time of day, such as 9:30")
    found = _CLOCK.fullmatch(text)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return dt.time(int(found[1]), int(found[2]))
    raise refuse(
        f'"{shortened(text)}" is not a time of day; write the 24-hour clock'
        + meant_or_such_as(_clock_meant(text), "9:30")
    )


def _clock_meant(text: str) -> str | None:
    """Guess a time written ``5pm``, ``12 noon``, ``9.30``, ``1700``, ``09:00:00`` or ``24:00``."""
    words = _ZONE.sub("", text[:40].strip(" ,").removeprefix("T").casefold().removeprefix("at "))
    if words in ("noon", "12 noon", "midday"):
        return "12:00"
    if words in ("midnight", "12 midnight", "24:00"):
        return "23:59"
    spoken = _SPOKEN.fullmatch(words)
    if spoken and 1 <= int(spoken[1]) <= 12:
        hour = int(spoken[1]) % 12 + (12 if spoken[3] == "p" else 0)
        return f"{hour}:{spoken[2] or '00'}"
    figures = _FIGURES.fullmatch(words)
    if figures and int(figures[1]) < 24 and int(minutes := figures[2] or figures[3]) < 60:
        return f"{figures[1]}:{minutes}"
    return None


def parse_month(value: Any) -> dt.date:
    """Read a month, written 2026-01, as its first day."""
    text = typed(value, "a month, such as 2026-01")
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    if found and 1 <= int(found[2]) <= 12 and int(found[1]) in YEARS:
        return dt.date(int(found[1]), int(found[2]), 1)
    raise refuse(f'"{shortened(text)}" is not a month; write year-month, such as 2026-01')
