"""The history of a role as its page tells it: on which day what changed, in plain sentences.

Told is only what was published: a version that could not be read never was; a vacancy that was
never open is left out, and so is one that is a draft or scheduled, at the time of the change or
now; so are notes and waivers. Pay on a scale moves when the scale gets other figures, or on the day
from which they hold.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from rolebook.base.dates import LONDON
from rolebook.base.problems import Problem
from rolebook.changes.records.change import Context
from rolebook.changes.records.pay import Paid, figure_changes, uses_scale
from rolebook.changes.records.role import SharedRecords, role_changes
from rolebook.check.shape.records import read_record
from rolebook.check.site_config_files import CATALOGUES
from rolebook.enrich.openings import closing_words
from rolebook.enrich.status import vacancy_status
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.model.site_config import PayScale
from rolebook.model.vacancy import Vacancy
from rolebook.read.blob_names import blob_names
from rolebook.read.decoding import decode
from rolebook.read.source_file import read_source_file

from .blocks import text_of_role
from .ever_open import opened_between
from .history_days import MOST_VERSIONS, SCALES, History, HistoryDay
from .past import Memory, Past, Version
from .snapshot import names_of

_END = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class _Event:
    """One change at one moment; ``vacancy`` is the reference of the vacancy that it is about."""

    moment: dt.datetime
    sentence: str
    vacancy: str = ""


class StatedRole(Protocol):
    """A role as its file states it now."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def stated_role(self) -> Role:
        """All of it."""

    @property
    def stated_vacancies(self) -> tuple[Vacancy, ...]:
        """Its vacancies, those that nobody may see yet among them."""


