"""The duties of a role as sections: the general ones with what differs, then its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, count

from rolebook.base.document_tree import Block, List, Paragraph, Section, Text, paragraph
from rolebook.base.prose import Prose
from rolebook.base.words import Words
from rolebook.model.content import Content
from rolebook.model.duties import (
    Duty,
    DutySection,
    GeneralDuties,
    StandardDuty,
)
from rolebook.model.role import Role
from rolebook.model.values.fields import id_for

Item = tuple[Block, ...]


def duty_section(role: Role, content: Content) -> Section:
    """Give the section of duties; each titled section of the file is a part of it."""
    parts = [_specific(section, content.words) for section in role.duties.sections]
    if role.duties.general:
        parts.append(_general(role.duties.general, content))
    blocks = role.duties.introduction.blocks if role.duties.introduction else ()
    return Section(
        "duties", content.words("sections.duties"), blocks, tuple(_with_own_anchors(parts))
    )


def _with_own_anchors(sections: Iterable[Section]) -> list[Section]:
    """Number the anchors of sections whose titles are alike."""
    told: dict[str, Section] = {}
    for section in sections:
        numbered = (f"{section.id}-{number}" for number in count(2))
        anchor = next(one for one in chain([section.id], numbered) if one not in told)
        told[anchor] = replace(section, id=anchor)
    return list(told.values())


def _specific(section: DutySection, words: Words) -> Section:
    blocks: list[Block] = []
    if section.introduction:
        blocks.extend(section.introduction.blocks)
    elif section.occasional:
        blocks.append(paragraph(words("duties.occasional_lead_in")))
    items = tuple(_duty(duty, words) for duty in section.duties)
    blocks.append(List(items, numbered=section.style == "numbered"))
    return Section(f"duties-{id_for(section.title)}", section.title, tuple(blocks))


def _duty(duty: Duty, words: Words) -> Item:
    blocks = list(duty.text.blocks)
    if duty.occasional:
        blocks = _with_words(blocks, words("duties.occasional"))
    if duty.items:
        parts = tuple(_duty(item, words) for item in duty.items)
        blocks.append(List(parts, numbered=duty.style == "numbered"))
    return tuple(blocks)


def _with_words(blocks: list[Block], note: str) -> list[Block]:
    last = blocks[-1]
    if isinstance(last, Paragraph):
        return [*blocks[:-1], Paragraph((*last.inlines, Text(f" ({note})")))]
    return [*blocks, paragraph(f"({note})")]


def _general(general: GeneralDuties, content: Content) -> Section:
    duty_set = content.general_duties[general.set]
    introduction: Prose | None = duty_set.introduction
    blocks = introduction.blocks if introduction else ()
    listed = List(_items(duty_set.duties, None, general), numbered=True)
    return Section("general-duties", duty_set.title, (*blocks, listed))


def _items(
    duties: Iterable[StandardDuty], under: str | None, general: GeneralDuties
) -> tuple[Item, ...]:
    """Give standard duties less the exceptions of a role, then what the role adds to them."""
    told: list[Item] = []
    for duty in duties:
        if duty.id in general.exceptions:
            continue
        blocks: Item = duty.text.blocks
        parts = _items(duty.items, duty.id, general)
        told.append((*blocks, List(parts, numbered=bool(duty.items))) if parts else blocks)
    told.extend(added.text.blocks for added in general.additions if added.under == under)
    return tuple(told)
