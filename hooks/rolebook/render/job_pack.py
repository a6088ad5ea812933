"""The job pack: the PDF of one role that HR prints and candidates download."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from rolebook import dates
from rolebook.document import Fact, Section
from rolebook.enrich.role_view import RoleView
from rolebook.model.site import Logo

from .document_data import Json, facts_data, section_data, words
from .typst_pdf import PdfJob


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
            **role_data(view, site_name, example_notice, address),
            "document_title": f"{view.title}: job pack",
            "imprint": words(imprint),
        },
        timestamp=start_of(view.content_date),
    )


def role_data(
    view: RoleView, site_name: str, example_notice: str | None, address: str
) -> dict[str, Json]:
    """Give what every document about one role says, with all sections of the role."""
    organisation = view.organisation
    kind = ", ".join(
        part
        for part in (
            organisation.kind,
            organisation.part_of and f"part of {organisation.part_of}",
            organisation.charity_number and f"number {organisation.charity_number}",
        )
        if part
    )
    return {
        "title": words(view.title),
        "organisation": words(organisation.name),
        "organisation_kind": words(kind),
        "colour": organisation.colour,
        "logo": logo_data(view.logo),
        "site_name": site_name,
        "summary": words(view.summary),
        "department": words(view.department),
        "status": view.status,
        "address": address,
        "notice": words(example_notice or ""),
        "glance": facts_data(_without_details(view.glance)),
        "sections": [section_data(section) for section in pack_sections(view)],
        "content_date": f"Content of {dates.day(view.content_date)}",
    }


def pack_sections(view: RoleView) -> tuple[Section, ...]:
    """Give the sections in the order of a pack, in which the employer introduces itself first."""
    return tuple(sorted(view.sections, key=lambda section: section.id != "about-us"))


def logo_data(logo: Logo | None) -> Json:
    """Hand over the picture itself: Typst reads no file outside its templates."""
    if logo is None:
        return None
    return {"bytes": list(logo.data), "kind": logo.kind, "description": logo.description}


def _without_details(facts: Iterable[Fact]) -> list[Fact]:
    """Keep on the cover only the notes of figures that were worked out; sections hold the rest."""
    return [fact if fact.computed else replace(fact, note="") for fact in facts]


def start_of(day: dt.date) -> dt.datetime:
    """Give the moment that a file of this day bears: the same bytes whenever it is made."""
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
