"""Roles as they are read and worded, one by one: what a build and papers have in common."""

from __future__ import annotations

from collections.abc import Sequence

from rolebook.changes.past import LastChange
from rolebook.check.content import read_content
from rolebook.enrich.role_view import RoleView, role_view
from rolebook.model.content import REFERRED_TO, Content
from rolebook.model.vacancy import Vacancy
from rolebook.problems import ContentProblems
from rolebook.settings import BuildSettings


def read_content_of(settings: BuildSettings) -> Content:
    """Read and check the content.

    Raises:
        ContentProblems: when a file of content has a problem.
    """
    from rolebook.advise.advice import rule_ids
    from rolebook.fonts import font_problems, printable_characters

    if wrong := list(font_problems(settings.templates)):
        raise ContentProblems(wrong)
    printable = printable_characters(settings.templates / "fonts")
    return read_content(settings.root, settings.now.date(), printable, rule_ids())


def view_of(
    id_: str, content: Content, settings: BuildSettings, vacancy: Vacancy | None = None
) -> RoleView:
    """Word a role: as it is advertised now, or as one ``vacancy`` advertises it at any time."""
    file = content.files[id_]
    change = last_change(file, content.blobs[file], content, settings)
    return role_view(
        id_,
        content.roles[id_],
        content,
        settings.now,
        change.day,
        change.version,
        file,
        vacancy,
    )


def last_change(
    file: str, blobs: Sequence[str], content: Content, settings: BuildSettings
) -> LastChange:
    """Tell when a role's file, or what roles share, last changed.

    ``blobs`` are the names that git may have for what was read of the file.
    """
    shared = (f"site_config/{name}.yaml" for name in REFERRED_TO)
    read = {file: blobs, **{name: content.blobs.get(name, ()) for name in shared}}
    return settings.past.last_change(read, settings.now)
