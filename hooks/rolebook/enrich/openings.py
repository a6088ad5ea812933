"""The dates and figures of one opening in words."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook import dates
from rolebook.document import Fact
from rolebook.model.vacancy import Vacancy

from .working_terms import start_words


def closing_words(vacancy: Vacancy) -> str:
    """Word when a vacancy closes."""
    if vacancy.closes is None:
        words = "Open until filled"
        if vacancy.review_on:
            words += f"; reviewed on {dates.day(vacancy.review_on)}"
    else:
        words = dates.moment(vacancy.closes)
    if vacancy.may_close_after:
        words += f"; may close early after {vacancy.may_close_after} applications"
    return words


def ended_words(vacancy: Vacancy) -> str:
    """Word that a vacancy has ended, and how."""
    if vacancy.state == "filled":
        return "This post has been filled."
    if vacancy.state == "withdrawn":
        return "This vacancy has been withdrawn."
    assert vacancy.closes is not None, "a vacancy that ended by itself had a closing date"
    return f"Applications closed on {dates.moment(vacancy.closes)}."


def vacancy_facts(vacancy: Vacancy) -> Iterator[Fact]:
    """Give the facts of one opening."""
    yield Fact("closes", "Closing date", closing_words(vacancy))
    yield Fact("vacancy_reference", "Reference", vacancy.reference)
    if vacancy.posts is not None:
        yield Fact("vacancy_posts", "Number of posts", str(vacancy.posts))
    if vacancy.shortlisting_on:
        yield Fact("shortlisting", "Shortlisting", dates.day_with_weekday(vacancy.shortlisting_on))
    for index, interview in enumerate(vacancy.interviews, start=1):
        detail = f" ({interview.detail})" if interview.detail else ""
        yield Fact(
            f"interview_{index}", "Interviews", dates.day_with_weekday(interview.on) + detail
        )
    if vacancy.start:
        yield Fact("vacancy_start", "Start", start_words(vacancy.start))
