"""How the vacancies of a role changed, by their references."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rolebook.check.words import packaged_words
from rolebook.enrich.openings import closing_words
from rolebook.enrich.status import as_advertised
from rolebook.model.role import Role
from rolebook.model.vacancy import RELIED_ON, Overrides, Vacancy

from .change import Change, Context
from .fields import field_changes
from .pay import Paid, moved_figures, stated_changes
from .reworded import quoted

_STATES = {
    "draft": "is a draft",
    "withdrawn": "has been withdrawn",
    "filled": "has been filled",
}


def vacancy_changes(
    old: Role, new: Role, paid: tuple[Paid, Paid], days: tuple[dt.date, ...], context: Context
) -> Iterator[Change]:
    """Tell how the vacancies of a role changed; ``paid`` is what the roles themselves pay."""
    before = {vacancy.reference: vacancy for vacancy in old.vacancies}
    after = {vacancy.reference: vacancy for vacancy in new.vacancies}
    renamed = dict(_renamed(before, after))
    for reference, vacancy in after.items():
        here = context.inside(
            f"vacancies[{reference}]", f"vacancy {reference}: ", vacancy=reference
        )
        was = before.get(renamed.get(reference, reference))
        if was is None:
            yield _appeared(vacancy, context)
            continue
        if reference in renamed:
            told = f"reference changed from {was.reference}"
            yield here.change("reference", "changed", told, was.reference, reference)
        if was != vacancy:
            yield from _one_vacancy(was, vacancy, here)
        if was.overrides != vacancy.overrides:
            yield from _override_changes((old, was), (new, vacancy), paid, days, here)
        elif vacancy.overrides and (vacancy.overrides.pay or vacancy.overrides.hours):
            yield from moved_figures(
                _paid(old, was, paid[0]), _paid(new, vacancy, paid[1]), days, here
            )
    gone = [key for key in before if key not in after and key not in renamed.values()]
    for reference in gone:
        where = context.inside("", vacancy=reference)
        yield where.change(
            f"vacancies[{reference}]", "removed", f"vacancy {reference} removed", reference
        )


def _renamed(before: dict[str, Vacancy], after: dict[str, Vacancy]) -> Iterator[tuple[str, str]]:
    """Pair vacancies that say the same but for their reference: new reference, old reference."""
    gone = [before[key] for key in before if key not in after]
    came = [after[key] for key in after if key not in before]
    for new, old in product(came, gone):
        if new == old.model_copy(update={"reference": new.reference}):
            yield new.reference, old.reference


def _appeared(vacancy: Vacancy, context: Context) -> Change:
    here = context.inside("", vacancy=vacancy.reference)
    closing = closing_words(vacancy, packaged_words())
    told = f"vacancy {vacancy.reference} added"
    if vacancy.state:
        told += f", which {_STATES[vacancy.state]}"
    elif vacancy.closes:
        told += f", closing on {closing}"
    else:
        told += f", {closing[:1].lower()}{closing[1:]}"
    return here.change(f"vacancies[{vacancy.reference}]", "added", told, new=closing)


def _one_vacancy(old: Vacancy, new: Vacancy, here: Context) -> Iterator[Change]:
    skip = {"reference", "state", "overrides", "changes"}
    if old.state != new.state:
        told = _STATES[new.state] if new.state else "is advertised again"
        if old.state == "draft" and new.state is None:
            told = "is no longer a draft"
        plain = replace(here, lead="")
        told = f"vacancy {new.reference} {told}"
        yield plain.change("state", "changed", told, old.state or "", new.state or "")
    if (old.closes is None) != (new.closes is None):
        was, is_ = (closing_words(one, packaged_words()) for one in (old, new))
        told = f"closing date changed from {quoted(was)} to {quoted(is_)}"
        yield here.change("closes", "moved", told, was, is_)
        skip.update(("closes", "open_until_filled", "review_on"))
    yield from field_changes(old, new, here, skip)
    for change in new.changes:
        if change not in old.changes:
            what = RELIED_ON[change.what].casefold()
            told = f"reason recorded for the change of {what}: {quoted(change.reason, 300)}"
            yield here.change("changes", "added", told, new=change.reason)
    for change in old.changes:
        if change not in new.changes:
            told = f"reason no longer recorded: {quoted(change.reason)}"
            yield here.change("changes", "removed", told, change.reason)


def _paid(role: Role, vacancy: Vacancy, paid: Paid) -> Paid:
    own = as_advertised(role, vacancy)
    return Paid(own.pay, own.hours, paid.scales)


def _override_changes(
    old: tuple[Role, Vacancy],
    new: tuple[Role, Vacancy],
    paid: tuple[Paid, Paid],
    days: tuple[dt.date, ...],
    here: Context,
) -> Iterator[Change]:
    """Tell what an opening fixes in another way; what it no longer fixes is the role's again."""
    inner = here.inside("overrides")
    before = old[1].overrides or Overrides()
    after = new[1].overrides or Overrides()
    for name in ("place", "hours", "contract"):
        was, is_ = getattr(before, name), getattr(after, name)
        if was != is_:
            # The block stands in place of the role's, so that is what it differs from.
            base = was or getattr(old[0], name)
            yield from field_changes(base, is_ or getattr(new[0], name), inner.inside(name))
    paid_before, paid_after = _paid(*old, paid[0]), _paid(*new, paid[1])
    if before.pay != after.pay:
        yield from stated_changes(paid_before, paid_after, days[0], inner)
    yield from moved_figures(paid_before, paid_after, days, here)
