"""A role: the standing definition of a job, one file in ``content/roles/``."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from rolebook.model.values.fields import (
    Count,
    Day,
    Name,
    Notes,
    Number,
    Prose,
    Record,
    Text,
    check_range,
    id_for,
    name_for,
    refuse_field,
)

from .advert import Advert
from .contract import Contract
from .duties import Duties
from .hours import WorkingHours
from .pay import Pay
from .person_specification import PersonSpecification
from .place import Place
from .pre_employment_checks import PreEmploymentChecks
from .references import CustomFieldId, OrganisationId
from .requirements import Requirements
from .vacancy import Application, Vacancy
from .waiver import Waiver


class ManagedPost(Record):
    """Posts that the role-holder manages."""

    post: Text
    """Title of the posts"""
    fte: Number | None = None
    """How many, as full-time equivalents: 3.5"""


class Clients(Record):
    """People whom the role serves."""

    who: Text
    """Who they are"""
    minimum_age: Count | None = None
    """Youngest, in years"""
    maximum_age: Count | None = None
    """Oldest, in years"""
    detail: Text | None = None
    """Anything to add, such as a higher age for some"""

    @model_validator(mode="after")
    def _ages_in_order(self) -> Self:
        check_range(self, "minimum_age", "maximum_age")
        return self


class Training(Record):
    """A course that the role-holder follows as part of the role."""

    award: Text
    """What is gained"""
    provider: Text
    """Who teaches"""
    funded_by: Text | None = None
    """Who pays for the training or the post"""
    study_days: Text | None = None
    """When the role-holder studies"""
    practice_days: Text | None = None
    """When the role-holder works in the service"""


class ExtraSection(Record):
    """A section of the employer's own, such as one about the team."""

    title: Name
    """Heading of the section"""
    text: Prose
    """What it says"""

    @property
    def anchor(self) -> str:
        """What tells it from the others in an address."""
        return id_for(name_for(self.title)) or self.title.casefold()


class Role(Record):
    """One role. Its id, and the address of its page, is the name of its file."""

    title: Name
    """Title of the role, as candidates read it"""
    organisation: OrganisationId
    """Id of the organisation in site_config/organisations.yaml"""
    department: Text | None = None
    """Department or service"""
    job_family: Text | None = None
    """Family of roles between which people move"""
    grade: Text | None = None
    """Grade by job evaluation"""
    reference: Name | None = None
    """Reference of the job description"""
    reports_to: tuple[Text, ...] = ()
    """Posts that the role-holder reports to"""
    reports_in_absence_to: tuple[Text, ...] = ()
    """Posts that the role-holder turns to while the others are away"""
    accountable_to: tuple[Text, ...] = ()
    """Posts to whom the role-holder is accountable overall"""
    manages: tuple[ManagedPost, ...] = ()
    """Posts that the role-holder manages"""
    works_with: tuple[Text, ...] = ()
    """Posts, teams and partners that the role-holder works closely with"""
    clients: tuple[Clients, ...] = ()
    """Whom the role serves"""
    training: Training | None = None
    """A course that the role is linked to"""
    review_date: Day | None = None
    """Day by which this file is looked at again; documents say it, and pages do not"""
    version_note: Text | None = None
    """What changed last, or which document this follows; documents say it, and pages do not"""
    summary: Text
    """One or two sentences for lists and search results"""
    purpose: Prose | None = None
    """Why the role exists"""
    structure: Prose | None = None
    """How the role sits among others"""
    place: Place | None = None
    """Where the role is done"""
    contract: Contract
    """On what terms it is held"""
    hours: WorkingHours
    """How long and when"""
    pay: Pay
    """What it pays"""
    advert: Advert | None = None
    """What the employer says to win applicants, and who may apply"""
    duties: Duties
    """What the role-holder does"""
    requirements: Requirements | None = None
    """Qualifications, registration and supervision"""
    person_specification: PersonSpecification | None = None
    """The criteria for shortlisting and interview"""
    checks: PreEmploymentChecks | None = None
    """What is checked before someone starts"""
    extra_sections: tuple[ExtraSection, ...] = ()
    """Sections of your own, each with a heading"""
    custom_fields: dict[CustomFieldId, Text] = Field(default_factory=dict)
    """Fields of your own from site_config/custom_fields.yaml, each with what the role states"""
    application: Application | None = None
    """How to apply whenever the role is open"""
    vacancies: tuple[Vacancy, ...] = ()
    """Openings, past and present"""
    waivers: tuple[Waiver, ...] = ()
    """Advice that is not followed here, with the reason and a last day; never published"""
    notes: Notes | None = None
    """For the people who edit this file; never published"""

    @model_validator(mode="after")
    def _extra_sections_differ(self) -> Self:
        anchors = [section.anchor for section in self.extra_sections]
        for at, anchor in enumerate(anchors):
            if anchor in anchors[:at]:
                shown = self.extra_sections[at].title
                raise refuse_field(
                    self,
                    "extra_sections",
                    f'has two sections called "{shown}"; change one of the two titles',
                )
        return self
