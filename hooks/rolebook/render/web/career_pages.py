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
    headings = []
    if careers:
        headings.append(Heading("paths", "Paths", 2))
    if families:
        headings.append(Heading("families", "Job families", 2))
    yield Page(
        address="careers/",
        title="Careers",
        description="How one role leads to the next: what is asked for besides, and the pay.",
        html=web.html("careers.html.j2", "../", careers=careers, families=families),
        headings=tuple(headings),
    )
    for career in careers:
        yield _career_page(web, career)


def _career_page(web: WebPages, career: CareerView) -> Page:
    introduction = career.path.introduction
    return Page(
        address=f"careers/{career.id}/",
        title=f"Career path: {career.path.title}",
        description=introduction.plain if introduction else career.path.title,
        html=web.html("career.html.j2", "../../", career=career),
        headings=tuple(
            Heading(step.anchor, f"{step.before.title} to {step.after.title}", 2)
            for step in career.steps
        ),
    )


def criteria_index_pages(web: WebPages, categories: Sequence[CategoryUse]) -> Iterator[Page]:
    """Render which roles ask for what: an index, and a page for each category."""
    if not categories:
        return
    yield Page(
        address="criteria/",
        title="Which roles ask for this?",
        description="Criteria of the person specifications, and the roles that ask for them.",
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
        headings.append(Heading("own", "Criteria of one role alone", 2))
    return Page(
        address=f"criteria/{category.id}/",
        title=f"{category.title}: which roles ask for this?",
        description=f"{category.title}: the roles that ask for each criterion.",
        html=web.html("criteria_category.html.j2", "../../", category=category),
        headings=tuple(headings),
    )
