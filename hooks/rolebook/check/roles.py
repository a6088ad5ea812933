"""Reading and checking one role at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from rolebook.base.problems import Problem
from rolebook.check.rules import references
from rolebook.check.rules.known_ids import Known
from rolebook.check.rules.vacancies import applying_findings, ended_findings
from rolebook.check.rules.waivers import waiver_findings
from rolebook.model.role import Role

from .file_reader import FileReader
from .reading import Reading


@dataclass(frozen=True)
class CheckedRole:
    """A role by itself: what its file holds, and what is wrong with it."""

    reading: Reading[Role] | None
    problems: tuple[Problem, ...]

    @property
    def role(self) -> Role | None:
        """The role, where its file is sound."""
        return self.reading.record if self.reading and not self.problems else None


class RoleChecker:
    """Reads and checks one role at a time, against what all roles share."""

    def __init__(
        self,
        reader: FileReader,
        known: Known,
        today: dt.date,
        advice_rules: Collection[str] | None = None,
    ) -> None:
        """``advice_rules`` are those that a file may waive; None leaves waivers alone."""
        self._reader = reader
        self._known = known
        self._today = today
        self._rules = advice_rules

    def check(self, path: Path, data: bytes | None = None) -> CheckedRole:
        """Read and check the file of a role, or ``data`` in place of what it holds."""
        reading, problems = self._reader.read(path, Role, data)
        if reading is None:
            return CheckedRole(None, tuple(problems))
        found = references.role_findings(reading, self._known, self._today)
        problems = [*problems, *reading.problems_of(found)]
        problems.extend(reading.problems_of(applying_findings(reading, self._known)))
        problems.extend(reading.problems_of(ended_findings(reading)))
        if self._rules is not None and reading.record:
            waivers = waiver_findings(reading.record.waivers, ("waivers",), self._rules)
            problems.extend(reading.problems_of(waivers))
        return CheckedRole(reading, tuple(problems))
