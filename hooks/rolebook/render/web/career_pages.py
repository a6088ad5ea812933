"""The pages of career paths, and of which roles ask for which criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolebook.enrich.site.careers import CareerView, JobFamily
from rolebook.enrich.site.criteria_index import CategoryUse

from .page import Heading, Page
from .pages import WebPages


def career_pages(
    web: WebPages, careers: Sequence[CareerView], families: Sequence[JobFamily]
) -> Iterator[Page]:
    """Render the list of career paths and job families, and a page for each path."""
    if not careers and not families:
        return
    headings, words = [], web.words
    if careers:
        headings.append(Heading("paths", words("careers.paths"), 2))
    if families:
        headings.append(Heading("families", words("careers.families"), 2))
    yield Page(
        address="careers/",
        title=words("careers.title"),
        description=words("careers.description"),
        html=web.html("careers.html.j2", "../", careers=careers, families=families),
        headings=tuple(headings),
    )
    for career in careers:
        yield _career_page(web, career)


def _career_page(web: WebPages, career: CareerView) -> Page:
    introduction = career.path.introduction
    return Page(
        address=f"careers/{career.id}/",
        title=web.words("careers.path_title", path=career.path.title),
        description=introduction.plain if introduction else career.path.title,
        html=web.html("career.html.j2", "../../", career=career),
        headings=tuple(
            Heading(
                step.anchor,
                web.words("careers.step", before=step.before.title, after=step.after.title),
                2,
            )
            for step in career.steps
        ),
    )


def criteria_index_pages(web: WebPages, categories: Sequence[CategoryUse]) -> Iterator[Page]:
    """Render which roles ask for what: an index, and a page for each category."""
    if not categories:
        return
    yield Page(
        address="criteria/",
        title=web.words("criteria_index.title"),
        description=web.words("criteria_index.description"),
        html=web.html("criteria_index.html.j2", "../", categories=categories),
        headings=tuple(Heading(category.id, category.title, 2) for category in categories),
    )
    for category in categories:
        yield _category_page(web, category)


def _category_page(web: WebPages, category: CategoryUse) -> Page:
    headings = [
        Heading(f"criterion-{criterion.id}", criterion.text, 2) for criterion in category.shared
    ]
    if category.own:
        headings.append(Heading("own", web.words("criteria_index.own"), 2))
    return Page(
        address=f"criteria/{category.id}/",
        title=web.words("criteria_index.category_title", category=category.title),
        description=web.words("criteria_index.category_description", category=category.title),
        html=web.html("criteria_category.html.j2", "../../", category=category),
        headings=tuple(headings),
    )
