"""Whether a vacancy is open, which follows from its dates and is never typed."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from rolebook.model.role import Role
from rolebook.model.vacancy import Vacancy

Status = Literal["draft", "withdrawn", "filled", "scheduled", "open", "closed"]

#: The blocks of a role that a vacancy may state anew.
CHANGED = ("place", "hours", "contract", "pay")


def vacancy_status(vacancy: Vacancy, now: dt.datetime) -> Status:
    """Tell the status of a vacancy at ``now`` (aware of its time zone).

    A vacancy is open from ``opens`` on, and until ``closes``: at that minute it is closed.
    """
    if vacancy.state is not None:
        return vacancy.state
    # As moments: two times of one zone are compared as clocks show them, and in the night in which
    # the clocks go back a vacancy would open again.
    here = now.timestamp()
    if vacancy.opens is not None and here < vacancy.opens.timestamp():
        return "scheduled"
    if vacancy.closes is not None and here >= vacancy.closes.timestamp():
        return "closed"
    return "open"


def open_vacancies(role: Role, now: dt.datetime) -> tuple[Vacancy, ...]:
    """Give the vacancies of a role that are open at ``now``: the first to close stands first."""
    found = (vacancy for vacancy in role.vacancies if vacancy_status(vacancy, now) == "open")
    never = dt.datetime.max.replace(tzinfo=dt.UTC)
    return tuple(sorted(found, key=lambda vacancy: vacancy.closes or never))


def last_ended(role: Role, now: dt.datetime) -> Vacancy | None:
    """Give the vacancy of a role that ended last: closed, filled or withdrawn; None without one.

    Vacancies whose day is not known count as older than those that had a closing date.
    """
    ended = [
        vacancy
        for vacancy in role.vacancies
        if vacancy_status(vacancy, now) in ("closed", "filled", "withdrawn")
    ]
    longest_ago = dt.datetime.min.replace(tzinfo=dt.UTC)
    return max(ended, key=lambda vacancy: vacancy.closes or longest_ago, default=None)


def as_advertised(role: Role, vacancy: Vacancy) -> Role:
    """Give the role with what a vacancy fixes or changes, for every output.

    What the vacancy states itself comes before the blocks that it overrides, and these before what
    the role states.
    """
    blocks = {
        name: getattr(vacancy.overrides, name, None) or getattr(role, name) for name in CHANGED
    }
    stated = {"start": vacancy.start, "number_of_posts": vacancy.posts}
    stated = {name: value for name, value in stated.items() if value is not None}
    if blocks["contract"] is not None and stated:
        blocks["contract"] = blocks["contract"].model_copy(update=stated)
    changed = {name: block for name, block in blocks.items() if block is not getattr(role, name)}
    return role.model_copy(update=changed) if changed else role
