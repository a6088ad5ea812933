"""The moments from which a role may be worded otherwise, though its file stays as it is.

What is kept of a role holds from one of them to the next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from rolebook.base.dates import LONDON
from rolebook.enrich.sections.key_dates import shown_until
from rolebook.model.pay import scales_of
from rolebook.model.role import Role
from rolebook.model.site_config import PayScale

from .status import as_advertised


def turning_moments(role: Role, scales: Mapping[str, PayScale]) -> Iterator[dt.datetime]:
    """Give them, in no order: those of its vacancies, and the midnights of its days."""
    for vacancy in role.vacancies:
        for value in dict(vacancy).values():
            if isinstance(value, dt.datetime):
                yield value
    for day in turning_days(role, scales):
        yield dt.datetime.combine(day, dt.time(), LONDON)


def turning_days(role: Role, scales: Mapping[str, PayScale]) -> Iterator[dt.date]:
    """Give them, in no order, for the role and for each vacancy that changes it."""
    for told in (role, *(as_advertised(role, vacancy) for vacancy in role.vacancies)):
        for name in scales_of(told.pay):
            yield from (version.effective_from for version in scales[name].versions)
        if over := shown_until(told.contract.start):
            yield over
