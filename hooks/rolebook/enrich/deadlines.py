"""When the open vacancies of a role close, for pages that must turn closed by themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rolebook.base.dates import moment

from .openings import closed_words, early_words
from .role_view import RoleView


@dataclass(frozen=True)
class Deadline:
    """When an open vacancy closes, in words that hold before and after.

    ``closes`` is None where it is open until filled. ``anchor`` is where the page says how to
    apply for it.
    """

    reference: str
    anchor: str
    words: str
    note: str
    closes: dt.datetime | None
    closed: str
    """What is said once it has closed"""


def deadlines(view: RoleView) -> tuple[Deadline, ...]:
    """Give the deadline of each open vacancy of a role, in the order in which they close."""
    return tuple(
        Deadline(
            reference=opening.vacancy.reference,
            anchor=opening.anchor,
            words=moment(opening.vacancy.closes) if opening.vacancy.closes else opening.closing,
            note=early_words(opening.vacancy, view.words) if opening.vacancy.closes else "",
            closes=opening.vacancy.closes,
            closed=closed_words(opening.vacancy.closes, view.words)
            if opening.vacancy.closes
            else "",
        )
        for opening in view.vacancies
    )
