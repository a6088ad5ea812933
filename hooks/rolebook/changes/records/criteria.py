"""How the criteria of a role changed, by their ids, with the words of shared ones filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rolebook.base.suggestions import and_list
from rolebook.model.person_specification import (
    CATEGORY_NAMES,
    Criterion,
    PersonSpecification,
    SharedCriterion,
)

from .change import Change, Context, Kind
from .fields import prose_changes
from .pairs import pairs
from .reworded import quoted, reworded

Shared = Mapping[str, SharedCriterion]


@dataclass(frozen=True)
class FilledCriterion:
    """A criterion with what its shared form says filled in."""

    key: str
    essential: str
    desirable: str
    category: str
    assessed_by: tuple[str, ...]
    own_words: bool
    """Whether the role says it in its own words, so that a change of them is the role's"""

    @property
    def words(self) -> str:
        """The criterion in short."""
        return self.essential or self.desirable or self.key

    @property
    def demand(self) -> str:
        """Whether it is essential or desirable, or has a form for each."""
        forms = [name for name in ("essential", "desirable") if getattr(self, name)]
        return " and ".join(forms)


def filled_criterion(criterion: Criterion, shared: Shared) -> FilledCriterion:
    """Fill in what the shared form of a criterion says."""
    whole = criterion.filled_in(shared.get(criterion.shared or ""))
    # Where the shared words could not be read, the id is in their place.
    unread = {whole.importance: criterion.key}
    return FilledCriterion(
        key=criterion.key,
        essential=whole.essential or unread.get("essential", ""),
        desirable=whole.desirable or unread.get("desirable", ""),
        category=CATEGORY_NAMES[whole.category] if whole.category else "",
        assessed_by=whole.assessed_by,
        own_words=criterion.importance is None,
    )


def criteria_changes(
    old: PersonSpecification | None,
    new: PersonSpecification | None,
    shared: tuple[Shared, Shared],
    context: Context,
) -> Iterator[Change]:
    """Tell how a person specification changed."""
    if old == new and shared[0] == shared[1]:
        return
    here = context.inside("person_specification")
    before = old.introduction if old else None
    after = new.introduction if new else None
    if before != after:
        words = "introduction of the person specification"
        yield from prose_changes("introduction", words, before, after, here)
    found = pairs(
        [
            filled_criterion(criterion, shared[0])
            for criterion in (old.criteria or () if old else ())
        ],
        [
            filled_criterion(criterion, shared[1])
            for criterion in (new.criteria or () if new else ())
        ],
        lambda criterion: criterion.key,
        lambda criterion: criterion.words,
    )
    for one, other in found.both:
        if one != other:
            yield from _one_criterion(one, other, here.inside(f"criteria[{other.key}]"))
    for criterion in found.removed:
        told = f"{criterion.demand} criterion removed: {quoted(criterion.words)}"
        yield here.change(f"criteria[{criterion.key}]", "removed", told, criterion.words)
    for criterion in found.added:
        told = f"{criterion.demand} criterion added: {quoted(criterion.words)}"
        yield here.change(f"criteria[{criterion.key}]", "added", told, new=criterion.words)
    if found.reordered:
        yield here.change("criteria", "moved", "order of the criteria changed")


def _one_criterion(old: FilledCriterion, new: FilledCriterion, here: Context) -> Iterator[Change]:
    name = f"criterion {quoted(new.words)}"
    if old.key != new.key:
        inner = here.inside("", internal=True)
        told = f"{name}: id changed from {old.key} to {new.key}"
        yield inner.change("id", "changed", told, old.key, new.key)
    if old.demand != new.demand:
        yield from _other_demand(old, new, name, here)
    else:
        for form in ("essential", "desirable"):
            was, is_ = getattr(old, form), getattr(new, form)
            # New words of a shared criterion are told once, with the file that holds them.
            if was != is_ and (old.own_words or new.own_words):
                told = reworded(f"{form} criterion {quoted(was)}", was, is_)
                yield here.change(form, "reworded", told, was, is_)
    if old.category != new.category:
        told = f"{name} moved from {quoted(old.category)} to {quoted(new.category)}"
        yield here.change("category", "moved", told, old.category, new.category)
    if old.assessed_by != new.assessed_by:
        was, is_ = (and_list(one.assessed_by) or "not stated" for one in (old, new))
        told = f"{name}: assessed by {is_} (was {was})"
        yield here.change("assessed_by", "changed", told, was, is_)


def _other_demand(
    old: FilledCriterion, new: FilledCriterion, name: str, here: Context
) -> Iterator[Change]:
    """Tell of a criterion that is asked for in another way than before."""
    was, is_ = old.demand, new.demand
    moves: dict[tuple[str, str], tuple[Kind, str]] = {
        ("desirable", "essential"): ("raised", f"{name} raised from desirable to essential"),
        ("essential", "desirable"): ("lowered", f"{name} lowered from essential to desirable"),
    }
    if (was, is_) in moves:
        kind, told = moves[was, is_]
        if old.words != new.words:
            told = reworded(f"{told}, and", old.words, new.words)
        yield here.change("importance", kind, told, was, is_)
        return
    for form in ("essential", "desirable"):
        before, after = getattr(old, form), getattr(new, form)
        if not before and after:
            told = f"criterion {quoted(old.words)}: {form} form added: {quoted(after)}"
            yield here.change(form, "added", told, before, after)
        elif before and not after:
            told = f"{name}: {form} form removed: {quoted(before)}"
            yield here.change(form, "removed", told, before, after)
        elif before != after:
            told = reworded(f"{form} criterion {quoted(before)}", before, after)
            yield here.change(form, "reworded", told, before, after)
