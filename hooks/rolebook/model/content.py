"""Everything that was read: the roles and what they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, get_args, get_type_hints

from rolebook.base.words import Words
from rolebook.model.values.fields import Record

from .advice_settings import AdviceSettings
from .duties import DutySet
from .letterhead import Letterhead
from .person_specification import SharedCriterion
from .references import lists_referred_to
from .requirements import ProfessionalBody
from .role import Role
from .site_config import (
    CareerPath,
    Comparison,
    CustomField,
    Location,
    Logo,
    Organisation,
    PayScale,
    SiteSettings,
    Statement,
)


@dataclass(frozen=True)
class Content:
    """Checked content; every id that a role names is a key of the mapping that it belongs to.

    What a file of site_config/ holds by id is marked with what one of its records is called.
    """

    site: SiteSettings
    words: Words
    """The words of Rolebook's own that readers see, with those that the employer chose"""
    roles: Mapping[str, Role]
    organisations: Annotated[Mapping[str, Organisation], "organisation"]
    locations: Annotated[Mapping[str, Location], "location"] = field(default_factory=dict)
    general_duties: Annotated[Mapping[str, DutySet], "general duties"] = field(default_factory=dict)
    shared_criteria: Annotated[Mapping[str, SharedCriterion], "shared criterion"] = field(
        default_factory=dict
    )
    statements: Annotated[Mapping[str, Statement], "statement"] = field(default_factory=dict)
    professional_bodies: Annotated[Mapping[str, ProfessionalBody], "professional body"] = field(
        default_factory=dict
    )
    pay_scales: Annotated[Mapping[str, PayScale], "pay scale"] = field(default_factory=dict)
    comparisons: Annotated[Mapping[str, Comparison], "comparison"] = field(default_factory=dict)
    career_paths: Annotated[Mapping[str, CareerPath], "career path"] = field(default_factory=dict)
    custom_fields: Annotated[Mapping[str, CustomField], "custom field"] = field(
        default_factory=dict
    )
    files: Mapping[str, str] = field(default_factory=dict)
    """The file of each role by its id, relative to the project"""
    blobs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The names that git may have for what each file held when it was read"""
    logos: Mapping[str, Logo] = field(default_factory=dict)
    """By the id of the organisation"""
    pictures: Mapping[str, Logo] = field(default_factory=dict)
    """Those of the site, by the field of its settings that names them"""
    letterheads: Mapping[str, Letterhead] = field(default_factory=dict)
    """By the id of the organisation"""
    advice: AdviceSettings = field(default_factory=AdviceSettings)
    """What advice is measured against; nothing that is published depends on it"""


_HINTS = get_type_hints(Content, include_extras=True)
#: What one record of each file of site_config/ that holds records by id is called in a sentence.
CATALOGUE_NOUNS: dict[str, str] = {
    name: hint.__metadata__[0] for name, hint in _HINTS.items() if hasattr(hint, "__metadata__")
}
#: What each of these files holds.
CATALOGUE_RECORDS: dict[str, type[Record]] = {
    name: get_args(_HINTS[name].__origin__)[1] for name in CATALOGUE_NOUNS
}
_LISTS = lists_referred_to((Role, *CATALOGUE_RECORDS.values()))
#: The files of site_config/ to whose records roles refer, by themselves or through another.
REFERRED_TO: tuple[str, ...] = tuple(name for name in CATALOGUE_RECORDS if name in _LISTS)
