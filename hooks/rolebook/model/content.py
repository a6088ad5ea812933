"""Everything that was read: the roles and what they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .advice_settings import AdviceSettings
from .duties import DutySet
from .fields import Record
from .letterhead import Letterhead
from .person_specification import SharedCriterion
from .requirements import ProfessionalBody
from .role import Role
from .site import (
    CareerPath,
    Comparison,
    Location,
    Logo,
    Organisation,
    PayScale,
    SiteSettings,
    Statement,
)


@dataclass(frozen=True)
class Content:
    """Checked content; every id that a role names is a key of the mapping that it belongs to."""

    site: SiteSettings
    roles: Mapping[str, Role]
    organisations: Mapping[str, Organisation]
    locations: Mapping[str, Location] = field(default_factory=dict)
    general_duties: Mapping[str, DutySet] = field(default_factory=dict)
    shared_criteria: Mapping[str, SharedCriterion] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    professional_bodies: Mapping[str, ProfessionalBody] = field(default_factory=dict)
    pay_scales: Mapping[str, PayScale] = field(default_factory=dict)
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    career_paths: Mapping[str, CareerPath] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    """The file of each role by its id, relative to the project"""
    logos: Mapping[str, Logo] = field(default_factory=dict)
    """By the id of the organisation"""
    letterheads: Mapping[str, Letterhead] = field(default_factory=dict)
    """By the id of the organisation"""
    advice: AdviceSettings = field(default_factory=AdviceSettings)
    """What advice is measured against; nothing that is published depends on it"""


#: The files of site_config/ that hold records by id, and what they hold.
CATALOGUE_RECORDS: dict[str, type[Record]] = {
    "organisations": Organisation,
    "locations": Location,
    "general_duties": DutySet,
    "shared_criteria": SharedCriterion,
    "statements": Statement,
    "professional_bodies": ProfessionalBody,
    "pay_scales": PayScale,
    "comparisons": Comparison,
    "career_paths": CareerPath,
}
