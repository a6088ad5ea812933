"""Reading and checking what all roles share: the files of site_config/, and where files lie."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rolebook.base.problems import Problem
from rolebook.check.rules.general_duties import duty_set_findings
from rolebook.check.rules.known_ids import Known, unknown_ids
from rolebook.check.rules.letterheads import letterhead_findings, read_letterheads
from rolebook.check.rules.logos import (
    logo_findings,
    read_logos,
    read_site_pictures,
    site_picture_findings,
)
from rolebook.check.rules.pay_scales import scale_findings
from rolebook.check.rules.references import listed_role_findings
from rolebook.check.rules.waivers import waiver_findings
from rolebook.check.shape.records_in_notes import records_in_notes
from rolebook.model.advice_settings import AdviceSettings
from rolebook.model.content import CATALOGUE_RECORDS, REFERRED_TO, Content
from rolebook.model.site_config import Organisation, SiteSettings
from rolebook.model.values.fields import Record, id_for
from rolebook.read.source_file import SourceFile

from .file_reader import FileReader, Shape
from .files import (
    links_out,
    misplaced_roles,
    name_of,
    role_files,
    role_name_problems,
    site_config_problems,
    unread_files,
)
from .reading import Reading
from .site_config_files import CATALOGUES, SITE_CONFIG_FILES, SiteFile
from .words import with_own_words, words_problems

#: The files whose records list roles, and to whose ids nothing refers.
_LISTS_OF_ROLES = tuple(name for name in CATALOGUES if name not in REFERRED_TO)


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
    source_files: Mapping[str, SourceFile]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Catalogue:
    """A file of site_config/: its records by id, and the reading that they come from.

    Where the file has problems with a record, it is None, or what is left of it; ``records`` is
    None where the ids could not be read.
    """

    reading: Reading[Record] | None
    records: Mapping[str, Any] | None

    @property
    def whole(self) -> Mapping[str, Any] | None:
        """The records by id, but for None where anything of a record could not be read."""
        if self.reading is None or self.records is None:
            return self.records
        unread = self.reading.removed | self.reading.source_file.faulty
        damaged = {path[1] for path in unread if len(path) > 1}
        return {id_: None if id_ in damaged else record for id_, record in self.records.items()}


def check_shared(
    root: Path,
    printable: frozenset[int],
    advice_rules: Collection[str] | None = None,
    instead: Mapping[Path, bytes] = MappingProxyType({}),
) -> SharedContent:
    """Read and check everything but the roles; the parameters are those of ``check_content``."""
    reader = FileReader(root, printable, instead)
    paths = role_files(root)
    reader.ids["roles"] = frozenset(path.stem for path in paths)
    known_files = {*SITE_CONFIG_FILES, "words"}
    unread = unread_files(root, known_files)
    findings = _Findings(reader, misnamed=frozenset(unread.values()))
    catalogues = _catalogues(findings)
    findings.problems.extend(site_config_problems(root, known_files, unread))
    site = _site(findings)
    advice = _advice(findings)
    own_words = _own_words(findings)
    findings.problems.extend(role_name_problems(root))
    findings.problems.extend(misplaced_roles(root))
    findings.problems.extend(links_out(root))
    if not paths:
        message = "holds no role; add a file such as support-worker.yaml"
        findings.problems.append(Problem("content/roles", 1, 1, "", message))
    known: Known = {
        **{name: catalogue.whole for name, catalogue in catalogues.items()},
        "roles": {path.stem: None for path in paths},
    }
    _check_shared_files(findings, catalogues, known)
    if site is not None and site.record is not None:
        found = site_picture_findings(site.record, root / "site_config")
        findings.problems.extend(site.problems_of(found))
    if advice_rules is not None:
        _check_waivers(findings, catalogues, site, advice_rules)
    sound = not any(problem.file.startswith("site_config/") for problem in findings.problems)
    content: dict[str, Any] = {name: catalogue.records for name, catalogue in catalogues.items()}
    whole = None
    if sound and site is not None and site.record is not None:
        content["organisations"] = _coloured(content["organisations"], site.record)
        whole = Content(
            site=site.record,
            words=with_own_words(own_words),
            roles={},
            files={path.stem: name_of(path, root) for path in paths},
            logos=read_logos(content["organisations"], root / "site_config"),
            pictures=read_site_pictures(site.record, root / "site_config"),
            letterheads=read_letterheads(content["organisations"], root / "site_config"),
            advice=advice,
            blobs={name: source_file.blobs for name, source_file in findings.source_files.items()},
            **content,
        )
    problems = tuple(findings.problems)
    return SharedContent(reader, known, tuple(paths), whole, findings.source_files, problems)


def _coloured(
    organisations: Mapping[str, Organisation], site: SiteSettings
) -> dict[str, Organisation]:
    """Give organisations without a colour of their own that of the site."""
    return {
        id_: one
        if "colour" in one.model_fields_set
        else one.model_copy(update={"colour": site.colour})
        for id_, one in organisations.items()
    }


@dataclass
class _Findings:
    """What reading the files of site_config/ gave: what they hold, and problems."""

    reader: FileReader
    #: The names of files that are there under another name, which is told as a problem of its own.
    misnamed: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    #: What was read of each file, by its name.
    source_files: dict[str, SourceFile] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        return self.reader.root

    def read(self, path: Path, model: type[Shape]) -> Reading[Shape] | None:
        """Read one file; None where nothing of it could be read."""
        reading, problems = self.reader.read(path, model)
        self.problems.extend(problems)
        if reading is None:
            return None
        self.source_files[reading.source_file.file] = reading.source_file
        return reading if reading.source_file.data else None


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
        is_there = name in findings.misnamed or path.is_symlink()
        return _Catalogue(None, None if is_there else {})
    before = len(findings.problems)
    reading = findings.read(path, CATALOGUES[name])
    held = reading.source_file.data.get(name) if reading else None
    swallowed = (
        dict(records_in_notes(reading.source_file, name, CATALOGUE_RECORDS[name]))
        if reading
        else {}
    )
    findings.problems.extend(swallowed.values())
    if reading is None or not isinstance(held, dict):
        return _Catalogue(reading, None if len(findings.problems) > before else {})
    if any(len(path) == 2 and path[0] == name for path in reading.source_file.faulty):
        # What has the id of another lacks its own: whoever refers to that is not to blame.
        return _Catalogue(reading, None)
    read_well = getattr(reading.record, name) if reading.record else {}
    ids = {id_for(id_): None for id_ in (*held, *swallowed)}
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


def _own_words(findings: _Findings) -> SourceFile | None:
    """Read the employer's own words; None where there are none, or they have a problem."""
    path = findings.root / "site_config" / "words.yaml"
    if not path.is_file():
        return None
    source_file, problems = findings.reader.source(path)
    if source_file is not None:
        problems += words_problems(source_file)
        findings.source_files[source_file.file] = source_file
    findings.problems.extend(problems)
    return None if problems else source_file


