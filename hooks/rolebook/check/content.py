"""Reading and checking a whole project: its roles and its site_config."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from rolebook.base.problems import ContentProblems, Problem
from rolebook.check.rules.vacancies import repeated_references, stated_references
from rolebook.model.content import Content
from rolebook.read.source_file import SourceFile

from .roles import RoleChecker
from .shared import check_shared


@dataclass(frozen=True)
class Checked:
    """What reading and checking gave: every problem, and the content as far as it is sound.

    ``content`` leaves out the roles whose files have problems; it is None where a file of
    site_config/ has one. ``source_files`` holds what was read of each file, by its name, and
    ``role_count`` counts the files of roles.
    """

    content: Content | None
    source_files: Mapping[str, SourceFile]
    role_count: int
    problems: tuple[Problem, ...]


def read_content(
    root: Path,
    today: dt.date,
    printable: frozenset[int],
    advice_rules: Collection[str] | None = None,
) -> Content:
    """Read and check everything under ``root``; the parameters are those of ``check_content``.

    Raises:
        ContentProblems: with every problem of every file, when there is one.
    """
    checked = check_content(root, today, printable, advice_rules)
    if checked.problems or checked.content is None:
        raise ContentProblems(list(checked.problems))
    return checked.content


def check_content(
    root: Path,
    today: dt.date,
    printable: frozenset[int],
    advice_rules: Collection[str] | None = None,
    instead: Mapping[Path, bytes] = MappingProxyType({}),
) -> Checked:
    """Read and check everything under ``root``, and give what is sound beside every problem.

    ``printable`` holds the code points that the fonts of the packs can show, ``advice_rules`` the
    ids of the rules that a file may waive; where they are left out, waivers are not checked.
    ``instead`` is read in place of what some files hold.
    """
    shared = check_shared(root, printable, advice_rules, instead)
    checker = RoleChecker(shared.reader, shared.known, today, advice_rules)
    roles = {path: checker.check(path) for path in shared.paths}
    readings = [role.reading for role in roles.values() if role.reading]
    vacancies = [opening for reading in readings for opening in stated_references(reading)]
    problems = [*shared.problems, *repeated_references(vacancies)]
    problems.extend(problem for role in roles.values() for problem in role.problems)
    faulty = {problem.file for problem in problems}
    whole = shared.content
    if whole is not None:
        read_well = {
            path.stem: role.reading.record
            for path, role in roles.items()
            if role.reading and role.reading.record and role.reading.source_file.file not in faulty
        }
        blobs = {reading.source_file.file: reading.source_file.blobs for reading in readings}
        whole = replace(whole, roles=read_well, blobs={**whole.blobs, **blobs})
    source_files = {reading.source_file.file: reading.source_file for reading in readings}
    return Checked(whole, {**shared.source_files, **source_files}, len(roles), tuple(problems))
