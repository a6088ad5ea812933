"""The step for the history of a role, which ``changes/history.py`` works out from its versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain

from rolebook.base.dates import LONDON
from rolebook.changes.history import Historian
from rolebook.changes.history_days import History
from rolebook.changes.past import NEWEST, Version
from rolebook.changes.published import RoleVersions
from rolebook.enrich.turning_days import turning_moments
from rolebook.store.moment import Moment
from rolebook.store.records import Lookups
from rolebook.store.reference import SourceBytes

from .role_step import stated_role
from .shared_content import Common, content_of


def role_history(
    file: SourceBytes,
    versions: RoleVersions,
    common: Common,
    scales: Sequence[tuple[Version, bytes | None]],
    lookups: Lookups,
    moment: Moment,
) -> History:
    """Give the history of a role, with the titles of all roles looked up."""
    content = content_of(common, lookups.lists)
    now = moment.among(())
    held = {**versions.blobs, str(versions.versions[-1].blob): file.data}
    role = stated_role(file)
    titles = lookups.lists["titles"] or {}
    historian = Historian(content, titles, scales, now)
    history, turning = historian.history(role, versions.holding(held))
    moment.among(chain(turning, turning_moments(role, content.pay_scales)))
    if any(one.number == NEWEST for one in (*versions.versions, *(one for one, _ in scales))):
        # What is not committed is of the day on which somebody looks at it.
        for day in (now.date(), now.date() + dt.timedelta(days=1)):
            moment.reached(dt.datetime.combine(day, dt.time(), LONDON))
    return history
