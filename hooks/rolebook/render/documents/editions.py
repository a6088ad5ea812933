"""The editions of a job pack: the same role as an advert, for the file, in large print, bound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from rolebook.base.document_tree import Block, Section, plain_blocks
from rolebook.base.words import Words
from rolebook.changes.past import DRAFT
from rolebook.enrich.role_view import RoleView
from rolebook.model.edition_names import Edition, RoleEdition

from .advert_ways import ways_in_full, ways_in_short
from .document_data import Json, blocks_data, facts_data, section_data, words, words_data
from .job_pack import (
    content_words,
    document_sections,
    job_pack,
    pack_sections,
    role_data,
    start_of,
)
from .pdf_job import PdfJob

#: More than these in one PDF take memory by the gigabyte.
MOST_ROLES = 200

#: Sections that managers and unions file; pay comes without what is offered beside it.
_FILED = ("purpose", "structure", "terms", "pay-and-benefits", "duties", "requirements",
          "person-specification", "checks")  # fmt: skip
#: Sections that say the same in every role of an organisation.
_OF_ORGANISATION = ("about-us", "statements")
#: Letters of a purpose that stands in for an introduction.
_SHORT_OPENING = 700
#: What leads into a field, which has the same key in the catalogue of words.
_LEAD_INS = ("advert.who_should_apply", "advert.who_cannot_apply")


@dataclass(frozen=True)
class Issue:
    """What all documents of one issue have in common.

    ``notice`` says that the site shows examples only.
    """

    site_name: str
    notice: str | None = None


def edition_job(edition: RoleEdition, view: RoleView, issue: Issue, address: str = "") -> PdfJob:
    """Describe an edition of one role; ``address`` is that of its web page, if it is known."""
    if edition == "full":
        foot = imprint_of(view.id, edition, view.version, view.words)
        return job_pack(view, issue.site_name, issue.notice, address, foot)
    if edition == "advert":
        return _advert(view, issue, address)
    if edition == "description":
        return _description(view, issue, address)
    return _job(edition, view, pack_sections(view), issue, address)


def booklet_job(
    views: Sequence[RoleView], issue: Issue, title: str, colour: str, name: str = "booklet"
) -> PdfJob:
    """Describe several roles in one PDF; what organisations say of themselves stands once.

    Raises:
        ValueError: for no role, or for more roles than one PDF can well hold.
    """
    if not 0 < len(views) <= MOST_ROLES:
        raise ValueError(f"a booklet holds 1 to {MOST_ROLES} roles, and {len(views)} were given")
    newest = max(views, key=lambda view: (view.content_date or dt.date.min, view.version))
    roles: list[Json] = []
    for view in views:
        own = [section for section in document_sections(view) if section.id not in _OF_ORGANISATION]
        data = role_data(view, own, issue.site_name, None, "")
        data["imprint"] = words(imprint_of(view.id, "booklet", view.version, view.words))
        roles.append(data)
    return PdfJob(
        name=name,
        template="booklet.typ",
        data={
            "document_title": title,
            "words": words_data(newest.words, "paper"),
            "title": words(title),
            "edition": newest.words("editions.booklet"),
            "version": words(newest.version),
            "site_name": words(issue.site_name),
            "colour": colour,
            "notice": words(issue.notice or ""),
            "imprint": words(imprint_of(name, "booklet", newest.version, newest.words)),
            "content_date": content_words(newest.content_date, newest.words),
            "roles": roles,
            "roles_in_words": newest.words("units.roles", count=len(roles)),
            "organisations": list(_organisations(views)),
        },
        timestamp=start_of(newest.content_date),
    )


def _organisations(views: Iterable[RoleView]) -> Iterator[Json]:
    """Give what each organisation says of itself, in the order of the roles."""
    told: set[str] = set()
    for view in views:
        if view.organisation_id in told:
            continue
        told.add(view.organisation_id)
        about, statements = (_section(view, id_) for id_ in _OF_ORGANISATION)
        if about or statements:
            yield {
                "title": about.title
                if about
                else view.words("sections.about-us", organisation=view.organisation.name),
                "colour": view.organisation.colour,
                "blocks": blocks_data(about.blocks if about else (), view.words),
                "sections": [
                    *(section_data(part, view.words) for part in (about.sections if about else ())),
                    *([section_data(statements, view.words)] if statements else []),
                ],
            }


def _description(view: RoleView, issue: Issue, address: str) -> PdfJob:
    """Describe the standing definition of the job, without what wins applicants."""
    return _job("description", view, filed_sections(view), issue, address)


def filed_sections(view: RoleView) -> list[Section]:
    """Give the sections of the standing definition of a job, in the order in which it is filed."""
    filed = [section for id_ in _FILED if (section := _section(view, id_))]
    return [
        replace(section, title=view.words("sections.pay"), sections=())
        if section.id == "pay-and-benefits"
        else section
        for section in filed
        if section.blocks or section.id != "pay-and-benefits"
    ]


def _advert(view: RoleView, issue: Issue, address: str) -> PdfJob:
    """Describe the one page for a notice board."""
    about, pay = (_section(view, id_) for id_ in ("about-the-role", "pay-and-benefits"))
    opening = about.blocks if about else ()
    opening_field = "advert.introduction and advert.about"
    if not opening and (purpose := _section(view, "purpose")):
        opening, opening_field = _start(purpose.blocks), "purpose"
    offers = [part for part in (pay.sections if pay else ()) if part.id == "what-we-offer"]
    ways = ways_in_full(view)
    short_ways = ways_in_short(view, on_the_web=bool(address))
    closing = [
        view.words("lists.labelled", label=fact.label, text=fact.value)
        for fact in view.glance
        if fact.key == "closes"
    ]
    glance = [replace(fact, note="") for fact in view.glance if fact.key != "closes"]
    lengths = {**_lengths(opening, opening_field, view.words), "summary": len(view.summary)}
    lengths["vacancies and application"] = sum(
        len(plain_blocks(part.blocks)) + len(part.title) for part in short_ways or ways
    )
    longest = max(lengths, key=lambda name: lengths[name])
    job = _job(
        "advert",
        view,
        (),
        issue,
        address,
        {
            "banner": words(" · ".join((view.status, *closing))),
            "glance": facts_data(glance, view.words),
            "opening_title": view.words("sections.about-the-role"),
            "opening": blocks_data(opening, view.words),
            "offers": [section_data(part, view.words) for part in offers],
            "ways": [section_data(part, view.words) for part in ways],
            "short_ways": [section_data(part, view.words) for part in short_ways],
            "code_description": view.words("advert_paper.code", address=address) if address else "",
        },
    )
    field = longest.split(" ")[0]
    shorten = (field, f"{longest} ({lengths[longest]} letters)")
    return replace(job, shorten=shorten, code=address)


def _start(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give the first block, and those after it that leave a notice short."""
    count = 1
    while count < len(blocks) and len(plain_blocks(blocks[: count + 1])) < _SHORT_OPENING:
        count += 1
    return blocks[:count]


