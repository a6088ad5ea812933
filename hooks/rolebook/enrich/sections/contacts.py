"""Who to talk to before applying, as a section of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolebook.base.document_tree import Block, Fact, Facts, Paragraph, Section, paragraph
from rolebook.enrich.links import mail_link, phone_link
from rolebook.model.vacancy import Contact, Vacancy

SECTION = "who-to-talk-to"
_LEAD_IN = "Talk to us about this role before you apply."


def contact_section(openings: Sequence[Vacancy]) -> Section | None:
    """Give who to talk to about each opening, once where it is the same; None where nobody is."""
    contacts = {vacancy.contact for vacancy in openings}
    named = [vacancy for vacancy in openings if vacancy.contact]
    if not named:
        return None
    if len(contacts) == 1:
        return Section(SECTION, "Who to talk to", (paragraph(_LEAD_IN), _facts(named[0])))
    parts = tuple(
        Section(f"contact-{index}", f"About vacancy {vacancy.reference}", (_facts(vacancy),))
        for index, vacancy in enumerate(openings, start=1)
        if vacancy.contact
    )
    return Section(SECTION, "Who to talk to", (paragraph(_LEAD_IN),), parts)


def _facts(vacancy: Vacancy) -> Facts:
    assert vacancy.contact is not None
    return Facts(tuple(_contact(vacancy.contact)))


def _contact(contact: Contact) -> Iterator[Fact]:
    if contact.name:
        yield Fact("contact", "Contact", contact.name)
    if contact.post:
        yield Fact("contact_post", "Post" if contact.name else "Contact", contact.post)
    if contact.email:
        link: tuple[Block, ...] = (Paragraph((mail_link(contact.email),)),)
        yield Fact("contact_email", "Email", "", blocks=link)
    if contact.phone:
        link = (Paragraph((phone_link(contact.phone),)),)
        yield Fact("contact_phone", "Telephone", "", blocks=link)
    if contact.detail:
        yield Fact("contact_detail", "How to reach them", contact.detail)
