"""What rules look at: each role with its texts and criteria, each organisation, all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rolebook.model.content import Content
from rolebook.model.person_specification import Importance
from rolebook.model.role import Role
from rolebook.model.site_config import Organisation
from rolebook.read.source_file import Path

from .texts import Words, texts_of

#: The parts of a role that candidates read as its advert.
_ADVERT = ("title", "summary", "purpose", "advert")
#: The parts that say what is asked of a person.
_ASKED = ("person_specification", "requirements")


@dataclass(frozen=True)
class WordedCriterion:
    """A criterion in one of its forms, as the role's own file words it."""

    path: Path
    text: str
    importance: Importance
    assessed_by: tuple[str, ...]
    own: bool
    """Whether it belongs to this role alone, and is not shared"""


@dataclass(frozen=True)
class RoleFile:
    """One role with what rules ask about it."""

    id: str
    file: str
    role: Role
    content: Content
    today: dt.date
    committed: Mapping[str, dt.datetime] | None = None
    """When the closing date of each vacancy that has closed was first committed, by reference; the
    others are not committed yet. None without git"""

    @property
    def organisation(self) -> Organisation:
        """The employer."""
        return self.content.organisations[self.role.organisation]

    @cached_property
    def texts(self) -> tuple[Words, ...]:
        """Every text of the role that a reader sees, in the order of the model."""
        return tuple(texts_of(self.role))

    @cached_property
    def advert(self) -> tuple[Words, ...]:
        """The texts that candidates read as the advert."""
        return tuple(words for words in self.texts if words.path[0] in _ADVERT)

    @cached_property
    def asked(self) -> tuple[Words, ...]:
        """The texts that say what is asked of a person."""
        return tuple(words for words in self.texts if words.path[0] in _ASKED)

    @cached_property
    def criteria(self) -> tuple[WordedCriterion, ...]:
        """The criteria that the role words itself."""
        return tuple(self._criteria())

    def _criteria(self) -> Iterator[WordedCriterion]:
        specification = self.role.person_specification
        for index, criterion in enumerate(specification.criteria if specification else ()):
            path: Path = ("person_specification", "criteria", index)
            shared = self.content.shared_criteria.get(criterion.shared or "")
            assessed = criterion.filled_in(shared).assessed_by
            forms: tuple[Importance, ...] = ("essential", "desirable")
            for form in forms:
                text = getattr(criterion, form)
                if text is not None:
                    own = criterion.id is not None
                    yield WordedCriterion((*path, form), text, form, assessed, own)

    @property
    def essential_criteria(self) -> int:
        """How many criteria are essential, shared ones included."""
        specification = self.role.person_specification
        criteria = specification.criteria if specification else ()
        return sum(criterion.is_essential for criterion in criteria)


@dataclass(frozen=True)
class OrganisationEntry:
    """One organisation with the roles that it publishes."""

    id: str
    organisation: Organisation
    content: Content
    roles: tuple[RoleFile, ...]

    @property
    def path(self) -> Path:
        """Where it stands in its file."""
        return ("organisations", self.id)


@dataclass(frozen=True)
class Library:
    """All roles of a site. ``whole`` tells that none was left out for having problems."""

    content: Content
    roles: tuple[RoleFile, ...]
    today: dt.date
    whole: bool