class Historian:
    """Gives the history of each of ``roles``, from what ``past`` knows.

    ``scales`` is what the file of pay scales holds. Where there is a ``memory``, what has not
    changed is not worked out again, unless by another ``program``.
    """

    def __init__(
        self,
        past: Past,
        content: Content,
        roles: Mapping[str, StatedRole],
        now: dt.datetime,
        scales: bytes = b"",
        memory: Memory | None = None,
        program: str = "",
    ) -> None:
        self._past = past
        self._content = content
        self._roles = roles
        self._now = now
        self._memory = memory
        self._names = names_of(
            {name: getattr(content, name) for name in CATALOGUES},
            {id_: role.title for id_, role in roles.items()},
        )
        names = [sorted(held.items()) for held in self._names.by_catalogue.values()]
        criteria = [
            [id_, one.category, one.assessed_by] for id_, one in content.shared_criteria.items()
        ]
        self._program = _hash(program, names, sorted(criteria))
        self._scale_versions = self._versions(SCALES, scales)

    def histories(self, files: Mapping[str, tuple[str, bytes]]) -> dict[str, History]:
        """Give the history of each role; ``files`` are the name and the bytes of its file."""
        if self._past.known == "none":
            return {id_: History() for id_ in files}
        versions = {id_: self._versions(*named) for id_, named in files.items()}
        keys = {id_: self._key(id_, each) for id_, each in versions.items()}
        events = {id_: kept for id_, key in keys.items() if (kept := self._recall(key)) is not None}
        new = [id_ for id_ in files if id_ not in events]
        if new:
            blobs = self._past.read(_blobs(self._scale_versions, *(versions[id_] for id_ in new)))
            scales = list(self._scales(blobs))
            for id_ in new:
                events[id_] = tuple(self._events(id_, versions[id_], blobs, scales))
                if self._memory is not None:
                    self._memory.keep(keys[id_], _packed(events[id_]))
        return {id_: self._told(id_, events[id_], versions[id_]) for id_ in files}

    def _recall(self, key: str) -> tuple[_Event, ...] | None:
        data = self._memory.recall(key) if self._memory is not None else None
        return _unpacked(data) if data is not None else None

    def _versions(self, name: str, data: bytes) -> tuple[Version, ...]:
        """Give the versions of a file, and what it holds now where that is not in git."""
        return self._past.versions(name, blob_names(data), self._now)[-MOST_VERSIONS - 1 :]

    def _key(self, id_: str, versions: Iterable[Version]) -> str:
        """Name everything that the history of a role follows from."""
        stated = (*versions, *self._scale_versions)
        parts = [(version.moment.isoformat(), version.blob) for version in stated]
        return _hash(self._program, id_, parts)

    def _told(self, id_: str, events: Iterable[_Event], versions: tuple[Version, ...]) -> History:
        """Leave out what is not to be seen now, and put the rest in days."""
        hidden = {
            vacancy.reference
            for vacancy in self._roles[id_].stated_vacancies
            if vacancy_status(vacancy, self._now) in ("draft", "scheduled")
        }
        days: dict[dt.date, list[str]] = {}
        for event in sorted(events, key=lambda event: event.moment, reverse=True):
            if event.vacancy not in hidden and event.moment <= self._now:
                days.setdefault(event.moment.astimezone(LONDON).date(), []).append(event.sentence)
        whole = self._past.known == "all" and len(versions) <= MOST_VERSIONS
        first = _day(versions[0].moment) if whole else None
        told = tuple(HistoryDay(day, tuple(dict.fromkeys(words))) for day, words in days.items())
        return History(told, first)

    def _scales(self, blobs: Mapping[str, bytes]) -> Iterator[_Scales]:
        """Give the pay scales from each moment on at which they changed, oldest first."""
        for version in self._scale_versions[:-1]:
            yield _Scales(version.moment, _read_scales(blobs.get(version.blob or "", b"")))
        if self._scale_versions:
            yield _Scales(self._scale_versions[-1].moment, self._content.pay_scales)

    def _events(
        self,
        id_: str,
        versions: Sequence[Version],
        blobs: Mapping[str, bytes],
        scales: Sequence[_Scales],
    ) -> Iterator[_Event]:
        """Tell everything that happened to a role, whether or not it is to be seen now."""
        states = _states(versions, blobs, self._roles[id_].stated_role)
        # The newest first: of two commits in one second, the order is that in which they come here.
        for before, after in reversed(list(pairwise(states))):
            yield from self._committed(before, after, scales)
        for state in states:
            yield from _opened(state)
            yield from self._scale_events(state, scales)

    def _committed(
        self, before: _State, after: _State, scales: Sequence[_Scales]
    ) -> Iterator[_Event]:
        """Tell how one version differs from the one before, as anybody could see it then."""
        moment = after.moment
        old, new = _seen(before, moment), _seen(after, moment)
        around = tuple(
            SharedRecords(self._names, held, self._content.shared_criteria)
            for held in (_at(scales, moment, before=True), _at(scales, moment))
        )
        references = {vacancy.reference: vacancy for vacancy in (*old.vacancies, *new.vacancies)}
        for change in role_changes(old, new, (around[0], around[1]), (_day(moment),)):
            if change.internal:
                continue
            sentence = change.sentence
            vacancy = references.get(change.vacancy)
            if vacancy is not None and change.field == f"vacancies[{vacancy.reference}]":
                if vacancy_status(vacancy, moment) != "open":
                    continue  # over before it was published, or tidied away when it was long over
                if change.kind == "added":
                    sentence = _opening_words(vacancy)
            yield _Event(moment, sentence, change.vacancy)

    def _scale_events(self, state: _State, scales: Sequence[_Scales]) -> Iterator[_Event]:
        """Tell how pay on a scale moved while the file of the role stayed as it was."""
        role = state.role
        if not uses_scale(role.pay):
            return
        context = Context(self._names, self._names)
        for moment, (old, old_day), (new, new_day) in _scale_moves(scales):
            if state.moment < moment < state.until:
                paid = Paid(role.pay, role.hours, old), Paid(role.pay, role.hours, new)
                for change in figure_changes(*paid, (old_day, new_day), context):
                    yield _Event(moment, change.sentence)


@dataclass(frozen=True)
class _State:
    """What a role was from a moment on; ``opened`` are its vacancies that were open by its end."""

    moment: dt.datetime
    until: dt.datetime
    role: Role
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Scales:
    """What the pay scales were from a moment on."""

    moment: dt.datetime
    held: Mapping[str, PayScale]


