"""Days, months and times of day on the clocks of London, read from the text that a person typed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from rolebook.dates import LONDON
from rolebook.suggest import shortened

from .record import refuse
from .words import typed

#: A year outside these is a slip of the hand.
YEARS = range(1950, 2100)

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UK_DAY = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})(.*)", re.DOTALL)
_WORDS_DAY = re.compile(
    r"(?:[A-Za-z]+,? )?([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}),? ([0-9]{4})(.*)", re.DOTALL
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[/. -]([0-9]{1,2})[/. -]([0-9]{1,2})()")
_SPOKEN = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?([ap])\.?m\.?")
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
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            raise refuse(
                f'"{text}" is not a day of the calendar; check the month and the day, and write '
                "year-month-day, such as 2027-01-29"
            ) from None
        return _in_our_years(day, text)
    meant, _ = _day_meant(text)
    raise refuse(
        f'"{shortened(text)}" is not a date; write year-month-day, such as '
        f"{meant or dt.date(2027, 1, 29)}"
    )


def day_meant(text: str) -> dt.date | None:
    """Guess the day that a person wrote, in figures or in words."""
    return _day_meant(text)[0]


def _in_our_years(day: dt.date, text: str) -> dt.date:
    if day.year not in YEARS:
        raise refuse(f'"{text}" is in the year {day.year}; check the year')
    return day


def _day_meant(text: str) -> tuple[dt.date | None, str]:
    """Guess a day written the British way or in words; what follows the day comes second."""
    text = text[:60]
    year_first = _YEAR_FIRST.match(text)
    if year_first:
        return _day(year_first[1], year_first[2], year_first[3]), text[year_first.end() :]
    if found := _UK_DAY.fullmatch(text):
        return _day(found[3], found[2], found[1]), found[4]
    if found := _WORDS_DAY.fullmatch(text):
        word = found[2].casefold()
        months = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)]
        if months:
            return _day(found[3], str(months[0]), found[1]), found[4]
    return None, ""


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_opening(value: Any) -> dt.datetime:
    """Read the date and time from which something is shown."""
    return read_moment(value, clock="9:00")


def read_moment(value: Any, clock: str = "23:59") -> dt.datetime:
    """Read a date and time on the clocks of London; its offset follows summer time.

    ``clock`` is the time of day that is proposed to whoever left it out.
    """
    if isinstance(value, dt.datetime):
        return value
    text = typed(value, f"a date and time, such as 2027-01-29 {clock}")
    found = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]+([0-9]{1,2}:[0-9]{2})", text)
    if not found:
        if _ISO_DAY.fullmatch(text):
            parse_day(text)
            raise refuse(f'"{text}" has no time of day; add it, such as {text} {clock}')
        day, rest = _day_meant(text)
        example = f"{day or '2027-01-29'} {_clock_meant(rest) or clock}"
        raise refuse(
            f'"{shortened(text)}" is not a date and time; write year-month-day and the 24-hour '
            f"clock, such as {example}"
        )
    moment = dt.datetime.combine(parse_day(found[1]), read_clock_time(found[2]), LONDON)
    if moment.astimezone(dt.UTC).astimezone(LONDON).replace(fold=0) != moment:
        raise refuse(
            f'"{text}" does not exist, because the clocks go forward then; write a time an hour '
            "later"
        )
    return moment


def read_clock_time(value: Any) -> dt.time:
    """Read a time of day on the 24-hour clock."""
    if isinstance(value, dt.time):
        return value
    text = typed(value, "a time of day, such as 9:30")
    found = _CLOCK.fullmatch(text)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return dt.time(int(found[1]), int(found[2]))
    raise refuse(
        f'"{shortened(text)}" is not a time of day; write the 24-hour clock, such as '
        f"{_clock_meant(text) or '9:30'}"
    )


def _clock_meant(text: str) -> str | None:
    """Guess a time written ``5pm``, ``12 noon``, ``9.30``, ``09:00:00`` or ``24:00``."""
    words = text[:40].strip(" ,T").casefold().removeprefix("at ")
    if words in ("noon", "12 noon", "midday"):
        return "12:00"
    if words in ("midnight", "12 midnight", "24:00"):
        return "23:59"
    spoken = _SPOKEN.fullmatch(words)
    if spoken and 1 <= int(spoken[1]) <= 12:
        hour = int(spoken[1]) % 12 + (12 if spoken[3] == "p" else 0)
        return f"{hour}:{spoken[2] or '00'}"
    exact = re.match(r"([0-9]{1,2})[:.]([0-9]{2})(?![0-9])", words)
    if exact and int(exact[1]) < 24 and int(exact[2]) < 60:
        return f"{exact[1]}:{exact[2]}"
    return None


def parse_month(value: Any) -> dt.date:
    """Read a month, written 2026-01, as its first day."""
    text = typed(value, "a month, such as 2026-01")
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    if found and 1 <= int(found[2]) <= 12 and int(found[1]) in YEARS:
        return dt.date(int(found[1]), int(found[2]), 1)
    raise refuse(f'"{shortened(text)}" is not a month; write year-month, such as 2026-01')
