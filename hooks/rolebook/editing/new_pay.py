"""Pay as somebody types it in one line, as the keys of a role's ``pay``."""

from __future__ import annotations

import re

from rolebook.model.stated_pay import stated_pay
from rolebook.model.values.currency import ONLY_POUNDS, other_currency
from rolebook.model.values.figures import read_money


def pay_from(line: str) -> dict[str, str]:
    """Read ``24500-26250``, ``£25k``, ``£12.60 an hour``, ``unpaid`` or ``not-stated``.

    Raises:
        ValueError: saying what to type instead.
    """
    words = line.strip().casefold().replace(" ", "-")
    if words in ("unpaid", "not-stated"):
        return {"type": words}
    if other_currency(line):
        raise ValueError(f'"{line}" is not in pounds, and {ONLY_POUNDS}; write pay in pounds')
    pay = stated_pay(line) or stated_pay(f"{line} a year")
    if pay is None:
        for figure in re.findall(r"[0-9][0-9.,]*", line):
            read_money(figure)
        raise ValueError(
            f'"{line}" is not pay that can be read; write 24500, 24500-26250, 12.60 an hour, '
            "90 a session, unpaid or not-stated"
        )
    if pay.too_low:
        meant = f"what it is paid for, such as {pay.lowest} an hour" if pay.lowest else "unpaid"
        raise ValueError(f'"{line}" is too little for a year; write {meant}')
    if pay.too_high:
        raise ValueError(
            f'"{line}" is too much for an hour; correct the figure, or write a year in place of '
            "an hour"
        )
    return pay.keys
