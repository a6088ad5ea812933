"""Career paths: from role to role, which criteria are added or raised, and what happens to pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from rolebook.base.money import pounds, to_pence
from rolebook.base.words import Words
from rolebook.enrich.criteria import RoleCriterion
from rolebook.enrich.pay.figures import Computed
from rolebook.model.site_config import CareerPath

from .compared_role import Demand, demand_of
from .role_card import AskingRole, RoleCard


@dataclass(frozen=True)
class ChangedCriterion:
    """One criterion that the next role asks for otherwise, in the words of the role that asks."""

    text: str
    before: Demand
    after: Demand


@dataclass(frozen=True)
class Step:
    """The way from one role to the next.

    ``added`` are criteria that are new, ``raised`` those that are asked for more strongly.
    ``kept`` are the words of criteria that stay, ``dropped`` of those that are no longer asked for
    or asked for less. ``pay`` says how the pay of a full-time year changes, or what an hour pays;
    empty where neither is known for both.
    """

    anchor: str
    before: AskingRole
    after: AskingRole
    added: tuple[ChangedCriterion, ...]
    raised: tuple[ChangedCriterion, ...]
    kept: tuple[str, ...]
    dropped: tuple[ChangedCriterion, ...]
    pay: str

    @property
    def changes(self) -> tuple[ChangedCriterion, ...]:
        """What somebody who takes the step has to show besides."""
        return (*self.raised, *self.added)


@dataclass(frozen=True)
class CareerView:
    """A career path with its roles in order, and a step between each two of them."""

    id: str
    path: CareerPath
    roles: tuple[AskingRole, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class JobFamily:
    """The roles that state the same family, by title."""

    name: str
    roles: tuple[RoleCard, ...]


def career_view(
    id_: str, path: CareerPath, by_id: Mapping[str, AskingRole], words: Words
) -> CareerView:
    """Work out the steps of a career path."""
    roles = tuple(by_id[role] for role in path.roles)
    pairs = enumerate(pairwise(roles), start=1)
    return CareerView(id_, path, roles, tuple(_step(at, *pair, words) for at, pair in pairs))


def careers_of(
    paths: Iterable[tuple[str, str, Sequence[str]]],
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Give the id and title of each career path on which a role is a step, by its id.

    ``paths`` are the id, the title and the roles of each.
    """
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for id_, title, roles in paths:
        for role in roles:
            found[role] = (*found.get(role, ()), (id_, title))
    return found


def job_families(views: Iterable[RoleCard]) -> tuple[JobFamily, ...]:
    """Group roles by the family that they state; a role that states none is in no family."""
    families: dict[str, list[RoleCard]] = {}
    for view in views:
        if view.job_family:
            families.setdefault(view.job_family, []).append(view)
    return tuple(JobFamily(name, tuple(families[name])) for name in sorted(families))


def _step(at: int, before: AskingRole, after: AskingRole, words: Words) -> Step:
    old = {criterion.key: criterion for criterion in before.criteria}
    new = {criterion.key: criterion for criterion in after.criteria}
    added, raised, kept, eased = [], [], [], []
    # What is essential weighs more than what is desirable, so it stands first.
    for criterion in sorted(after.criteria, key=lambda each: each.essential is None):
        known = old.get(criterion.key)
        change = ChangedCriterion(_text(criterion, words), demand_of(known), demand_of(criterion))
        if known is None:
            added.append(change)
        elif _strength(criterion) > _strength(known):
            raised.append(change)
        elif _strength(criterion) < _strength(known):
            eased.append(change)
        else:
            kept.append(change.text)
    gone = [
        ChangedCriterion(_text(old[key], words), demand_of(old[key]), "")
        for key in old
        if key not in new
    ]
    return Step(
        anchor=f"step-{at}",
        before=before,
        after=after,
        added=tuple(added),
        raised=tuple(raised),
        kept=tuple(kept),
        dropped=(*eased, *gone),
        pay=_pay_words(before, after, words),
    )


def _text(criterion: RoleCriterion, words: Words) -> str:
    """Give the words in which a role asks for a criterion, with its stronger form."""
    essential, desirable = criterion.essential, criterion.desirable
    if essential and desirable:
        return words("careers.both_forms", essential=essential, desirable=desirable)
    return essential or desirable or criterion.name


def _strength(criterion: RoleCriterion) -> int:
    return 2 * bool(criterion.essential) + bool(criterion.desirable)


def _pay_words(before: AskingRole, after: AskingRole, words: Words) -> str:
    """Word the difference in pay over a full-time year, at both ends of the range."""
    old, new = before.pay.annual_equivalent, after.pay.annual_equivalent
    if old is None or new is None:
        return _hourly_words(before, after, words)
    if before.pay.unpaid or after.pay.unpaid:
        return ""  # a difference would be that of what is paid alone
    lowest, highest = new.lowest - old.lowest, new.highest - old.highest
    if to_pence(lowest) == to_pence(highest):
        return words(f"careers.pay_{_way(lowest)}", amount=pounds(abs(lowest)))
    return words(
        f"careers.lowest_{_way(lowest)}_highest_{_way(highest)}",
        lowest=pounds(abs(lowest)),
        highest=pounds(abs(highest)),
    )


def _way(difference: Decimal) -> str:
    if to_pence(difference) == 0:
        return "same"
    return "rises" if difference > 0 else "falls"


def _hourly_words(before: AskingRole, after: AskingRole, words: Words) -> str:
    old, new = before.pay.hourly, after.pay.hourly
    if old is None or new is None:
        return ""
    first = _hour(old, before.pay.unpaid, words)
    return words("careers.hourly", first=first, second=_hour(new, after.pay.unpaid, words))


def _hour(hourly: Computed, unpaid: bool, words: Words) -> str:
    amount = hourly.range.in_words(words)
    if hourly.working:
        amount = words("values.worked_out", value=amount)
    return words("careers.or_unpaid", amount=amount) if unpaid else amount
