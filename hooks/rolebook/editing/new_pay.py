"""Pay as somebody types it in one line, as the keys of a role's ``pay``."""

from __future__ import annotations

import re
from decimal import Decimal

from rolebook.model.pay import MOST_HOURLY
from rolebook.model.values.currency import ONLY_POUNDS, other_currency
from rolebook.model.values.figures import LEAST_ANNUAL, read_money

_PER = {"hour": "hourly", "day": "daily", "session": "session", "year": "annual"}
_FIGURE = r"£?\s?[0-9][0-9.,]*k?"
_LINE = re.compile(
    rf"(?P<low>{_FIGURE})"
    rf"(?:\s*(?:-|–|to)\s*(?P<high>{_FIGURE}))?"
    r"(?:\s*(?:an?|per|/)\s*(?P<per>hour|day|session|year))?",
    re.IGNORECASE,
)


def pay_from(line: str) -> dict[str, str]:
    """Read ``24500-26250``, ``£12.60 an hour``, ``unpaid`` or ``not-stated``.

    Raises:
        ValueError: saying what to type instead.
    """
    words = line.strip().casefold().replace(" ", "-")
    if words in ("unpaid", "not-stated"):
        return {"type": words}
    if other_currency(line):
        raise ValueError(f'"{line}" is not in pounds, and {ONLY_POUNDS}; write pay in pounds')
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise ValueError(
            f'"{line}" is not pay that can be read; write 24500, 24500-26250, 12.60 an hour, '
            "90 a session, unpaid or not-stated"
        )
    low, high = (_pounds(part) for part in found.group("low", "high"))
    per = (found["per"] or "year").casefold()
    if per == "year" and Decimal(low) < LEAST_ANNUAL:
        meant = f"what it is paid for, such as {low} an hour" if Decimal(low) else "unpaid"
        raise ValueError(f'"{line}" is too little for a year; write {meant}')
    if per == "hour" and Decimal(high or low) > MOST_HOURLY:
        raise ValueError(
            f'"{line}" is too much for an hour; correct the figure, or write a year in place of '
            "an hour"
        )
    if high:
        return {"type": _PER[per], "minimum": low, "maximum": high}
    return {"type": _PER[per], "amount": low}


def _pounds(typed: str | None) -> str:
    """Give a figure as it was typed, without its sign and commas; empty where there is none."""
    if not typed:
        return ""
    read_money(typed)
    return re.sub(r"[£,\s]", "", typed)
