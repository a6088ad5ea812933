"""The work of a build that is done role by role, in this process or in others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from rolebook.base.dates import LONDON
from rolebook.base.problems import Problem
from rolebook.build.self_check import page_disagreements, record_disagreements
from rolebook.build.settings import BuildSettings
from rolebook.cache import Cache, DamagedError, hash_of
from rolebook.changes.past import DRAFT
from rolebook.changes.published import RolePast, RoleVersions
from rolebook.changes.shared_past import SharedStep
from rolebook.check.roles import RoleChecker
from rolebook.check.rules.vacancies import StatedReference, stated_references
from rolebook.enrich.expected_facts import expected_facts
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.enrich.turning_days import turning_moments
from rolebook.kept import Kept
from rolebook.kept_documents import RoleDocuments, note_documents
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.read.decoding import file_bytes
from rolebook.render.feeds.role_data import RECORD
from rolebook.render.feeds.role_outputs import role_outputs
from rolebook.render.web.page_head import PageHeads
from rolebook.render.web.pages import WebPages
from rolebook.render.web.publisher import Publisher
from rolebook.stored_roles import (
    Head,
    Reread,
    StoredRole,
    WorkedOut,
    keep,
    remember,
    role_kept,
    stored_role,
    version_key,
)


@dataclass(frozen=True)
class RoleTask:
    """A role to be read, checked and worked out: the bytes of its file, and its versions in git.

    ``key`` is the hash of everything that it is worked out from. ``data`` is None where it is known
    to be what the last build read, since most roles are kept from before.
    """

    id: str
    file: str
    data: bytes | None
    versions: RoleVersions
    past: str
    key: str


@dataclass(frozen=True)
class RoleResult:
    """What came of a role: problems, or disagreements, or nothing, and then the role is kept."""

    problems: tuple[Problem, ...]
    references: tuple[StatedReference, ...]
    disagreements: tuple[str, ...] = ()
    head: Head | None = None


@dataclass(frozen=True)
class DocumentsTask:
    """The documents of a role to be made; ``key`` is the hash of all that they are made from.

    ``threads`` may work on them, where there are not roles enough for everybody.
    """

    id: str
    role_key: str
    key: str
    threads: int = 1


#: What of a workshop goes to other processes; the rest each makes for itself.
_HANDED_OVER = ("settings", "content", "checker", "shared_key", "shared_past")


@dataclass(frozen=True)
class Workshop:
    """What is needed to work on any role, the same for all of them.

    ``content`` holds what roles share, and no role; ``shared_key`` is the hash of all that.
    ``memory`` holds what builds before this one left while a site is served. ``shared_past`` is
    what roles shared before, and ``past_key`` the hash of all that.
    """

    settings: BuildSettings
    content: Content
    checker: RoleChecker
    shared_key: str
    memory: Kept | None = None
    shared_past: tuple[SharedStep, ...] = ()
    past_key: str = ""

    def task(
        self, id_: str, file: str, data: bytes | None, hash_: str, versions: RoleVersions
    ) -> RoleTask:
        """Give the task to work out a role; ``hash_`` is that of its file."""
        past = hash_of(self.past_key, *versions.names)
        return RoleTask(id_, file, data, versions, past, self._key(file, hash_, past))

    def _key(self, file: str, hash_: str, past: str) -> str:
        return hash_of("role", self.shared_key, file, hash_, past)

    def role(self, task: RoleTask) -> RoleResult:
        """Read, check and word a role, render what follows from it alone, and keep all that."""
        checked = self.checker.check(self.settings.root / task.file, task.data)
        reading = checked.reading
        references = tuple(stated_references(reading)) if reading else ()
        if checked.problems or reading is None or reading.record is None:
            return RoleResult(checked.problems, references)
        role, now = reading.record, self.settings.now
        was = RolePast(task.id, role, task.versions, self.content, self.shared_past, now)
        never_opened = tuple(sorted(was.never_opened))
        change = was.last_change
        view = self._view(task.id, role, change.day, change.version, task.file, never_opened)
        made = role_outputs(view, self._publisher)
        page = self._heads.role(self.web.role(view), view)
        claims = expected_facts(view, self.content)
        data, record = made.files["role.json"], made.small[RECORD]
        told = (
            *record_disagreements(view, claims, data, record),
            *page_disagreements(view, claims, page),
        )
        turning = {*turning_moments(role, self.content.pay_scales)}
        if change.version == DRAFT and change.day:
            # A draft is of the day on which somebody looks at it.
            days = (change.day, change.day + dt.timedelta(days=1))
            turning.update(dt.datetime.combine(day, dt.time(), LONDON) for day in days)
        worked_out = WorkedOut(
            view,
            role,
            page,
            references,
            frozenset(turning),
            task.past,
            never_opened,
            made.small,
            made.large,
            made.files,
        )
        # What was refused once must not be taken over by the next build.
        if told:
            return RoleResult((), references, told)
        head = keep(self._cache, task.key, worked_out, now)
        remember(version_key(task.key, head), self.content, Reread(role, view))
        return RoleResult((), references, head=head)

    def _view(
        self,
        id_: str,
        role: Role,
        day: dt.date | None,
        version: str,
        file: str,
        never_opened: tuple[str, ...],
    ) -> RoleView:
        content, now = replace(self.content, roles={id_: role}), self.settings.now
        return role_view(id_, role, content, now, day, version, file, never_opened=never_opened)

    def stored(self, task: RoleTask, head: Head) -> StoredRole:
        """Give a role that is kept; while serving, with what was read of it before."""
        key = version_key(task.key, head)

        def begin() -> StoredRole:
            return stored_role(self._cache, key, head, self.content, self.reread)

        if self.memory is None:
            return begin()
        return self.memory.again(("role", task.id), (key, self.content), begin)

    def reread(self, role: StoredRole) -> Reread:
        """Work out again what is not kept of a role.

        Raises:
            DamagedError: when its file is not the one that the role was worked out from.
        """
        path = self.settings.root / role.source
        try:
            data = file_bytes(path)
        except OSError:
            data = b""
        head = role.head
        key = self._key(role.source, hash_of(data), head.past)
        if version_key(key, head) != role.key:
            raise DamagedError(role.source)
        checked = self.checker.check(path, data).role
        assert checked is not None, "what was kept had no problem"
        day, version, file = role.content_date, role.version, role.source
        view = self._view(role.id, checked, day, version, file, head.never_opened)
        return Reread(checked, view)

    def documents(self, task: DocumentsTask) -> RoleDocuments:
        """Make the documents of a role, and note which they are."""
        return self.documents_begun(task)()

    def documents_begun(self, task: DocumentsTask) -> Callable[[], RoleDocuments]:
        """Begin the documents of a role, where it has threads, and give what waits for them."""
        # What makes documents takes long to load, and most builds make none.
        from rolebook.documents import documents_begun

        view = role_kept(self._cache, task.role_key, self.content, self.reread).whole
        begun = documents_begun(view, self.content, self.settings, task.threads)

        def wait() -> RoleDocuments:
            made = begun()
            note_documents(self._cache, task.key, made)
            return made

        return wait

    @property
    def _cache(self) -> Cache:
        return self.settings.kept_in

    @cached_property
    def _publisher(self) -> Publisher:
        return Publisher(self.settings.site_name, self.settings.site_address)

    @cached_property
    def web(self) -> WebPages:
        """What renders pages, in this process."""
        compiled = self._cache.templates_folder()
        return WebPages(self.settings.templates, self.content.site, self.memory, compiled)

    @cached_property
    def _heads(self) -> PageHeads:
        return PageHeads(self.web, self._publisher)

    def __getstate__(self) -> dict[str, object]:
        """Leave out what each process makes for itself."""
        return {name: self.__dict__[name] for name in _HANDED_OVER}
