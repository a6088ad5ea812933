"""Advice on closing dates that had passed before anybody could apply."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.advise.library import RoleFile
from rolebook.advise.rule import Found, Rule, role_rule


@role_rule(
    Rule(
        "closing-date-in-the-past",
        "Consistency",
        "A vacancy that is new here has a closing date in the past.",
        "In January, last year is easily typed. The vacancy would be shown as closed, and nobody "
        "could apply. Asked of a closing date that is not in git yet. Where a vacancy does not say "
        "when it opened, also of one that had passed when it was first committed, or where there "
        "is no git.",
        "A rule of this project",
        level="warning",
    )
)
def closing_date_in_the_past(role: RoleFile) -> Iterator[Found]:
    """Find closing dates that were in the past from the first."""
    for index, vacancy in enumerate(role.role.vacancies):
        closes = vacancy.closes
        if vacancy.state or closes is None or closes.date() >= role.today:
            continue
        committed = role.committed.get(vacancy.reference) if role.committed is not None else None
        is_new = role.committed is not None and committed is None
        if is_new or (vacancy.opens is None and (committed is None or closes < committed)):
            answer = "leave it, and commit the file"
            if vacancy.opens is None:
                answer = "add opens: with the date and time from which it was shown"
            message = (
                f"{closes:%Y-%m-%d} is in the past; is the year right? If the vacancy has closed, "
                f"{answer}"
            )
            yield Found(("vacancies", index, "closes"), message)
