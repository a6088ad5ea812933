"""When an opening closes or ended, and its figures, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from rolebook.base import dates
from rolebook.base.document_tree import Fact
from rolebook.base.suggestions import and_list
from rolebook.model.role import Role
from rolebook.model.vacancy import RELIED_ON, Vacancy

from .status import CHANGED, Status, as_advertised
from .working_terms import start_words

#: Status of a role whose last vacancy has ended, and of one without any.
CLOSED = "Closed for applications"
NOT_OPEN = "Not open for applications"


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


def facts_of_all(role: Role, openings: Sequence[Vacancy]) -> Iterator[Fact]:
    """Give what the openings of a role say of it together, in place of what the role states.

    Where they differ, each value stands with the reference of its vacancy.
    """
    if openings:
        yield Fact("closes", "Closing date", closings(openings))
    if len(openings) < 2:
        posts = str(posts_of(openings[0]) or "") if openings else ""
    else:
        own = _by_reference(openings, lambda each: and_list(_changed(each)))
        if own:
            yield Fact("differs", "Differs by vacancy", own)
        starts = {each.reference: _start(role, each) for each in openings}
        if set(starts.values()) != {_start(role)}:
            alike = len(set(starts.values())) == 1
            told = _by_reference(openings, lambda each: starts[each.reference])
            yield Fact("start", "Start", starts[openings[0].reference] if alike else told)
        posts = _by_reference(openings, lambda each: str(posts_of(each) or ""))
    if posts:
        yield Fact("posts", "Number of posts", posts)


def posts_of(vacancy: Vacancy) -> int | None:
    """Give how many people an opening wants, where it says so."""
    own = vacancy.overrides.contract if vacancy.overrides else None
    return vacancy.posts or (own.number_of_posts if own else None)


def _start(role: Role, vacancy: Vacancy | None = None) -> str:
    """Word the start of a role, or of one of its openings; empty where that is not said."""
    start = (as_advertised(role, vacancy) if vacancy else role).contract.start
    return start_words(start) if start else ""


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


def not_open_words(vacancy: Vacancy, status: Status) -> str:
    """Word why nobody can apply for a vacancy; empty where it is open."""
    if status == "draft":
        return "This vacancy is a draft. It is not open for applications."
    if status == "scheduled":
        assert vacancy.opens is not None, "what is to open has a date"
        return f"Applications open on {dates.moment(vacancy.opens)}."
    return "" if status == "open" else ended_words(vacancy)


def status_words(vacancy: Vacancy, status: Status) -> str:
    """Word the status of a vacancy that is not open for a badge."""
    if status == "scheduled":
        assert vacancy.opens is not None, "what is to open has a date"
        return f"Opens on {dates.moment(vacancy.opens)}"
    return {
        "draft": f"Draft: {NOT_OPEN.lower()}",
        "withdrawn": f"Withdrawn: {NOT_OPEN.lower()}",
        "filled": f"Filled: {CLOSED.lower()}",
    }.get(status, CLOSED)


def closed_words(closes: dt.datetime) -> str:
    """Word that the closing date of a vacancy is over."""
    return f"Applications closed on {dates.moment(closes)}."


def vacancy_facts(vacancy: Vacancy) -> Iterator[Fact]:
    """Give the facts of one opening that an applicant needs at hand; its dates stand together."""
    yield Fact("closes", "Closing date", closing_words(vacancy))
    yield Fact("vacancy_reference", "Reference", vacancy.reference)
    if posts := posts_of(vacancy):
        yield Fact("vacancy_posts", "Number of posts", str(posts))


def recorded_changes(vacancy: Vacancy) -> Iterator[str]:
    """Tell what was changed while an opening was open, and why, the newest first."""
    for change in sorted(vacancy.changes, key=lambda change: change.on, reverse=True):
        yield f"{RELIED_ON[change.what]}, changed on {dates.day(change.on)}: {change.reason}"
