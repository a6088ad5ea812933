"""All roles of a site as readers see them, one by one and compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from rolebook.enrich.role_view import RoleView
from rolebook.model.content import Content
from rolebook.model.site_config import SiteSettings

from .careers import CareerView, career_view
from .comparison import (
    MOST_COLUMNS,
    MOST_ON_PAPER,
    CriterionGroup,
    SideBySide,
    criteria_matrix,
    side_by_side,
)

View = TypeVar("View", bound=RoleView, covariant=True)


def last_known(days: Iterable[dt.date | None]) -> dt.date | None:
    """Give the last of some days, as far as they are known."""
    return max((day for day in days if day), default=None)


class SiteView(Generic[View]):
    """What readers are told, in whichever form: roles, and roles compared when somebody asks."""

    def __init__(self, content: Content, roles: Sequence[View]) -> None:
        """``roles`` are in the order in which lists give them."""
        self.content = content
        self.roles = tuple(roles)

    @cached_property
    def _by_id(self) -> dict[str, View]:
        return {view.id: view for view in self.roles}

    @cached_property
    def changed(self) -> dt.date | None:
        """The last day on which the content of a role is known to have changed."""
        return last_known(view.content_date for view in self.roles)

    @cached_property
    def groups(self) -> tuple[SideBySide, ...]:
        """The named comparisons."""
        return tuple(
            side_by_side(id_, comparison, [self._by_id[role] for role in comparison.roles])
            for id_, comparison in self.content.comparisons.items()
        )

    @cached_property
    def careers(self) -> tuple[CareerView, ...]:
        """The career paths with their steps."""
        paths = self.content.career_paths.items()
        return tuple(career_view(id_, path, self._by_id) for id_, path in paths)

    @property
    def has_matrix(self) -> bool:
        """Whether there are few enough roles for one table of all their criteria."""
        return len(self.roles) <= MOST_COLUMNS

    @property
    def is_printed(self) -> bool:
        """Whether there are few enough roles to print a table of all of them."""
        return len(self.roles) <= MOST_ON_PAPER

    @cached_property
    def matrix(self) -> tuple[CriterionGroup, ...] | None:
        """Which roles ask for which criterion; None where there are too many for one table."""
        return tuple(criteria_matrix(self.roles)) if self.has_matrix else None

    @property
    def example_notice(self) -> str:
        """The words that say that the roles are examples; empty where they are not."""
        return example_notice(self.content.site)


def example_notice(site: SiteSettings) -> str:
    """Give the words that say that the roles are examples; empty where they are not."""
    notice = site.example_notice
    return notice.text.plain if notice and notice.shown else ""
