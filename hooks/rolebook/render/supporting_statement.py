"""The form on which candidates say how they meet each criterion, as a Word document.

Candidates may have it: it holds only what the job pack says, in the order of the panel's papers.
"""

from __future__ import annotations

from textwrap import shorten

from docx.document import Document

from rolebook import dates
from rolebook.enrich.role_view import RoleView
from rolebook.model.person_specification import Category

from .panel.numbered import NumberedCriterion, numbered_criteria
from .word_document import add_answer, new_document, saved

_STAGE = ("application",)
#: A longer criterion stands below its heading, which holds no more than its beginning.
_LONGEST_HEADING = 200
_BEGINNING = 90

_GUIDANCE: dict[Category, str] = {
    "qualifications": "Say what you hold or have studied, where and when.",
    "experience": "Give one or two examples: where it was, what you did, and what came of it.",
    "knowledge": "Say how you came by this knowledge, and give an example of using it.",
    "skills-and-abilities": "Give an example of when you did this, and what came of it.",
    "personal-qualities": "Give an example that shows this, from work, study or elsewhere.",
    "other": "Say how you meet this.",
}


def has_statement(view: RoleView) -> bool:
    """Whether applications for a role are judged by criteria, so that it has a form."""
    return any(criterion.is_assessed_at(_STAGE) for criterion in numbered_criteria(view))


def supporting_statement(view: RoleView) -> bytes | None:
    """Make the form of a role; None where applications are not judged by criteria."""
    criteria = [c for c in numbered_criteria(view) if c.is_assessed_at(_STAGE)]
    if not criteria:
        return None
    organisation = view.organisation
    document = new_document(
        title=f"Supporting statement: {view.title}",
        author=organisation.name,
        header=f"{view.title} · {organisation.name}",
        footer=f"Supporting statement · Content of {dates.day(view.content_date)}",
        colour=organisation.colour,
        day=view.content_date,
    )
    document.add_paragraph(f"Supporting statement: {view.title}", "Title")
    document.add_paragraph(organisation.name, "Subtitle")
    document.add_paragraph(
        "Your application is judged against the criteria below. Write under each of them how you "
        "meet it. Say what you yourself did; an example tells more than a claim."
    )
    question = "Your name, or the number of your application"
    document.add_paragraph(question, "Question")
    add_answer(document, question, "Write here.")
    for importance, introduction in (
        ("Essential", "Please write something under each of these."),
        ("Desirable", "These count further. Leave out those that you do not meet."),
    ):
        chosen = [criterion for criterion in criteria if criterion.importance == importance]
        if chosen:
            document.add_heading(f"{importance} criteria", 1)
            document.add_paragraph(introduction).paragraph_format.keep_with_next = True
        for criterion in chosen:
            _add_criterion(document, criterion)
    return saved(document)


def _add_criterion(document: Document, criterion: NumberedCriterion) -> None:
    long = len(criterion.text) > _LONGEST_HEADING
    heading = shorten(criterion.text, _BEGINNING, placeholder=" …") if long else criterion.text
    document.add_heading(f"{criterion.number}: {heading}", 2)
    if long:
        document.add_paragraph(criterion.text).paragraph_format.keep_with_next = True
    guidance = [_GUIDANCE[criterion.category]]
    if criterion.goes_beyond:
        guidance.append(f"This goes further than {criterion.goes_beyond}.")
    later = [stage for stage in criterion.assessed_by if stage not in _STAGE]
    if later:
        guidance.append(f"Also assessed by: {', '.join(later)}.")
    document.add_paragraph(" ".join(guidance), "Guidance")
    add_answer(document, f"Answer to {criterion.number}", "Write your answer here.")
