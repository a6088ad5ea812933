"""What the files in ``site_config/`` hold, each kept once and referred to by id."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, Self, get_args

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from rolebook.base import dates
from rolebook.base.money import number
from rolebook.base.suggestions import known_hint
from rolebook.base.words import Words
from rolebook.model.edition_names import PUBLISHED_EDITIONS, PublishedEdition
from rolebook.model.values.fields import (
    AnnualMoney,
    Colour,
    Day,
    Email,
    HostAddress,
    Hours,
    Number,
    Phone,
    Postcode,
    Prose,
    Record,
    Text,
    WebAddress,
    YesNo,
    check_range,
    refuse,
    refuse_field,
)

from .pay import SpinePoints
from .references import LocationId, RoleId, StatementId
from .vacancy import Application
from .waiver import Waiver


class Address(Record):
    """A postal address in the United Kingdom, as far as it is known."""

    lines: tuple[Text, ...] = ()
    """Building and street"""
    town: Text | None = None
    county: Text | None = None
    postcode: Postcode | None = None


class Location(Record):
    """A named place of work."""

    name: Text
    """Name as candidates read it"""
    kind: Literal["office", "centre", "community", "area", "site"] = "office"
    """office, centre, community (venues of others), area, or site"""
    address: Address | None = None
    region: Text | None = None
    """Region of the United Kingdom, for finding roles and for job boards: South East"""
    detail: Text | None = None


class Welcome(Record):
    """A letter to candidates, or other words with which an employer opens its job packs."""

    text: Prose
    """The words"""
    name: Text | None = None
    """Who signs them"""
    post: Text | None = None
    """Post of the person who signs"""


class Organisation(Record):
    """An employer that publishes on this site."""

    name: Text
    """Name as candidates read it"""
    kind: Text | None = None
    """Kind of organisation, such as registered charity"""
    charity_number: Text | None = None
    part_of: Text | None = None
    """The group that it belongs to"""
    welcome: Welcome | None = None
    """A letter to candidates"""
    about: Prose | None = None
    """About the organisation"""
    values: tuple[Text, ...] = ()
    benefits: tuple[Text, ...] = ()
    """Benefits of every role"""
    statements: tuple[StatementId, ...] = ()
    """Ids of statements in site_config/statements.yaml"""
    head_office: LocationId | None = None
    """Id of the location"""
    website: WebAddress | None = None
    email: Email | None = None
    phone: Phone | None = None
    application: Application | None = None
    """How to apply, unless a role or a vacancy says otherwise"""
    colour: Colour = "#0b5c6b"
    """Brand colour, dark enough for white text on it; that of the site if you leave it out"""
    logo: Text | None = None
    """File of the logo, as SVG or PNG, in site_config/"""
    logo_description: Text | None = None
    """What the logo shows, for people who cannot see it"""
    letterhead: Text | None = None
    """File of the letterhead, as a Word document (.docx), in site_config/"""
    pays_real_living_wage: YesNo = False
    """yes, where the employer pledges the real Living Wage to everyone whom it employs"""
    all_posts_here: YesNo = False
    """yes, where every post has a role here, so that reporting lines can be checked"""
    waivers: tuple[Waiver, ...] = ()
    """Advice that is not followed here, with the reason and a last day; never published"""


@dataclass(frozen=True)
class Logo:
    """The picture of an organisation's logo, with words for people who cannot see it."""

    data: bytes
    kind: Literal["svg", "png"]
    description: str


class Statement(Record):
    """Words that the employer is bound to, or chooses, to publish with a role."""

    title: Text
    kind: Literal["equality", "safeguarding", "disability", "data-protection", "other"]
    text: Prose


class Source(Record):
    """Where a figure comes from."""

    title: Text
    """Name of the document"""
    link: WebAddress | None = None
    checked_on: Day
    """Day on which the figures were compared with the document"""


class Band(Record):
    """A band of a pay scale: a lowest and a highest amount, or spine points."""

    minimum: AnnualMoney | None = None
    """Pounds a year, full time"""
    maximum: AnnualMoney | None = None
    """Pounds a year, full time"""
    lowest_point: Text | None = None
    highest_point: Text | None = None

    @model_validator(mode="after")
    def _amounts_or_points(self) -> Self:
        amounts = self.minimum is not None and self.maximum is not None
        points = self.lowest_point is not None and self.highest_point is not None
        if amounts == points:
            raise refuse(
                "needs either minimum and maximum, or lowest_point and highest_point; "
                "write one pair"
            )
        check_range(self, "minimum", "maximum")
        return self


