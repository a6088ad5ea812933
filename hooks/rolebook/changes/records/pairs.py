"""Which item of a list became which: by identity first, then by likeness of their words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz

Item = TypeVar("Item")

#: Two texts at least this alike (0 to 100) are one text in other words.
LIKE_ENOUGH = 60.0


@dataclass(frozen=True)
class Pairs(Generic[Item]):
    """The items of two lists: those that belong together, and those without a partner."""

    both: tuple[tuple[Item, Item], ...]
    removed: tuple[Item, ...]
    added: tuple[Item, ...]
    reordered: bool
    """Whether items that stayed stand in another order"""


def pairs(
    old: Sequence[Item],
    new: Sequence[Item],
    identity: Callable[[Item], Hashable],
    words: Callable[[Item], str],
) -> Pairs[Item]:
    """Pair the items of two lists."""
    waiting: dict[Hashable, list[int]] = {}
    for index, item in enumerate(old):
        waiting.setdefault(identity(item), []).append(index)
    partner: dict[int, int] = {}
    for index, item in enumerate(new):
        if same := waiting.get(identity(item)):
            partner[index] = same.pop(0)
    left_old = [index for index in range(len(old)) if index not in partner.values()]
    left_new = [index for index in range(len(new)) if index not in partner]
    for at_old, at_new in _alike(
        [words(old[i]) for i in left_old], [words(new[i]) for i in left_new]
    ):
        partner[left_new[at_new]] = left_old[at_old]
    order = [partner[index] for index in sorted(partner)]
    taken = set(order)
    return Pairs(
        both=tuple((old[partner[index]], new[index]) for index in sorted(partner)),
        removed=tuple(item for index, item in enumerate(old) if index not in taken),
        added=tuple(item for index, item in enumerate(new) if index not in partner),
        reordered=order != sorted(order),
    )


def _alike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pair the texts most like one another, as long as they are like enough."""
    if not old or not new or len(old) * len(new) > 10_000:
        return
    scored = sorted(
        (-score, at_old, at_new)
        for at_old, before in enumerate(old)
        for at_new, after in enumerate(new)
        if (score := fuzz.token_sort_ratio(before, after, score_cutoff=LIKE_ENOUGH)) >= LIKE_ENOUGH
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, at_old, at_new in scored:
        if at_old not in used_old and at_new not in used_new:
            used_old.add(at_old)
            used_new.add(at_new)
            yield at_old, at_new
