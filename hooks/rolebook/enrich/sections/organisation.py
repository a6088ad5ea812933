"""What a reader is told about the employer."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.base.document_tree import (
    Block,
    Fact,
    Facts,
    Link,
    List,
    Paragraph,
    Section,
    paragraph,
)
from rolebook.base.words import Words
from rolebook.enrich.links import mail_link, phone_link, web_link
from rolebook.enrich.places import postal_address
from rolebook.model.content import Content
from rolebook.model.site_config import Organisation, Welcome


def about_section(organisation: Organisation, content: Content) -> Section | None:
    """Give the section about an employer: its own words, its values, and how to reach it.

    A letter to candidates is a part of it.

    None where the file says nothing of it but its name.
    """
    blocks: list[Block] = list(organisation.about.blocks) if organisation.about else []
    if organisation.values:
        blocks.append(paragraph(content.words("organisation.values")))
        blocks.append(List(tuple((paragraph(value),) for value in organisation.values)))
    if facts := tuple(_facts(organisation, content)):
        blocks.append(Facts(facts))
    parts = (_welcome(organisation.welcome, content.words),) if organisation.welcome else ()
    if not blocks and not parts:
        return None
    title = content.words("sections.about-us", organisation=organisation.name)
    return Section("about-us", title, tuple(blocks), parts)


def _welcome(welcome: Welcome, words: Words) -> Section:
    signature = ", ".join(part for part in (welcome.name, welcome.post) if part)
    signed = (paragraph(signature),) if signature else ()
    return Section("welcome", words("sections.welcome"), (*welcome.text.blocks, *signed))


def _facts(organisation: Organisation, content: Content) -> Iterator[Fact]:
    words = content.words
    if organisation.kind:
        yield Fact("kind", words("facts.kind"), organisation.kind)
    if organisation.charity_number:
        yield Fact("charity_number", words("facts.charity_number"), organisation.charity_number)
    if organisation.part_of:
        yield Fact("part_of", words("facts.part_of"), organisation.part_of)
    if organisation.head_office:
        office = content.locations[organisation.head_office]
        address = postal_address(office)
        yield Fact(
            "head_office",
            words("facts.head_office"),
            ", ".join(filter(None, (office.name, address))),
        )
    if organisation.pays_real_living_wage:
        yield Fact("living_wage", words("facts.living_wage"), words("facts.living_wage_yes"))
    if organisation.website:
        yield Fact(
            "website", words("facts.website"), "", blocks=_alone(web_link(organisation.website))
        )
    if organisation.email:
        yield Fact("email", words("facts.email"), "", blocks=_alone(mail_link(organisation.email)))
    if organisation.phone:
        yield Fact("phone", words("facts.phone"), "", blocks=_alone(phone_link(organisation.phone)))


def _alone(link: Link) -> tuple[Block, ...]:
    return (Paragraph((link,)),)