class PayScaleVersion(Record):
    """The figures of a pay scale from one day on."""

    effective_from: Day
    source: Source
    points: dict[Text, AnnualMoney] = Field(default_factory=dict)
    """Pounds a year, full time, for each spine point"""
    bands: dict[Text, Band] = Field(default_factory=dict)

    def amounts_of(self, band: str | None, points: SpinePoints | None) -> tuple[Decimal, Decimal]:
        """Give the lowest and the highest amount of a band, or of a run of spine points.

        Raises:
            KeyError: where there is no such band or point.
        """
        ends = (points.lowest, points.highest) if points else None
        if band is not None:
            named = self.bands[band]
            if named.minimum is not None and named.maximum is not None:
                return named.minimum, named.maximum
            ends = (named.lowest_point or "", named.highest_point or "")
        assert ends is not None, "pay on a scale names a band or points"
        return self.points[ends[0]], self.points[ends[1]]


class PayScale(Record):
    """A pay scale with its figures through the years."""

    name: Text
    full_time_hours: Hours
    """Hours a week of a full-time post on this scale"""
    versions: tuple[PayScaleVersion, ...]


def version_on(scale: PayScale, day: dt.date) -> PayScaleVersion | None:
    """Give the figures of a pay scale that are in effect on ``day``."""
    in_effect = [version for version in scale.versions if version.effective_from <= day]
    return max(in_effect, key=lambda version: version.effective_from, default=None)


class Comparison(Record):
    """Roles to be shown side by side."""

    title: Text
    introduction: Prose | None = None
    roles: tuple[RoleId, ...] = Field(min_length=2)


class CareerPath(Record):
    """Roles that lead from one to the next, in their order."""

    title: Text
    """Name of the path"""
    introduction: Prose | None = None
    """Words at the top of its page"""
    source: Text | None = None
    """Where the order is laid down, such as the employer's career framework"""
    roles: tuple[RoleId, ...] = Field(min_length=2)
    """Ids of the roles, the first step first"""


_DAY: TypeAdapter[Day] = TypeAdapter(Day)
_NUMBER: TypeAdapter[Decimal] = TypeAdapter(Number)
_YES_NO: TypeAdapter[bool] = TypeAdapter(YesNo)
_READ: dict[str, TypeAdapter[Any]] = {"date": _DAY, "number": _NUMBER, "yes-no": _YES_NO}


class CustomField(Record):
    """A field of the employer's own, which roles may state."""

    label: Text
    """What readers see before the value"""
    type: Literal["text", "number", "date", "choice", "yes-no"] = "text"
    """text, number, date, choice or yes-no"""
    choices: tuple[Text, ...] = ()
    """What can be chosen, for the type choice"""
    shown: Literal["at-a-glance", "facts", "data"] = "facts"
    """facts: in page and documents; at-a-glance: also at the top; data: in JSON and CSV alone"""
    compared: YesNo = True
    """Whether comparisons have a row for it, if pages show it"""
    filtered: YesNo = False
    """Whether readers can narrow lists down by it, if pages show it"""

    @model_validator(mode="after")
    def _choices_go_with_the_type(self) -> Self:
        if (self.type == "choice") != bool(self.choices):
            if self.choices:
                raise refuse_field(
                    self, "choices", f"goes with type: choice, and this is {self.type}; take it out"
                )
            such_as = "such as choices: [Day, Night]"
            raise refuse(f'is a choice without "choices"; write what can be chosen, {such_as}')
        return self

    def problem(self, typed: str) -> str:
        """Say why a role cannot state a value; empty if it can."""
        if self.type == "choice" and typed not in self.choices:
            return f'"{typed}" is not one of the choices; {known_hint(typed, self.choices)}'
        if self.type in _READ:
            try:
                _READ[self.type].validate_python(typed)
            except ValidationError as error:
                return str(error.errors()[0]["msg"])
        return ""

    def words(self, typed: str, catalogue: Words) -> str:
        """Word a value that a role states."""
        if self.type == "date":
            return dates.day(_DAY.validate_python(typed))
        if self.type == "number":
            return number(_NUMBER.validate_python(typed))
        if self.type == "yes-no":
            return catalogue("answers.yes" if _YES_NO.validate_python(typed) else "answers.no")
        return typed


