"""The shape of a role as data for other programs, from which its published schema is made."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Record(BaseModel):
    # Open to keys that come later: who reads these files should not break when one is added.
    model_config = ConfigDict(frozen=True, defer_build=True)


class OrganisationRecord(_Record):
    """The employer."""

    id: str
    name: str
    website: str | None = None


class PlaceRecord(_Record):
    """A place of work, as far as its address is known."""

    name: str
    lines: tuple[str, ...] = ()
    town: str | None = None
    county: str | None = None
    postcode: str | None = None
    region: str | None = None


class PayRecord(_Record):
    """What is paid, in words and, where programs can use it, in numbers."""

    words: str = Field(description="Pay as the employer states it")
    unpaid: bool = Field(description="Whether some or all of the work is unpaid")
    currency: Literal["GBP"] | None = Field(None, description="Of the numbers, where there are any")
    minimum: float | None = Field(None, description="Least for the hours of the post, per unit")
    maximum: float | None = Field(None, description="Most for the hours of the post, per unit")
    unit: Literal["year", "day", "hour"] | None = Field(
        None, description="Time over which minimum and maximum are paid"
    )
    full_time_minimum: float | None = Field(None, description="Least for a full-time year")
    full_time_maximum: float | None = Field(None, description="Most for a full-time year")


class HoursRecord(_Record):
    """How long the work takes."""

    words: str
    pattern: Literal["full-time", "part-time", "either", "flexible"]
    hours_a_week: float | None = None
    full_time_hours: float | None = Field(None, description="Hours a week of a full-time post")
    weeks_a_year: float | None = Field(None, description="For posts of part of a year")


class ContractRecord(_Record):
    """On what terms the post is held."""

    words: str
    type: str
    months: int | None = Field(None, description="Length of a contract that ends")
    ends: dt.date | None = None


class TermsRecord(_Record):
    """Hours, contract, pay and places; of the role, or of one vacancy where that differs."""

    hours: HoursRecord
    contract: ContractRecord
    pay: PayRecord
    workplace: Literal["on-site", "hybrid", "remote"] | None = None
    places: tuple[PlaceRecord, ...] = Field(description="The base first, then other places")


class InterviewRecord(_Record):
    """A day of interviews."""

    on: dt.date
    detail: str | None = None


class VacancyRecord(TermsRecord):
    """One open vacancy. One that has closed is in no file."""

    reference: str
    example: bool = Field(description="True where nobody can apply: it shows how the site works")
    url: str = Field(description="Where the role's page tells about it")
    posts: int | None = None
    opens: dt.datetime | None = None
    closes: dt.datetime | None = Field(None, description="At this minute it is closed")
    open_until_filled: bool
    review_on: dt.date | None = None
    may_close_after: int | None = Field(None, description="Applications after which it may close")
    interviews: tuple[InterviewRecord, ...] = ()
    apply_link: str | None = None
    apply_email: str | None = None


class RoleSummary(TermsRecord):
    """A role in the list of roles."""

    id: str
    url: str = Field(description="The role's page")
    data: str = Field(description="The whole role as data")
    title: str
    organisation: OrganisationRecord
    department: str | None = None
    job_family: str | None = None
    grade: str | None = None
    reference: str | None = Field(None, description="Reference of the job description")
    summary: str
    status: Literal["open", "closed", "not-advertised"]
    example: bool = Field(description="True where every open vacancy is an example")
    changed: dt.date | None = Field(
        None, description="Day on which the role last changed; left out if not known"
    )
    custom_fields: dict[str, str] | None = Field(
        None, description="Fields of the employer's own by their ids, as typed in the role's file"
    )
    vacancies: tuple[VacancyRecord, ...]


class SectionRecord(_Record):
    """A section of the role's description."""

    id: str = Field(description="Anchor on the role's page")
    title: str
    html: str = Field(description="Paragraphs and lists, with links and emphasis")
    sections: tuple[SectionRecord, ...] = ()


class CriterionRecord(_Record):
    """One criterion of the person specification."""

    id: str
    shared: bool = Field(description="Whether other roles ask for the same by the same id")
    category: str
    essential: str | None = None
    desirable: str | None = None
    assessed_by: tuple[str, ...] = ()


class RoleRecord(RoleSummary):
    """A role in whole."""

    reports_to: tuple[str, ...] = ()
    criteria: tuple[CriterionRecord, ...]
    sections: tuple[SectionRecord, ...]


class RoleList(_Record):
    """Every role of the site."""

    site: str
    roles: tuple[RoleSummary, ...]
