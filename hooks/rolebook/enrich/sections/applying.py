"""How to apply, and which openings a role has, as sections."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rolebook.base.document_tree import (
    Block,
    Fact,
    Facts,
    Inline,
    List,
    Note,
    Paragraph,
    Section,
    Table,
    Text,
    paragraph,
)
from rolebook.enrich.links import mail_link, web_link
from rolebook.enrich.openings import ended_words, not_open_words, recorded_changes, vacancy_facts
from rolebook.enrich.status import Status
from rolebook.model.role import Role
from rolebook.model.vacancy import Application, ApplicationQuestion, Vacancy

EXAMPLE_TITLE = "Example vacancy"
EXAMPLE_WORDS = (
    "This opening only shows how a vacancy appears on the page and in the pack. "
    "It is not a live advert, and nobody can apply."
)
CHANGED_TITLE = "Changed since it was first published"
NOT_OPEN = "This role is not open for applications at the moment."


class Differences(NamedTuple):
    """What one of several openings says in place of what the role says."""

    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]


NO_DIFFERENCES = Differences((), ())


def apply_section(
    role: Role,
    vacancies: Iterable[Vacancy],
    differences: Callable[[Vacancy], Differences],
    ended: Vacancy | None = None,
    status: Status = "open",
) -> Section:
    """Give the section: each opening with its dates, and how to apply for it.

    ``differences`` gives what one of several openings says in place of what the role says;
    ``ended`` is the vacancy that ended last; ``status`` is that of the openings, where one is told
    that is not open.
    """
    openings = tuple(vacancies)
    standing = role.application
    if not openings:
        blocks: list[Block] = [paragraph(ended_words(ended) if ended else NOT_OPEN)]
        if standing:
            blocks.append(paragraph("When it opens, this is how to apply."))
            blocks.extend(_application(standing))
        return Section("how-to-apply", "How to apply", tuple(blocks))
    if len(openings) == 1:
        blocks = _opening(openings[0], standing)
        if not_open := not_open_words(openings[0], status):
            blocks.insert(0, paragraph(not_open))
        return Section("how-to-apply", "How to apply", tuple(blocks))
    parts = tuple(
        Section(
            f"vacancy-{index}",
            f"Vacancy {vacancy.reference}",
            tuple(_opening(vacancy, standing, differences(vacancy))),
        )
        for index, vacancy in enumerate(openings, start=1)
    )
    return Section("how-to-apply", "How to apply", (), parts)


def _opening(
    vacancy: Vacancy, standing: Application | None, differences: Differences = NO_DIFFERENCES
) -> list[Block]:
    blocks: list[Block] = []
    if vacancy.example:
        blocks.append(Note(EXAMPLE_TITLE, (paragraph(EXAMPLE_WORDS),)))
    if vacancy.changes:
        told = tuple((paragraph(line),) for line in recorded_changes(vacancy))
        blocks.append(Note(CHANGED_TITLE, (List(told),)))
    blocks.append(Facts((*vacancy_facts(vacancy), *differences.facts)))
    blocks.extend(differences.blocks)
    if vacancy.detail:
        blocks.extend(vacancy.detail.blocks)
    application = merged(standing, vacancy.application)
    if application:
        blocks.extend(_application(application))
    return blocks


def merged(standing: Application | None, own: Application | None) -> Application | None:
    """Lay a vacancy's way to apply over the role's, or a role's over the employer's, by field."""
    if standing is None or own is None:
        return own or standing
    given = {name: getattr(own, name) for name in own.model_fields_set}
    return standing.model_copy(update=given)


def _application(application: Application) -> list[Block]:
    blocks: list[Block] = []
    if application.guidance:
        blocks.extend(application.guidance.blocks)
    if application.link:
        words: tuple[Inline, ...] = (
            Text("Apply at "),
            web_link(application.link),
            Text("."),
        )
        blocks.append(Paragraph(words))
    if application.email:
        address = mail_link(application.email)
        blocks.append(Paragraph((Text("Send your application to "), address, Text("."))))
    if application.form:
        blocks.append(Facts((Fact("form", "Application form", application.form),)))
    if application.documents:
        blocks.append(paragraph("Please send:"))
        blocks.append(List(tuple((paragraph(name),) for name in application.documents)))
    if application.questions:
        blocks.append(paragraph("The application form asks:"))
        rows = tuple((question.question, _answer(question)) for question in application.questions)
        blocks.append(Table("Questions on the application form", ("Question", "Answer"), rows))
    return blocks


def _answer(question: ApplicationQuestion) -> str:
    if question.answer == "text":
        return "In your own words"
    if question.needed:
        return f"Yes or no; {question.needed} is needed"
    return "Yes or no"
