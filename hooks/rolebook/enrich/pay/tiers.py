"""The figures of pay in tiers as a whole, made of those of each tier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rolebook.base.words import Words
from rolebook.model.pay import RatePay, TieredPay, UnpaidPay

from .figures import Computed, PayFigures, PayRange, Salary, range_of


def tier_figures(pay: TieredPay, tiers: tuple[PayFigures, ...], words: Words) -> PayFigures:
    """Put the figures of the tiers together.

    A figure of the whole goes from that of the lowest tier to that of the highest. It is None
    where one of the tiers that are paid has no such figure: a part would be taken for the whole.
    """
    paid = [
        figures
        for tier, figures in zip(pay.tiers, tiers, strict=True)
        if not isinstance(tier.pay, UnpaidPay)
    ]
    annual = _over(figures.annual_equivalent for figures in paid)
    actual, unpaid = _actual(paid, annual, words), any(figures.unpaid for figures in tiers)
    a_year = "pay.a_year_or_unpaid" if unpaid else "pay.a_year"
    return PayFigures(
        _stated(pay, tiers, words),
        annual_equivalent=annual,
        annual_working=_joined(figures.annual_working for figures in paid) if annual else "",
        actual=actual,
        for_these_hours=words(a_year, amount=actual.range.in_words(words)) if actual else "",
        hourly=_hourly(paid),
        scale_note=_joined((one.scale_note for one in tiers), " "),
        tiers=tiers,
        unpaid=unpaid,
        salary=_salary(tiers),
    )


def _stated(pay: TieredPay, tiers: tuple[PayFigures, ...], words: Words) -> str:
    """State rates of one kind as one; of all else, state each tier."""
    rates = [tier.pay for tier in pay.tiers if isinstance(tier.pay, RatePay)]
    unpaid = [tier.pay for tier in pay.tiers if isinstance(tier.pay, UnpaidPay)]
    if len({rate.type for rate in rates}) == 1 and len(rates) + len(unpaid) == len(tiers):
        key = f"tiers.{rates[0].type}{'_or_unpaid' if unpaid else ''}"
        amount = PayRange.over(map(range_of, rates)).in_words(words)
        return words(key, amount=amount, depends_on=pay.depends_on)
    stated = "; ".join(figures.stated for figures in tiers)
    return words("tiers.depends", depends_on=pay.depends_on, stated=stated)


def _over(ranges: Iterable[PayRange | None]) -> PayRange | None:
    """Give the range over all; None where one is not known, or there is none."""
    each = list(ranges)
    known = [one for one in each if one is not None]
    return PayRange.over(known) if known and len(known) == len(each) else None


def _actual(paid: Sequence[PayFigures], annual: PayRange | None, words: Words) -> Computed | None:
    """Put pay for these hours together, with that which an employer states for them."""
    worked_out = [figures for figures in paid if figures.actual]
    whole = _over(_for_these_hours(figures) for figures in paid)
    if whole is None or not worked_out:
        return None
    shares = {figures.share for figures in worked_out}
    if annual and len(worked_out) == len(paid) and len(shares) == 1:
        full = annual.in_words(words)
        return Computed(whole, words("pay_working.actual", full=full, share=shares.pop()))
    return Computed(whole, _joined(one.actual.working for one in worked_out if one.actual))


def _for_these_hours(figures: PayFigures) -> PayRange | None:
    if figures.actual:
        return figures.actual.range
    salary = figures.salary
    return salary.range if salary and salary.unit == "year" else None


def _hourly(paid: Sequence[PayFigures]) -> Computed | None:
    whole = _over(figures.hourly.range if figures.hourly else None for figures in paid)
    if whole is None:
        return None
    return Computed(whole, _joined(figures.hourly.working for figures in paid if figures.hourly))


def _salary(tiers: Sequence[PayFigures]) -> Salary | None:
    """Give the lowest and the highest where all tiers are paid by the same unit."""
    known = [figures.salary for figures in tiers if figures.salary]
    if len(known) < len(tiers) or len({salary.unit for salary in known}) != 1:
        return None
    whole = PayRange.over(salary.range for salary in known)
    return Salary.rounded(whole, known[0].unit)


def _joined(words: Iterable[str], between: str = "; ") -> str:
    """Join what is said of tiers, each once."""
    return between.join(dict.fromkeys(each for each in words if each))
