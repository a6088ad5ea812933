"""What a feed says about each open vacancy, whatever the format of the feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import escape

from rolebook.base.dates import LONDON
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.vacancy_view import VacancyView
from rolebook.model.values.fields import name_for
from rolebook.render.web.publisher import Publisher, displayed_title


@dataclass(frozen=True)
class FeedEntry:
    """One open vacancy.

    ``id`` stays the same for as long as the vacancy is known. ``published`` is when it opened,
    where that is known; ``updated`` when the role last changed, where that is known, and never when
    the site was built.
    """

    id: str
    url: str
    title: str
    organisation_id: str
    organisation: str
    department: str
    summary: str
    html: str
    tags: tuple[str, ...]
    published: dt.datetime | None
    updated: dt.datetime | None

    @property
    def department_id(self) -> str:
        """What tells the department from others in an address; empty without a department."""
        return name_for(self.department)


def newest_first(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Put open vacancies in the order of feeds, the newest first."""
    by_title = sorted(entries, key=lambda entry: (entry.title, entry.id))
    return tuple(sorted(by_title, key=_newest, reverse=True))


def _newest(entry: FeedEntry) -> dt.datetime:
    """Tell when an entry came; one of which that is not known counts as old."""
    return entry.published or entry.updated or dt.datetime.min.replace(tzinfo=dt.UTC)


def entries_of(view: RoleView, publisher: Publisher) -> tuple[FeedEntry, ...]:
    """Give the open vacancies of one role."""
    return tuple(_entry(view, vacancy, publisher) for vacancy in view.vacancies)


def start_of_day(day: dt.date | None) -> dt.datetime | None:
    """Give the first moment of a day in London."""
    return dt.datetime.combine(day, dt.time(), LONDON) if day else None


def _entry(view: RoleView, vacancy: VacancyView, publisher: Publisher) -> FeedEntry:
    opening = vacancy.vacancy
    changed = start_of_day(view.content_date)
    tags = (view.department, vacancy.contract, vacancy.base)
    return FeedEntry(
        id=f"{publisher.page(view)}#{quote(opening.reference, safe='')}",
        url=publisher.place(view, vacancy),
        title=displayed_title(view.title, opening.example, view.words),
        organisation_id=view.organisation_id,
        organisation=view.organisation.name,
        department=view.department,
        summary=view.summary,
        html=_html(view, vacancy),
        tags=tuple(
            tag
            for tag in (*tags, view.words("feeds.example_tag") if opening.example else "")
            if tag
        ),
        published=opening.opens,
        updated=max((moment for moment in (changed, opening.opens) if moment), default=None),
    )


def _html(view: RoleView, vacancy: VacancyView) -> str:
    words = view.words
    facts = {
        "organisation": view.organisation.name,
        "department": view.department,
        "closes": vacancy.closing,
        "pay": vacancy.pay.stated,
        "actual_pay": vacancy.pay.for_these_hours,
        "place": vacancy.base,
        "hours": vacancy.hours,
        "contract": vacancy.contract,
        "vacancy_reference": vacancy.vacancy.reference,
    }
    items = "".join(
        f"<li>{escape(words('lists.labelled', label=words(f'facts.{key}'), text=fact))}</li>"
        for key, fact in facts.items()
        if fact
    )
    example = ""
    if vacancy.vacancy.example:
        example = f"<p>{escape(words('feeds.example'))}</p>"
    return f"{example}<p>{escape(view.summary)}</p><ul>{items}</ul>"
