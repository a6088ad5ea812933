"""The pages that list vacancies, and roles without one."""

from __future__ import annotations

from rolebook.enrich.listing import Listing

from .page import Heading, Page
from .web_pages import WebPages


def home_page(web: WebPages, vacancies: Listing, library: Listing) -> Page:
    """Render the home page, which is the list of open vacancies."""
    html = web.html("home.html.j2", "", listing=vacancies, library_size=len(library.entries))
    return Page(
        address="",
        title=web.site.heading,
        description=web.site.introduction.plain,
        html=html,
        headings=(
            Heading("vacancies", "Open vacancies", 2),
            *((Heading("library", "Library of roles", 2),) if library.entries else ()),
        ),
        wide=True,
    )


def library_page(web: WebPages, vacancies: Listing, library: Listing) -> Page:
    """Render the library: every role without an open vacancy."""
    html = web.html("library.html.j2", "../", listing=library, vacancies=len(vacancies.entries))
    return Page(
        address="roles/",
        title="Library of roles",
        description="Roles that are not open for applications at the moment.",
        html=html,
        headings=(Heading("library", "Roles without a vacancy", 2),) if library.entries else (),
        wide=True,
    )
