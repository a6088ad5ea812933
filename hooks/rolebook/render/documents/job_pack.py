"""The job pack: the PDF of one role that HR prints and candidates download."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from rolebook.base import dates
from rolebook.base.document_tree import Block, Fact, Facts, Section
from rolebook.base.words import Words
from rolebook.enrich.facts import version_facts
from rolebook.enrich.role_view import RoleView
from rolebook.model.site_config import Logo, Organisation

from .document_data import Json, facts_data, section_data, words, words_data
from .pdf_job import PdfJob


def job_pack(
    view: RoleView,
    site_name: str,
    example_notice: str | None,
    address: str = "",
    imprint: str = "",
) -> PdfJob:
    """Describe the pack of a role.

    ``example_notice`` says that the site shows examples only; ``address`` is that of the web page;
    ``imprint`` tells this issue of the pack from others, at the foot of each page.
    """
    return PdfJob(
        name=view.id,
        template="job_pack.typ",
        data={
            **role_data(view, pack_sections(view), site_name, example_notice, address),
            "document_title": view.words("documents.title_full", title=view.title),
            "edition": view.words("editions.full"),
            "imprint": words(imprint),
        },
        timestamp=start_of(view.content_date),
    )


def role_data(
    view: RoleView,
    sections: Iterable[Section],
    site_name: str,
    example_notice: str | None,
    address: str,
) -> dict[str, Json]:
    """Give what every document about one role says, and the sections that this one has."""
    organisation = view.organisation
    return {
        "words": words_data(view.words, "paper"),
        "title": words(view.title),
        "organisation": words(organisation.name),
        "organisation_kind": words(kind_words(organisation, view.words)),
        "colour": organisation.colour,
        "logo": logo_data(view.logo),
        "site_name": site_name,
        "summary": words(view.summary),
        "department": words(view.department),
        "status": view.status,
        "address": address,
        "notice": words(example_notice or ""),
        "glance": facts_data(cover_facts(view), view.words),
        "sections": [section_data(section, view.words) for section in sections],
        "content_date": content_words(view.content_date, view.words),
    }


def pack_sections(view: RoleView) -> tuple[Section, ...]:
    """Give the sections in the order of a pack, in which the employer introduces itself first."""
    return tuple(sorted(document_sections(view), key=lambda section: section.id != "about-us"))


def document_sections(view: RoleView) -> tuple[Section, ...]:
    """Give the sections of a document, which also says what it follows and when it is reviewed."""
    return tuple(
        replace(section, blocks=tuple(_with_version(block, view) for block in section.blocks))
        if section.id == "terms"
        else section
        for section in view.sections
    )


def _with_version(block: Block, view: RoleView) -> Block:
    if isinstance(block, Facts):
        return Facts((*block.facts, *version_facts(view.role, view.words)))
    return block


def kind_words(organisation: Organisation, catalogue: Words) -> str:
    """Say below the name of an employer what kind of organisation it is."""
    parts = (
        organisation.kind,
        organisation.part_of and catalogue("documents.part_of", group=organisation.part_of),
        organisation.charity_number
        and catalogue("documents.charity_number", number=organisation.charity_number),
    )
    return ", ".join(part for part in parts if part)


def content_words(day: dt.date | None, catalogue: Words) -> str:
    """Say at the foot of a page of which day its content is; nothing where that is not known."""
    return catalogue("documents.content_of", day=dates.day(day)) if day else ""


def logo_data(logo: Logo | None) -> Json:
    """Hand over the picture itself: Typst reads no file outside its templates."""
    if logo is None:
        return None
    return {"bytes": list(logo.data), "kind": logo.kind, "description": logo.description}


def cover_facts(view: RoleView) -> list[Fact]:
    """Give the facts of a cover, with notes only where figures were worked out.

    Sections hold the rest.
    """
    return [fact if fact.computed else replace(fact, note="") for fact in view.glance]


def start_of(day: dt.date | None) -> dt.datetime | None:
    """Give the moment that a file of this day bears: the same bytes whenever it is made."""
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC) if day else None
