"""What every output about a role has to say, taken from its file and not from what was worded.

Outputs are held against this when they have been made: title, pay, hours, places, dates, criteria.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rolebook.base import dates
from rolebook.base.money import pounds
from rolebook.base.words import Words
from rolebook.enrich.pay.figures import PayFigures
from rolebook.model.content import Content
from rolebook.model.pay import AnnualPay, Pay, RatePay, ScalePay, TieredPay, TierPay
from rolebook.model.role import Role
from rolebook.model.vacancy import Vacancy

from .role_view import RoleView


@dataclass(frozen=True)
class ExpectedFacts:
    """The words and figures of one role, as a reader must find them in each output."""

    title: str
    pay: tuple[str, ...]
    """Every amount; of pay that depends on something, the lowest and the highest"""
    tiers: tuple[str, ...]
    """Every amount of pay that depends on something, which only the table of tiers says"""
    hours: tuple[str, ...]
    places: tuple[str, ...]
    closing: tuple[str, ...]
    criteria: tuple[tuple[str, str], ...]
    """Each with its importance, in the words of the catalogue"""

    @property
    def in_short(self) -> tuple[str, ...]:
        """What even a notice of one page says."""
        return (self.title, *self.pay, *self.hours, *self.places, *self.closing)

    @property
    def of_the_role(self) -> tuple[str, ...]:
        """What the standing definition says, without what a vacancy adds."""
        return (
            self.title,
            *self.pay,
            *self.tiers,
            *self.hours,
            *self.places,
            *self.criterion_words,
        )

    @property
    def everything(self) -> tuple[str, ...]:
        """What the page and the job pack say."""
        return (*self.in_short, *self.tiers, *self.criterion_words)

    @property
    def criterion_words(self) -> tuple[str, ...]:
        """The words of the criteria alone."""
        return tuple(words for words, _ in self.criteria)


def expected_facts(view: RoleView, content: Content) -> ExpectedFacts:
    """Give the claims of a role as it is advertised."""
    role = view.role
    amounts = tuple(_amounts(role.pay, view.pay))
    tiers = amounts if isinstance(role.pay, TieredPay) else ()
    return ExpectedFacts(
        title=role.title,
        pay=_pounds((min(tiers), max(tiers)) if tiers else amounts),
        tiers=_pounds((*tiers, *_for_these_hours(view.pay.tiers))),
        hours=_hours(role, view.words),
        places=_places(role, content),
        closing=tuple(_closing(view.open_vacancies, view.words)),
        criteria=tuple(_criteria(role, content)),
    )


def _pounds(amounts: Iterable[Decimal]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(pounds, amounts)))


def _for_these_hours(tiers: Iterable[PayFigures]) -> Iterator[Decimal]:
    for figures in tiers:
        if figures.actual:
            yield from (figures.actual.range.lowest, figures.actual.range.highest)


def _amounts(pay: Pay | TierPay, figures: PayFigures) -> Iterator[Decimal]:
    """List the pounds that the file states; those of a pay scale stand in the scale."""
    if isinstance(pay, (AnnualPay, RatePay)):
        yield from (sum_ for sum_ in (pay.amount, pay.minimum, pay.maximum) if sum_ is not None)
    elif isinstance(pay, TieredPay):
        for tier, of_tier in zip(pay.tiers, figures.tiers, strict=True):
            yield from _amounts(tier.pay, of_tier)
    elif isinstance(pay, ScalePay) and figures.annual_equivalent:
        yield figures.annual_equivalent.lowest
        yield figures.annual_equivalent.highest


def _hours(role: Role, words: Words) -> tuple[str, ...]:
    week = role.hours.hours_a_week
    return () if week is None else (words("units.hours_a_week", count=week),)


def _places(role: Role, content: Content) -> tuple[str, ...]:
    """Name the base; where there is none, the other places."""
    if role.place is None:
        return ()
    ids = (role.place.base,) if role.place.base else role.place.other_places
    return tuple(content.locations[id_].name for id_ in ids)


def _closing(openings: Sequence[Vacancy], words: Words) -> Iterator[str]:
    for vacancy in openings:
        yield dates.moment(vacancy.closes) if vacancy.closes else words("closing.until_filled")


def _criteria(role: Role, content: Content) -> Iterator[tuple[str, str]]:
    specification = role.person_specification
    for criterion in specification.criteria if specification else ():
        shared = content.shared_criteria[criterion.shared] if criterion.shared else None
        whole = criterion.filled_in(shared)
        for importance in ("essential", "desirable"):
            if text := getattr(whole, importance):
                yield text, content.words(f"importance.{importance}")
