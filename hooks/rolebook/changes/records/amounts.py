"""By how much an amount of pounds moved, in words."""

from __future__ import annotations

from decimal import Decimal

from rolebook.base.money import to_pence
from rolebook.enrich.pay.figures import PayRange


def moved(old: Decimal, new: Decimal) -> str:
    """Say by how much an amount moved: +£1,200.00 (47,130.12 → 48,330.12)."""
    old, new = to_pence(old), to_pence(new)
    shape = _shape(old, new)
    return f"{_by(old, new, shape)} ({old:{shape}} → {new:{shape}})"


def moved_range(old: PayRange, new: PayRange, unit: str) -> str:
    """Say by how much the ends of a range moved; ``unit`` says over which time it is paid."""
    ends = [to_pence(end) for end in (old.lowest, old.highest, new.lowest, new.highest)]
    low, high, new_low, new_high = ends
    shape = _shape(*ends)
    first, last = new_low - low, new_high - high
    if first == last:
        by = _by(low, new_low, shape)
    elif not first:
        by = f"up to {_by(high, new_high, shape)}" if last > 0 else _by(high, new_high, shape)
    elif not last:
        by = f"up to {_by(low, new_low, shape)}" if first > 0 else _by(low, new_low, shape)
    else:
        by = f"{_by(low, new_low, shape)} to {_by(high, new_high, shape)}"
    return f"{by}{unit} ({_range(low, high, shape)} → {_range(new_low, new_high, shape)})"


def _shape(*amounts: Decimal) -> str:
    """Give the format of amounts that stand together: pence for all where one has any."""
    whole = all(amount == amount.to_integral_value() for amount in amounts)
    return ",.0f" if whole else ",.2f"


def _by(old: Decimal, new: Decimal, shape: str) -> str:
    return f"{'+' if new > old else '−'}£{abs(new - old):{shape}}"


def _range(low: Decimal, high: Decimal, shape: str) -> str:
    return f"{low:{shape}}" if low == high else f"{low:{shape}} to {high:{shape}}"
