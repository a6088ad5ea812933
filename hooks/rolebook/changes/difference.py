"""Everything that differs between two states of the content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from rolebook.changes.records.change import Change, Difference, RoleChanges
from rolebook.changes.records.pay import days_of
from rolebook.changes.records.role import role_changes
from rolebook.changes.records.site_config import shared_changes
from rolebook.check.reading import Reading
from rolebook.model.role import Role
from rolebook.read.source_file import path_text

from .snapshot import Snapshot, title_of

_ROLES = "content/roles/"


def difference(
    old: Snapshot,
    new: Snapshot,
    today: dt.date,
    renames: Mapping[str, str],
    labels: tuple[str, str] = ("", ""),
) -> Difference:
    """Tell what differs between two states.

    ``renames`` gives the former name of each file that git knows to have been renamed; ``labels``
    name the states where something in them could not be read.
    """
    unread = [
        f"{label}: {words}" if label else words
        for state, label in zip((old, new), labels, strict=True)
        for words in state.unread
    ]
    return Difference(
        tuple(_roles(old, new, today, former_ids(old, new, renames))),
        tuple(shared_changes(old, new)),
        tuple(unread),
    )


def former_ids(old: Snapshot, new: Snapshot, renames: Mapping[str, str]) -> dict[str, str]:
    """Give the former id of each role whose file was renamed.

    Renamed is what git says is; and a new file with the title or the reference of one that is gone.
    """
    gone = {id_: reading for id_, reading in old.roles.items() if id_ not in new.roles}
    found: dict[str, str] = {}
    for id_, reading in new.roles.items():
        if id_ in old.roles:
            continue
        was = _id(renames.get(reading.source_file.file, ""))
        if was not in gone:
            was = next((one for one in gone if _same(gone[one], reading)), "")
        if was:
            found[id_] = was
            del gone[was]
    return found


def _id(file: str) -> str:
    return file.removeprefix(_ROLES).rpartition("/")[2].rpartition(".")[0]


def _same(old: Reading[Role], new: Reading[Role]) -> bool:
    """Whether two files hold one role: the same reference, or the same title and employer."""
    if old.record is None or new.record is None:
        return False
    if old.record.reference and old.record.reference == new.record.reference:
        return True
    if old.record.organisation != new.record.organisation or not new.record.title:
        return False
    return old.record.title == new.record.title


def _roles(
    old: Snapshot, new: Snapshot, today: dt.date, former: Mapping[str, str]
) -> Iterator[RoleChanges]:
    around = (old.around, new.around)
    days = days_of(today, around[0].scales, around[1].scales)
    came_from = set(former.values())
    for id_, reading in sorted(new.roles.items(), key=lambda item: title_of(*item)):
        was = former.get(id_, id_)
        before = old.roles.get(was)
        title, file = title_of(id_, reading), reading.source_file.file
        if before is None:
            yield RoleChanges(id_, title, file, "added")
            continue
        told: tuple[Change, ...] = ()
        if before.record is not None and reading.record is not None:
            changes = role_changes(before.record, reading.record, around, days)
            told = tuple(_readable(changes, before, reading))
        if was != id_:
            yield RoleChanges(id_, title, file, "renamed", told, was)
        elif told:
            yield RoleChanges(id_, title, file, "changed", told)
    for id_, reading in sorted(old.roles.items(), key=lambda item: title_of(*item)):
        if id_ not in new.roles and id_ not in came_from:
            yield RoleChanges(id_, title_of(id_, reading), reading.source_file.file, "removed")


def _readable(
    changes: Iterator[Change], old: Reading[Role], new: Reading[Role]
) -> Iterator[Change]:
    """Leave out what only seems to have changed, since one of the files could not be read there."""
    lost = {path_text(path[:1]) for side in (old, new) for path in side.removed}
    for side in (old, new):
        lost.update(problem.field.partition(".")[0].partition("[")[0] for problem in side.problems)
    for change in changes:
        if change.field.partition(".")[0].partition("[")[0] not in lost:
            yield change
