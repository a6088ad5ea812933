"""How the records of site_config/ changed, and which roles use them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rolebook.base import dates
from rolebook.changes.snapshot import Snapshot
from rolebook.check.site_config_files import SETTINGS_NOUNS
from rolebook.model.content import CATALOGUE_NOUNS, REFERRED_TO
from rolebook.model.references import references_in
from rolebook.model.site_config import PayScale, PayScaleVersion

from .change import Change, Context, SharedChanges
from .fields import field_changes, value_changes
from .reworded import quoted


def shared_changes(old: Snapshot, new: Snapshot) -> Iterator[SharedChanges]:
    """Tell how what roles share changed, file by file."""
    names = (old.names, new.names)
    titles = {**old.titles, **new.titles}
    users = _users(old, new)
    for catalogue, one in CATALOGUE_NOUNS.items():
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
                if catalogue in REFERRED_TO:
                    used_by = tuple(sorted(titles[role] for role in users[catalogue, id_]))
                yield SharedChanges(file, f"{one} {quoted(called)}", told, used_by)
        yield from _notes(old, new, catalogue)
    for name, called in SETTINGS_NOUNS.items():
        settings = (old.shared.get(name), new.shared.get(name))
        if told := tuple(field_changes(*settings, Context(*names))):
            yield SharedChanges(f"site_config/{name}.yaml", called, told)


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


def _users(*states: Snapshot) -> Mapping[tuple[str, str], set[str]]:
    """Give the ids of the roles that use each record, by themselves or through another record."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for state in states:
        for role_id, reading in state.roles.items():
            waiting: list[Any] = [reading.record]
            used: set[tuple[str, str]] = set()
            while waiting:
                for one in {
                    (to.list, id_) for _, to, id_, _ in references_in(waiting.pop())
                } - used:
                    used.add(one)
                    waiting.append(state.records(one[0]).get(one[1]))
            for one in used:
                found[one].add(role_id)
    return found
