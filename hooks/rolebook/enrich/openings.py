"""When an opening closes or ended, and its figures, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from rolebook import dates
from rolebook.document import Fact
from rolebook.model.vacancy import RELIED_ON, Vacancy
from rolebook.suggest import and_list

from .status import CHANGED


def closing_words(vacancy: Vacancy) -> str:
    """Word when a vacancy closes."""
    if vacancy.closes is None:
        words = "Open until filled"
        if vacancy.review_on:
            words += f"; reviewed on {dates.day(vacancy.review_on)}"
    else:
        words = dates.moment(vacancy.closes)
    return words + early_words(vacancy)


def early_words(vacancy: Vacancy) -> str:
    """Add that a vacancy may close early; empty where that is not said."""
    if not vacancy.may_close_after:
        return ""
    count = vacancy.may_close_after
    return f"; may close early after {count} application{'' if count == 1 else 's'}"


def closings(openings: Sequence[Vacancy]) -> str:
    """Word when the openings of a role close; where there are several, each by its reference."""
    if len(openings) == 1:
        return closing_words(openings[0])
    return _by_reference(openings, lambda each: closing_words(each).replace("; ", ", "))


def facts_of_all(openings: Sequence[Vacancy]) -> Iterator[Fact]:
    """Give what the openings of a role say of it together, before what the role states."""
    if openings:
        yield Fact("closes", "Closing date", closings(openings))
    if len(openings) == 1:
        posts = str(openings[0].posts or "")
    else:
        own = _by_reference(openings, lambda each: and_list(_changed(each)))
        if own:
            yield Fact("differs", "Differs by vacancy", own)
        posts = _by_reference(openings, lambda each: str(each.posts or ""))
    if posts:
        yield Fact("posts", "Number of posts", posts)


def _by_reference(openings: Sequence[Vacancy], words: Callable[[Vacancy], str]) -> str:
    """Say something of each opening that has it."""
    told = ((each.reference, words(each)) for each in openings)
    return "; ".join(f"{reference}: {said}" for reference, said in told if said)


def _changed(vacancy: Vacancy) -> list[str]:
    """Name the blocks of the role that an opening states anew."""
    return [block for block in CHANGED if getattr(vacancy.overrides, block, None) is not None]


def ended_words(vacancy: Vacancy) -> str:
    """Word that a vacancy has ended, and how."""
    if vacancy.state == "filled":
        return "This post has been filled."
    if vacancy.state == "withdrawn":
        return "This vacancy has been withdrawn."
    assert vacancy.closes is not None, "a vacancy that ended by itself had a closing date"
    return closed_words(vacancy.closes)


def closed_words(closes: dt.datetime) -> str:
    """Word that the closing date of a vacancy is over."""
    return f"Applications closed on {dates.moment(closes)}."


def vacancy_facts(vacancy: Vacancy) -> Iterator[Fact]:
    """Give the facts of one opening that an applicant needs at hand; its dates stand together."""
    yield Fact("closes", "Closing date", closing_words(vacancy))
    yield Fact("vacancy_reference", "Reference", vacancy.reference)
    if vacancy.posts is not None:
        yield Fact("vacancy_posts", "Number of posts", str(vacancy.posts))


def recorded_changes(vacancy: Vacancy) -> Iterator[str]:
    """Tell what was changed while an opening was open, and why, the newest first."""
    for change in sorted(vacancy.changes, key=lambda change: change.on, reverse=True):
        yield f"{RELIED_ON[change.what]}, changed on {dates.day(change.on)}: {change.reason}"
