"""The work of a build that is done role by role, in this process or in others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rolebook.agreement import page_disagreements, record_disagreements
from rolebook.cache import Cache, hash_of
from rolebook.changes.history_days import History
from rolebook.check.content import RoleChecker
from rolebook.check.vacancies import StatedReference, stated_references
from rolebook.enrich.claims import claims_of
from rolebook.enrich.role_view import role_view
from rolebook.enrich.similar import SimilarRole
from rolebook.kept_documents import Document, TooLong, note_documents
from rolebook.model.content import Content
from rolebook.problems import Problem
from rolebook.render.downloads import RoleDownload
from rolebook.render.page_head import PageHeads
from rolebook.render.publisher import Publisher
from rolebook.render.role_data import RECORD
from rolebook.render.role_outputs import role_outputs
from rolebook.render.web_pages import WebPages
from rolebook.revision import LastChange
from rolebook.settings import BuildSettings
from rolebook.stored_pages import PageValues, keep_page
from rolebook.stored_roles import (
    Head,
    WorkedOut,
    keep,
    role_kept,
)


@dataclass(frozen=True)
class RoleTask:
    """A role to be read, checked and worked out: the bytes of its file, and its last change.

    ``key`` is the hash of everything that it is worked out from.
    """

    id: str
    file: str
    data: bytes
    change: LastChange
    key: str


@dataclass(frozen=True)
class RoleResult:
    """What came of a role: problems, or disagreements, or nothing, and then the role is kept."""

    problems: tuple[Problem, ...]
    references: tuple[StatedReference, ...]
    disagreements: tuple[str, ...] = ()
    head: Head | None = None


@dataclass(frozen=True)
class PageTask:
    """The page of a role to be rendered, with what it tells besides the role itself."""

    id: str
    role_key: str
    downloads: Sequence[RoleDownload]
    source_link: str | None
    history: History
    similar: Sequence[SimilarRole]
    careers: Sequence[tuple[str, str]]

    @property
    def key(self) -> str:
        """The hash of everything that the page is rendered from."""
        shown = (self.downloads, self.source_link, self.history, self.similar, self.careers)
        return hash_of("page", self.role_key, repr(shown))


@dataclass(frozen=True)
class PageResult:
    """What is short of a page that was rendered and kept, or in what it differs from the file."""

    values: PageValues | None
    disagreements: tuple[str, ...]


@dataclass(frozen=True)
class DocumentsTask:
    """The documents of a role to be made; ``key`` is the hash of all that they are made from."""

    id: str
    role_key: str
    key: str


@dataclass(frozen=True)
class Workshop:
    """What is needed to work on any role, the same for all of them.

    ``content`` holds what roles share, and no role.
    """

    settings: BuildSettings
    content: Content
    checker: RoleChecker

    def role(self, task: RoleTask) -> RoleResult:
        """Read, check and word a role, render what follows from it alone, and keep all that."""
        checked = self.checker.check(self.settings.root / task.file, task.data)
        reading = checked.reading
        references = tuple(stated_references(reading)) if reading else ()
        if checked.problems or reading is None or reading.record is None:
            return RoleResult(checked.problems, references)
        content = replace(self.content, roles={task.id: reading.record})
        view = role_view(
            task.id,
            reading.record,
            content,
            self.settings.now,
            task.change.day,
            task.change.version,
            task.file,
        )
        made = role_outputs(view, self._publisher)
        claims = claims_of(view, content)
        data, record = made.files["role.json"], made.small[RECORD]
        told = tuple(record_disagreements(view, claims, data, record))
        worked_out = WorkedOut(
            view,
            reading.record,
            references,
            made.small,
            made.large,
            made.files,
        )
        # What was refused once must not be taken over by the next build.
        head = None if told else keep(self._cache, task.key, worked_out, self.settings.now)
        return RoleResult((), references, told, head)

    def page(self, task: PageTask) -> PageResult:
        """Render the page of a role and keep it; tell in what it differs from the file."""
        view = role_kept(self._cache, task.role_key, self.content).whole
        page = self._web.role(
            view, task.downloads, task.source_link, task.history, task.similar, task.careers
        )
        page = self._heads.role(page, view)
        claims = claims_of(view, self.content)
        told = tuple(page_disagreements(view, claims, page))
        values = None if told else keep_page(self._cache, task.key, page)
        return PageResult(values, told)

    def documents(self, task: DocumentsTask) -> list[Document] | TooLong:
        """Make the documents of a role, and note which they are."""
        # What makes documents takes long to load, and most builds make none.
        from rolebook.documents import documents_of_role

        view = role_kept(self._cache, task.role_key, self.content).whole
        made = documents_of_role(view, self.content, self.settings)
        if not isinstance(made, TooLong):
            note_documents(self._cache, task.key, made)
        return made

    @property
    def _cache(self) -> Cache:
        return self.settings.kept_in

    @cached_property
    def _publisher(self) -> Publisher:
        return Publisher(self.settings.site_name, self.settings.site_address)

    @cached_property
    def _web(self) -> WebPages:
        return WebPages(
            self.settings.templates, self.content.site, compiled=self._cache.templates_folder()
        )

    @cached_property
    def _heads(self) -> PageHeads:
        return PageHeads(self._web, self._publisher)

    def __getstate__(self) -> dict[str, object]:
        """Leave out what each process makes for itself."""
        return {name: self.__dict__[name] for name in ("settings", "content", "checker")}
