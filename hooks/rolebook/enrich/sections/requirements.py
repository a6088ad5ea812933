"""The professional requirements of a role as a section."""

from __future__ import annotations

from collections.abc import Iterable

from rolebook.base.document_tree import Block, Fact, Facts, List, Section, Table, paragraph
from rolebook.base.money import counted
from rolebook.model.content import Content
from rolebook.model.requirements import Requirement, Requirements, Supervision


def requirements_section(requirements: Requirements, content: Content) -> Section:
    """Give the section; a part without entries is left out."""
    blocks: list[Block] = []
    if requirements.introduction:
        blocks.extend(requirements.introduction.blocks)
    if requirements.evidence_asked_for:
        blocks.append(paragraph("You will be asked for evidence of each of these."))
    parts = [
        _listed("qualifications", "Qualifications", requirements.qualifications),
        _registrations(requirements, content),
        _listed("experience", "Experience", requirements.experience),
        _listed(
            "professional-development",
            "Continuing professional development",
            requirements.professional_development,
        ),
        _supervision(requirements.supervision),
        _listed("further", "Also needed", requirements.other),
    ]
    return Section(
        "requirements",
        "Professional requirements",
        tuple(blocks),
        tuple(part for part in parts if part is not None),
    )


def _listed(anchor: str, title: str, requirements: Iterable[Requirement]) -> Section | None:
    items = tuple(_requirement(requirement) for requirement in requirements)
    return Section(f"requirements-{anchor}", title, (List(items),)) if items else None


def _requirement(requirement: Requirement) -> tuple[Block, ...]:
    detail = f" ({requirement.detail})" if requirement.detail else ""
    if requirement.text is not None:
        return (paragraph(requirement.text + detail),)
    assert requirement.any_of is not None
    choices = List(tuple((paragraph(choice),) for choice in requirement.any_of))
    return (paragraph(f"One of these{detail}:"), choices)


def _registrations(requirements: Requirements, content: Content) -> Section | None:
    if not requirements.registrations:
        return None
    note = requirements.registration_note
    unnamed = note or "Any level"
    rows = []
    for registration in requirements.registrations:
        body = content.professional_bodies[registration.body]
        terms = [words for words in (registration.level, registration.detail) if words]
        rows.append((f"{body.name} ({body.abbreviation})", ". ".join(terms) or unnamed))
    several = len(rows) > 1
    words = "Membership of one of these bodies" if several else "Membership of this body"
    if requirements.other_body_accepted:
        words += ", or of an equivalent one"
    table = Table("Professional bodies", ("Body", "Level"), tuple(rows))
    return Section(
        "requirements-registration",
        "Professional registration",
        (paragraph(f"{words}. {note.rstrip('.')}." if note else f"{words}."), table),
    )


def _supervision(supervision: Supervision | None) -> Section | None:
    if supervision is None:
        return None
    facts = []
    if supervision.hours_a_month is not None:
        hours = counted(supervision.hours_a_month, "hour")
        facts.append(Fact("supervision_hours", "Time", f"{hours} a month"))
    if supervision.frequency:
        facts.append(Fact("supervision_frequency", "How often", supervision.frequency))
    if supervision.provided is not None:
        words = (
            "Provided, at no cost to you"
            if supervision.provided
            else "Arranged and paid for by yourself"
        )
        facts.append(Fact("supervision_provided", "Who provides it", words))
    blocks: list[Block] = [Facts(tuple(facts))] if facts else []
    if supervision.detail:
        blocks.extend(supervision.detail.blocks)
    return Section("requirements-supervision", "Supervision", tuple(blocks))
