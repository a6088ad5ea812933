"""The history of a role as its page tells it: on which day what changed, in plain sentences.

Told is only what was published: a version that could not be read never was; a vacancy that was
never open is left out, and so is one that is a draft or scheduled, at the time of the change or
now; so are notes and waivers. Pay on a scale moves when the scale gets other figures, or on the day
from which they hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rolebook.base.dates import LONDON
from rolebook.changes.records.change import Context, Names
from rolebook.changes.records.pay import Paid, figure_changes, uses_scale
from rolebook.changes.records.role import SharedRecords, role_changes
from rolebook.check.site_config_files import CATALOGUES
from rolebook.check.words import packaged_words
from rolebook.enrich.openings import closing_words
from rolebook.enrich.status import vacancy_status
from rolebook.model.content import Content
from rolebook.model.role import Role
from rolebook.model.site_config import PayScale
from rolebook.model.vacancy import Vacancy

from .blocks import text_of_role
from .ever_open import opened_between
from .history_days import MOST_VERSIONS, History, HistoryDay
from .past import Version
from .published import RoleVersions
from .shared_past import records_in

_END = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class _Event:
    """One change at one moment; ``vacancy`` is the reference of the vacancy that it is about."""

    moment: dt.datetime
    sentence: str
    vacancy: str = ""


class Historian:
    """Gives the history of a role, worded with what roles share now.

    ``titles`` are those of all roles by their ids. ``scales`` are the versions of the pay scales,
    oldest first, each with what its file held; the last are those of ``content``.
    """

    def __init__(
        self,
        content: Content,
        titles: Mapping[str, str],
        scales: Sequence[tuple[Version, bytes | None]],
        now: dt.datetime,
    ) -> None:
        self._content = content
        self._now = now
        self._names = Names({name: getattr(content, name) for name in CATALOGUES}, titles)
        self._scales = tuple(self._scales_of(scales))

    def history(self, role: Role, versions: RoleVersions) -> tuple[History, set[dt.datetime]]:
        """Give the history of a role, and the moments from which it may be another.

        ``versions`` are those of its file, with what they hold.
        """
        versions = versions.as_of(self._now)
        events = list(self._events(role, versions))
        turning = {event.moment for event in events}
        return self._shown(role, events, versions), turning

    def _shown(self, role: Role, events: Iterable[_Event], versions: RoleVersions) -> History:
        """Leave out what is not to be seen now, and put the rest in days."""
        hidden = {
            vacancy.reference
            for vacancy in role.vacancies
            if vacancy_status(vacancy, self._now) in ("draft", "scheduled")
        }
        days: dict[dt.date, list[str]] = {}
        for event in sorted(events, key=lambda event: event.moment, reverse=True):
            if event.vacancy not in hidden and event.moment <= self._now:
                days.setdefault(event.moment.astimezone(LONDON).date(), []).append(event.sentence)
        whole = versions.complete and len(versions.versions) <= MOST_VERSIONS
        first = _day(versions.versions[0].moment) if whole else None
        told = tuple(HistoryDay(day, tuple(dict.fromkeys(words))) for day, words in days.items())
        return History(told, first)

    def _scales_of(self, versions: Sequence[tuple[Version, bytes | None]]) -> Iterator[_Scales]:
        """Give the pay scales from each moment on at which they changed, oldest first."""
        for version, data in versions[:-1]:
            yield _Scales(version.moment, records_in("pay_scales", data) or {})
        for version, _ in versions[-1:]:
            yield _Scales(version.as_of(self._now).moment, self._content.pay_scales)

    def _events(self, role: Role, versions: RoleVersions) -> Iterator[_Event]:
        """Tell everything that happened to a role, whether or not it is to be seen now."""
        states = _states(versions.versions, versions.blobs, role)
        # The newest first: of two commits in one second, the order is that in which they come here.
        for before, after in reversed(list(pairwise(states))):
            yield from self._committed(before, after, self._scales)
        for state in states:
            yield from _opened(state)
            yield from self._scale_events(state, self._scales)

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


def _states(
    versions: Sequence[Version], blobs: Mapping[str, bytes | None], newest: Role
) -> list[_State]:
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
    closing = closing_words(vacancy, packaged_words())
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
