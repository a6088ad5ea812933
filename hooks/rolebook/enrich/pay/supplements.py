"""Pay on top of basic pay, in words."""

from __future__ import annotations

from rolebook.base.money import number, pounds
from rolebook.model.supplement import Supplement

_PAID_FOR = {
    "year": "a year",
    "month": "a month",
    "week": "a week",
    "day": "a day",
    "night": "a night",
    "shift": "a shift",
    "session": "a session",
    "hour": "an hour",
    "mile": "a mile",
    "journey": "a journey",
    "call-out": "a call-out",
    "case": "a case",
    "once": "paid once",
}


def supplement_words(supplement: Supplement) -> str:
    """State a supplement in words: ``£25 a session``, ``30% of basic pay an hour``."""
    paid_for = _PAID_FOR[supplement.per] if supplement.per else ""
    if supplement.per == "once":
        paid_for = f", {paid_for}"
    elif paid_for:
        paid_for = f" {paid_for}"
    if supplement.amount is not None:
        return f"{pounds(supplement.amount)}{paid_for}"
    assert supplement.percent is not None
    bounds = [
        f"at {end} {pounds(bound)}"
        for end, bound in (("least", supplement.minimum), ("most", supplement.maximum))
        if bound is not None
    ]
    words = f"{number(supplement.percent)}% of basic pay"
    return f"{', '.join([words, *([' and '.join(bounds)] if bounds else [])])}{paid_for}"
