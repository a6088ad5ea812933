"""How the records of site_config/ changed, and which roles use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rolebook import dates
from rolebook.model.pay import Pay, ScalePay, TieredPay, TierPay
from rolebook.model.place import Place
from rolebook.model.role import Role
from rolebook.model.site import PayScale, PayScaleVersion

from .change import Change, Context, SharedChanges
from .fields import field_changes, value_changes
from .reworded import quoted
from .snapshot import Snapshot

_SINGULAR = {
    "organisations": "organisation",
    "locations": "location",
    "general_duties": "general duties",
    "shared_criteria": "shared criterion",
    "statements": "statement",
    "professional_bodies": "professional body",
    "pay_scales": "pay scale",
    "comparisons": "comparison",
}


def shared_changes(old: Snapshot, new: Snapshot) -> Iterator[SharedChanges]:
    """Tell how what roles share changed, file by file."""
    names = (old.names, new.names)
    titles = {**old.titles, **new.titles}
    for catalogue, one in _SINGULAR.items():
        file = f"site_config/{catalogue}.yaml"
        if old.bytes_of.get(file) == new.bytes_of.get(file):
            continue
        before, after = old.records(catalogue), new.records(catalogue)
        for id_ in dict.fromkeys((*before, *after)):
            was, is_ = before.get(id_), after.get(id_)
            context = Context(*names, path=f"{catalogue}[{id_}]")
            told = tuple(_whole_record(was, is_, context)) if was != is_ else ()
            if told:
                called = names[0 if is_ is None else 1].of(catalogue, id_)
                used_by = None
                if find := _USES.get(catalogue):
                    users = _users(find, id_, old) | _users(find, id_, new)
                    used_by = tuple(sorted(titles[role] for role in users))
                yield SharedChanges(file, f"{one} {quoted(called)}", told, used_by)
        yield from _notes(old, new, catalogue)
    if old.shared.get("site") != new.shared.get("site"):
        context = Context(*names)
        of_site = tuple(field_changes(old.shared.get("site"), new.shared.get("site"), context))
        if of_site:
            yield SharedChanges("site_config/site.yaml", "the site as a whole", of_site)


def _notes(old: Snapshot, new: Snapshot, catalogue: str) -> Iterator[SharedChanges]:
    before, after = old.shared.get(catalogue), new.shared.get(catalogue)
    some = after or before
    was, is_ = getattr(before, "notes", None), getattr(after, "notes", None)
    if some is not None and was != is_:
        told = tuple(value_changes(type(some), "notes", was, is_, Context(old.names, new.names)))
        yield SharedChanges(f"site_config/{catalogue}.yaml", "the file", told)


def _whole_record(old: Any, new: Any, context: Context) -> Iterator[Change]:
    if old is None:
        yield context.change("", "added", "added")
    elif new is None:
        yield context.change("", "removed", "removed")
    else:
        yield from _record(old, new, context)


def _record(old: Any, new: Any, context: Context) -> Iterator[Change]:
    if isinstance(old, PayScale) and isinstance(new, PayScale):
        yield from field_changes(old, new, context, ("versions",))
        yield from _versions(old.versions or (), new.versions or (), context)
    else:
        yield from field_changes(old, new, context)


def _versions(
    old: Sequence[PayScaleVersion], new: Sequence[PayScaleVersion], context: Context
) -> Iterator[Change]:
    """Tell how figures changed; new figures are told beside those that they follow."""
    before = {version.effective_from: version for version in old}
    after = {version.effective_from: version for version in new}
    for day in sorted({*before, *after}):
        lead = f"figures from {dates.day(day)}"
        here = context.inside(f"versions[{day}]", f"{lead}: ")
        plain = context.inside(f"versions[{day}]")
        if day not in after:
            yield plain.change("", "removed", f"{lead} removed")
        elif day in before:
            yield from field_changes(before[day], after[day], here)
        else:
            yield plain.change("", "added", f"{lead} added")
            earlier = [version for version in new if version.effective_from < day]
            if earlier:
                last = max(earlier, key=lambda version: version.effective_from)
                yield from field_changes(last, after[day], here, ("effective_from", "source"))


def _users(find: Callable[[Role, str, Snapshot], bool], id_: str, state: Snapshot) -> set[str]:
    """Give the ids of the roles that use a record."""
    found = set()
    for role_id, reading in state.roles.items():
        role = reading.record
        if role is not None and find(role, id_, state):
            found.add(role_id)
    return found


def _organisation(role: Role, state: Snapshot) -> Any:
    return state.records("organisations").get(role.organisation)


def _uses_location(role: Role, id_: str, state: Snapshot) -> bool:
    places: list[Place | None] = [role.place]
    places += [vacancy.overrides.place for vacancy in role.vacancies if vacancy.overrides]
    own = any(place and id_ in (place.base, *place.other_places) for place in places)
    return own or getattr(_organisation(role, state), "head_office", None) == id_


def _uses_scale(role: Role, id_: str, state: Snapshot) -> bool:
    pays: list[Pay | TierPay | None] = [role.pay]
    pays += [vacancy.overrides.pay for vacancy in role.vacancies if vacancy.overrides]
    for pay in pays:
        each = [tier.pay for tier in pay.tiers] if isinstance(pay, TieredPay) else [pay]
        if any(isinstance(one, ScalePay) and one.scale == id_ for one in each):
            return True
    return False


def _uses_body(role: Role, id_: str, state: Snapshot) -> bool:
    held = role.requirements.registrations if role.requirements else ()
    return any(registration.body == id_ for registration in held)


def _uses_set(role: Role, id_: str, state: Snapshot) -> bool:
    return bool(role.duties and role.duties.general and role.duties.general.set == id_)


def _uses_criterion(role: Role, id_: str, state: Snapshot) -> bool:
    specification = role.person_specification
    return any(one.shared == id_ for one in (specification.criteria or () if specification else ()))


def _uses_statement(role: Role, id_: str, state: Snapshot) -> bool:
    return id_ in (getattr(_organisation(role, state), "statements", None) or ())


_USES: Mapping[str, Callable[[Role, str, Snapshot], bool]] = {
    "organisations": lambda role, id_, state: role.organisation == id_,
    "locations": _uses_location,
    "pay_scales": _uses_scale,
    "professional_bodies": _uses_body,
    "general_duties": _uses_set,
    "shared_criteria": _uses_criterion,
    "statements": _uses_statement,
}
