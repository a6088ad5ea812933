"""Reading and checking a whole project: its roles and its site_config."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field, create_model

from rolebook.model.content import Content
from rolebook.model.duties import DutySet
from rolebook.model.fields import Id, Prose, Record, id_for
from rolebook.model.person_specification import SharedCriterion
from rolebook.model.requirements import ProfessionalBody
from rolebook.model.role import Role
from rolebook.model.site import (
    Comparison,
    Location,
    Organisation,
    PayScale,
    SiteSettings,
    Statement,
)
from rolebook.problems import ContentProblems, Problem
from rolebook.read.document import Document, read_document
from rolebook.read.source import decode

from . import references
from .characters import unprintable
from .shapes import read_record


def _file_of(name: str, record: type[Record]) -> type[Record]:
    """Make the model of a file that holds records by id under its own name, and notes."""
    fields: dict[str, Any] = {
        name: (dict[Id, record], Field(default_factory=dict)),  # type: ignore[valid-type]
        "notes": (Prose | None, None),
    }
    return create_model(f"{record.__name__}File", __base__=Record, **fields)


class SiteFile(SiteSettings):
    """The file ``site_config/site.yaml``."""

    notes: Prose | None = None


#: The files of site_config/ that hold records by id.
CATALOGUES: dict[str, type[Record]] = {
    name: _file_of(name, record)
    for name, record in {
        "organisations": Organisation,
        "locations": Location,
        "general_duties": DutySet,
        "shared_criteria": SharedCriterion,
        "statements": Statement,
        "professional_bodies": ProfessionalBody,
        "pay_scales": PayScale,
        "comparisons": Comparison,
    }.items()
}


@dataclass
class _Findings:
    """What reading the files gave: records, their documents, and problems."""

    root: Path
    printable: frozenset[int]
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)

    def read(self, path: Path, model: type[Any]) -> Any:
        """Read one file; None where it has problems."""
        name = path.relative_to(self.root).as_posix()
        text = decode(name, path.read_bytes())
        if isinstance(text, Problem):
            self.problems.append(text)
            return None
        document = read_document(name, text)
        self.documents[name] = document
        record, problems = read_record(model, document)
        problems.extend(unprintable(document, self.printable))
        self.problems.extend(problems)
        return record


def role_files(root: Path) -> list[Path]:
    """List the files of roles, in the order of their names."""
    folder = root / "content" / "roles"
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in (".yaml", ".yml")
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def read_content(root: Path, today: dt.date, printable: frozenset[int]) -> Content:
    """Read and check everything under ``root``.

    ``printable`` holds the code points that the fonts of the packs can show.

    Raises:
        ContentProblems: with every problem of every file, when there is one.
    """
    findings = _Findings(root, printable)
    catalogues = {name: _catalogue(findings, name) for name in CATALOGUES}
    site = _site(findings)
    roles = _roles(findings)
    _cross_check(findings, catalogues, roles, today)
    if findings.problems:
        raise ContentProblems(findings.problems)
    assert site is not None, "a missing site.yaml is a problem"
    content: dict[str, Any] = catalogues
    return Content(
        site=site, roles={id_: role for id_, (role, _) in roles.items() if role}, **content
    )


def _catalogue(findings: _Findings, name: str) -> dict[str, Any]:
    path = findings.root / "site_config" / f"{name}.yaml"
    if not path.exists():
        return {}
    record = findings.read(path, CATALOGUES[name])
    return dict(getattr(record, name)) if record else _ids_of_broken(findings, name)


def _ids_of_broken(findings: _Findings, name: str) -> dict[str, None]:
    """Give the ids of a file with problems, so that what refers to them is not told as well."""
    document = findings.documents.get(f"site_config/{name}.yaml")
    held = document.data.get(name) if document else None
    return dict.fromkeys(held) if isinstance(held, dict) else {}


def _site(findings: _Findings) -> SiteSettings | None:
    path = findings.root / "site_config" / "site.yaml"
    if not path.exists():
        findings.problems.append(
            Problem(
                "site_config/site.yaml",
                1,
                1,
                "",
                "is missing; add it with heading and introduction",
            )
        )
        return None
    record: SiteSettings | None = findings.read(path, SiteFile)
    return record


def _roles(findings: _Findings) -> dict[str, tuple[Role | None, Document | None]]:
    roles: dict[str, tuple[Role | None, Document | None]] = {}
    names: dict[str, str] = {}
    for path in role_files(findings.root):
        name = path.relative_to(findings.root).as_posix()
        id_ = path.stem
        if id_for(id_) != id_:
            better = f"{id_for(id_) or 'support-worker'}.yaml"
            findings.problems.append(
                Problem(
                    name, 1, 1, "",
                    "the name of the file is the address of the role's page, so use small letters, "
                    f"digits and hyphens; rename it to {better}",
                )
            )  # fmt: skip
        address = id_for(id_)
        if address in names:
            findings.problems.append(
                Problem(
                    name, 1, 1, "",
                    f"makes the same address, roles/{address}/, as {names[address]}; rename one",
                )
            )  # fmt: skip
        names.setdefault(address, name)
        role = findings.read(path, Role)
        roles[id_] = (role, findings.documents.get(name))
    if not roles:
        findings.problems.append(
            Problem(
                "content/roles", 1, 1, "", "holds no role; add a file such as support-worker.yaml"
            )
        )
    return roles


def _cross_check(
    findings: _Findings,
    catalogues: Mapping[str, dict[str, Any]],
    roles: Mapping[str, tuple[Role | None, Document | None]],
    today: dt.date,
) -> None:
    known = references.Known(
        organisations=catalogues["organisations"],
        locations=catalogues["locations"],
        general_duties=catalogues["general_duties"],
        shared_criteria=catalogues["shared_criteria"],
        statements=catalogues["statements"],
        professional_bodies=catalogues["professional_bodies"],
        pay_scales=catalogues["pay_scales"],
        roles=roles,
    )
    problems = findings.problems
    read_well = {
        id_: (role, document) for id_, (role, document) in roles.items() if role and document
    }
    for role, document in read_well.values():
        problems.extend(references.role_problems(role, document, known, today))
    problems.extend(references.repeated_vacancies(read_well))

    def whole(name: str) -> Document | None:
        """Give the document of a catalogue that could be read."""
        records = catalogues[name].values()
        return (
            findings.documents.get(f"site_config/{name}.yaml")
            if all(record is not None for record in records)
            else None
        )

    if document := whole("organisations"):
        problems.extend(
            references.organisation_problems(catalogues["organisations"], document, known)
        )
    if document := whole("general_duties"):
        problems.extend(references.duty_set_problems(catalogues["general_duties"], document))
    if document := whole("pay_scales"):
        problems.extend(references.pay_scale_problems(catalogues["pay_scales"], document))
    if document := whole("comparisons"):
        for id_, comparison in catalogues["comparisons"].items():
            path = ("comparisons", id_, "roles")
            problems.extend(references.unknown_roles(document, path, comparison.roles, known))
