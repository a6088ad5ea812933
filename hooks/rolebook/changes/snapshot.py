"""The content of a folder as far as it can be read, whether or not it would pass the checks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from rolebook.base.problems import Problem
from rolebook.changes.records.change import Names
from rolebook.changes.records.role import SharedRecords
from rolebook.check.files import name_of, role_files
from rolebook.check.reading import Reading
from rolebook.check.shape.records import read_record
from rolebook.check.site_config_files import CATALOGUES, SITE_CONFIG_FILES
from rolebook.model.person_specification import SharedCriterion
from rolebook.model.role import Role
from rolebook.model.site_config import PayScale
from rolebook.read.decoding import decode, file_bytes
from rolebook.read.source_file import read_source_file

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True)
class Snapshot:
    """One state of the content: roles by their ids, and what the files of site_config/ hold.

    ``unread`` says of each file that has problems what could not be read of it.
    """

    roles: Mapping[str, Reading[Role]]
    shared: Mapping[str, BaseModel]
    """By the name of the file: the record of the whole file"""
    bytes_of: Mapping[str, bytes] = field(default_factory=dict)
    """What each file holds, by its name relative to the project"""
    unread: tuple[str, ...] = ()

    def records(self, catalogue: str) -> Mapping[str, Any]:
        """Give the records of a file of site_config/ by their ids."""
        return getattr(self.shared.get(catalogue), catalogue, None) or {}

    @property
    def around(self) -> SharedRecords:
        """What roles refer to."""
        return SharedRecords(
            self.names,
            cast("Mapping[str, PayScale]", self.records("pay_scales")),
            cast("Mapping[str, SharedCriterion]", self.records("shared_criteria")),
        )

    @property
    def names(self) -> Names:
        """What ids stand for."""
        return Names({name: self.records(name) for name in CATALOGUES}, self.titles)

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the roles by their ids."""
        return {id_: title_of(id_, reading) for id_, reading in self.roles.items()}


def title_of(id_: str, reading: Reading[Role]) -> str:
    """Give the title of a role, or its id where the title cannot be read."""
    return (reading.record.title if reading.record else None) or id_


def read_snapshot(
    root: Path, bytes_of: Mapping[str, bytes], unchanged: Collection[str] = ()
) -> Snapshot:
    """Read what can be read of the content under ``root``.

    ``bytes_of`` is what its files hold, and ``unchanged`` names files of roles that need not be
    read, because nothing can have changed in them.
    """
    problems: list[Problem] = []
    shared: dict[str, BaseModel] = {}
    for name, model in SITE_CONFIG_FILES.items():
        file = f"site_config/{name}.yaml"
        if file in bytes_of:
            reading = _read(file, bytes_of[file], model)
            problems.extend(reading.problems)
            if reading.record is not None:
                shared[name] = reading.record
    roles = {}
    for path in role_files(root):
        file = name_of(path, root)
        if file in unchanged:
            continue
        reading_of_role = _read(file, bytes_of.get(file, b""), Role)
        problems.extend(reading_of_role.problems)
        roles[path.stem] = reading_of_role
    return Snapshot(roles, shared, bytes_of, tuple(_unread(problems)))


def read_bytes(root: Path) -> Mapping[str, bytes]:
    """Give what each file of the content under ``root`` holds, by its name."""
    return dict(_bytes_of(root))


def _bytes_of(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in (*role_files(root), *sorted((root / "site_config").glob("*.yaml"))):
        try:
            yield name_of(path, root), file_bytes(path)
        except FileNotFoundError:  # gone a moment ago
            continue


def _read(file: str, data: bytes, model: type[Shape]) -> Reading[Shape]:
    text = decode(file, data)
    if isinstance(text, Problem):
        return Reading(read_source_file(file, ""), None, (text,))
    return read_record(model, read_source_file(file, text))


def _unread(problems: list[Problem]) -> Iterator[str]:
    """Say of each file with problems where the first is."""
    counted: dict[str, list[Problem]] = {}
    for problem in sorted(problems):
        counted.setdefault(problem.file, []).append(problem)
    for file, found in counted.items():
        count = len(found)
        more = "" if count == 1 else f", and {count - 1} more problem{'' if count == 2 else 's'}"
        yield f"{file} could not be read in full: line {found[0].line}, {_first(found[0])}{more}"


def _first(problem: Problem) -> str:
    what = problem.message.partition(";")[0]
    return f"{problem.field}: {what}" if problem.field else what
