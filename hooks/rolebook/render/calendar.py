"""The dates of open vacancies as iCalendar files (RFC 5545): closing dates and interviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from icalendar import Calendar, Event

from rolebook.enrich.role_view import RoleView
from rolebook.enrich.vacancy_view import VacancyView

from .page import OutputFile
from .publisher import Publisher, dates_path, told_title

CLOSING_DATES = "feeds/closing-dates.ics"


def calendar_files(views: Iterable[RoleView], publisher: Publisher) -> Iterator[OutputFile]:
    """Write the closing dates of all roles, then the dates of each role that has any."""
    closing: list[tuple[dt.datetime, Event]] = []
    for view in views:
        own = list(_closing(view, publisher))
        closing.extend(own)
        if has_dates(view):
            events = [*(event for _, event in own), *_interviews(view, publisher)]
            yield OutputFile(dates_path(view), _calendar(view.title, events))
    closing.sort(key=lambda item: item[0])
    events = [event for _, event in closing]
    yield OutputFile(CLOSING_DATES, _calendar(f"{publisher.name}: closing dates", events))


def has_dates(view: RoleView) -> bool:
    """Whether any open vacancy of a role has a closing date or a day of interviews."""
    return any(own.vacancy.closes or own.vacancy.interviews for own in view.vacancies)


def _calendar(name: str, events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Rolebook//Vacancies//EN")
    # RFC 7986, and what was used before it.
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _closing(view: RoleView, publisher: Publisher) -> Iterator[tuple[dt.datetime, Event]]:
    """Give the moment at which each vacancy closes, in universal time, which has no summer time."""
    for vacancy in view.vacancies:
        if closes := vacancy.vacancy.closes:
            event = _event(view, vacancy, publisher, "closes", "Applications close")
            event.add("dtstart", closes.astimezone(dt.UTC))
            event.add("description", f"{view.organisation.name}. Closing date: {vacancy.closing}.")
            yield closes, event


def _interviews(view: RoleView, publisher: Publisher) -> Iterator[Event]:
    for vacancy in view.vacancies:
        for number, interview in enumerate(vacancy.vacancy.interviews, start=1):
            event = _event(view, vacancy, publisher, f"interview-{number}", "Interviews")
            event.add("dtstart", interview.on)
            detail = f" {interview.detail}." if interview.detail else ""
            event.add("description", f"{view.organisation.name}.{detail}")
            yield event


def _event(
    view: RoleView, vacancy: VacancyView, publisher: Publisher, kind: str, words: str
) -> Event:
    reference = vacancy.vacancy.reference
    event = Event()
    host = urlsplit(publisher.address).hostname or "rolebook"
    event.add("uid", f"{view.id}.{quote(reference, safe='')}.{kind}@{host}")
    # The day of the last change, so that an unchanged role gives an unchanged file.
    event.add("dtstamp", dt.datetime.combine(view.content_date, dt.time(), dt.UTC))
    event.add("summary", f"{words}: {told_title(view, vacancy)} ({reference})")
    event.add("transp", "TRANSPARENT")
    if publisher.address:
        event.add("url", publisher.place(view, vacancy))
    return event
