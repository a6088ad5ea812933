"""Which roles are like one another, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import log2
from typing import Literal, NamedTuple

from rolebook.base.words import Words
from rolebook.enrich.role_view import RoleView

#: As many as a reader looks at.
MOST = 4

Kind = Literal["department", "family", "criterion", "place", "organisation"]
Trait = tuple[Kind, str]

#: How much each kind of trait counts where two roles alone have it.
_WEIGHTS: Mapping[Kind, float] = {
    "department": 4, "family": 4, "criterion": 1, "place": 1.5, "organisation": 1,
}  # fmt: skip
#: Roles looked at for each trait, those with the nearest ids: what hundreds of roles have in
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


class RoleTraits(NamedTuple):
    """What makes a role like others; nothing of it follows from the title."""

    id: str
    held: tuple[Trait, ...]
    criteria: Mapping[str, str]
    """Its shared criteria: their names by their keys"""
    places: Mapping[str, str]
    """The names of its places of work by their ids"""
    is_open: bool


class SimilarRole(NamedTuple):
    """A role that is like another, by its id, and what they have in common, in words."""

    id: str
    reason: str


def traits_of(role: RoleView) -> RoleTraits:
    """Give what makes a role like others."""
    # Two roles have a criterion in common only where both refer to the same shared one.
    criteria = {criterion.key: criterion.name for criterion in role.criteria if criterion.shared}
    places = {
        id_: location.name for id_, location in zip(role.place_ids, role.locations, strict=True)
    }
    held = sorted(set(_traits(role, criteria)))
    return RoleTraits(role.id, tuple(held), criteria, places, role.is_open)


def _traits(role: RoleView, criteria: Iterable[str]) -> Iterator[Trait]:
    yield "organisation", role.organisation_id
    if role.department:
        yield "department", f"{role.organisation_id}/{role.department.casefold()}"
    if role.job_family:
        yield "family", role.job_family.casefold()
    for id_ in role.place_ids:
        yield "place", id_
    for key in criteria:
        yield "criterion", key


@dataclass(frozen=True)
class _Index:
    """The roles by their traits: ``holders`` are the places of roles in their order."""

    roles: Sequence[RoleTraits]
    traits: Sequence[frozenset[Trait]]
    holders: Mapping[Trait, Sequence[int]]
    weights: Mapping[Trait, int]
    """In thousandths: whole numbers add up to the same whatever their order"""

    def likeness(self, one: int, other: int) -> float:
        """Add up the weights of what two roles have in common."""
        shared = self.traits[one] & self.traits[other]
        weight = sum(self.weights[trait] for trait in shared) / 1000
        return weight * (_OPEN if self.roles[other].is_open else 1)


def similar_roles(roles: Sequence[RoleTraits], words: Words) -> dict[str, tuple[SimilarRole, ...]]:
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
            SimilarRole(roles[other].id, _reason(index, place, other, words))
            for likeness, other in ranked[:MOST]
            if -likeness >= _LEAST
        )
    return found


def _index(roles: Sequence[RoleTraits]) -> _Index:
    holders: dict[Trait, list[int]] = {}
    for place, role in enumerate(roles):
        for trait in role.held:
            holders.setdefault(trait, []).append(place)
    # What only one role has joins it to none.
    shared = {trait: places for trait, places in holders.items() if len(places) > 1}
    weights = {
        trait: round(1000 * _WEIGHTS[trait[0]] / log2(len(places)))
        for trait, places in shared.items()
    }
    return _Index(roles, [frozenset(shared.keys() & role.held) for role in roles], shared, weights)


def _reason(index: _Index, place: int, other: int, words: Words) -> str:
    """Say what two roles have in common: what tells most, in at most three parts."""
    role = index.roles[other]
    shared = index.traits[place] & index.traits[other]
    kinds = {kind for kind, _ in shared}
    parts = []
    if "department" in kinds:
        parts.append(words("similar.department"))
    elif "family" in kinds:
        parts.append(words("similar.family"))
    elif "organisation" in kinds:
        parts.append(words("similar.organisation"))
    keys = {key for kind, key in shared if kind == "criterion"}
    if keys:
        parts.append(_criteria_words(index, role, keys, words))
    places = [name for id_, name in role.places.items() if ("place", id_) in shared]
    if len(places) == 1:
        parts.append(words("similar.place", place=places[0]))
    elif places:
        parts.append(words("similar.places", count=len(places)))
    told = "; ".join(parts)
    return told[:1].upper() + told[1:]


def _criteria_words(index: _Index, role: RoleTraits, keys: set[str], words: Words) -> str:
    """Say that criteria are the same, and quote the one that fewest roles ask for."""
    short = [key for key in role.criteria if key in keys and len(role.criteria[key]) <= _QUOTABLE]
    rarest = min(
        short,
        key=lambda key: (len(index.holders["criterion", key]), role.criteria[key]),
        default=None,
    )
    if not rarest:
        return words("similar.criteria", count=len(keys))
    quoted = role.criteria[rarest].rstrip(".")
    return words("similar.criteria_such_as", count=len(keys), criterion=quoted)
