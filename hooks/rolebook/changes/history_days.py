"""The history of a role as a value, for who shows it and need not work it out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

#: The file of whose changes the pages of roles tell as well.
SCALES = "site_config/pay_scales.yaml"


@dataclass(frozen=True)
class HistoryDay:
    """What changed on a day, newest first."""

    on: dt.date
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """The history of a role, newest first.

    ``published`` is the day on which the role was first published; None where there are changes
    before those that are told. ``cut`` says that they are not known, because the copy of the
    content does not reach so far back. ``known`` is False where there is no git at all.
    """

    days: tuple[HistoryDay, ...] = ()
    published: dt.date | None = None
    cut: bool = False
    known: bool = True
