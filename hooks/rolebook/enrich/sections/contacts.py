"""Who to talk to before applying, as a section of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolebook.base.document_tree import Block, Fact, Facts, Paragraph, Section, paragraph
from rolebook.base.words import Words
from rolebook.enrich.links import mail_link, phone_link
from rolebook.model.vacancy import Contact, Vacancy

SECTION = "who-to-talk-to"


def contact_section(openings: Sequence[Vacancy], words: Words) -> Section | None:
    """Give who to talk to about each opening, once where it is the same; None where nobody is."""
    contacts = {vacancy.contact for vacancy in openings}
    named = [vacancy for vacancy in openings if vacancy.contact]
    if not named:
        return None
    title, lead_in = words("sections.who-to-talk-to"), paragraph(words("contacts.lead_in"))
    if len(contacts) == 1:
        return Section(SECTION, title, (lead_in, _facts(named[0], words)))
    parts = tuple(
        Section(
            f"contact-{index}",
            words("sections.contact", reference=vacancy.reference),
            (_facts(vacancy, words),),
        )
        for index, vacancy in enumerate(openings, start=1)
        if vacancy.contact
    )
    return Section(SECTION, title, (lead_in,), parts)


def _facts(vacancy: Vacancy, words: Words) -> Facts:
    assert vacancy.contact is not None
    return Facts(tuple(_contact(vacancy.contact, words)))


def _contact(contact: Contact, words: Words) -> Iterator[Fact]:
    if contact.name:
        yield Fact("contact", words("facts.contact"), contact.name)
    if contact.post:
        label = words("facts.contact_post" if contact.name else "facts.contact")
        yield Fact("contact_post", label, contact.post)
    if contact.email:
        link: tuple[Block, ...] = (Paragraph((mail_link(contact.email),)),)
        yield Fact("contact_email", words("facts.email"), "", blocks=link)
    if contact.phone:
        link = (Paragraph((phone_link(contact.phone),)),)
        yield Fact("contact_phone", words("facts.phone"), "", blocks=link)
    if contact.detail:
        yield Fact("contact_detail", words("facts.contact_detail"), contact.detail)
