"""How pay changed: what is stated, and every figure that is worked out from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rolebook.base import dates
from rolebook.base.money import to_pence
from rolebook.check.words import packaged_words
from rolebook.enrich.pay.figures import PayFigures, PayRange
from rolebook.enrich.pay.pay_figures import pay_figures
from rolebook.model.hours import WorkingHours
from rolebook.model.pay import (
    AnnualPay,
    Pay,
    RatePay,
    ScalePay,
    SpinePoints,
    TieredPay,
    TierPay,
    scales_of,
)
from rolebook.model.site_config import PayScale, version_on

from .amounts import moved, moved_range
from .change import Change, Context
from .fields import field_changes, list_changes, value_changes
from .pairs import pairs
from .reworded import quoted, reworded

_UNITS = {"hourly": "hourly ", "daily": "daily ", "session": "sessional "}
_AMOUNTS = ("type", "amount", "minimum", "maximum")


@dataclass(frozen=True)
class Paid:
    """What a role pays, and what is needed to work its figures out on a day."""

    pay: Pay | TierPay
    hours: WorkingHours | None
    scales: Mapping[str, PayScale]

    def figures(self, day: dt.date) -> PayFigures | None:
        """Work the figures out; None where the scale has none for the role on that day."""
        if self.hours is None or not _can_be_worked_out(self.pay, self.scales, day):
            return None
        return pay_figures(self.pay, self.hours, self.scales, day, packaged_words())


def _can_be_worked_out(pay: Pay | TierPay, scales: Mapping[str, PayScale], day: dt.date) -> bool:
    if isinstance(pay, TieredPay):
        return all(
            tier.pay is not None and _can_be_worked_out(tier.pay, scales, day) for tier in pay.tiers
        )
    if not isinstance(pay, ScalePay):
        return True
    scale = scales.get(pay.scale)
    version = version_on(scale, day) if scale else None
    if version is None:
        return False
    if pay.band is None and pay.points is None:
        return False
    needed = [pay.points.lowest, pay.points.highest] if pay.points else []
    if pay.band is not None:
        band = version.bands.get(pay.band)
        if band is None:
            return False
        needed = [point for point in (band.lowest_point, band.highest_point) if point is not None]
    return all(point in version.points for point in needed)


def uses_scale(pay: Pay | TierPay | None) -> bool:
    """Whether pay follows from a pay scale."""
    return pay is not None and any(True for _ in scales_of(pay))


def stated_changes(old: Paid, new: Paid, day: dt.date, context: Context) -> Iterator[Change]:
    """Tell how what the file says of pay changed; ``day`` is that of the words for scales."""
    before, after = old.pay, new.pay
    if before == after:
        return
    here = context.inside("pay")
    skip = {"type", "supplements"}
    if (
        isinstance(before, (AnnualPay, RatePay))
        and isinstance(after, (AnnualPay, RatePay))
        and (
            before.type == after.type
            and getattr(before, "basis", "") == getattr(after, "basis", "")
        )
    ):
        kind = _UNITS.get(after.type, "")
        yield from _ends(_range(before), _range(after), f"{kind}pay", after, here)
        skip.update(_AMOUNTS)
    elif isinstance(before, TieredPay) and isinstance(after, TieredPay):
        yield from _tier_changes(old, new, before, after, day, here)
        skip.add("tiers")
    elif isinstance(before, ScalePay) and isinstance(after, ScalePay):
        was, is_ = _on_scale(before, old), _on_scale(after, new)
        if was != is_:
            start = _where(before) if before.scale == after.scale else was
            yield here.change("band", "changed", f"pay moved from {start} to {is_}", was, is_)
        skip.update(("scale", "band", "points"))
    else:
        was, is_ = _stated(old, day), _stated(new, day)
        told = f"pay changed from {quoted(was)} to {quoted(is_)}"
        yield here.change("", "changed", told, was, is_)
        skip.update((*_AMOUNTS, "basis", "scale", "band", "points", "tiers", "depends_on"))
    if type(before) is type(after):
        yield from field_changes(before, after, here, skip)
    else:
        for name in ("paid", "on_invoice", "detail"):
            yield from _one_field(before, after, name, here)
    yield from _supplement_changes(before, after, here)


def _one_field(
    before: Pay | TierPay, after: Pay | TierPay, name: str, here: Context
) -> Iterator[Change]:
    if getattr(before, name) != getattr(after, name):
        yield from value_changes(
            type(after), name, getattr(before, name), getattr(after, name), here
        )


def _supplement_changes(
    before: Pay | TierPay, after: Pay | TierPay, here: Context
) -> Iterator[Change]:
    if before.supplements != after.supplements:
        yield from list_changes(
            type(after), "supplements", before.supplements, after.supplements, here
        )


def _on_scale(pay: ScalePay, paid: Paid) -> str:
    scale = paid.scales.get(pay.scale)
    return f"{_where(pay)} of {scale.name if scale else pay.scale}"


def _where(pay: ScalePay) -> str:
    return pay.band or _points_words(pay.points)


def _points_words(points: SpinePoints | None) -> str:
    return f"spine points {points.lowest} to {points.highest}" if points else "no point"


def _stated(paid: Paid, day: dt.date) -> str:
    figures = paid.figures(day)
    return figures.stated if figures else str(paid.pay.type)


def _tier_changes(
    old: Paid, new: Paid, before: TieredPay, after: TieredPay, day: dt.date, here: Context
) -> Iterator[Change]:
    found = pairs(before.tiers, after.tiers, lambda tier: tier.when, lambda tier: tier.when)
    for one, other in found.both:
        if one == other:
            continue
        inner = here.inside(f"tiers[{other.when}]", f"{other.when}: ")
        if one.when != other.when:
            told = reworded(f"condition of pay {quoted(one.when)}", one.when, other.when)
            yield here.change(f"tiers[{other.when}]", "reworded", told, one.when, other.when)
        yield from stated_changes(
            Paid(one.pay, old.hours, old.scales), Paid(other.pay, new.hours, new.scales), day, inner
        )
        yield from field_changes(one, other, inner, ("when", "pay"))
    for tier, kind, paid in (
        *((tier, "removed", old) for tier in found.removed),
        *((tier, "added", new) for tier in found.added),
    ):
        words = _stated(Paid(tier.pay, paid.hours, paid.scales), day)
        told = f"pay for {quoted(tier.when)} {kind}: {words}"
        gone = kind == "removed"
        yield here.change(
            f"tiers[{tier.when}]",
            "removed" if gone else "added",
            told,
            words if gone else "",
            "" if gone else words,
        )


def figure_changes(
    old: Paid, new: Paid, days: tuple[dt.date, dt.date], context: Context
) -> Iterator[Change]:
    """Tell which figures moved: pay on a scale, for the hours of the post, and for an hour.

    ``days`` are those on which the figures are looked at, before and after.
    """
    before, after = old.figures(days[0]), new.figures(days[1])
    if before is None or after is None:
        return
    yield from _figures(old, new, before, after, context.inside("pay"))


def _figures(
    old: Paid, new: Paid, before: PayFigures, after: PayFigures, here: Context
) -> Iterator[Change]:
    if isinstance(old.pay, TieredPay) and isinstance(new.pay, TieredPay):
        yield from _tier_figures(old, new, old.pay, new.pay, (before, after), here)
        return
    on_scale = isinstance(old.pay, ScalePay) and isinstance(new.pay, ScalePay)
    if on_scale and before.annual_equivalent and after.annual_equivalent:
        yield from _ends(before.annual_equivalent, after.annual_equivalent, "pay", None, here)
    was = before.actual.range if before.actual else None
    is_ = after.actual.range if after.actual else None
    yield from _worked_out("actual_pay", "pay for these hours", " a year", was, is_, here)
    # An hourly rate is what the file states, and has been told.
    was = before.hourly.range if before.hourly and before.hourly.working else None
    is_ = after.hourly.range if after.hourly and after.hourly.working else None
    yield from _worked_out("hourly_pay", "hourly equivalent", " an hour", was, is_, here)


def _tier_figures(
    old: Paid,
    new: Paid,
    was: TieredPay,
    is_: TieredPay,
    figures: tuple[PayFigures, PayFigures],
    here: Context,
) -> Iterator[Change]:
    """Tell which figures of each tier moved; those of all together follow from them."""
    before, after = figures
    known = {tier.when: (tier, of) for tier, of in zip(was.tiers, before.tiers, strict=True)}
    for tier, of_tier in zip(is_.tiers, after.tiers, strict=True):
        if tier.when in known:
            one, of_one = known[tier.when]
            yield from _figures(
                Paid(one.pay, old.hours, old.scales),
                Paid(tier.pay, new.hours, new.scales),
                of_one,
                of_tier,
                here.inside(f"tiers[{tier.when}]", f"{tier.when}: "),
            )


def _range(pay: AnnualPay | RatePay) -> PayRange:
    low = pay.amount if pay.amount is not None else pay.minimum
    high = pay.amount if pay.amount is not None else pay.maximum
    assert low is not None
    assert high is not None
    return PayRange(low, high)


def _ends(
    old: PayRange, new: PayRange, words: str, stated: AnnualPay | RatePay | None, here: Context
) -> Iterator[Change]:
    """Tell how each end of a range moved; one amount is told once."""
    if old.lowest == old.highest and new.lowest == new.highest:
        yield from _amount("amount" if stated else "", words, old.lowest, new.lowest, here)
        return
    yield from _amount("minimum", f"minimum {words}", old.lowest, new.lowest, here)
    yield from _amount("maximum", f"maximum {words}", old.highest, new.highest, here)


def _amount(name: str, words: str, old: Decimal, new: Decimal, here: Context) -> Iterator[Change]:
    old, new = to_pence(old), to_pence(new)
    if old == new:
        return
    told = f"{words} {moved(old, new)}"
    yield here.change(name, "raised" if new > old else "lowered", told, str(old), str(new))


def _worked_out(
    name: str,
    words: str,
    unit: str,
    old: PayRange | None,
    new: PayRange | None,
    here: Context,
) -> Iterator[Change]:
    was, is_ = (one.in_words(packaged_words()) if one else "" for one in (old, new))
    if was == is_:
        return
    if old is None or new is None:
        told = f"{words} now worked out: {is_}{unit}" if new else f"{words} no longer worked out"
        yield here.change(name, "added" if new else "removed", told, was, is_)
        return
    rises = (new.highest, new.lowest) > (old.highest, old.lowest)
    told = f"{words} {moved_range(old, new, unit)}"
    yield here.change(name, "raised" if rises else "lowered", told, was, is_)


def days_of(
    today: dt.date, old: Mapping[str, PayScale], new: Mapping[str, PayScale]
) -> tuple[dt.date, ...]:
    """Give today, and each later day from which a pay scale has other figures."""
    later = {
        version.effective_from
        for scales in (old, new)
        for scale in scales.values()
        for version in scale.versions
        if version.effective_from is not None and version.effective_from > today
    }
    return (today, *sorted(later))


def moved_figures(
    old: Paid, new: Paid, days: tuple[dt.date, ...], context: Context
) -> Iterator[Change]:
    """Tell which figures move today, and which on a later day from which a scale changes."""
    told: set[tuple[str, str, str]] = set()
    on_scale = uses_scale(old.pay) or uses_scale(new.pay)
    for index, day in enumerate(days if on_scale else days[:1]):
        here = context.inside("", f"from {dates.day(day)}: ") if index else context
        for change in figure_changes(old, new, (day, day), here):
            key = (change.field, change.old, change.new)
            if key not in told:
                told.add(key)
                yield change
