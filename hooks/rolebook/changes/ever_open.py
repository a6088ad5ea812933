"""Which vacancies of a role anybody could ever see: those that were open at some moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rolebook.enrich.status import vacancy_status
from rolebook.model.role import Role
from rolebook.model.vacancy import Vacancy


def opened_between(role: Role, since: dt.datetime, until: dt.datetime) -> Iterator[Vacancy]:
    """Give the vacancies of a role that were open at some moment from ``since`` to ``until``.

    The role is published as it is from ``since`` on, and no longer at ``until``.
    """
    for vacancy in role.vacancies:
        first = max(since, vacancy.opens) if vacancy.opens else since
        if first < until and vacancy_status(vacancy, first) == "open":
            yield vacancy
