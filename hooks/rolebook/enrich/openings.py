"""When an opening closes or ended, and its figures, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from rolebook.base import dates
from rolebook.base.document_tree import Fact
from rolebook.base.words import Words
from rolebook.model.role import Role
from rolebook.model.vacancy import Vacancy

from .status import CHANGED, Status, as_advertised
from .working_terms import start_words


def closing_words(vacancy: Vacancy, words: Words) -> str:
    """Word when a vacancy closes."""
    if vacancy.closes:
        told = dates.moment(vacancy.closes)
    elif vacancy.review_on:
        told = words(
            "closing.until_filled_reviewed",
            until_filled=words("closing.until_filled"),
            day=dates.day(vacancy.review_on),
        )
    else:
        told = words("closing.until_filled")
    if early := early_words(vacancy, words):
        return words("closing.may_close_early", closes=told, early=early)
    return told


def early_words(vacancy: Vacancy, words: Words) -> str:
    """Say that a vacancy may close early; empty where that is not said."""
    count = vacancy.may_close_after
    return words("closing.early", count=count) if count else ""


def closings(openings: Sequence[Vacancy], words: Words) -> str:
    """Word when the openings of a role close; where there are several, each by its reference."""
    if len(openings) == 1:
        return closing_words(openings[0], words)
    return _by_reference(
        openings, lambda each: closing_words(each, words).replace("; ", ", "), words
    )


def facts_of_all(role: Role, openings: Sequence[Vacancy], words: Words) -> Iterator[Fact]:
    """Give what the openings of a role say of it together, in place of what the role states.

    Where they differ, each value stands with the reference of its vacancy.
    """
    if openings:
        yield Fact("closes", words("facts.closes"), closings(openings, words))
    if len(openings) < 2:
        posts = str(posts_of(openings[0]) or "") if openings else ""
    else:
        own = _by_reference(openings, lambda each: words.all_of(_changed(each, words)), words)
        if own:
            yield Fact("differs", words("facts.differs"), own)
        starts = {each.reference: _start(role, words, each) for each in openings}
        if set(starts.values()) != {_start(role, words)}:
            alike = len(set(starts.values())) == 1
            told = _by_reference(openings, lambda each: starts[each.reference], words)
            start = starts[openings[0].reference] if alike else told
            yield Fact("start", words("facts.start"), start)
        posts = _by_reference(openings, lambda each: str(posts_of(each) or ""), words)
    if posts:
        yield Fact("posts", words("facts.posts"), posts)


def posts_of(vacancy: Vacancy) -> int | None:
    """Give how many people an opening wants, where it says so."""
    own = vacancy.overrides.contract if vacancy.overrides else None
    return vacancy.posts or (own.number_of_posts if own else None)


def _start(role: Role, words: Words, vacancy: Vacancy | None = None) -> str:
    """Word the start of a role, or of one of its openings; empty where that is not said."""
    start = (as_advertised(role, vacancy) if vacancy else role).contract.start
    return start_words(start, words) if start else ""


def _by_reference(openings: Sequence[Vacancy], say: Callable[[Vacancy], str], words: Words) -> str:
    """Say something of each opening that has it."""
    told = ((each.reference, say(each)) for each in openings)
    return "; ".join(
        words("lists.labelled", label=reference, text=said) for reference, said in told if said
    )


def _changed(vacancy: Vacancy, words: Words) -> list[str]:
    """Name the blocks of the role that an opening states anew."""
    changed = (name for name in CHANGED if getattr(vacancy.overrides, name, None) is not None)
    return [words(f"differs.{name}") for name in changed]


def ended_words(vacancy: Vacancy, words: Words) -> str:
    """Word that a vacancy has ended, and how."""
    if vacancy.state in ("filled", "withdrawn"):
        return words(f"vacancy.ended_{vacancy.state}")
    assert vacancy.closes is not None, "a vacancy that ended by itself had a closing date"
    return closed_words(vacancy.closes, words)


def not_open_words(vacancy: Vacancy, status: Status, words: Words) -> str:
    """Word why nobody can apply for a vacancy; empty where it is open."""
    if status == "draft":
        return words("vacancy.is_draft")
    if status == "scheduled":
        assert vacancy.opens is not None, "what is to open has a date"
        return words("vacancy.opens_on", moment=dates.moment(vacancy.opens))
    return "" if status == "open" else ended_words(vacancy, words)


def status_words(vacancy: Vacancy, status: Status, words: Words) -> str:
    """Word the status of a vacancy that is not open for a badge."""
    if status == "scheduled":
        assert vacancy.opens is not None, "what is to open has a date"
        return words("status.scheduled", moment=dates.moment(vacancy.opens))
    return words(f"status.{status}")


def closed_words(closes: dt.datetime, words: Words) -> str:
    """Word that the closing date of a vacancy is over."""
    return words("vacancy.closed_on", moment=dates.moment(closes))


def vacancy_facts(vacancy: Vacancy, words: Words) -> Iterator[Fact]:
    """Give the facts of one opening that an applicant needs at hand; its dates stand together."""
    yield Fact("closes", words("facts.closes"), closing_words(vacancy, words))
    yield Fact("vacancy_reference", words("facts.vacancy_reference"), vacancy.reference)
    if posts := posts_of(vacancy):
        yield Fact("vacancy_posts", words("facts.posts"), str(posts))


def recorded_changes(vacancy: Vacancy, words: Words) -> Iterator[str]:
    """Tell what was changed while an opening was open, and why, the newest first."""
    for change in sorted(vacancy.changes, key=lambda change: change.on, reverse=True):
        day = dates.day(change.on)
        yield words(f"changed_while_open.{change.what}", day=day, reason=change.reason)
