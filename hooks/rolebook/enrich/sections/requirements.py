"""The professional requirements of a role as a section."""

from __future__ import annotations

from collections.abc import Iterable

from rolebook.base.document_tree import Block, Fact, Facts, List, Section, Table, paragraph
from rolebook.base.words import Words
from rolebook.model.content import Content
from rolebook.model.requirements import Requirement, Requirements, Supervision


def requirements_section(requirements: Requirements, content: Content) -> Section:
    """Give the section; a part without entries is left out."""
    words = content.words
    blocks: list[Block] = []
    if requirements.introduction:
        blocks.extend(requirements.introduction.blocks)
    if requirements.evidence_asked_for:
        blocks.append(paragraph(words("requirements.evidence")))
    parts = [
        _listed("qualifications", requirements.qualifications, words),
        _registrations(requirements, content),
        _listed("experience", requirements.experience, words),
        _listed("professional-development", requirements.professional_development, words),
        _supervision(requirements.supervision, words),
        _listed("further", requirements.other, words),
    ]
    return Section(
        "requirements",
        words("sections.requirements"),
        tuple(blocks),
        tuple(part for part in parts if part is not None),
    )


def _listed(part: str, requirements: Iterable[Requirement], words: Words) -> Section | None:
    items = tuple(_requirement(requirement, words) for requirement in requirements)
    id_ = f"requirements-{part}"
    return Section(id_, words(f"sections.{id_}"), (List(items),)) if items else None


def _requirement(requirement: Requirement, words: Words) -> tuple[Block, ...]:
    if requirement.text is not None:
        return (paragraph(words.with_detail(requirement.text, requirement.detail)),)
    assert requirement.any_of is not None
    lead_in = words("requirements.one_of")
    if requirement.detail:
        lead_in = words("requirements.one_of_with_detail", detail=requirement.detail)
    choices = List(tuple((paragraph(choice),) for choice in requirement.any_of))
    return (paragraph(lead_in), choices)


def _registrations(requirements: Requirements, content: Content) -> Section | None:
    if not requirements.registrations:
        return None
    words, note = content.words, requirements.registration_note
    unnamed = note or words("requirements.any_level")
    rows = []
    for registration in requirements.registrations:
        body = content.professional_bodies[registration.body]
        terms = [part for part in (registration.level, registration.detail) if part]
        named = words.with_detail(body.name, body.abbreviation)
        rows.append((named, ". ".join(terms) or unnamed))
    several = "one_of_these" if len(rows) > 1 else "this"
    other = "_or_equivalent" if requirements.other_body_accepted else ""
    membership = words(f"requirements.membership_of_{several}{other}")
    header = (words("requirements.body"), words("requirements.level"))
    table = Table(words("requirements.bodies_table"), header, tuple(rows))
    return Section(
        "requirements-registration",
        words("sections.requirements-registration"),
        (paragraph(f"{membership} {note.rstrip('.')}." if note else membership), table),
    )


def _supervision(supervision: Supervision | None, words: Words) -> Section | None:
    if supervision is None:
        return None
    facts = []
    if supervision.hours_a_month is not None:
        told = words("requirements.hours_a_month", count=supervision.hours_a_month)
        facts.append(Fact("supervision_hours", words("facts.supervision_hours"), told))
    if supervision.frequency:
        label = words("facts.supervision_frequency")
        facts.append(Fact("supervision_frequency", label, supervision.frequency))
    if supervision.provided is not None:
        who = "provided" if supervision.provided else "not_provided"
        told = words(f"requirements.supervision_{who}")
        facts.append(Fact("supervision_provided", words("facts.supervision_provided"), told))
    blocks: list[Block] = [Facts(tuple(facts))] if facts else []
    if supervision.detail:
        blocks.extend(supervision.detail.blocks)
    title = words("sections.requirements-supervision")
    return Section("requirements-supervision", title, tuple(blocks))
