"""What a person must hold by profession: qualifications, registration, supervision."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from rolebook.model.values.fields import (
    Number,
    Prose,
    Record,
    Text,
    YesNo,
    check_only_one,
    refuse_field,
)

from .duties import text_alone
from .references import ProfessionalBodyId


class Requirement(Record):
    """One thing to hold, or several of which one is enough."""

    text: Text | None = None
    """What is needed"""
    any_of: tuple[Text, ...] | None = Field(default=None, min_length=2)
    """Alternatives, of which one is enough"""
    detail: Text | None = None
    """Anything to add"""

    @model_validator(mode="after")
    def _text_or_alternatives(self) -> Self:
        check_only_one(self, "text", "any_of")
        return self


RequirementItem = Annotated[
    Requirement, BeforeValidator(text_alone, json_schema_input_type=str | dict[str, Any])
]


class Registration(Record):
    """Membership of a professional body."""

    body: ProfessionalBodyId
    """Id of the body in site_config/professional_bodies.yaml"""
    level: Text | None = None
    """The level asked for, such as Registered Member"""
    detail: Text | None = None
    """Exceptions and conditions"""


class Supervision(Record):
    """Clinical or professional supervision that the role-holder takes part in."""

    hours_a_month: Number | None = None
    """Hours a month"""
    frequency: Text | None = None
    """How often, in words"""
    provided: YesNo | None = None
    """Whether the organisation provides and pays for it"""
    detail: Prose | None = None
    """The rules in words"""


class Requirements(Record):
    """Professional requirements of a role."""

    introduction: Prose | None = None
    """Words before the lists"""
    evidence_asked_for: YesNo = False
    """Whether applicants must show evidence of what is listed"""
    qualifications: tuple[RequirementItem, ...] = ()
    """Qualifications"""
    registrations: tuple[Registration, ...] = ()
    """Bodies of which one registration is enough"""
    registration_note: Text | None = None
    """What holds for every registration: current, not student or trainee"""
    other_body_accepted: YesNo = False
    """Whether an equivalent body is accepted"""
    experience: tuple[RequirementItem, ...] = ()
    """Experience"""
    professional_development: tuple[RequirementItem, ...] = ()
    """Continuing professional development"""
    supervision: Supervision | None = None
    """Supervision"""
    other: tuple[RequirementItem, ...] = ()
    """Anything else to hold or to commit to"""

    @model_validator(mode="after")
    def _registrations_are_named(self) -> Self:
        if self.registrations:
            return self
        if self.registration_note:
            raise refuse_field(
                self,
                "registration_note",
                'goes with registrations, and none is given; add "registrations:", or write these '
                'words as an item under "other:"',
            )
        if self.other_body_accepted:
            raise refuse_field(
                self,
                "other_body_accepted",
                'goes with registrations, and none is given; add "registrations:", or take this '
                "line out",
            )
        return self


class ProfessionalBody(Record):
    """A body that registers or accredits practitioners."""

    name: Text
    """Full name"""
    abbreviation: Text
    """Abbreviation"""
