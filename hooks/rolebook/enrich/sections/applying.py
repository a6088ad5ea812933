"""How to apply, and which openings a role has, as sections."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from rolebook.base.document_tree import (
    Block,
    Fact,
    Facts,
    List,
    Note,
    Section,
    Table,
    paragraph,
)
from rolebook.base.words import Words
from rolebook.enrich.links import mail_link, web_link, with_link
from rolebook.enrich.openings import ended_words, not_open_words, recorded_changes, vacancy_facts
from rolebook.enrich.status import Status
from rolebook.model.role import Role
from rolebook.model.vacancy import Application, ApplicationQuestion, Vacancy


class Differences(NamedTuple):
    """What one of several openings says in place of what the role says."""

    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]


NO_DIFFERENCES = Differences((), ())


def apply_section(
    role: Role,
    vacancies: Iterable[Vacancy],
    words: Words,
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
    title = words("sections.how-to-apply")
    if not openings:
        blocks: list[Block] = [
            paragraph(ended_words(ended, words) if ended else words("applying.not_open"))
        ]
        if standing:
            blocks.append(paragraph(words("applying.when_it_opens")))
            blocks.extend(_application(standing, words))
        return Section("how-to-apply", title, tuple(blocks))
    if len(openings) == 1:
        blocks = _opening(openings[0], standing, words)
        if not_open := not_open_words(openings[0], status, words):
            blocks.insert(0, paragraph(not_open))
        return Section("how-to-apply", title, tuple(blocks))
    parts = tuple(
        Section(
            f"vacancy-{index}",
            words("sections.vacancy", reference=vacancy.reference),
            tuple(_opening(vacancy, standing, words, differences(vacancy))),
        )
        for index, vacancy in enumerate(openings, start=1)
    )
    return Section("how-to-apply", title, (), parts)


def _opening(
    vacancy: Vacancy,
    standing: Application | None,
    words: Words,
    differences: Differences = NO_DIFFERENCES,
) -> list[Block]:
    blocks: list[Block] = []
    if vacancy.example:
        example = (paragraph(words("applying.example_text")),)
        blocks.append(Note(words("applying.example"), example))
    if vacancy.changes:
        told = tuple((paragraph(line),) for line in recorded_changes(vacancy, words))
        blocks.append(Note(words("applying.changed"), (List(told),)))
    blocks.append(Facts((*vacancy_facts(vacancy, words), *differences.facts)))
    blocks.extend(differences.blocks)
    if vacancy.detail:
        blocks.extend(vacancy.detail.blocks)
    application = merged(standing, vacancy.application)
    if application:
        blocks.extend(_application(application, words))
    return blocks


def merged(standing: Application | None, own: Application | None) -> Application | None:
    """Lay a vacancy's way to apply over the role's, or a role's over the employer's, by field."""
    if standing is None or own is None:
        return own or standing
    given = {name: getattr(own, name) for name in own.model_fields_set}
    return standing.model_copy(update=given)


def _application(application: Application, words: Words) -> list[Block]:
    blocks: list[Block] = []
    if application.guidance:
        blocks.extend(application.guidance.blocks)
    if application.link:
        blocks.append(with_link(words, "applying.link", web_link(application.link)))
    if application.email:
        blocks.append(with_link(words, "applying.email", mail_link(application.email)))
    if application.form:
        form = Fact("form", words("facts.form"), application.form)
        blocks.append(Facts((form,)))
    if application.documents:
        blocks.append(paragraph(words("applying.documents")))
        blocks.append(List(tuple((paragraph(name),) for name in application.documents)))
    if application.questions:
        blocks.append(paragraph(words("applying.questions")))
        rows = tuple((one.question, _answer(one, words)) for one in application.questions)
        header = (words("applying.question"), words("applying.answer"))
        blocks.append(Table(words("applying.questions_table"), header, rows))
    return blocks


def _answer(question: ApplicationQuestion, words: Words) -> str:
    if question.answer == "text":
        return words("answers.text")
    if question.needed:
        return words(f"answers.needed_{question.needed}")
    return words("answers.yes_or_no")
