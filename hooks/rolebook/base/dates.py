"""Dates and times as people in the United Kingdom read them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

#: Where every date and time of a vacancy is meant.
LONDON = ZoneInfo("Europe/London")

# Names are written out here because strftime follows the locale of the machine.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def in_london(text: str) -> dt.datetime:
    """Read a moment of ISO 8601, such as 2027-01-29T12:00; without an offset it is London's.

    Raises:
        ValueError: when it is not one.
    """
    moment = dt.datetime.fromisoformat(text)
    return moment.astimezone(LONDON) if moment.tzinfo else moment.replace(tzinfo=LONDON)


def day(date: dt.date) -> str:
    """Write a day: 29 January 2027."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def day_with_weekday(date: dt.date) -> str:
    """Write a day: Friday 29 January 2027."""
    return f"{_DAYS[date.weekday()]} {day(date)}"


def month(date: dt.date) -> str:
    """Write a month: January 2027."""
    return f"{_MONTHS[date.month - 1]} {date.year}"


def clock_time(time: dt.time) -> str:
    """Write a time of day: 9am, 5.30pm, 12 noon, 12 midnight."""
    if (time.hour, time.minute) == (12, 0):
        return "12 noon"
    if (time.hour, time.minute) == (0, 0):
        return "12 midnight"
    hour = time.hour % 12 or 12
    minutes = f".{time.minute:02d}" if time.minute else ""
    return f"{hour}{minutes}{'am' if time.hour < 12 else 'pm'}"


def moment(when: dt.datetime) -> str:
    """Write a date with its time: Friday 29 January 2027 at 11.59pm."""
    return f"{day_with_weekday(when.date())} at {clock_time(when.time())}"
