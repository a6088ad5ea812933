"""A role in short: what lists and comparisons of many roles say of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from rolebook.enrich.criteria import RoleCriterion
from rolebook.enrich.pay.figures import PayFigures
from rolebook.enrich.role_view import RoleView
from rolebook.model.person_specification import Category


class Opening(NamedTuple):
    """An open vacancy in short."""

    reference: str
    example: bool


class Employer(NamedTuple):
    """The organisation of a role in short."""

    name: str


@dataclass(frozen=True)
class RoleCard:
    """A role in short, worded as in its view; of the day on which it last changed, nothing."""

    id: str
    title: str
    organisation_id: str
    organisation: Employer
    department: str
    job_family: str
    pay: PayFigures
    pay_in_order: Decimal | None
    hours: str
    base: str
    contract: str
    closing: str
    openings: tuple[Opening, ...]
    is_open: bool
    is_example: bool
    status: str
    closes_in_order: str
    last_closes: str
    has_criteria: bool

    @property
    def pay_for_these_hours(self) -> str:
        """Pay worked out for the hours of the post, where it differs from full-time pay."""
        return self.pay.for_these_hours


@dataclass(frozen=True)
class AskingRole(RoleCard):
    """A role in short, with its criteria."""

    criteria: tuple[RoleCriterion, ...]


class Asked(NamedTuple):
    """A criterion in short: whether it is ``shared``, and how strongly the role asks for it."""

    key: str
    shared: bool
    category: Category
    essential: bool
    desirable: bool


class AskedOf(NamedTuple):
    """What a role asks for, in short."""

    id: str
    title: str
    organisation: Employer
    criteria: tuple[Asked, ...]


def asked_of(view: RoleView) -> AskedOf:
    """Give what a role asks for, in short."""
    criteria = tuple(
        Asked(one.key, one.shared, one.category, bool(one.essential), bool(one.desirable))
        for one in view.criteria
    )
    return AskedOf(view.id, view.title, Employer(view.organisation.name), criteria)


def asking_role(view: RoleView) -> AskingRole:
    """Give a role in short, with its criteria."""
    return AskingRole(**vars(role_card(view)), criteria=view.criteria)


def role_card(view: RoleView) -> RoleCard:
    """Give a role in short."""
    return RoleCard(
        id=view.id,
        title=view.title,
        organisation_id=view.organisation_id,
        organisation=Employer(view.organisation.name),
        department=view.department,
        job_family=view.job_family,
        pay=view.pay,
        pay_in_order=view.pay_in_order,
        hours=view.hours,
        base=view.base,
        contract=view.contract,
        closing=view.closing,
        openings=tuple(Opening(one.reference, one.example) for one in view.open_vacancies),
        is_open=view.is_open,
        is_example=view.is_example,
        status=view.status,
        closes_in_order=view.closes_in_order,
        last_closes=view.last_closes,
        has_criteria=bool(view.criteria),
    )
