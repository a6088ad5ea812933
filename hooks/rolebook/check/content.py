"""Reading and checking a whole project: its roles and its site_config."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, Field, create_model

from rolebook.kept import Kept, NothingKept
from rolebook.model.advice_settings import AdviceSettings
from rolebook.model.content import CATALOGUE_RECORDS, Content
from rolebook.model.fields import Id, Notes, Record, id_for
from rolebook.model.role import Role
from rolebook.model.site import SiteSettings
from rolebook.problems import ContentProblems, Problem
from rolebook.read.document import Document, read_document
from rolebook.read.source import decode

from . import references
from .characters import unprintable
from .files import misplaced_roles, name_of, role_files, role_name_problems, site_config_problems
from .general_duties import duty_set_findings
from .known import Known
from .letterheads import letterhead_findings, read_letterheads
from .logos import logo_findings, read_logos
from .pay_scales import scale_findings
from .reading import Reading
from .shapes import read_record
from .vacancies import applying_findings, repeated_references, stated_references
from .waivers import waiver_findings

__all__ = [
    "CATALOGUES",
    "Checked",
    "CheckedRole",
    "FileReader",
    "RoleChecker",
    "SharedContent",
    "SiteFile",
    "check_content",
    "check_shared",
    "read_content",
    "role_files",
]

Shape = TypeVar("Shape", bound=BaseModel)


def _file_of(name: str, record: type[Record]) -> type[Record]:
    """Make the model of a file that holds records by id under its own name, and notes."""
    fields: dict[str, Any] = {
        name: (dict[Id, record], Field(default_factory=dict)),  # type: ignore[valid-type]
        "notes": (Notes | None, None),
    }
    return create_model(f"{record.__name__}File", __base__=Record, **fields)


class SiteFile(SiteSettings):
    """The file ``site_config/site.yaml``."""

    notes: Notes | None = None


#: The files of site_config/ that hold records by id.
CATALOGUES: dict[str, type[Record]] = {
    name: _file_of(name, record) for name, record in CATALOGUE_RECORDS.items()
}


class FileReader:
    """Reads files of a project; ``ids`` are those that are known, by the name of their file."""

    def __init__(self, root: Path, printable: frozenset[int], kept: Kept | None = None) -> None:
        """``printable`` holds the code points that can be printed."""
        self.root = root
        self.ids: dict[str, Collection[str]] = {}
        self._printable = printable
        self._kept = kept or NothingKept()

    def read(
        self, path: Path, model: type[Shape], data: bytes | None = None
    ) -> tuple[Reading[Shape] | None, list[Problem]]:
        """Read one file, or ``data`` in its place; None where nothing of it could be read."""
        name = name_of(path, self.root)
        try:
            text = decode(name, path.read_bytes() if data is None else data)
        except OSError as error:
            reason = error.strerror or "the system refuses"
            text = Problem(
                name, 1, 1, "", f"cannot be opened ({reason}); close it elsewhere, or ask for help"
            )
        if isinstance(text, Problem):
            return None, [text]
        ids = dict(self.ids)

        def read() -> tuple[Reading[Shape], list[Problem]]:
            document = read_document(name, text)
            reading = read_record(model, document, ids)
            return reading, [*reading.problems, *unprintable(document, self._printable)]

        return self._kept.again(name, (text, ids), read)


@dataclass(frozen=True)
class _Catalogue:
    """A file of site_config/: its records by id, and the reading that they come from.

    A record is None where the file has problems with it; ``records`` is None where the ids could
    not be read.
    """

    reading: Reading[Record] | None
    records: Mapping[str, Any] | None


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
        problems.extend(reading.problems_of(applying_findings(reading)))
        if self._rules is not None and reading.record:
            waivers = waiver_findings(reading.record.waivers, ("waivers",), self._rules)
            problems.extend(reading.problems_of(waivers))
        return CheckedRole(reading, tuple(problems))


@dataclass(frozen=True)
class SharedContent:
    """Everything besides the roles, read and checked: ``problems`` are those of these files.

    ``content`` has no roles yet; it is None where a file of site_config/ has a problem.
    """

    reader: FileReader
    known: Known
    paths: tuple[Path, ...]
    """The files of the roles"""
    content: Content | None
    documents: Mapping[str, Document]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Checked:
    """What reading and checking gave: every problem, and the content as far as it is sound.

    ``content`` leaves out the roles whose files have problems; it is None where a file of
    site_config/ has one. ``documents`` holds what was read of each file, by its name, and
    ``role_count`` counts the files of roles.
    """

    content: Content | None
    documents: Mapping[str, Document]
    role_count: int
    problems: tuple[Problem, ...]


def read_content(
    root: Path,
    today: dt.date,
    printable: frozenset[int],
    advice_rules: Collection[str] | None = None,
    kept: Kept | None = None,
) -> Content:
    """Read and check everything under ``root``; the parameters are those of ``check_content``.

    Raises:
        ContentProblems: with every problem of every file, when there is one.
    """
    checked = check_content(root, today, printable, advice_rules, kept)
    if checked.problems or checked.content is None:
        raise ContentProblems(list(checked.problems))
    return checked.content


def check_content(
    root: Path,
    today: dt.date,
    printable: frozenset[int],
    advice_rules: Collection[str] | None = None,
    kept: Kept | None = None,
) -> Checked:
    """Read and check everything under ``root``, and give what is sound beside every problem.

    ``printable`` holds the code points that the fonts of the packs can show, ``advice_rules`` the
    ids of the rules that a file may waive; where they are left out, waivers are not checked.
    ``kept`` spares the reading of files that did not change since.
    """
    shared = check_shared(root, printable, advice_rules, kept)
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
            if role.reading and role.reading.record and role.reading.document.file not in faulty
        }
        whole = replace(whole, roles=read_well)
    documents = {reading.document.file: reading.document for reading in readings}
    return Checked(whole, {**shared.documents, **documents}, len(roles), tuple(problems))


def check_shared(
    root: Path,
    printable: frozenset[int],
    advice_rules: Collection[str] | None = None,
    kept: Kept | None = None,
) -> SharedContent:
    """Read and check everything but the roles; the parameters are those of ``check_content``."""
    reader = FileReader(root, printable, kept)
    paths = role_files(root)
    reader.ids["roles"] = frozenset(path.stem for path in paths)
    findings = _Findings(reader)
    catalogues = _catalogues(findings)
    findings.problems.extend(site_config_problems(root, {*CATALOGUES, "site", "advice"}))
    site = _site(findings)
    advice = _advice(findings)
    findings.problems.extend(role_name_problems(root))
    findings.problems.extend(misplaced_roles(root))
    if not paths:
        message = "holds no role; add a file such as support-worker.yaml"
        findings.problems.append(Problem("content/roles", 1, 1, "", message))
    held: dict[str, Any] = {name: catalogue.records for name, catalogue in catalogues.items()}
    lists_of_roles = {name: held.pop(name) or {} for name in ("comparisons", "career_paths")}
    known = Known(**held, roles={path.stem for path in paths})
    _check_shared_files(findings, catalogues, lists_of_roles, known)
    if advice_rules is not None:
        _check_waivers(findings, catalogues, advice_rules)
    sound = not any(problem.file.startswith("site_config/") for problem in findings.problems)
    content: dict[str, Any] = {name: catalogue.records for name, catalogue in catalogues.items()}
    whole = None
    if sound and site is not None and site.record is not None:
        whole = Content(
            site=site.record,
            roles={},
            files={path.stem: name_of(path, root) for path in paths},
            logos=read_logos(content["organisations"], root / "site_config"),
            letterheads=read_letterheads(content["organisations"], root / "site_config"),
            advice=advice,
            **content,
        )
    problems = tuple(findings.problems)
    return SharedContent(reader, known, tuple(paths), whole, findings.documents, problems)


@dataclass
class _Findings:
    """What reading the files of site_config/ gave: what they hold, and problems."""

    reader: FileReader
    problems: list[Problem] = field(default_factory=list)
    #: What was read of each file, by its name.
    documents: dict[str, Document] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        return self.reader.root

    def read(self, path: Path, model: type[Shape]) -> Reading[Shape] | None:
        """Read one file; None where nothing of it could be read."""
        reading, problems = self.reader.read(path, model)
        self.problems.extend(problems)
        if reading is None:
            return None
        self.documents[reading.document.file] = reading.document
        return reading if reading.document.data else None


def _catalogues(findings: _Findings) -> dict[str, _Catalogue]:
    """Read the files of site_config/, those last that refer to others."""
    catalogues: dict[str, _Catalogue] = {}
    for name in sorted(CATALOGUES, key=lambda name: name == "organisations"):
        catalogues[name] = _catalogue(findings, name)
        findings.reader.ids[name] = frozenset(catalogues[name].records or ())
    return catalogues


def _catalogue(findings: _Findings, name: str) -> _Catalogue:
    path = findings.root / "site_config" / f"{name}.yaml"
    if not path.is_file():
        return _Catalogue(None, {})
    before = len(findings.problems)
    reading = findings.read(path, CATALOGUES[name])
    held = reading.document.data.get(name) if reading else None
    if reading is None or not isinstance(held, dict):
        return _Catalogue(reading, None if len(findings.problems) > before else {})
    read_well = getattr(reading.record, name) if reading.record else {}
    ids = {id_for(id_): None for id_ in held}
    return _Catalogue(reading, {**ids, **read_well})


def _site(findings: _Findings) -> Reading[SiteFile] | None:
    path = findings.root / "site_config" / "site.yaml"
    if path.is_file():
        return findings.read(path, SiteFile)
    message = 'is missing; add it with lines for "heading:" and "introduction:"'
    findings.problems.append(Problem("site_config/site.yaml", 1, 1, "", message))
    return None


def _advice(findings: _Findings) -> AdviceSettings:
    path = findings.root / "site_config" / "advice.yaml"
    reading = findings.read(path, AdviceSettings) if path.is_file() else None
    return reading.record if reading and reading.record else AdviceSettings()


def _check_shared_files(
    findings: _Findings,
    catalogues: Mapping[str, _Catalogue],
    lists_of_roles: Mapping[str, Mapping[str, Any]],
    known: Known,
) -> None:
    def tell(name: str, found: Any) -> None:
        if reading := catalogues[name].reading:
            findings.problems.extend(reading.problems_of(found))

    tell("organisations", references.organisation_findings(known.organisations or {}, known))
    folder = findings.root / "site_config"
    tell("organisations", logo_findings(known.organisations or {}, folder))
    tell("organisations", letterhead_findings(known.organisations or {}, folder))
    tell("general_duties", duty_set_findings(known.general_duties or {}))
    tell("pay_scales", scale_findings(known.pay_scales or {}))
    for file, lists in lists_of_roles.items():
        for id_, listed in lists.items():
            if listed is not None:
                tell(file, references.listed_role_findings(file, id_, listed.roles, known))


def _check_waivers(
    findings: _Findings, catalogues: Mapping[str, _Catalogue], rules: Collection[str]
) -> None:
    organisations = catalogues["organisations"]
    for id_, organisation in (organisations.records or {}).items():
        if organisations.reading and organisation:
            path = ("organisations", id_, "waivers")
            found = waiver_findings(organisation.waivers, path, rules)
            findings.problems.extend(organisations.reading.problems_of(found))
