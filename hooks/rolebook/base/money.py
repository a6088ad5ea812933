"""Pounds as people read them; the one place where an amount is rounded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

#: Weeks in a year: 365 days ÷ 7. Annual pay is shared out by it, for an hour's pay and for posts
#: that are paid for part of the year (NJC for Local Government Services, Green Book, Part 4.12).
WEEKS_A_YEAR = Decimal("52.143")

_PENNY = Decimal("0.01")
#: A quotient has 28 digits; multiplied, the last of them could make it miss half a penny.
_WITHOUT_THE_LAST = Context(prec=24)


def to_pence(amount: Decimal) -> Decimal:
    """Round to the penny, halves up, as payroll does.

    >>> to_pence(Decimal("24771") * (Decimal("7.5") / 36))
    Decimal('5160.63')
    """
    return _WITHOUT_THE_LAST.plus(amount).quantize(_PENNY, rounding=ROUND_HALF_UP)


def pounds(amount: Decimal) -> str:
    """Write an amount of pounds; pence only where there are any.

    >>> pounds(Decimal("24772.74")), pounds(Decimal("25"))
    ('£24,772.74', '£25')
    """
    rounded = to_pence(amount)
    if rounded == rounded.to_integral_value():
        return f"£{rounded:,.0f}"
    return f"£{rounded:,.2f}"


def pounds_range(lowest: Decimal, highest: Decimal) -> str:
    """Write a range in words, which screen readers say better than a dash."""
    if to_pence(lowest) == to_pence(highest):
        return pounds(lowest)
    return f"{pounds(lowest)} to {pounds(highest)}"


def number(value: Decimal) -> str:
    """Write a number without needless zeros.

    >>> number(Decimal("37.50"))
    '37.5'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(value: Decimal, unit: str) -> str:
    """Write how many there are of a unit, which is plural unless there is one.

    >>> counted(Decimal("1.0"), "hour"), counted(Decimal("0.5"), "hour")
    ('1 hour', '0.5 hours')
    """
    return f"{number(value)} {unit}{'' if value == 1 else 's'}"
