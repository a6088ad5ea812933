"""What roles share as it was before: which commits made other records of site_config/."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from rolebook.base.problems import Problem
from rolebook.check.shape.records import read_record
from rolebook.check.site_config_files import CATALOGUES
from rolebook.model.content import REFERRED_TO, Content
from rolebook.read.decoding import decode
from rolebook.read.source_file import read_source_file

from .past import Past, Version

T = TypeVar("T")
Records = Mapping[str, Any]


@dataclass(frozen=True)
class Replaced:
    """What a record was ``before`` a version of its file; None where it was not there."""

    version: Version
    before: Any


#: By the name of its list and its id, how a record was replaced, the newest first.
RecordsBefore = Mapping[str, Mapping[str, Sequence[Replaced]]]


def shared_versions(past: Past, content: Content) -> dict[str, tuple[Version, ...]]:
    """Give the versions of each file to whose records roles refer, oldest first."""
    return {
        name: past.versions(file, content.blobs[file])
        for name in REFERRED_TO
        if (file := f"site_config/{name}.yaml") in content.blobs
    }


def replaced_records(
    chain: Sequence[Version], differing: Callable[[Version, Version], T | None]
) -> Iterator[tuple[Version, T]]:
    """Give what the records of a file were before each version that made them others.

    ``differing`` gives what was before two versions; what cannot be read was never published.
    """
    newer = chain[-1]
    for older in reversed(chain[:-1]):
        before = differing(older, newer)
        if before is not None:
            yield newer, before
            newer = older


def by_record(steps: Sequence[tuple[Version, Records]]) -> dict[str, tuple[Replaced, ...]]:
    """Put what was before under the id of each record."""
    found: dict[str, tuple[Replaced, ...]] = {}
    for version, before in steps:
        for id_, record in before.items():
            found[id_] = (*found.get(id_, ()), Replaced(version, record))
    return found


def records_before(past: Past, content: Content) -> RecordsBefore:
    """Give what all that roles share was before."""

    def of(name: str, chain: tuple[Version, ...]) -> dict[str, tuple[Replaced, ...]]:
        held = past.read([one.blob for one in chain if one.blob])
        # What is read now may be in no commit.
        now = getattr(content, name)

        def records(version: Version) -> Records | None:
            if version is chain[-1]:
                return now  # type: ignore[no-any-return]
            return records_in(name, held.get(version.blob or ""))

        def differing(old: Version, new: Version) -> Records | None:
            return differing_records(records(old), records(new))

        return by_record(tuple(replaced_records(chain, differing)))

    return {name: of(name, chain) for name, chain in shared_versions(past, content).items()}


def differing_records(before: Records | None, after: Records | None) -> Records | None:
    """Give the records that are others ``after``; None where one of the two cannot be read."""
    if before is None or after is None:
        return None
    names = dict.fromkeys((*before, *after))
    return {id_: before.get(id_) for id_ in names if before.get(id_) != after.get(id_)}


@lru_cache(maxsize=64)
def records_in(name: str, data: bytes | None) -> Records | None:
    """Read the records that a file of site_config/ held; None where it could not be read."""
    text = decode("", data) if data is not None else None
    if text is None or isinstance(text, Problem):
        return None
    reading = read_record(CATALOGUES[name], read_source_file("", text))
    return None if reading.problems else getattr(reading.record, name)


class SharedThen(Mapping[str, Any]):
    """The records of a list as they were before some version, which notes what is looked up."""

    def __init__(
        self,
        name: str,
        now: Records,
        before: Mapping[str, Sequence[Replaced]],
        number: int,
        seen: set[tuple[str, str]],
    ) -> None:
        """``number`` is that of the oldest version that is taken back, with all after it."""
        self._name = name
        self._now = now
        self._before = before
        self._number = number
        self._seen = seen

    def _was(self, id_: str) -> Any:
        taken_back = [
            one for one in self._before.get(id_, ()) if one.version.number >= self._number
        ]
        return taken_back[-1].before if taken_back else self._now.get(id_)

    def __getitem__(self, id_: str) -> Any:
        """Give a record."""
        self._seen.add((self._name, id_))
        record = self._was(id_)
        if record is None:
            raise KeyError(id_)
        return record

    def __iter__(self) -> Iterator[str]:
        """Go through the ids."""
        self._seen.add((self._name, ALL))
        names = dict.fromkeys((*self._now, *self._before))
        return (id_ for id_ in names if self._was(id_) is not None)

    def __len__(self) -> int:
        """Count the records."""
        return sum(1 for _ in self)


#: Stands for all records of a list where something looks through them.
ALL = ""


def next_replaced(
    before: RecordsBefore, seen: set[tuple[str, str]], newest: int, oldest: int
) -> Version | None:
    """Give the newest version that replaced a record that was ``seen``, between two others."""
    found: Version | None = None
    for name, id_ in seen:
        held = before.get(name, {})
        for key in held if id_ == ALL else (id_,):
            for one in held.get(key, ()):
                number = one.version.number
                if oldest < number < newest and (found is None or number > found.number):
                    found = one.version
    return found
