"""Pay as somebody types it in one line, as the keys of a role's ``pay``."""

from __future__ import annotations

import re

_PER = {"hour": "hourly", "day": "daily", "session": "session", "year": "annual"}
_LINE = re.compile(
    r"£?\s?(?P<low>[0-9][0-9,]*(?:\.[0-9]{1,2})?)"
    r"(?:\s*(?:-|–|to)\s*£?\s?(?P<high>[0-9][0-9,]*(?:\.[0-9]{1,2})?))?"
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
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise ValueError(
            f'"{line}" is not pay that can be read; write 24500, 24500-26250, 12.60 an hour, '
            "90 a session, unpaid or not-stated"
        )
    low, high = (part.replace(",", "") if part else "" for part in found.group("low", "high"))
    kind = _PER[(found["per"] or "year").casefold()]
    if high:
        return {"type": kind, "minimum": low, "maximum": high}
    return {"type": kind, "amount": low}
