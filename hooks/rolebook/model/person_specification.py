"""The criteria against which applicants are shortlisted and interviewed."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from rolebook.model.values.fields import CriterionText, Id, Prose, Record, refuse, refuse_field

from .references import SharedCriterionId

Category = Literal[
    "qualifications",
    "experience",
    "knowledge",
    "skills-and-abilities",
    "personal-qualities",
    "other",
]
Assessment = Literal[
    "application", "interview", "test", "presentation", "certificates", "references"
]
Importance = Literal["essential", "desirable"]

CATEGORY_NAMES: dict[Category, str] = {
    "qualifications": "Qualifications",
    "experience": "Experience",
    "knowledge": "Knowledge",
    "skills-and-abilities": "Skills and abilities",
    "personal-qualities": "Personal qualities",
    "other": "Other requirements",
}


#: Answers that people write where the words of a criterion belong.
_YES = {"yes", "y", "true", "x", "✓", "✔", "essential", "desirable"}
_NO = {"no", "n", "false", "none", "n/a"}


class SharedCriterion(Record):
    """A criterion that several roles ask for, kept once."""

    category: Category
    """Group in which it is listed"""
    text: CriterionText
    """The criterion"""
    assessed_by: tuple[Assessment, ...] = ()
    """How it is assessed, where the role says nothing else"""


class Criterion(Record):
    """One criterion of a role: its own (``id``), or one that is shared (``shared``).

    A criterion may have both an essential form and a stronger, desirable form.
    """

    id: Id | None = None
    """Stable name of a criterion of this role alone"""
    shared: SharedCriterionId | None = None
    """Id of a criterion in site_config/shared_criteria.yaml"""
    importance: Importance | None = None
    """essential or desirable, where a shared criterion is used in its shared words"""
    category: Category | None = None
    """Group in which it is listed"""
    essential: CriterionText | None = None
    """What every applicant must meet"""
    desirable: CriterionText | None = None
    """What counts further"""
    assessed_by: tuple[Assessment, ...] = ()
    """How it is assessed: application, interview, test, presentation, certificates, references"""

    @model_validator(mode="after")
    def _own_or_shared(self) -> Self:
        if self.id is None and self.shared is None:
            raise refuse("has no id; add one in small letters, such as id: safeguarding-knowledge")
        if self.id is not None and self.shared is not None:
            raise refuse_field(
                self, "shared", "stands beside id; keep shared for a shared criterion, else keep id"
            )
        if self.id is not None:
            if self.importance is not None:
                raise refuse_field(
                    self,
                    "importance",
                    f"goes with a shared criterion; write {self.importance}: and the text instead",
                )
            if self.category is None:
                raise refuse(
                    "has no category; add one of qualifications, experience, knowledge, "
                    "skills-and-abilities, personal-qualities or other"
                )
        self._check_words()
        if self.importance is None and self.essential is None and self.desirable is None:
            raise refuse(
                'is neither essential nor desirable; add a line that begins with "essential:" or '
                '"desirable:", and the text'
                if self.id
                else "is neither essential nor desirable; add a line "
                '"importance: essential" or "importance: desirable"'
            )
        if self.importance is not None and getattr(self, self.importance) is not None:
            raise refuse_field(
                self,
                "importance",
                f"stands beside {self.importance}: with its own words; keep one of the two",
            )
        return self

    def _check_words(self) -> None:
        """Refuse an answer such as yes in place of the words of a criterion."""
        for field in ("essential", "desirable"):
            words = (getattr(self, field) or "").casefold()
            if words not in _YES | _NO:
                continue
            if words in _NO or self.importance == field:
                advice = "take the line out"
            elif self.importance:
                advice = "take the line out, or correct importance"
            elif self.shared:
                advice = f"write importance: {field} in its place"
            else:
                advice = f'write the words themselves after "{field}:"'
            message = f'"{{{field}}}" is not the words of a criterion; {advice}'
            raise refuse_field(self, field, message, quotes=(field,))

    @property
    def key(self) -> str:
        """The id by which the role's own files refer to the criterion."""
        return self.id or self.shared or ""

    @property
    def is_essential(self) -> bool:
        """Whether every applicant must meet it, in words of its own or in the shared ones."""
        return self.essential is not None or self.importance == "essential"

    def filled_in(self, shared: SharedCriterion | None) -> Self:
        """Give the criterion with what the shared one says that it refers to."""
        if shared is None:
            return self
        said: dict[str, object] = {
            "category": self.category or shared.category,
            "assessed_by": self.assessed_by or shared.assessed_by,
        }
        if self.importance:
            said[self.importance] = shared.text
        return self.model_copy(update=said)


class PersonSpecification(Record):
    """All criteria of a role."""

    introduction: Prose | None = None
    """Words before the table"""
    criteria: tuple[Criterion, ...]
    """The criteria"""