def _states(versions: Sequence[Version], blobs: Mapping[str, bytes], newest: Role) -> list[_State]:
    """Read each version, the newest first, since most differ little from the one after them."""
    found = [_State(versions[-1].moment, _END, newest)]
    newest_data = blobs.get(versions[-1].blob or "")
    later = text_of_role(newest_data, newest) if newest_data is not None else None
    for version in reversed(versions[:-1]):
        data = blobs.get(version.blob or "")
        if data is None:
            continue
        text = text_of_role(data, later=later)
        if text.role is not None:
            later = text
            found.append(_State(version.moment, found[-1].moment, text.role))
    opened: frozenset[str] = frozenset()
    states = []
    for state in reversed(found):
        open_then = opened_between(state.role, state.moment, state.until)
        opened |= {vacancy.reference for vacancy in open_then}
        states.append(replace(state, opened=opened))
    return states


def _seen(state: _State, moment: dt.datetime) -> Role:
    """Give what anybody could see on the page of a role at a moment."""
    role = state.role
    shown = tuple(
        vacancy
        for vacancy in role.vacancies
        if vacancy.reference in state.opened
        and vacancy_status(vacancy, moment) not in ("draft", "scheduled")
    )
    hidden = {"notes": None, "waivers": (), "version_note": None, "review_date": None}
    return role.model_copy(update={**hidden, "vacancies": shown})


def _opening_words(vacancy: Vacancy) -> str:
    closing = closing_words(vacancy)
    name = f"{'example ' if vacancy.example else ''}vacancy {vacancy.reference}"
    if vacancy.closes:
        return f"{name} opened, closing on {closing}"
    return f"{name} opened, {closing[:1].lower()}{closing[1:]}"


def _opened(state: _State) -> Iterator[_Event]:
    """Tell of vacancies that opened by their dates, while the file stayed as it was."""
    for vacancy in opened_between(state.role, state.moment, state.until):
        if vacancy.opens is not None and vacancy.opens > state.moment:
            yield _Event(vacancy.opens, _opening_words(vacancy), vacancy.reference)


def _scale_moves(
    scales: Sequence[_Scales],
) -> Iterator[
    tuple[
        dt.datetime,
        tuple[Mapping[str, PayScale], dt.date],
        tuple[Mapping[str, PayScale], dt.date],
    ]
]:
    """Give each moment at which figures may move: scales and day before it, and after it."""
    for index, here in enumerate(scales):
        until = scales[index + 1].moment if index + 1 < len(scales) else _END
        if index:
            day = _day(here.moment)
            yield here.moment, (scales[index - 1].held, day), (here.held, day)
        days = {
            version.effective_from for scale in here.held.values() for version in scale.versions
        }
        for day in sorted(days):
            moment = dt.datetime.combine(day, dt.time(), LONDON)
            if here.moment < moment < until:
                yield moment, (here.held, day - dt.timedelta(days=1)), (here.held, day)


def _at(
    scales: Sequence[_Scales], moment: dt.datetime, before: bool = False
) -> Mapping[str, PayScale]:
    """Give the pay scales at a moment, or just before it."""
    held: Mapping[str, PayScale] = {}
    for one in scales:
        if one.moment < moment or (one.moment == moment and not before):
            held = one.held
    return held


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(LONDON).date()


def _read_scales(data: bytes) -> Mapping[str, PayScale]:
    text = decode("", data)
    if isinstance(text, Problem):
        return {}
    reading = read_record(CATALOGUES["pay_scales"], read_source_file("", text))
    return {} if reading.problems else getattr(reading.record, "pay_scales", {})


def _blobs(*versions: Iterable[Version]) -> list[str]:
    return sorted({version.blob for each in versions for version in each if version.blob})


def _hash(*parts: object) -> str:
    return hashlib.sha256(json.dumps(["history", *parts]).encode()).hexdigest()


def _packed(events: Iterable[_Event]) -> bytes:
    told = [[event.moment.isoformat(), event.sentence, event.vacancy] for event in events]
    return json.dumps(told, ensure_ascii=False).encode()


def _unpacked(data: bytes) -> tuple[_Event, ...] | None:
    """Read what was kept; None where it is something else."""
    try:
        return tuple(
            _Event(dt.datetime.fromisoformat(moment), str(sentence), str(vacancy))
            for moment, sentence, vacancy in json.loads(data)
        )
    except (TypeError, ValueError):
        return None
