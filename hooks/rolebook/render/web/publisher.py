"""The site that publishes, and where the files that belong to a role lie on it."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.base.words import Words
from rolebook.enrich.role_view import RoleView
from rolebook.enrich.vacancy_view import VacancyView


@dataclass(frozen=True)
class Publisher:
    """The name of the site, and its address, which ends with a slash or is empty if not known."""

    name: str
    address: str = ""

    def url(self, path: str) -> str:
        """Give the address of a file; relative to the site where that of the site is not known."""
        return self.address + path

    def page(self, view: RoleView) -> str:
        """Give the address of a role's page."""
        return self.url(f"roles/{view.id}/")

    def place(self, view: RoleView, vacancy: VacancyView) -> str:
        """Give the address at which the role's page tells about one vacancy."""
        return f"{self.page(view)}#{vacancy.anchor}"


def dates_path(view: RoleView) -> str:
    """Give the path of the calendar of a role's dates."""
    return f"roles/{view.id}/dates.ics"


def data_path(view: RoleView) -> str:
    """Give the path of a role as data."""
    return f"roles/{view.id}/role.json"


def picture_path(view: RoleView) -> str:
    """Give the path of the picture that is shown where somebody shares a role."""
    return f"roles/{view.id}/share.png"


def logo_path(view: RoleView) -> str | None:
    """Give the path of the employer's logo, where it has one."""
    return f"assets/rolebook/logo-{view.organisation_id}.{view.logo.kind}" if view.logo else None


def displayed_title(title: str, example: bool, words: Words) -> str:
    """Give the title of a vacancy for lists that people read; an example never looks live."""
    return words("feeds.example_title", title=title) if example else title
