"""Pay on top of basic pay, in words."""

from __future__ import annotations

from rolebook.base.money import number, pounds
from rolebook.base.words import Words
from rolebook.model.supplement import Supplement


def supplement_words(supplement: Supplement, words: Words) -> str:
    """State a supplement in words: ``£25 a session``, ``30% of basic pay an hour``."""
    amount = _amount(supplement, words)
    return words(f"supplements.per_{supplement.per}", amount=amount) if supplement.per else amount


def _amount(supplement: Supplement, words: Words) -> str:
    if supplement.amount is not None:
        return pounds(supplement.amount)
    assert supplement.percent is not None
    bounds = {
        name: pounds(bound)
        for name, bound in (("minimum", supplement.minimum), ("maximum", supplement.maximum))
        if bound is not None
    }
    limits = "".join(f"_{name}" for name in bounds)
    return words(f"supplements.percent{limits}", percent=number(supplement.percent), **bounds)
