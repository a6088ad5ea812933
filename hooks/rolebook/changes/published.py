"""What was ever published of a role, and when that last changed.

A role is worded as it was at each commit of the main line, and at each moment at which a vacancy
opened or closed or figures began to hold, the newest first, until the words are others. So notes,
comments, layout, waivers and vacancies that nobody can see yet change nothing, and a pay award
counts from the day on which the page shows it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from .past import DRAFT, LastChange, Past, Version
from .shared_past import SharedStep

_END = dt.datetime.max.replace(tzinfo=dt.UTC)
_INSTANT = dt.timedelta(microseconds=1)
#: Stands for all records of a file where something looks through them.
_ALL = ""
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
    blobs: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """What tells these versions from others."""
        return (str(self.complete), *(version.name for version in self.versions))

    def holding(self, blobs: Mapping[str, bytes], data: bytes | None = None) -> RoleVersions:
        """Give the versions with what they hold; ``data`` is what was read of the file."""
        names = [one.blob for one in self.versions if one.blob]
        held = {name: blobs[name] for name in names if name in blobs}
        last = self.versions[-1].blob
        return replace(self, blobs={**held, last: data} if data and last else held)


def role_versions(past: Past, file: str, blobs: Sequence[str], now: dt.datetime) -> RoleVersions:
    """Give the versions of a role's file; ``blobs`` are names for what was read of it."""
    known = past.versions(file, blobs, now)
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
        shared: Iterable[SharedStep],
        now: dt.datetime,
        vacancy: str = "",
    ) -> None:
        """``vacancy`` is the reference of that as which a paper advertises the role."""
        self._id = id_
        self._versions = versions
        self._content = content
        self._shared = shared
        self._now = now
        self._vacancy = vacancy
        last = versions.versions[-1]
        data = versions.blobs.get(last.blob or "")
        self._texts = {len(versions.versions) - 1: text_of_role(data, role) if data else None}
        self._role = role
        self._was_open: dict[str, bool] = {}

    @property
    def never_opened(self) -> frozenset[str]:
        """The references of vacancies that are over and that nobody ever saw, as far as is known.

        Where not all versions are known, only dates say that a vacancy was open.
        """
        return self._unseen(self._role, self._now)

    @property
    def last_change(self) -> LastChange:
        """When what is published last changed, and the commit that holds it."""
        found: tuple[Version, dt.datetime] | None = None
        published = None
        for version, moment, words in self._states():
            if found is not None and words != published:
                return _changed(*found)
            found, published = (version, moment), words
        assert found is not None, "what is read now can be worded"
        version, moment = found
        if moment == version.moment and not self._versions.complete and version.name != DRAFT:
            version = replace(version, dated=False)
        return _changed(version, moment)

    def _states(self) -> Iterator[tuple[Version, dt.datetime, str]]:
        """Give what was published from which moment on, by which version, the newest first."""
        records = {name: dict(getattr(self._content, name)) for name in REFERRED_TO}
        seen: set[tuple[str, str]] = set()
        steps = iter(self._shared)
        step = next(steps, None)
        until = self._now + _INSTANT
        for role, version in self._roles():
            while step is not None and step.version.number < version.number:
                if not seen:
                    self._words(role, records, min(until, self._now), seen)
                if any((step.catalogue, id_) in seen for id_ in (_ALL, *step.before)):
                    yield from self._between(role, step.version, until, records, seen)
                    until = step.version.moment
                _go_back(records, step)
                step = next(steps, None)
            yield from self._between(role, version, until, records, seen)
            until = version.moment
            while step is not None and step.version.number == version.number:
                _go_back(records, step)
                step = next(steps, None)

    def _between(
        self,
        role: Role,
        version: Version,
        until: dt.datetime,
        records: Mapping[str, Mapping[str, Any]],
        seen: set[tuple[str, str]],
    ) -> Iterator[tuple[Version, dt.datetime, str]]:
        """Give what a role was from a version on, at each moment at which it may have turned."""
        try:
            turns = {*turning_moments(role, records["pay_scales"])}
        except _UNSOUND:
            return
        within = {moment for moment in turns if version.moment < moment < until}
        for moment in (*sorted(within, reverse=True), version.moment):
            words = self._words(role, records, moment, seen)
            if words is not None:
                yield version, moment, words

    def _words(
        self,
        role: Role,
        records: Mapping[str, Mapping[str, Any]],
        moment: dt.datetime,
        seen: set[tuple[str, str]],
    ) -> str | None:
        """Give everything that is published of a role at a moment; None where it cannot be."""
        watched: dict[str, Any] = {
            name: _Watched(held, name, seen) for name, held in records.items()
        }
        content = replace(self._content, roles={self._id: role}, **watched)
        vacancy = next((one for one in role.vacancies if one.reference == self._vacancy), None)
        if self._vacancy and vacancy is None:
            return None  # the paper of a vacancy that was not there
        try:
            unseen = self._unseen(role, moment)
            view = role_view(
                self._id, role, content, moment, None, vacancy=vacancy, never_opened=unseen
            )
        except _UNSOUND:
            return None
        return repr(tuple(_published(view)))

    def _unseen(self, role: Role, moment: dt.datetime) -> frozenset[str]:
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


def _go_back(records: dict[str, dict[str, Any]], step: SharedStep) -> None:
    """Put what roles shared before a step in place of what they share after it."""
    held = records[step.catalogue]
    for id_, record in step.before.items():
        if record is None:
            held.pop(id_, None)
        else:
            held[id_] = record


def _published(view: RoleView) -> Iterator[object]:
    """Give everything of a role that any output shows, in words and figures."""
    yield view.title, view.department, view.summary, view.hours, view.base, view.contract
    yield view.organisation_id
    yield view.organisation.model_copy(update={"waivers": (), "all_posts_here": False})
    yield view.glance, view.facts, view.sections, tuple(version_facts(view.role))
    yield view.criteria, view.pay, view.closing, view.locations, view.ended, view.status
    for one in view.vacancies:
        yield one.vacancy, one.pay, one.hours, one.base, one.contract, one.closing
        yield one.locations, one.application


class _Watched(Mapping[str, Any]):
    """The records of a file, which notes those that something looks up."""

    def __init__(self, held: Mapping[str, Any], name: str, seen: set[tuple[str, str]]) -> None:
        self._held = held
        self._name = name
        self._seen = seen

    def __getitem__(self, key: str) -> Any:
        """Give a record."""
        self._seen.add((self._name, key))
        return self._held[key]

    def __iter__(self) -> Iterator[str]:
        """Go through the ids."""
        self._seen.add((self._name, _ALL))
        return iter(self._held)

    def __len__(self) -> int:
        """Count the records."""
        return len(self._held)