class ExampleNotice(Record):
    """Says on every list that the roles are not live adverts."""

    shown: YesNo
    text: Prose


class AllowedHosts(Record):
    """Other hosts that pages may use, such as those of analytics or of a form shown in a page.

    Every other host is refused by the Content-Security-Policy
    (https://www.w3.org/TR/CSP3/#csp-directives).
    """

    scripts: tuple[HostAddress, ...] = ()
    """Hosts of scripts"""
    connections: tuple[HostAddress, ...] = ()
    """Hosts that scripts may send to and read from"""
    frames: tuple[HostAddress, ...] = ()
    """Hosts whose pages may be shown within a page, such as a form or a video"""
    forms: tuple[HostAddress, ...] = ()
    """Hosts to which a form may be sent"""
    pictures: tuple[HostAddress, ...] = ()
    """Hosts of pictures"""
    styles: tuple[HostAddress, ...] = ()
    """Hosts of style sheets"""
    fonts: tuple[HostAddress, ...] = ()
    """Hosts of fonts"""


EXTRA_SECTIONS = "extra-sections"
"""Means every section of the employer's own"""
HideableSection = Literal[
    "about-the-role", "purpose", "structure", "checks", "extra-sections", "about-us", "statements",
]  # fmt: skip
"""A section without which a candidate still learns what the job is and how to apply"""
SectionName = Literal[
    HideableSection, "terms", "duties", "requirements", "person-specification", "pay-and-benefits",
    "key-dates", "how-to-apply", "who-to-talk-to",
]  # fmt: skip

Output = Literal["search", "compare", "criteria", "feeds", "job-feed", "table"]
"""Search, comparing any roles, index of criteria, feeds, the feed for job boards, the CSV table"""
OUTPUTS: tuple[Output, ...] = get_args(Output)

#: Which fields of the settings name pictures, and which kinds of file these may be.
SITE_PICTURES = {
    "logo": (".svg", ".png"),
    "favicon": (".svg", ".png"),
    "social_image": (".png",),
}


class SiteSettings(Record):
    """Words and look of the site as a whole."""

    heading: Text
    """Heading of the home page"""
    introduction: Prose
    """Words at the top of the home page"""
    example_notice: ExampleNotice | None = None
    colour: Colour = "#0b5c6b"
    """Colour of the header and of links; dark enough for white text on it"""
    logo: Text | None = None
    """File of the logo in the header of each page, as SVG or PNG, in site_config/"""
    favicon: Text | None = None
    """File of the small picture in browser tabs, as SVG or PNG, in site_config/"""
    social_image: Text | None = None
    """File of the picture shown where somebody shares the site, as PNG, in site_config/"""
    footer: Prose | None = None
    """Words and links at the foot of each page"""
    editions: tuple[PublishedEdition, ...] = PUBLISHED_EDITIONS
    """Documents that each role's page offers; all of them where left out"""
    section_order: tuple[SectionName, ...] = ()
    """Sections that come first in pages and documents, in this order; the others follow"""
    hidden_sections: tuple[HideableSection, ...] = ()
    """Sections that no page or document shows"""
    outputs: tuple[Output, ...] = OUTPUTS
    """What the site has besides pages and documents; all of it if you leave it out"""
    allowed_hosts: AllowedHosts = AllowedHosts()
    """Other hosts that pages may use; none if you leave it out"""
    role_source_link: YesNo = False
    """Whether each role's page links to its file in git, where the notes in it can be read"""
    waivers: tuple[Waiver, ...] = ()
    """Advice that is not followed here, with the reason and a last day; never published"""

    @model_validator(mode="after")
    def _offers_the_job_pack(self) -> Self:
        if "full" not in self.editions:
            raise refuse_field(
                self, "editions", "leaves out full, the job pack, which every role has; add full"
            )
        return self
