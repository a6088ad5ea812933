"""What must stay as it is while a vacancy is open, and problems where it changed without a reason.

Applicants rely on the title, the pay, the essential criteria and the closing date that they have
read. A closing date may be put off. Pay counts by what the file says: an award that moves the
figures of a pay scale is none of the employer's choosing for one vacancy.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rolebook.base import dates
from rolebook.base.money import number
from rolebook.base.problems import Problem
from rolebook.changes.records.criteria import filled_criterion
from rolebook.changes.records.reworded import quoted
from rolebook.check.reading import Reading
from rolebook.enrich.status import as_advertised, vacancy_status
from rolebook.model.pay import Pay
from rolebook.model.person_specification import SharedCriterion
from rolebook.model.role import Role
from rolebook.model.vacancy import RELIED_ON, Vacancy
from rolebook.read.source_file import Path

from .snapshot import Snapshot

#: Parts of pay that may be put in other words.
_WORDS_OF_PAY = ("type", "detail", "paid", "on_invoice")


@dataclass(frozen=True)
class _Opening:
    """A vacancy in the file of its role, at its place in the list."""

    reading: Reading[Role]
    role: Role
    vacancy: Vacancy
    index: int


@dataclass(frozen=True)
class _Broken:
    """Something that applicants rely on and that is not what it was."""

    what: str
    path: Path
    message: str
    advice: str


def fixed_problems(
    old: Snapshot, new: Snapshot, then: dt.datetime, now: dt.datetime
) -> list[Problem]:
    """Find what was changed in vacancies that are open, and for which no reason is recorded.

    ``then`` is the moment of the older state. A vacancy counts as open when somebody can apply now
    and could apply before the change: at ``then``, or now by what the older state says.
    """
    before = {opening.vacancy.reference: opening for opening in _openings(old)}
    shared = (old.around.criteria, new.around.criteria)
    problems: set[Problem] = set()
    for opening in _openings(new):
        was = before.get(opening.vacancy.reference)
        if was is None or not _is_public(was.vacancy, opening.vacancy, then, now):
            continue
        recorded = {
            change.what for change in opening.vacancy.changes if change not in was.vacancy.changes
        }
        problems.update(
            _problem(broken, opening, now.date())
            for broken in _broken(was, opening, shared)
            if broken.what not in recorded
        )
    return sorted(problems)


def _openings(state: Snapshot) -> Iterator[_Opening]:
    for reading in state.roles.values():
        role = reading.record
        for index, vacancy in enumerate(role.vacancies if role else ()):
            if role is not None and vacancy.reference is not None:
                yield _Opening(reading, role, vacancy, index)


def _is_public(old: Vacancy, new: Vacancy, then: dt.datetime, now: dt.datetime) -> bool:
    open_by_old = vacancy_status(old, now) == "open"
    if not open_by_old and vacancy_status(old, then) != "open":
        return False
    status = vacancy_status(new, now)
    # A closing date that was brought forward to the past closes a vacancy under its applicants.
    return status == "open" or (status == "closed" and open_by_old)


def _broken(
    old: _Opening,
    new: _Opening,
    shared: tuple[Mapping[str, SharedCriterion], Mapping[str, SharedCriterion]],
) -> Iterator[_Broken]:
    was, is_ = old.role.title, new.role.title
    if was != is_ and was and is_:
        yield _Broken("title", ("title",), f"was {quoted(was)}", f"write {was}")
    yield from _broken_pay(old, new)
    yield from _broken_criteria(old.role, new.role, shared)
    yield from _broken_closing(old.vacancy, new.vacancy, ("vacancies", new.index, "closes"))


def _broken_closing(old: Vacancy, new: Vacancy, path: Path) -> Iterator[_Broken]:
    if new.closes is None:
        return
    if old.closes is None:
        told = "is a closing date, where applications were open until filled"
        yield _Broken("closing-date", path, told, 'write "open_until_filled: yes" instead')
    elif new.closes < old.closes:
        told = f"is earlier than the closing date was, {dates.moment(old.closes)}"
        yield _Broken("closing-date", path, told, f"write {old.closes:%Y-%m-%d %H:%M} or later")


def _broken_pay(old: _Opening, new: _Opening) -> Iterator[_Broken]:
    before = as_advertised(old.role, old.vacancy).pay
    after = as_advertised(new.role, new.vacancy).pay
    if before is None or after is None:
        return
    own = new.vacancy.overrides is not None and new.vacancy.overrides.pay is not None
    base: Path = ("vacancies", new.index, "overrides", "pay") if own else ("pay",)
    if before.type != after.type:
        told = f"was {before.type}"
        yield _Broken("pay", (*base, "type"), told, "write the pay as it was")
        return
    for name in _differing(before, after):
        was, is_ = getattr(before, name), getattr(after, name)
        told, advice = "is not what was advertised", "write the pay as it was"
        if isinstance(was, (str, Decimal)):
            words = number(was) if isinstance(was, Decimal) else was
            told, advice = f"was {words}", f"write {words}" if is_ else f'write "{name}: {words}"'
        yield _Broken("pay", (*base, name) if is_ else base, told, advice)
        return  # one problem for the pay of a vacancy is enough


def _differing(before: Pay, after: Pay) -> Iterator[str]:
    for name in type(after).model_fields:
        if name not in _WORDS_OF_PAY and getattr(before, name) != getattr(after, name):
            yield name


def _broken_criteria(
    old: Role,
    new: Role,
    shared: tuple[Mapping[str, SharedCriterion], Mapping[str, SharedCriterion]],
) -> Iterator[_Broken]:
    before, after = _essential(old, shared[0]), _essential(new, shared[1])
    place: Path = ("person_specification", "criteria")
    for key, (index, text) in after.items():
        path = (*place, index)
        if key not in before:
            told = f"asks for {quoted(text)}, which was not essential"
            yield _Broken("essential-criteria", path, told, "make it desirable or take it out")
        elif _folded(before[key][1]) != _folded(text):
            told = f"was {quoted(before[key][1])}"
            yield _Broken("essential-criteria", path, told, "write the words that it had")
    for key, (_, text) in before.items():
        if key not in after:
            told = f"no longer asks for {quoted(text)} as essential"
            yield _Broken("essential-criteria", place, told, "put it back")


def _essential(role: Role, shared: Mapping[str, SharedCriterion]) -> dict[str, tuple[int, str]]:
    """Give the place and the words of each essential criterion, by its id."""
    criteria: Any = role.person_specification.criteria if role.person_specification else None
    filled_in = (filled_criterion(one, shared) for one in criteria or ())
    return {one.key: (index, one.essential) for index, one in enumerate(filled_in) if one.essential}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _problem(broken: _Broken, opening: _Opening, today: dt.date) -> Problem:
    what = RELIED_ON[broken.what].casefold()
    message = (
        f"{broken.message}, and the {what} of vacancy {opening.vacancy.reference}, which is open, "
        f'must not change without a reason; {broken.advice}, or add to the vacancy "changes:" with '
        f'"- on: {today}", "what: {broken.what}" and "reason:"'
    )
    return opening.reading.source_file.problem(opening.reading.path_in_file(broken.path), message)
