"""Numbers, amounts of money and answers, read from the text that a person typed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from rolebook.base.money import pounds
from rolebook.base.suggestions import meant_or_such_as, shortened

from .currency import ONLY_POUNDS, other_currency
from .record import refuse
from .words import typed

#: More than any figure of a role; a longer number is a slip of the hand.
LARGEST = Decimal(10_000_000)

_MONEY = re.compile(r"£?\s?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]{1,2})?")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
#: Amounts among words, their thousands grouped in any way that people group them.
_AMOUNTS = re.compile(
    r"(?<![0-9.,])([0-9]{1,3}(?:[ ,.\u00a0][0-9]{3})+|[0-9]{2,9}|[0-9](?=\.[0-9]{2}))"
    r"(\.[0-9]{2})?(?![0-9.,]*[0-9])"
)
_HOURS_AND_MINUTES = re.compile(r"([0-9]{1,3}):([0-5][0-9])")


def read_money(value: Any) -> Decimal:
    """Read pounds."""
    text = typed(value, "an amount in pounds, such as 24772.74")
    found = _MONEY.fullmatch(text)
    if not found:
        if other_currency(text):
            raise refuse(
                f'"{shortened(text)}" is not in pounds, and {ONLY_POUNDS}; write the amount in '
                "pounds"
            )
        raise refuse(f'"{shortened(text)}" {_money_instead(text)}')
    amount = Decimal(found[1].replace(",", "") + (found[2] or ""))
    if amount >= LARGEST:
        raise refuse(f'"{shortened(text)}" is ten million pounds or more; check the digits')
    return amount


#: Less a year is a slip of the hand, or pay for an hour.
LEAST_ANNUAL = 1_000


def enough_for_a_year(amount: Decimal) -> Decimal:
    """Refuse what nobody is paid for a full-time year."""
    if amount < LEAST_ANNUAL:
        raise refuse(f"{pounds(amount)} a year is hardly meant; correct the figure")
    return amount


def _money_instead(text: str) -> str:
    """Say what to write in place of a text that is not one amount of money."""
    meant = _money_meant(text)
    if meant is None and len(amounts_in(text)) > 1:
        return "has more than one amount, where one belongs; write one of them alone"
    advice = meant_or_such_as(meant, "24772.74")
    return f"is not an amount of money; write pounds, and pence after a full stop{advice}"


def _money_meant(text: str) -> str | None:
    """Guess what a person meant by ``£24,772,74``, ``24 500`` or ``25k``; None if not certain."""
    if len(text) <= 20:
        if pence := re.fullmatch(r"£?\s?([0-9,]+)[,.]([0-9]{2})", text):
            return f"{pence[1].replace(',', '')}.{pence[2]}"
        if thousands := re.fullmatch(r"£?\s?([0-9]+(?:\.[0-9]+)?)\s?[kK]", text):
            return str((Decimal(thousands[1]) * 1000).to_integral_value())
    amounts = amounts_in(text)
    return str(amounts[0]) if len(amounts) == 1 and amounts[0] < LARGEST else None


def amounts_in(text: str) -> list[Decimal]:
    """List the amounts that a text such as ``£24 500 to £25.000 a year`` speaks of."""
    found = _AMOUNTS.findall(text[:200])
    return [Decimal(re.sub(r"[^0-9]", "", pounds) + pence) for pounds, pence in found]


def _number_meant(text: str) -> str | None:
    """Give the number in ``12 months`` or ``22½``, where there is no other beside it."""
    text = unicodedata.normalize("NFKC", re.sub("([½¼¾])", r" \1", text)).replace("\u2044", "/")
    found = re.findall(r"[0-9]+(?:[.,][0-9]+)?(?: ?[0-9]/[0-9])?", text[:40])
    if len(found) != 1:
        return None
    fraction = re.fullmatch(r"(?:([0-9]+) )?([0-9])/([1-9])", found[0])
    if fraction:
        number = Decimal(fraction[1] or 0) + Decimal(fraction[2]) / Decimal(fraction[3])
        return f"{number.quantize(Decimal('0.01')).normalize():f}"
    number_alone = found[0].replace(",", ".")
    return number_alone if _NUMBER.fullmatch(number_alone) and len(number_alone) < 7 else None


def _small(text: str) -> Decimal:
    number = Decimal(text)
    if number >= LARGEST or len(text) > 20:
        raise refuse(f'"{shortened(text)}" is too large or too long a number; check the digits')
    return number


def read_hours(value: Any) -> Decimal:
    """Read hours of a week."""
    text = typed(value, "a number of hours, such as 37.5")
    clock = _HOURS_AND_MINUTES.fullmatch(text)
    if clock:
        decimal = (Decimal(clock[1]) + Decimal(clock[2]) / 60).quantize(Decimal("0.01"))
        raise refuse(
            f'"{text}" is a time of day, not a number of hours; write {decimal.normalize():f} '
            f"for {int(clock[1])} hours {int(clock[2])} minutes"
        )
    if not _NUMBER.fullmatch(text):
        advice = meant_or_such_as(_number_meant(text), "37.5")
        raise refuse(f'"{shortened(text)}" is not a number of hours; write a number alone{advice}')
    number = Decimal(text)
    if not 0 < number <= 168 or len(text) > 20:
        raise refuse(
            f'"{shortened(text)}" is not a number of hours in a week; write a number from 1 to 168'
        )
    return number


def read_number(value: Any) -> Decimal:
    """Read a number that counts nothing in particular."""
    text = typed(value, "a number, such as 1.5")
    if not _NUMBER.fullmatch(text):
        advice = meant_or_such_as(_number_meant(text), "1.5")
        raise refuse(f'"{shortened(text)}" is not a number; write digits alone{advice}')
    return _small(text)


def read_fte(value: Any) -> Decimal:
    """Read a share of a full-time post."""
    text = typed(value, "a number from 0.01 to 1")
    percent = re.fullmatch(r"([0-9]{1,3})\s?%", text)
    number = Decimal(text) if _NUMBER.fullmatch(text) else Decimal(0)
    if not 0 < number <= 1 or len(text) > 20:
        share = int(percent[1]) if percent else 0
        meant = f"{Decimal(share) / 100:f}" if 0 < share <= 100 else None
        raise refuse(
            f'"{shortened(text)}" is not a share of a full-time post; write a number from 0.01 to '
            f"1, where 1 is full time{meant_or_such_as(meant, '0.6')}"
        )
    return number


def read_count(value: Any) -> int:
    """Read a whole number of 1 or more."""
    text = typed(value, "a whole number")
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) == 0:
        meant = _number_meant(text) or ""
        advice = meant_or_such_as(meant if meant.isdigit() and int(meant) else None, "2")
        raise refuse(
            f'"{shortened(text)}" is not a whole number of 1 or more; write digits alone{advice}'
        )
    return int(text)


def read_percent(value: Any) -> Decimal:
    """Read a percentage; 80% is 80."""
    text = typed(value, "a percentage, such as 80%")
    found = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s?%", text)
    if not found or Decimal(found[1]) > 100:
        bare = re.fullmatch(r"[0-9]{1,3}", text)
        share = re.fullmatch(r"0\.[0-9]{1,2}", text)
        meant = None
        if bare and int(text) <= 100:
            meant = f"{text}%"
        elif share:
            meant = f"{(Decimal(text) * 100).normalize():f}%"
        raise refuse(
            f'"{shortened(text)}" is not a percentage from 0% to 100%; write a number and the '
            f"sign %{meant_or_such_as(meant, '80%')}"
        )
    return Decimal(found[1])


_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


def read_yes_no(value: Any) -> bool:
    """Read an answer."""
    if isinstance(value, bool):
        return value
    text = typed(value, "yes or no")
    answer = _YES_NO.get(text.casefold())
    if answer is None:
        raise refuse(f'"{shortened(text)}" is neither yes nor no; write yes or no')
    return answer