def _lengths(opening: Iterable[Block], field: str, catalogue: Words) -> dict[str, int]:
    """Give the letters of each field of the advert; ``field`` is what it opens with."""
    fields = {catalogue(key): key for key in _LEAD_INS}
    lengths: dict[str, int] = {}
    for block in opening:
        said = plain_blocks((block,))
        field = fields.get(said, field)
        lengths[field] = lengths.get(field, 0) + len(said)
    return lengths


def _job(
    edition: RoleEdition,
    view: RoleView,
    sections: Iterable[Section],
    issue: Issue,
    address: str,
    own: Mapping[str, Json] = MappingProxyType({}),
) -> PdfJob:
    return PdfJob(
        name=f"{edition} of {view.id}",
        template=f"{edition.replace('-', '_')}.typ",
        data={
            **role_data(view, sections, issue.site_name, issue.notice, address),
            "document_title": document_title(view, edition),
            "edition": view.words(f"editions.{edition}"),
            "version": words(view.version),
            "imprint": words(imprint_of(view.id, edition, view.version, view.words)),
            **own,
        },
        timestamp=start_of(view.content_date),
    )


def imprint_of(id_: str, edition: Edition, version: str, catalogue: Words) -> str:
    """Tell this document from others; the date and the page stand beside it.

    ``version`` is that of the content: a commit, or "draft".
    """
    edition_name = catalogue(f"editions.{edition}")
    held = catalogue("documents.draft") if version == DRAFT else version
    return f"{id_} · {edition_name} · {catalogue('documents.version', version=held)}"


def document_title(view: RoleView, edition: Edition) -> str:
    """Give the title by which a program lists the document."""
    return view.words(f"documents.title_{edition}", title=view.title)


def _section(view: RoleView, id_: str) -> Section | None:
    return next((one for one in document_sections(view) if one.id == id_), None)
