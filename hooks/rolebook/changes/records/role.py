"""How a role changed: every field of its file, and every figure that is worked out from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rolebook.model.person_specification import SharedCriterion
from rolebook.model.role import Role
from rolebook.model.site_config import PayScale

from .change import Change, Context, Names
from .criteria import criteria_changes
from .duties import duty_changes
from .fields import field_changes
from .pay import Paid, moved_figures, stated_changes
from .vacancies import vacancy_changes

_TOLD_APART = ("pay", "person_specification", "duties", "vacancies", "notes")


@dataclass(frozen=True)
class SharedRecords:
    """What a role refers to, in the state in which it is compared."""

    names: Names = field(default_factory=Names)
    scales: Mapping[str, PayScale] = field(default_factory=dict)
    criteria: Mapping[str, SharedCriterion] = field(default_factory=dict)


def role_changes(
    old: Role,
    new: Role,
    around: tuple[SharedRecords, SharedRecords],
    days: tuple[dt.date, ...],
) -> Iterator[Change]:
    """Tell how a role changed.

    ``around`` is what it referred to and what it refers to. Figures are worked out for the first
    of ``days``, and for those later ones on which a pay scale changes them.
    """
    context = Context(around[0].names, around[1].names)
    paid = (Paid(old.pay, old.hours, around[0].scales), Paid(new.pay, new.hours, around[1].scales))
    if old.pay is not None and new.pay is not None:
        yield from stated_changes(*paid, days[0], context)
        yield from moved_figures(*paid, days, context)
    if old == new:
        # The file says the same: only what it refers to can have moved.
        yield from vacancy_changes(old, new, paid, days, context)
        return
    yield from field_changes(old, new, context, _TOLD_APART)
    yield from criteria_changes(
        old.person_specification,
        new.person_specification,
        (around[0].criteria, around[1].criteria),
        context,
    )
    yield from duty_changes(old.duties, new.duties, context)
    yield from vacancy_changes(old, new, paid, days, context)
    if old.notes != new.notes:
        inner = context.inside("", internal=True)
        yield inner.change("notes", "changed", "notes changed", old.notes or "", new.notes or "")
