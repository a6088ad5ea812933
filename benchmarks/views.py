"""The roles of a made project as readers see them, on one fixed day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from rolebook.check.content import read_content
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.model.site_config import SiteSettings
from rolebook.model.values.fields import LONDON
from rolebook.read.fonts import printable_characters

#: The moment for which everything is built, so that vacancies stand the same in every run.
NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=LONDON)


def read_views(project: Path) -> tuple[list[RoleView], SiteSettings]:
    """Give the roles of a project in the order of their ids, and the settings of its site."""
    today = NOW.date()
    content = read_content(project, today, printable_characters(project / "templates" / "fonts"))
    views = [role_view(id_, role, content, NOW, today) for id_, role in content.roles.items()]
    return views, content.site
