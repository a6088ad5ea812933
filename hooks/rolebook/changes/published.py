"""What was ever published of a role, and when that last changed.

A role is worded as it was at each commit of the main line, and at each moment at which a vacancy
opened or closed or figures began to hold, the newest first, until the words are others. So notes,
comments, layout, waivers and vacancies that nobody can see yet change nothing, and a pay award
counts from the day on which the page shows it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from rolebook.base.dates import LONDON
from rolebook.enrich.facts import version_facts
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.enrich.status import vacancy_status
from rolebook.enrich.turning_days import turning_moments
from rolebook.model.content import REFERRED_TO, Content
from rolebook.model.role import Role

from .blocks import RoleText, text_of_role
from .ever_open import opened_between
from .history_days import MOST_VERSIONS
from .past import NEWEST, LastChange, Past, Version
from .shared_past import RecordsBefore, SharedThen, next_replaced

_END = dt.datetime.max.replace(tzinfo=dt.UTC)
_INSTANT = dt.timedelta(microseconds=1)
#: Stands for the oldest version of what roles share that is taken back, where none is.
_NOTHING_BACK = NEWEST + 1
#: What wording a role raises that would not have passed the checks, and so was not published: it
#: names what was not there, or says what cannot be.
_UNSOUND = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True)
class RoleVersions:
    """The versions of a role's file, oldest first; the last is what was read of it.

    ``blobs`` is what they hold, as far as git has it. They are ``complete`` where there was none
    before the first.
    """

    versions: tuple[Version, ...]
    complete: bool
    blobs: Mapping[str, Any] = field(default_factory=dict)

    def holding(self, blobs: Mapping[str, Any]) -> RoleVersions:
        """Give the versions with what they hold, or what stands for that."""
        return replace(self, blobs=blobs)

    def as_of(self, now: dt.datetime) -> RoleVersions:
        """Give the versions at a moment: what is not committed is of that moment."""
        return replace(self, versions=tuple(one.as_of(now) for one in self.versions))


def role_versions(past: Past, file: str, blobs: Sequence[str]) -> RoleVersions:
    """Give the versions of a role's file; ``blobs`` are names for what was read of it."""
    known = past.versions(file, blobs)
    newest = known[-MOST_VERSIONS - 1 :]
    return RoleVersions(newest, past.known == "all" and len(newest) == len(known))


