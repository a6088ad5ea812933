"""Roles, their documents and their pages, as far as they are not kept from before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from rolebook.base.problems import ContentProblems, Problem
from rolebook.build.project_files import FileDigest, content_names, file_digest
from rolebook.build.self_check import tell
from rolebook.build.settings import BuildSettings
from rolebook.cache import Cache, hash_of, program_hash
from rolebook.changes.history_days import SCALES, History
from rolebook.changes.published import role_versions
from rolebook.check.content import read_content
from rolebook.check.file_reader import FileReader
from rolebook.check.roles import RoleChecker
from rolebook.check.rules.known_ids import Known
from rolebook.check.rules.vacancies import StatedReference, repeated_references
from rolebook.check.shared import check_shared
from rolebook.enrich.site.careers import careers_by_role
from rolebook.enrich.site.similar import TRAITS, SimilarRole, similar_roles, traits_of
from rolebook.enrich.site.site_view import SiteView
from rolebook.kept_documents import (
    Document,
    RoleDocuments,
    known_documents,
)
from rolebook.last_build import LastBuild
from rolebook.model.content import Content
from rolebook.read.decoding import file_bytes
from rolebook.render.documents.pdf_errors import PdfRendererError
from rolebook.render.web.downloads import Download, offered_downloads
from rolebook.render.web.page import Page
from rolebook.render.web.pages import WebPages
from rolebook.render.web.role_slots import PageContext, SimilarLink
from rolebook.stored_pages import stored_page
from rolebook.stored_roles import (
    CARD,
    Head,
    StoredRole,
    digest_of,
    kept_head,
)
from rolebook.workers import Crew
from rolebook.workshop import DocumentsTask, RoleTask, Workshop


def shared_content(settings: BuildSettings, known: LastBuild) -> tuple[Content, RoleChecker]:
    """Read and check what roles share, or take what the last build knew.

    Raises:
        ContentProblems: with every problem of every file, when there is one in what roles share.
    """
    names = content_names(settings.root, settings.file_digests)
    key = hash_of("shared", settings.shared_key, str(settings.root), "\n".join(names))

    today = settings.now.date()

    def read() -> tuple[Content, FileReader, Known, frozenset[str]]:
        from rolebook.advise.advice import rule_ids
        from rolebook.read.fonts import font_problems, printable_characters

        if wrong := list(font_problems(settings.templates)):
            raise ContentProblems(wrong)
        printable = printable_characters(settings.templates / "fonts")
        rules = rule_ids()
        shared = check_shared(settings.root, printable, rules)
        if shared.problems or shared.content is None:
            # Whatever is wrong with the roles is told as well.
            read_content(settings.root, today, printable, rules)
            raise ContentProblems(list(shared.problems))
        return shared.content, shared.reader, shared.known, rules

    content, reader, named, rules = known.again(key, read)
    return content, RoleChecker(reader, named, today, rules)


def built_roles(
    workshop: Workshop, settings: BuildSettings, workers: Crew, known: LastBuild
) -> tuple[StoredRole, ...]:
    """Work out every role that is not kept, in the order of their titles.

    Raises:
        ContentProblems: with every problem of every role, when there is one.
    """
    content = workshop.content
    digests = settings.file_digests or {}

    def task(id_: str, file: str, digest: FileDigest | None = None) -> RoleTask:
        data = None
        if digest is None:
            data = file_bytes(settings.root / file)
            digest = file_digest(data)
        versions = role_versions(settings.past, file, digest.blobs, settings.now)
        return workshop.task(id_, file, data, digest.hash, versions)

    tasks = [task(id_, file, digests.get(file)) for id_, file in content.files.items()]
    heads = {one.id: _head(one.key, settings, known) for one in tasks}
    # A file may have changed since its digest was taken: what counts is what is read now.
    fresh = {
        one.id: one if one.data is not None else task(one.id, one.file)
        for one in tasks
        if heads[one.id] is None
    }
    tasks = [fresh.get(one.id, one) for one in tasks]
    blobs = settings.past.read(_blobs_of(fresh.values()))
    new = [replace(one, versions=one.versions.holding(blobs, one.data)) for one in fresh.values()]
    problems: list[Problem] = []
    references: list[StatedReference] = []
    disagreements: list[str] = []
    for one, done in zip(new, workers.do("role", new, lambda task: task.id), strict=True):
        problems.extend(done.problems)
        disagreements.extend(done.disagreements)
        references.extend(done.references)
        if done.head is not None:
            heads[one.id] = done.head
            known.note(one.key, done.head)
    found = [(one, head) for one in tasks if (head := heads[one.id]) is not None]
    references.extend(
        stated for one, head in found if one.id not in fresh for stated in head.references
    )
    in_order = sorted(references, key=lambda stated: (stated.problem.file, stated.problem.line))
    problems.extend(repeated_references(in_order))
    if problems:
        raise ContentProblems(problems)
    tell(disagreements)
    roles = [workshop.stored(one, head) for one, head in found]
    return tuple(sorted(roles, key=lambda role: (role.title, role.id)))


def _blobs_of(tasks: Iterable[RoleTask]) -> list[str]:
    """Name what is to be read of earlier versions: nothing but for roles that are worked out."""
    return [one.blob for task in tasks for one in task.versions.versions[:-1] if one.blob]


def _head(key: str, settings: BuildSettings, known: LastBuild) -> Head | None:
    """Give the head of a role that was worked out before, if it holds at this moment."""
    head: Head | None = known.recall(key)
    if head is None and (head := kept_head(settings.kept_in, key)):
        known.note(key, head)
    moment = settings.now.timestamp()
    return head if head and head.since <= moment < head.until else None


def documents_begun(
    site: SiteView[StoredRole], settings: BuildSettings, workers: Crew, known: LastBuild
) -> Callable[[], tuple[list[Document], list[Problem]]]:
    """Begin to make every document that is not in the cache, and give what waits for them all.

    What is given also gives what is to be put right where a document could not be made.

    Those of one changed role are made while the build goes on, and those of many at once: what
    works on them is gone before the build holds the most.

    Raises (what is given):
        PdfRendererError: when no role's document of a kind can be made, which is a fault of the
            templates.
    """
    made = settings.makers_key
    cache = settings.kept_in
    tasks = [
        DocumentsTask(role.id, role.key, hash_of("documents", role.key, made))
        for role in site.roles
    ]
    found: dict[str, RoleDocuments | None] = {
        task.key: known.recall(task.key) or known_documents(cache, task.key) for task in tasks
    }
    new = [task for task in tasks if found[task.key] is None]
    if 0 < len(new) < settings.workers:
        new = [replace(task, threads=settings.workers // len(new)) for task in new]
        results = workers.begin("documents", new, lambda task: task.id, together=1)
    else:
        results = list(workers.do("documents", new, lambda task: task.id, together=1))

    def wait() -> tuple[list[Document], list[Problem]]:
        found.update({task.key: done for task, done in zip(new, results, strict=True)})
        each = [documents for task in tasks if (documents := found[task.key])]
        _raise_faults_of_all(each)
        for task in tasks:
            known.note(task.key, found[task.key])
        of_roles = [document for documents in each for document in documents.made]
        left_out = [one.problem for documents in each for one in documents.left_out]
        return [*of_roles, *_documents_of_many(site, settings, known)], left_out

    return wait


def _raise_faults_of_all(each: Sequence[RoleDocuments]) -> None:
    """Do nothing where a fault is that of some roles alone: their documents are left out.

    Raises:
        PdfRendererError: when no role has the document in which there was a fault.
    """
    made = {PurePosixPath(one.path).name for documents in each for one in documents.made}
    for one in (one for documents in each for one in documents.left_out if one.is_fault):
        if PurePosixPath(one.path).name not in made:
            raise PdfRendererError(one.problem.message)


def _documents_of_many(
    site: SiteView[StoredRole], settings: BuildSettings, known: LastBuild
) -> Iterator[Document]:
    """Make the documents that are about several roles, or take them from the cache."""

    def listed() -> list[Document]:
        from rolebook.documents import overview_document

        return overview_document(site, settings)

    def compared() -> list[Document]:
        from rolebook.documents import comparison_documents

        return comparison_documents(site, settings)

    cards, by = digest_of(site.roles, CARD), (settings.makers_key, settings.shared_key)
    yield from known.again(hash_of("overview", *by, cards, str(site.changed)), listed)
    yield from known.again(hash_of("comparisons", *by, compared_hash(site)), compared)


def compared_hash(site: SiteView[StoredRole]) -> str:
    """Give the hash of what comparisons of roles are made from."""
    named = [name for comparison in site.content.comparisons.values() for name in comparison.roles]
    named += [name for path in site.content.career_paths.values() for name in path.roles]
    whole = {role.id: role.key for role in site.roles if site.has_matrix or role.id in named}
    return hash_of(digest_of(site.roles, CARD), str(site.changed), repr(sorted(whole.items())))


def role_pages(
    site: SiteView[StoredRole],
    downloads: Mapping[str, Download],
    settings: BuildSettings,
    web: WebPages,
    known: LastBuild,
) -> list[Page]:
    """Give the page of every role; its slots are filled when it is written."""
    roles, content = site.roles, site.content
    histories = _histories(content, roles, settings)
    linked = settings.source_prefix if content.site.role_source_link else None
    similar = _similar(roles, settings, known)
    on_path = careers_by_role(content.career_paths)
    pages: list[Page] = []
    for role in roles:
        around = PageContext(
            organisation_id=role.organisation_id,
            has_criteria=role.head.has_criteria,
            downloads=tuple(offered_downloads(role.id, content.site.editions, downloads)),
            source_link=linked + role.source.removeprefix("content/") if linked else None,
            history=histories[role.id],
            similar=similar[role.id],
            careers=on_path.get(role.id, ()),
        )
        pages.append(stored_page(role, around, web))
    return pages


def _similar(
    roles: Sequence[StoredRole], settings: BuildSettings, known: LastBuild
) -> Mapping[str, tuple[SimilarLink, ...]]:
    """Give links to similar roles for each role's page.

    Which are similar follows from no title, and the order is that of the ids: so while a recruiter
    works on a title, nothing is compared again.
    """
    by_id = {role.id: role for role in sorted(roles, key=lambda role: role.id)}
    digests = "\n".join(f"{id_} {role.head.digests[TRAITS]}" for id_, role in by_id.items())

    def compare() -> Mapping[str, tuple[SimilarRole, ...]]:
        return similar_roles([role.own(TRAITS, traits_of) for role in by_id.values()])

    found = known.again(hash_of("similar", settings.shared_key, digests), compare)

    def link(one: SimilarRole) -> SimilarLink:
        role = by_id[one.id]
        employer = role.organisation_id
        return SimilarLink(role.id, role.title, employer, role.organisation.name, one.reason)

    return {id_: tuple(link(one) for one in others) for id_, others in found.items()}


def _histories(
    content: Content, roles: Sequence[StoredRole], settings: BuildSettings
) -> Mapping[str, History]:
    """Give what each role's page tells of its history."""
    if settings.past.known == "none":
        return dict.fromkeys((role.id for role in roles), History())
    from rolebook.changes.history import Historian  # takes long to load

    scales = settings.root / SCALES
    held = scales.read_bytes() if scales.is_file() else b""
    files = {role.id: (role.source, file_bytes(settings.root / role.source)) for role in roles}
    memory, by_id = _Memory(settings.kept_in), {role.id: role for role in roles}
    historian = Historian(settings.past, content, by_id, settings.now, held, memory, program_hash())
    return historian.histories(files)


@dataclass(frozen=True)
class _Memory:
    """The cache, as what works out histories wants it."""

    cache: Cache

    def recall(self, key: str) -> bytes | None:
        entry = self.cache.get(key)
        return entry.path.read_bytes() if entry else None

    def keep(self, key: str, data: bytes) -> None:
        self.cache.put(key, data, {})
