"""The form on which candidates say how they meet each criterion, as a Word document.

Candidates may have it: it holds only what the job pack says, in the order of the panel's papers.
"""

from __future__ import annotations

from textwrap import shorten

from rolebook.base.words import Words
from rolebook.enrich.role_view import RoleView
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


def supporting_statement(view: RoleView) -> bytes | None:
    """Make the form of a role; None where applications are not judged by criteria."""
    criteria = [c for c in numbered_criteria(view) if c.is_assessed_at(_STAGE)]
    if not criteria:
        return None
    words, organisation = view.words, view.organisation
    changed = content_words(view.content_date, words)
    story = DocumentBody(form_template(organisation.colour), words)
    body = story.body
    title = words("statement_form.title", title=view.title)
    story.paragraph(body, "Title", title)
    story.paragraph(body, "Subtitle", organisation.name)
    story.paragraph(
        body,
        "Normal",
        words("statement_form.lead"),
    )
    question = words("statement_form.name")
    story.paragraph(body, "Question", question)
    add_answer(story, question, words("statement_form.write_here"))
    for importance in ("essential", "desirable"):
        chosen = [c for c in criteria if c.essential == (importance == "essential")]
        if chosen:
            story.heading(body, words(f"statement_form.{importance}_criteria"), 1)
            story.paragraph(body, "Normal", words(f"statement_form.{importance}_lead"), keep=True)
        for criterion in chosen:
            _add_criterion(story, criterion, words)
    return form_file(
        story,
        header=f"{view.title} · {organisation.name}",
        footer=" · ".join(filter(None, (words("statement_form.foot"), changed))),
        properties=Properties(title, organisation.name, "", "", LANGUAGE, view.content_date),
    )


def _add_criterion(story: DocumentBody, criterion: NumberedCriterion, words: Words) -> None:
    long = len(criterion.text) > _LONGEST_HEADING
    heading = shorten(criterion.text, _BEGINNING, placeholder=" …") if long else criterion.text
    story.heading(story.body, f"{criterion.number}: {heading}", 2)
    if long:
        story.paragraph(story.body, "Normal", criterion.text, keep=True)
    guidance = [words(f"statement_guidance.{criterion.category}")]
    if criterion.goes_beyond:
        guidance.append(words("statement_form.goes_beyond", number=criterion.goes_beyond))
    later = [words(f"assessment.{stage}") for stage in criterion.assessed_by if stage not in _STAGE]
    if later:
        guidance.append(words("statement_form.also_assessed", stages=", ".join(later)))
    story.paragraph(story.body, "Guidance", " ".join(guidance))
    add_answer(
        story,
        words("statement_form.answer_to", number=criterion.number),
        words("statement_form.write_answer"),
    )
