"""One open vacancy as a candidate sees it, with what it fixes or changes taken in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from rolebook.enrich.pay.figures import PayFigures
from rolebook.enrich.pay.pay_figures import pay_figures
from rolebook.enrich.sections.applying import merged
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.model.site_config import Location
from rolebook.model.vacancy import Application, Vacancy

from .openings import closing_words
from .places import base_in_short, locations_of
from .status import as_advertised
from .working_terms import contract_in_short, hours_in_short


@dataclass(frozen=True)
class VacancyView:
    """An open vacancy, worded and worked out.

    ``role`` is the role as this vacancy advertises it. ``anchor`` is where the role's page tells
    about the vacancy. ``locations`` are its base, then its other places of work.
    """

    vacancy: Vacancy
    role: Role
    anchor: str
    pay: PayFigures
    hours: str
    base: str
    contract: str
    closing: str
    locations: tuple[Location, ...]
    application: Application | None


def vacancy_views(
    role: Role, openings: Sequence[Vacancy], content: Content, today: dt.date
) -> tuple[VacancyView, ...]:
    """Word each open vacancy of a role, in the order of ``openings``."""
    words, views = content.words, []
    for index, vacancy in enumerate(openings, start=1):
        own = as_advertised(role, vacancy)
        views.append(
            VacancyView(
                vacancy=vacancy,
                role=own,
                anchor="how-to-apply" if len(openings) == 1 else f"vacancy-{index}",
                pay=pay_figures(own.pay, own.hours, content.pay_scales, today, words),
                hours=hours_in_short(own.hours, words),
                base=base_in_short(own.place, content),
                contract=contract_in_short(own.contract, words),
                closing=closing_words(vacancy, words),
                locations=locations_of(own.place, content),
                application=merged(role.application, vacancy.application),
            )
        )
    return tuple(views)
