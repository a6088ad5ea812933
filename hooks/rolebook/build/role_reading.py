"""Roles as they are read and worded, one by one: what a build and papers have in common."""

from __future__ import annotations

from rolebook.base.problems import ContentProblems
from rolebook.build.settings import BuildSettings
from rolebook.changes.published import RolePast, role_versions
from rolebook.changes.shared_past import RecordsBefore, records_before
from rolebook.check.content import Checked, check_content, read_content
from rolebook.enrich.role_view import RoleView
from rolebook.model.content import Content
from rolebook.model.vacancy import Vacancy


def read_content_of(settings: BuildSettings) -> Content:
    """Read and check the content.

    Raises:
        ContentProblems: when a file of content has a problem.
    """
    from rolebook.advise.advice import rule_ids
    from rolebook.read.fonts import font_problems, printable_characters

    if wrong := list(font_problems(settings.templates)):
        raise ContentProblems(wrong)
    printable = printable_characters(settings.templates / "fonts")
    return read_content(settings.root, settings.now.date(), printable, rule_ids())


def checked_content_of(settings: BuildSettings) -> Checked:
    """Read the content as it is, with its problems beside it."""
    from rolebook.advise.advice import rule_ids
    from rolebook.read.fonts import printable_characters

    printable = printable_characters(settings.templates / "fonts")
    return check_content(settings.root, settings.now.date(), printable, rule_ids())


def view_of(
    id_: str,
    content: Content,
    settings: BuildSettings,
    vacancy: Vacancy | None = None,
    before: RecordsBefore | None = None,
) -> RoleView:
    """Word a role: as it is advertised now, or as one ``vacancy`` advertises it at any time.

    ``before`` is what roles shared before, where several are worded.
    """
    file, role, past = content.files[id_], content.roles[id_], settings.past
    versions = role_versions(past, file, content.blobs[file])
    blobs = past.read([one.blob for one in versions.versions if one.blob])
    before = before or records_before(past, content)
    reference = vacancy.reference if vacancy else ""
    was = RolePast(id_, role, versions.holding(blobs), content, before, settings.now, reference)
    return was.dated_view(file)
