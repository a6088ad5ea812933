"""The dates of open vacancies as iCalendar files (RFC 5545): closing dates and interviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from rolebook.base.words import Words
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.vacancy_view import VacancyView
from rolebook.render.web.page import OutputFile
from rolebook.render.web.publisher import Publisher, displayed_title

if TYPE_CHECKING:
    from icalendar import Event

CLOSING_DATES = "feeds/closing-dates.ics"


def closing_events(view: RoleView, publisher: Publisher) -> tuple[tuple[dt.datetime, bytes], ...]:
    """Give the moment at which each vacancy of a role closes, with its event as it is written."""
    return tuple((closes, event.to_ical()) for closes, event in _closing(view, publisher))


def dates_file(view: RoleView, publisher: Publisher) -> bytes | None:
    """Write the dates of a role; None where it has none."""
    if not has_dates(view):
        return None
    events = [*(event for _, event in _closing(view, publisher)), *_interviews(view, publisher)]
    return _calendar(view.title, (event.to_ical() for event in events))


def closing_dates(
    events: Iterable[tuple[dt.datetime, bytes]], publisher: Publisher, words: Words
) -> OutputFile:
    """Write the closing dates of all roles, from what ``closing_events`` gave for each."""
    closing = sorted(events, key=lambda item: item[0])
    name = words("calendar.name", site=publisher.name)
    return OutputFile(CLOSING_DATES, _calendar(name, (event for _, event in closing)))


def has_dates(view: RoleView) -> bool:
    """Whether any open vacancy of a role has a closing date or a day of interviews."""
    return any(vacancy.closes or vacancy.interviews for vacancy in view.open_vacancies)


_END = b"END:VCALENDAR\r\n"


def _calendar(name: str, events: Iterable[bytes]) -> bytes:
    """Write a calendar round events that are written already."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Rolebook//Vacancies//EN")
    # RFC 7986, and what was used before it.
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    data: bytes = calendar.to_ical()
    return b"".join((data.removesuffix(_END), *events, _END))


def _closing(view: RoleView, publisher: Publisher) -> Iterator[tuple[dt.datetime, Event]]:
    """Give the moment at which each vacancy closes, in universal time, which has no summer time."""
    for vacancy in view.vacancies:
        if closes := vacancy.vacancy.closes:
            event = _event(view, vacancy, publisher, "closes", "calendar.closes")
            event.add("dtstart", closes.astimezone(dt.UTC))
            organisation = view.organisation.name
            told = view.words("calendar.closing", organisation=organisation, closes=vacancy.closing)
            event.add("description", told)
            yield closes, event


def _interviews(view: RoleView, publisher: Publisher) -> Iterator[Event]:
    for vacancy in view.vacancies:
        for number, interview in enumerate(vacancy.vacancy.interviews, start=1):
            event = _event(view, vacancy, publisher, f"interview-{number}", "calendar.interview")
            event.add("dtstart", interview.on)
            detail = f" {interview.detail}." if interview.detail else ""
            event.add("description", f"{view.organisation.name}.{detail}")
            yield event


def _event(
    view: RoleView, vacancy: VacancyView, publisher: Publisher, kind: str, summary: str
) -> Event:
    from icalendar import Event  # takes long to load, and many sites have no dates

    reference = vacancy.vacancy.reference
    event = Event()
    host = urlsplit(publisher.address).hostname or "rolebook"
    event.add("uid", f"{view.id}.{quote(reference, safe='')}.{kind}@{host}")
    # The day of the last change, so that an unchanged role gives an unchanged file; where that is
    # not known, the moment of the opening, which is the last change that is.
    if view.content_date:
        event.add("dtstamp", dt.datetime.combine(view.content_date, dt.time(), dt.UTC))
    elif vacancy.vacancy.opens:
        event.add("dtstamp", vacancy.vacancy.opens.astimezone(dt.UTC))
    title = displayed_title(view.title, vacancy.vacancy.example, view.words)
    event.add("summary", view.words(summary, title=title, reference=reference))
    event.add("transp", "TRANSPARENT")
    if publisher.address:
        event.add("url", publisher.place(view, vacancy))
    return event
