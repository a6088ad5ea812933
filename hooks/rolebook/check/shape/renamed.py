"""Fields that had another name in an earlier version, which files may still use."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple


class RenamedField(NamedTuple):
    """A field of a record with its ``old`` name, which is read until a version says otherwise."""

    record: str
    old: str
    new: str
    since: str
    """The first version that has the new name"""


RENAMED_FIELDS = (RenamedField("Place", "reach", "area_served", "0.3.0"),)
#: For a first look: files without any of these names have nothing that was renamed.
OLD_NAMES = frozenset(renamed.old for renamed in RENAMED_FIELDS)


def renamed_in(records: Collection[str], old: str) -> RenamedField | None:
    """Give the field that has an old name in one of the records, if there is one."""
    for renamed in RENAMED_FIELDS:
        if renamed.old == old and renamed.record in records:
            return renamed
    return None
