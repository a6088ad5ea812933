"""The pages that list vacancies, and roles without one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rolebook.enrich.listing import Listing

from .page import Heading, Page
from .web_pages import WebPages

#: A page with more entries than these would keep a phone busy for seconds. It holds the first, as
#: many as ``vacancies.js`` shows at once, and all stand on a page of their own, where the script
#: fetches the rest.
_MOST_ENTRIES, _FIRST_ENTRIES = 200, 25


class Part(NamedTuple):
    """What of a listing stands on a page; ``whole`` is the address of the page that has all."""

    listing: Listing
    shown: int
    whole: str = ""


def list_pages(web: WebPages, vacancies: Listing, library: Listing) -> Iterator[Page]:
    """Render the home page, the library, and for each that is long a page with its whole list."""
    open_ = _part(vacancies, "lists/vacancies/")
    others = _part(library, "lists/roles/")
    yield _home_page(web, open_, len(library.entries))
    yield _library_page(web, others, len(vacancies.entries))
    if open_.whole:
        title = "All open vacancies on one page"
        description = "Every open vacancy, those that close soonest first."
        yield _whole_page(web, open_, "vacancy", "vacancies", title, description)
    if others.whole:
        title = "The whole library of roles on one page"
        description = "Every role that is not open for applications at the moment, by title."
        yield _whole_page(web, others, "role", "roles", title, description)


def _part(listing: Listing, whole: str) -> Part:
    many = len(listing.entries)
    return Part(listing, _FIRST_ENTRIES, whole) if many > _MOST_ENTRIES else Part(listing, many)


def _home_page(web: WebPages, vacancies: Part, library_size: int) -> Page:
    html = web.html("home.html.j2", "", vacancies=vacancies, library_size=library_size)
    return Page(
        address="",
        title=web.site.heading,
        description=web.site.introduction.plain,
        html=html,
        headings=(
            Heading("vacancies", "Open vacancies", 2),
            *((Heading("library", "Library of roles", 2),) if library_size else ()),
        ),
        wide=True,
    )


def _library_page(web: WebPages, library: Part, vacancy_count: int) -> Page:
    html = web.html("library.html.j2", "../", library=library, vacancies=vacancy_count)
    return Page(
        address="roles/",
        title="Library of roles",
        description="Roles that are not open for applications at the moment.",
        html=html,
        headings=(
            (Heading("library", "Roles without a vacancy", 2),) if library.listing.entries else ()
        ),
        wide=True,
    )


def _whole_page(
    web: WebPages, part: Part, one: str, many: str, title: str, description: str
) -> Page:
    """Render the page with all entries; ``one`` and ``many`` of them are called so."""
    html = web.html(
        "whole_list.html.j2",
        "../../",
        entries=part.listing.entries,
        title=title,
        description=description,
        one=one,
        many=many,
        with_filters="" if one == "vacancy" else "roles/",
    )
    return Page(part.whole, title, description, html, headings=(), wide=True)
