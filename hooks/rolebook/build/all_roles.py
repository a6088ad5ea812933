"""The shared content and all roles of a project, worked out as far as they are not stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise

from rolebook.base.problems import ContentProblems
from rolebook.changes.history_days import MOST_VERSIONS, SCALES, History
from rolebook.changes.past import Past, Version
from rolebook.changes.published import RoleVersions, role_versions
from rolebook.changes.shared_past import replaced_records
from rolebook.check.rules.vacancies import repeated_references
from rolebook.enrich.site.comparison import MOST_COLUMNS, MOST_ON_PAPER
from rolebook.enrich.site.example_notice import example_notice
from rolebook.model.content import REFERRED_TO
from rolebook.read.decoding import file_bytes
from rolebook.store.reference import (
    MOMENT,
    RECORDS,
    Each,
    Named,
    Reference,
    Result,
    SourceFile,
)
from rolebook.store.store import Store

from .list_steps import compared, matrix, page_templates
from .project_files import content_names, file_digest
from .role_step import RoleHead, role_parts
from .self_check import tell
from .settings import BuildSettings
from .shared_content import Project, lists_before, records_before, shared_content
from .sources import document_tree, project_tree, role_file, web_tree


@dataclass(frozen=True)
class Shared:
    """What the roles of a project share, as it is handed to steps."""

    project: Project
    common: Reference
    listed: Reference
    """Comparisons, career paths and shared criteria, by these names"""
    styled: Reference
    templates: Reference
    words: Reference
    """The catalogue of words"""
    scales: tuple[tuple[Version, Named], ...]
    """The versions of the pay scales, oldest first, each with what its file held"""


@dataclass(frozen=True)
class BuiltRole:
    """A role that was worked out: its file, its versions, what every build asks, and its parts."""

    file: SourceFile
    versions: RoleVersions
    head: RoleHead
    parts: Result


def read_shared(store: Store, settings: BuildSettings) -> Shared:
    """Read and check what roles share, and let steps look its records up.

    Raises:
        ContentProblems: with every problem of every file, when there is one in what roles share.
    """
    documents = document_tree(settings)
    names = tuple(content_names(settings.root, settings.file_digests))
    found = store.call(shared_content, project_tree(settings), names, documents, MOMENT)
    project: Project = found.noted["project"]
    chains = {
        name: settings.past.versions(file, project.blobs[file])
        for name in REFERRED_TO
        if (file := f"site_config/{name}.yaml") in project.blobs
    }
    before = store.call(
        lists_before,
        {name: _steps(store, settings, name, chain) for name, chain in chains.items()},
    )
    digests = {**found.noted["digests"], **before.noted["digests"]}
    store.share(digests, found["lists"], before["lists"])
    scales = chains.get("pay_scales", ())[-MOST_VERSIONS - 1 :]
    return Shared(
        project,
        found["common"],
        found["listed"],
        found["styled"],
        store.call(page_templates, web_tree(settings)).whole,
        found["words"],
        tuple((one, _named(settings, one, SCALES)) for one in scales),
    )


def _named(settings: BuildSettings, version: Version, file: str) -> Named:
    """Give what a version of a file holds, by the name that git has for it."""

    def read() -> bytes | None:
        blob = version.blob or ""
        held = settings.past.read([blob])
        if blob in held:
            return held[blob]
        data = file_bytes(settings.root / file)
        return data if blob in file_digest(data).blobs else None

    return Named(str(version.blob), read)


def _steps(
    store: Store, settings: BuildSettings, name: str, chain: Sequence[Version]
) -> tuple[tuple[Version, Reference], ...]:
    """Give what the records of a file were before each version that made them others."""
    file = f"site_config/{name}.yaml"

    def call(older: Version, newer: Version) -> tuple[str, Named, Named]:
        return name, _named(settings, older, file), _named(settings, newer, file)

    pairs = list(pairwise(chain))
    results = store.map(records_before, [call(*pair) for pair in pairs])
    found = dict(zip(pairs, results, strict=True))

    def differing(older: Version, newer: Version) -> Reference | None:
        held = found.get((older, newer)) or store.call(records_before, *call(older, newer))
        return held["records"] if held.noted["is_read"] else None

    return tuple(replaced_records(chain, differing))


class Roles:
    """All roles of a project, worked out, in the order of their titles."""

    def __init__(self, store: Store, shared: Shared, settings: BuildSettings, documents: bool):
        """Work out what is not stored; ``documents`` says whether with what documents need.

        Raises:
            ContentProblems: with every problem of every role, when there is one.
            DisagreementError: when what was made of a role does not say what its file says.
        """
        self._store, self._shared, self._settings = store, shared, settings
        self.project = shared.project
        self.words = shared.words
        self.notice = example_notice(shared.project.site)
        files = shared.project.files.items()
        items = [(id_, *_versioned(settings, name)) for id_, name in files]
        results = self._parts(items, documents)
        heads: list[RoleHead] = [result.noted["head"] for result in results]
        _raise_problems(heads)
        built = (
            BuiltRole(file, versions, head, result)
            for (_, file, versions), head, result in zip(items, heads, results, strict=True)
        )
        self.built = sorted(built, key=lambda role: (role.head.title, role.head.id))
        self.by_id = {role.head.id: role for role in self.built}
        self.changed = max((day for head in heads if (day := head.changed)), default=None)

    def _parts(
        self, items: Sequence[tuple[str, SourceFile, RoleVersions]], documents: bool
    ) -> list[Result]:
        return self._store.map(
            role_parts,
            items,
            self._shared.common,
            self._shared.templates,
            self._settings.publisher,
            documents,
            RECORDS,
            MOMENT,
            named=lambda at: items[at][0],
        )

    def with_documents(self, role: BuiltRole) -> Result:
        """Give the parts of a role, with what its documents are made from."""
        return self._parts([(role.head.id, role.file, role.versions)], documents=True)[0]

    def each(self, part: str, ids: Iterable[str] | None = None) -> Each:
        """Give a part of each role that has it, or of some roles in the order of their ids."""
        some = self.built if ids is None else [self.by_id[id_] for id_ in ids]
        return Each([role.parts[part] for role in some if part in role.parts])

    @property
    def is_printed(self) -> bool:
        """Whether there are few enough roles to print a table of all of them."""
        return len(self.built) <= MOST_ON_PAPER

    @cached_property
    def groups(self) -> list[tuple[str, Reference]]:
        """The named comparisons, by their ids."""
        comparisons = self._store.value(self._shared.listed)["comparisons"]
        return [
            (
                id_,
                self._store.call(
                    compared,
                    id_,
                    comparisons[id_],
                    self.each("asking", ids),
                    self.each("compared", ids),
                    self._shared.words,
                ).whole,
            )
            for id_, ids in self.project.comparisons
        ]

    @cached_property
    def matrix(self) -> Reference | None:
        """Which role asks for which criterion; None where there are too many for one table."""
        if len(self.built) > MOST_COLUMNS:
            return None
        return self._store.call(matrix, self.each("compared"), self._shared.words).whole


def _raise_problems(heads: Sequence[RoleHead]) -> None:
    problems = [problem for head in heads for problem in head.problems]
    references = [stated for head in heads for stated in head.references]
    in_order = sorted(references, key=lambda stated: (stated.problem.file, stated.problem.line))
    problems.extend(repeated_references(in_order))
    if problems:
        raise ContentProblems(problems)
    tell([words for head in heads for words in head.disagreements])


def _versioned(settings: BuildSettings, name: str) -> tuple[SourceFile, RoleVersions]:
    """Give the file of a role, and its versions with what they hold."""
    file, digest = role_file(settings, name)
    versions = role_versions(settings.past, name, digest.blobs)
    # Read from git only for a step that runs.
    blobs = sorted({one.blob for one in versions.versions[:-1] if one.blob})
    held = {blob: Named(blob, partial(_blob, settings.past, blob)) for blob in blobs}
    return file, versions.holding(held)


def _blob(past: Past, blob: str) -> bytes | None:
    return past.read([blob]).get(blob)


def histories(
    store: Store, shared: Shared, roles: Roles, settings: BuildSettings
) -> Mapping[str, Reference | History]:
    """Give what each role's page tells of its history."""
    if settings.past.known == "none":
        return dict.fromkeys(roles.by_id, History())
    from .history_step import role_history  # takes long to load

    store.share_more({"titles": {id_: roles.by_id[id_].head.title for id_ in sorted(roles.by_id)}})
    named = list(roles.by_id)
    results = store.map(
        role_history,
        [(role.file, role.versions) for role in roles.built],
        shared.common,
        shared.scales,
        RECORDS,
        MOMENT,
        named=named.__getitem__,
    )
    return {id_: result.whole for id_, result in zip(named, results, strict=True)}