class RolePast:
    """A role as it was: ``role`` is what the last of its ``versions`` holds."""

    def __init__(
        self,
        id_: str,
        role: Role,
        versions: RoleVersions,
        content: Content,
        before: RecordsBefore,
        now: dt.datetime,
        vacancy: str = "",
    ) -> None:
        """``before`` is what roles shared before.

        ``vacancy`` is the reference of that as which a paper advertises the role.
        """
        self._id = id_
        versions = self._versions = versions.as_of(now)
        self._content = content
        self._before = before
        self._now = now
        self._vacancy = vacancy
        last = versions.versions[-1]
        data = versions.blobs.get(last.blob or "")
        self._texts = {len(versions.versions) - 1: text_of_role(data, role) if data else None}
        self._role = role
        self._was_open: dict[str, bool] = {}
        self._seen: set[tuple[str, str]] = set()

    @property
    def last_change(self) -> LastChange:
        """When what is published last changed, and the commit that holds it."""
        states = self._states()
        version, moment, newest = next(states)
        published = ""
        for earlier, before, view in states:
            # Most roles have only one state, and to put it all in words takes long.
            published = published or _words(newest)
            if _words(view) != published:
                return _changed(version, moment)
            version, moment = earlier, before
        if moment == version.moment and not self._versions.complete and version.number != NEWEST:
            version = replace(version, dated=False)
        return _changed(version, moment)

    def dated_view(self, file: str) -> RoleView:
        """Give the role as it is published now, with its last change; ``file`` is its source."""
        change = self.last_change
        return replace(self.view, content_date=change.day, version=change.version, source=file)

    @cached_property
    def view(self) -> RoleView:
        """The role as it is published now, whenever that last changed."""
        view = self._view(self._role, _NOTHING_BACK, self._now)
        assert view is not None, "what is read now can be worded"
        return view

    def _states(self) -> Iterator[tuple[Version, dt.datetime, RoleView]]:
        """Give what was published from which moment on, by which version, the newest first."""
        assert self.view, "it shows what the role looks up of what is shared"
        number = _NOTHING_BACK
        until = self._now + _INSTANT
        for role, version in self._roles():
            while step := next_replaced(self._before, self._seen, number, version.number):
                step = step.as_of(self._now)
                yield from self._between(role, step, until, number)
                until, number = step.moment, step.number
            yield from self._between(role, version, until, number)
            until, number = version.moment, min(number, version.number)

    def _between(
        self,
        role: Role,
        version: Version,
        until: dt.datetime,
        number: int,
    ) -> Iterator[tuple[Version, dt.datetime, RoleView]]:
        """Give what a role was from a version on, at each moment at which it may have turned."""
        try:
            turns = {*turning_moments(role, self._then("pay_scales", number))}
        except _UNSOUND:
            return
        within = {moment for moment in turns if version.moment < moment < until}
        for moment in (*sorted(within, reverse=True), version.moment):
            # From a moment on, it stays as it is until the next.
            is_now = number == _NOTHING_BACK and moment <= self._now < until
            view = self.view if is_now else self._view(role, number, moment)
            until = moment
            if view is not None:
                yield version, moment, view

    def _view(self, role: Role, number: int, moment: dt.datetime) -> RoleView | None:
        """Give a role as it was published at a moment; None where it cannot have been."""
        then: dict[str, Any] = {name: self._then(name, number) for name in REFERRED_TO}
        content = replace(self._content, roles={self._id: role}, **then)
        vacancy = next((one for one in role.vacancies if one.reference == self._vacancy), None)
        if self._vacancy and vacancy is None:
            return None  # the paper of a vacancy that was not there
        try:
            unseen = self._unseen(role, moment)
            return role_view(
                self._id, role, content, moment, None, vacancy=vacancy, never_opened=unseen
            )
        except _UNSOUND:
            return None

    def _then(self, name: str, number: int) -> SharedThen:
        held, before = getattr(self._content, name), self._before.get(name, {})
        return SharedThen(name, held, before, number, self._seen)

    def _unseen(self, role: Role, moment: dt.datetime) -> frozenset[str]:
        """Give the references of vacancies that were over and that nobody ever saw.

        Where not all versions are known, only dates say that a vacancy was open.
        """
        return frozenset(
            vacancy.reference
            for vacancy in role.vacancies
            if vacancy_status(vacancy, moment) in ("closed", "filled", "withdrawn")
            and not self._opened(vacancy.reference)
            and (self._versions.complete or vacancy.state is not None)
        )

    def _opened(self, reference: str) -> bool:
        """Whether a vacancy was open at some moment, in any version."""
        if reference not in self._was_open:
            self._was_open[reference] = any(
                reference == vacancy.reference
                for role, since, until in self._spans()
                for vacancy in opened_between(role, since, until)
            )
        return self._was_open[reference]

    def _spans(self) -> Iterator[tuple[Role, dt.datetime, dt.datetime]]:
        until = _END
        for role, version in self._roles():
            yield role, version.moment, until
            until = version.moment

    def _roles(self) -> Iterator[tuple[Role, Version]]:
        """Give each version that can be read, the newest first: what cannot was not published."""
        versions = self._versions.versions
        later: RoleText | None = None
        for at in reversed(range(len(versions))):
            if at not in self._texts:
                data = self._versions.blobs.get(versions[at].blob or "")
                self._texts[at] = text_of_role(data, later=later) if data is not None else None
            text = self._texts[at]
            if at == len(versions) - 1:
                yield self._role, versions[at]
            elif text is not None and text.role is not None:
                yield text.role, versions[at]
            later = text if text is not None and text.role is not None else later


def _changed(version: Version, moment: dt.datetime) -> LastChange:
    known = version.dated or moment != version.moment
    return LastChange(moment.astimezone(LONDON) if known else None, version.short)


def _words(view: RoleView) -> str:
    return repr(tuple(_published(view)))


def _published(view: RoleView) -> Iterator[object]:
    """Give everything of a role that any output shows, in words and figures."""
    yield view.title, view.department, view.summary, view.hours, view.base, view.contract
    yield view.organisation_id
    yield view.organisation.model_copy(update={"waivers": (), "all_posts_here": False})
    yield view.glance, view.facts, view.sections, tuple(version_facts(view.role, view.words))
    yield view.criteria, view.pay, view.closing, view.locations, view.ended, view.status
    for one in view.vacancies:
        yield one.vacancy, one.pay, one.hours, one.base, one.contract, one.closing
        yield one.locations, one.application
