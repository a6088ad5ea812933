"""All roles of a site as readers see them, one by one and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rolebook.model.content import Content
from rolebook.model.site import SiteSettings

from .careers import CareerView, career_view
from .comparison import MOST_COLUMNS, CriterionGroup, SideBySide, criteria_matrix, side_by_side
from .role_view import RoleView


@dataclass(frozen=True)
class SiteView:
    """What readers are told, in whichever form: roles, and roles compared."""

    content: Content
    roles: tuple[RoleView, ...]
    groups: tuple[SideBySide, ...]
    careers: tuple[CareerView, ...]
    matrix: tuple[CriterionGroup, ...] | None
    """None where there are too many roles for one table"""

    @property
    def example_notice(self) -> str:
        """The words that say that the roles are examples; empty where they are not."""
        return example_notice(self.content.site)


def example_notice(site: SiteSettings) -> str:
    """Give the words that say that the roles are examples; empty where they are not."""
    notice = site.example_notice
    return notice.text.plain if notice and notice.shown else ""


def site_view(content: Content, roles: Sequence[RoleView]) -> SiteView:
    """Compare the roles of a site, and put them on their career paths."""
    by_id = {view.id: view for view in roles}
    groups = tuple(
        side_by_side(id_, comparison, [by_id[role] for role in comparison.roles])
        for id_, comparison in content.comparisons.items()
    )
    matrix = tuple(criteria_matrix(roles)) if len(roles) <= MOST_COLUMNS else None
    careers = tuple(career_view(id_, path, by_id) for id_, path in content.career_paths.items())
    return SiteView(content, tuple(roles), groups, careers, matrix)
