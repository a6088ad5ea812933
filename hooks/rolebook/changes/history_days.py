"""The history of a role as a value, for who shows it and need not work it out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

#: The file of whose changes the pages of roles tell as well.
SCALES = "site_config/pay_scales.yaml"
#: How many versions of a role are looked at; what is older can be seen in git.
MOST_VERSIONS = 20


@dataclass(frozen=True)
class HistoryDay:
    """What changed on a day, newest first."""

    on: dt.date
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """The history of a role, newest first.

    ``published`` is the day on which the role was first published; None where there are changes
    before those that are told, or nothing is known of them. A history of which nothing is known is
    empty, and the page has none: why is for those who build the site, and not for candidates.
    """

    days: tuple[HistoryDay, ...] = ()
    published: dt.date | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.days or self.published)
