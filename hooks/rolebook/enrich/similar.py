"""Which roles are like one another, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import log2
from typing import Literal

from .role_view import RoleView

#: As many as a reader looks at.
MOST = 4

Kind = Literal["department", "family", "criterion", "place", "organisation"]
Trait = tuple[Kind, str]

#: How much each kind of trait counts where two roles alone have it.
_WEIGHTS: Mapping[Kind, float] = {
    "department": 4, "family": 4, "criterion": 1, "place": 1.5, "organisation": 1,
}  # fmt: skip
#: Roles looked at for each trait, those with the nearest titles: what hundreds of roles have in
#: common tells little, and looking at all of them would take the square of their number.
_NEAREST = 16
#: Roles whose traits are compared in full.
_SHORTLIST = 12
#: Less than this is no likeness: the same organisation, where it has many roles.
_LEAST = 0.4
#: Somebody can apply for an open role.
_OPEN = 1.25
#: Letters of a criterion that can be quoted in a line.
_QUOTABLE = 90


@dataclass(frozen=True)
class SimilarRole:
    """A role that is like another, and what they have in common, in words."""

    id: str
    title: str
    organisation_id: str
    organisation: str
    reason: str


@dataclass(frozen=True)
class _Index:
    """The roles by their traits: ``holders`` are the places of roles in their order."""

    roles: Sequence[RoleView]
    traits: Sequence[frozenset[Trait]]
    holders: Mapping[Trait, Sequence[int]]
    weights: Mapping[Trait, int]
    """In thousandths: whole numbers add up to the same whatever their order"""

    def likeness(self, one: int, other: int) -> float:
        """Add up the weights of what two roles have in common."""
        shared = self.traits[one] & self.traits[other]
        weight = sum(self.weights[trait] for trait in shared) / 1000
        return weight * (_OPEN if self.roles[other].is_open else 1)


def similar_roles(roles: Sequence[RoleView]) -> dict[str, tuple[SimilarRole, ...]]:
    """Give for each role, by its id, those most like it, the most alike first."""
    index = _index(roles)
    places: Counter[Trait] = Counter()
    found = {}
    for place, role in enumerate(roles):
        rough: Counter[int] = Counter()
        for trait in index.traits[place]:
            holders = index.holders[trait]
            # Roles are gone through in order, so this role's place among the holders is known.
            start = max(0, places[trait] - _NEAREST // 2)
            places[trait] += 1
            for other in holders[start : start + _NEAREST + 1]:
                rough[other] += index.weights[trait]
        rough.pop(place, None)
        likely = nsmallest(_SHORTLIST, ((-weight, other) for other, weight in rough.items()))
        ranked = sorted((-index.likeness(place, other), other) for _, other in likely)
        found[role.id] = tuple(
            _similar(roles[other], _reason(index, place, other))
            for likeness, other in ranked[:MOST]
            if -likeness >= _LEAST
        )
    return found


def _similar(role: RoleView, reason: str) -> SimilarRole:
    return SimilarRole(role.id, role.title, role.organisation_id, role.organisation.name, reason)


def _index(roles: Sequence[RoleView]) -> _Index:
    traits = [frozenset(_traits(role)) for role in roles]
    holders: dict[Trait, list[int]] = {}
    for place, held in enumerate(traits):
        for trait in held:
            holders.setdefault(trait, []).append(place)
    # What only one role has joins it to none.
    shared = {trait: places for trait, places in holders.items() if len(places) > 1}
    weights = {
        trait: round(1000 * _WEIGHTS[trait[0]] / log2(len(places)))
        for trait, places in shared.items()
    }
    return _Index(roles, [held & shared.keys() for held in traits], shared, weights)


def _traits(role: RoleView) -> Iterator[Trait]:
    yield "organisation", role.organisation_id
    if role.department:
        yield "department", f"{role.organisation_id}/{role.department.casefold()}"
    if role.job_family:
        yield "family", role.job_family.casefold()
    for id_ in role.place_ids:
        yield "place", id_
    # Two roles have a key in common only where both refer to the same shared criterion.
    for criterion in role.criteria:
        yield "criterion", criterion.key


def _reason(index: _Index, place: int, other: int) -> str:
    """Say what two roles have in common: what tells most, in at most three parts."""
    role = index.roles[other]
    shared = index.traits[place] & index.traits[other]
    kinds = {kind for kind, _ in shared}
    parts = []
    if "department" in kinds:
        parts.append("same department")
    elif "family" in kinds:
        parts.append("same job family")
    elif "organisation" in kinds:
        parts.append("same employer")
    criteria = {key for kind, key in shared if kind == "criterion"}
    if criteria:
        parts.append(_criteria_words(index, role, criteria))
    places = [
        location.name
        for id_, location in zip(role.place_ids, role.locations, strict=True)
        if ("place", id_) in shared
    ]
    if len(places) == 1:
        parts.append(f"also at {places[0]}")
    elif places:
        parts.append(f"{len(places)} of the same places of work")
    words = "; ".join(parts)
    return words[:1].upper() + words[1:]


def _criteria_words(index: _Index, role: RoleView, keys: set[str]) -> str:
    """Say that criteria are the same, and quote the one that fewest roles ask for."""
    held = [criterion for criterion in role.criteria if criterion.key in keys]
    short = [criterion for criterion in held if len(criterion.name) <= _QUOTABLE]
    rarest = min(
        short,
        key=lambda criterion: (len(index.holders["criterion", criterion.key]), criterion.name),
        default=None,
    )
    quoted = f"“{rarest.name.rstrip('.')}”" if rarest else ""
    if len(held) == 1:
        return f"also asks for {quoted}" if quoted else "asks for one of the same criteria"
    words = f"asks for {len(held)} of the same criteria"
    return f"{words}, such as {quoted}" if quoted else words
