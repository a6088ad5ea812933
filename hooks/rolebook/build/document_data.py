"""What the documents of a role are made from, given with the role's other parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rolebook.enrich.expected_facts import expected_facts
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.site.example_notice import example_notice
from rolebook.model.content import Content
from rolebook.model.edition_names import RoleEdition
from rolebook.render.documents.editions import Issue, edition_job
from rolebook.render.documents.open_graph import role_picture
from rolebook.render.documents.pdf_job import PdfJob
from rolebook.render.web.downloads import PDF_EDITIONS
from rolebook.render.web.publisher import Publisher
from rolebook.store.reference import Raw


def documents_of(
    view: RoleView, content: Content, publisher: Publisher
) -> Iterator[tuple[str, Any]]:
    """Give the job of each PDF and of the picture by its name, and what is for Word as it is."""
    issue = Issue(publisher.name, example_notice(content.site))
    address = publisher.page(view) if publisher.address else ""
    letterhead = content.letterheads.get(view.organisation_id)
    for edition in content.site.editions:
        if edition in PDF_EDITIONS:
            yield edition, _job(PDF_EDITIONS[edition], view, issue, address, content)
        elif edition == "supporting-statement":
            # Loaded where it is needed: a site may offer nothing for Word.
            from rolebook.render.documents.supporting_statement import supporting_statement

            if (form := supporting_statement(view)) is not None:
                yield edition, Raw(form)
        else:
            from rolebook.render.documents.word_pack import WORD_EDITIONS, word_edition

            made = word_edition(WORD_EDITIONS[edition], view, issue, address, letterhead)
            yield edition, Raw(made)
    if publisher.address:
        yield "picture", role_picture(view, publisher)


def _job(
    edition: RoleEdition, view: RoleView, issue: Issue, address: str, content: Content
) -> PdfJob:
    """Describe an edition, with what its finished text has to say."""
    expected = expected_facts(view, content)
    says = {"advert": expected.in_short, "description": expected.of_the_role}
    job = edition_job(edition, view, issue, address)
    return replace(job, says=says.get(edition, expected.everything))