def _check_shared_files(
    findings: _Findings,
    catalogues: Mapping[str, _Catalogue],
    known: Known,
) -> None:
    records = {name: catalogue.records or {} for name, catalogue in catalogues.items()}

    def tell(name: str, found: Any) -> None:
        if reading := catalogues[name].reading:
            findings.problems.extend(reading.problems_of(found))

    for name, by_id in records.items():
        for id_, record in by_id.items():
            tell(name, unknown_ids(record, (name, id_), known))
    folder = findings.root / "site_config"
    tell("organisations", logo_findings(records["organisations"], folder))
    tell("organisations", letterhead_findings(records["organisations"], folder))
    tell("general_duties", duty_set_findings(records["general_duties"]))
    tell("pay_scales", scale_findings(records["pay_scales"]))
    for file in _LISTS_OF_ROLES:
        for id_, listed in records[file].items():
            if listed is not None:
                tell(file, listed_role_findings(file, id_, listed.roles))


def _check_waivers(
    findings: _Findings,
    catalogues: Mapping[str, _Catalogue],
    site: Reading[SiteFile] | None,
    rules: Collection[str],
) -> None:
    if site and site.record:
        found = waiver_findings(site.record.waivers, ("waivers",), rules)
        findings.problems.extend(site.problems_of(found))
    organisations = catalogues["organisations"]
    for id_, organisation in (organisations.records or {}).items():
        if organisations.reading and organisation:
            path = ("organisations", id_, "waivers")
            found = waiver_findings(organisation.waivers, path, rules)
            findings.problems.extend(organisations.reading.problems_of(found))
