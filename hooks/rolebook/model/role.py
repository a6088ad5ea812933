"""A role: the standing definition of a job, one file in ``content/roles/``."""

from __future__ import annotations

from .advert import Advert
from .checks import PreEmploymentChecks
from .contract import Contract
from .duties import Duties
from .fields import Day, Id, Number, Prose, Record, Text
from .hours import WorkingHours
from .pay import Pay
from .person_specification import PersonSpecification
from .place import Place
from .requirements import Requirements
from .vacancy import Application, Vacancy


class ManagedPost(Record):
    """Posts that the role-holder manages."""

    post: Text
    """Title of the posts"""
    fte: Number | None = None
    """How many, as full-time equivalents: 3.5"""


class Role(Record):
    """One role. Its id, and the address of its page, is the name of its file."""

    title: Text
    """Title of the role, as candidates read it"""
    organisation: Id
    """Id of the organisation in site_config/organisations.yaml"""
    department: Text | None = None
    """Department or service"""
    job_family: Text | None = None
    """Family of roles between which people move"""
    grade: Text | None = None
    """Grade by job evaluation"""
    reference: Text | None = None
    """Reference of the job description"""
    reports_to: tuple[Text, ...] = ()
    """Posts that the role-holder reports to"""
    accountable_to: tuple[Text, ...] = ()
    """Posts to whom the role-holder is accountable overall"""
    manages: tuple[ManagedPost, ...] = ()
    """Posts that the role-holder manages"""
    review_date: Day | None = None
    """Day by which this file is looked at again"""
    version_note: Text | None = None
    """What changed last, or which document this follows"""
    summary: Text
    """One or two sentences for lists and search results"""
    purpose: Prose | None = None
    """Why the role exists"""
    structure: Prose | None = None
    """How the role sits among others"""
    place: Place | None = None
    contract: Contract
    hours: WorkingHours
    pay: Pay
    advert: Advert | None = None
    duties: Duties
    requirements: Requirements | None = None
    person_specification: PersonSpecification | None = None
    checks: PreEmploymentChecks | None = None
    application: Application | None = None
    """How to apply whenever the role is open"""
    vacancies: tuple[Vacancy, ...] = ()
    """Openings, past and present"""
    notes: Prose | None = None
    """For the people who edit this file; never published"""
