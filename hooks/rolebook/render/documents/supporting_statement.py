"""The form on which candidates say how they meet each criterion, as a Word document.

Candidates may have it: it holds only what the job pack says, in the order of the panel's papers.
"""

from __future__ import annotations

from textwrap import shorten

from rolebook.enrich.role_view import RoleView
from rolebook.model.person_specification import Category
from rolebook.render.documents.panel.numbered_criteria import NumberedCriterion, numbered_criteria
from rolebook.render.documents.word.body import DocumentBody
from rolebook.render.documents.word.form import add_answer, form_file, form_template
from rolebook.render.documents.word.package import Properties
from rolebook.render.documents.word.stylesheet import LANGUAGE

from .job_pack import content_words

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


def supporting_statement(view: RoleView) -> bytes | None:
    """Make the form of a role; None where applications are not judged by criteria."""
    criteria = [c for c in numbered_criteria(view) if c.is_assessed_at(_STAGE)]
    if not criteria:
        return None
    organisation = view.organisation
    story = DocumentBody(form_template(organisation.colour))
    body = story.body
    title = f"Supporting statement: {view.title}"
    story.paragraph(body, "Title", title)
    story.paragraph(body, "Subtitle", organisation.name)
    story.paragraph(
        body,
        "Normal",
        "Your application is judged against the criteria below. Write under each of them how you "
        "meet it. Say what you yourself did; an example tells more than a claim.",
    )
    question = "Your name, or the number of your application"
    story.paragraph(body, "Question", question)
    add_answer(story, question, "Write here.")
    for importance, introduction in (
        ("Essential", "Please write something under each of these."),
        ("Desirable", "These count further. Leave out those that you do not meet."),
    ):
        chosen = [criterion for criterion in criteria if criterion.importance == importance]
        if chosen:
            story.heading(body, f"{importance} criteria", 1)
            story.paragraph(body, "Normal", introduction, keep=True)
        for criterion in chosen:
            _add_criterion(story, criterion)
    return form_file(
        story,
        header=f"{view.title} · {organisation.name}",
        footer=" · ".join(filter(None, ("Supporting statement", content_words(view.content_date)))),
        properties=Properties(title, organisation.name, "", "", LANGUAGE, view.content_date),
    )


def _add_criterion(story: DocumentBody, criterion: NumberedCriterion) -> None:
    long = len(criterion.text) > _LONGEST_HEADING
    heading = shorten(criterion.text, _BEGINNING, placeholder=" …") if long else criterion.text
    story.heading(story.body, f"{criterion.number}: {heading}", 2)
    if long:
        story.paragraph(story.body, "Normal", criterion.text, keep=True)
    guidance = [_GUIDANCE[criterion.category]]
    if criterion.goes_beyond:
        guidance.append(f"This goes further than {criterion.goes_beyond}.")
    later = [stage for stage in criterion.assessed_by if stage not in _STAGE]
    if later:
        guidance.append(f"Also assessed by: {', '.join(later)}.")
    story.paragraph(story.body, "Guidance", " ".join(guidance))
    add_answer(story, f"Answer to {criterion.number}", "Write your answer here.")
