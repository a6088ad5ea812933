"""Pay that a person stated in words, where every word and every figure of it is understood."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from rolebook.model.values.figures import LEAST_ANNUAL

from .pay import MOST_HOURLY, WIDEST

#: An amount of this much without a unit is pay for a year; less may be for a month or a day.
_SURELY_A_YEAR = 10_000
#: A longer text says more than a figure with its unit.
_LONGEST = 100

_FIGURE = r"£?\s?([0-9]{1,3}(?:[ ,.\u00a0][0-9]{3})+|[0-9]+)(\.[0-9]{1,2})?(?:\s?(k)\b)?"
_STATED = re.compile(
    rf"(between\b)?([^0-9£]*){_FIGURE}(?:\s*(-|–|—|to|and)\s*{_FIGURE})?(?![0-9.]*[0-9])([^0-9£]*)"
)
_UNITS = {
    "annual": r"(?:per|an?|each|every) (?:year|annum)|annual(?:ly)?|yearly|pa",
    "hourly": r"(?:per|an?|each) (?:hour|hr|h)|hourly|ph",
    "daily": r"(?:per|a|each) day|daily",
    "session": r"(?:per|a|each) session",
}
_UNIT = re.compile("|".join(rf"(?P<{unit}>\b(?:{words})\b)" for unit, words in _UNITS.items()))
#: Words that change nothing of the figure beside them.
_BESIDE = re.compile(r"\b(?:pro rata|fte|full time equivalent|salary|pay|rate|gross)\b")


class StatedPay(NamedTuple):
    """The lowest and the highest amount in pounds, the same where there is one, and the type."""

    type: str
    lowest: Decimal
    highest: Decimal

    @property
    def too_low(self) -> bool:
        """Whether nobody is paid so little for a year."""
        return self.type == "annual" and self.lowest < LEAST_ANNUAL

    @property
    def too_high(self) -> bool:
        """Whether nobody is paid so much for an hour."""
        return self.type == "hourly" and self.highest > MOST_HOURLY

    @property
    def keys(self) -> dict[str, str]:
        """The keys of ``pay`` in a role's file."""
        if self.lowest == self.highest:
            return {"type": self.type, "amount": str(self.lowest)}
        return {"type": self.type, "minimum": str(self.lowest), "maximum": str(self.highest)}


def plausible_pay(text: str) -> StatedPay | None:
    """Read pay in words; None where some of it is not understood, or can hardly be meant."""
    pay = stated_pay(text)
    if pay is None or pay.too_low or pay.too_high or not pay.lowest:
        return None
    return pay if pay.highest <= WIDEST * pay.lowest else None


def stated_pay(text: str) -> StatedPay | None:
    """Read pay such as ``£24,500 - £26k a year``; None where something of it is not understood.

    >>> stated_pay("£12.60 an hour")
    StatedPay(type='hourly', lowest=Decimal('12.60'), highest=Decimal('12.60'))
    """
    found = _STATED.fullmatch(text.strip().casefold()) if len(text) <= _LONGEST else None
    if not found:
        return None
    between, before, first, pence, k, joined, second, more_pence, more_k, after = found.groups()
    if (between is not None) != (joined == "and"):
        return None
    # In "£24-26k", the k belongs to both figures.
    both_in_k = bool(more_k and first.isdigit() and int(first) < 1000)
    lowest = highest = _pounds(first, pence, k or both_in_k)
    if second:
        lowest, highest = sorted((lowest, _pounds(second, more_pence, more_k)))
    type_ = _type(f"{before} {after}", lowest)
    return StatedPay(type_, lowest, highest) if type_ else None


def _pounds(digits: str, pence: str | None, in_k: str | bool | None) -> Decimal:
    amount = Decimal(re.sub("[^0-9]", "", digits) + (pence or ""))
    return Decimal(f"{(amount * 1000).normalize():f}") if in_k else amount


def _type(words: str, lowest: Decimal) -> str | None:
    """Give the type of pay that the words beside the figures say; None where they say more."""
    words = words.replace("p/h", "ph").replace("/", " per ").replace(".", "")
    words = " ".join(re.sub("[(),:;-]", " ", words).split())
    units = {unit.lastgroup for unit in _UNIT.finditer(words)}
    if _BESIDE.sub("", _UNIT.sub("", words)).strip() or len(units) > 1:
        return None
    if not units:
        return "annual" if lowest >= _SURELY_A_YEAR else None
    return units.pop()
