"""The pages that list vacancies, and roles without one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from rolebook.enrich.site.listing import Listing

from .page import Heading, Page
from .pages import WebPages

#: A page with more entries than these would keep a phone busy for seconds. It holds the first, as
#: many as ``vacancies.js`` shows at once, and all stand on a page of their own, where the script
#: fetches the rest.
_MOST_ENTRIES, _FIRST_ENTRIES = 200, 25


class Part(NamedTuple):
    """What of a listing stands on the page at ``address``, with filters.

    ``whole`` is the address of the page that has all, where that is another. ``of`` is what the
    entries are, as the catalogue of words has it.
    """

    listing: Listing
    address: str
    of: Literal["vacancies", "roles"]
    shown: int
    whole: str


def list_pages(web: WebPages, vacancies: Listing, library: Listing) -> Iterator[Page]:
    """Render the home page, the library, and for each that is long a page with its whole list."""
    open_ = _part(vacancies, "", "vacancies")
    others = _part(library, "roles/", "roles")
    yield _home_page(web, open_, len(library.entries))
    yield _library_page(web, others, len(vacancies.entries))
    for part in (open_, others):
        if part.whole:
            yield _whole_page(web, part)


def _part(listing: Listing, address: str, of: Literal["vacancies", "roles"]) -> Part:
    count = len(listing.entries)
    is_long = count > _MOST_ENTRIES
    shown, whole = (_FIRST_ENTRIES, f"lists/{of}/") if is_long else (count, "")
    return Part(listing, address, of, shown, whole)


def _home_page(web: WebPages, vacancies: Part, library_size: int) -> Page:
    html = web.html("home.html.j2", "", vacancies=vacancies, library_size=library_size)
    return Page(
        address="",
        title=web.site.heading,
        description=web.site.introduction.plain,
        html=html,
        headings=(
            Heading("vacancies", web.words("home.vacancies"), 2),
            *((Heading("library", web.words("library.title"), 2),) if library_size else ()),
        ),
        wide=True,
    )


def _library_page(web: WebPages, library: Part, vacancy_count: int) -> Page:
    html = web.html("library.html.j2", "../", library=library, vacancies=vacancy_count)
    return Page(
        address="roles/",
        title=web.words("library.title"),
        description=web.words("library.description"),
        html=html,
        headings=(
            (Heading("library", web.words("library.roles"), 2),) if library.listing.entries else ()
        ),
        wide=True,
    )


def _whole_page(web: WebPages, part: Part) -> Page:
    title = web.words(f"listing.whole_title_{part.of}")
    description = web.words(f"listing.whole_description_{part.of}")
    html = web.html("whole_list.html.j2", "../../", part=part, title=title, description=description)
    return Page(part.whole, title, description, html, headings=(), wide=True)
