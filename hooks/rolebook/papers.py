"""Papers that are made beside the site: editions of packs, and what a panel needs."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from rolebook.build import BuildSettings, example_notice, page_address, read_roles
from rolebook.enrich.role_view import RoleView
from rolebook.project import site_settings
from rolebook.render.editions import (
    FILE_NAMES,
    Issue,
    RoleEdition,
    booklet_job,
    edition_job,
)
from rolebook.render.panel.papers import panel_papers
from rolebook.render.supporting_statement import supporting_statement
from rolebook.render.typst_pdf import render_pdfs
from rolebook.revision import change_dates, content_version
from rolebook.suggest import known_hint


@dataclass(frozen=True)
class Desk:
    """The roles that somebody asked for, and what their papers need besides."""

    settings: BuildSettings
    issue: Issue
    colour: str
    roles: Sequence[RoleView]
    left_out: list[str] = field(default_factory=list)
    """What could not be made, and why"""

    @property
    def templates(self) -> Path:
        """The folder of the templates."""
        return self.settings.root / "templates"


def desk_of(root: Path, now: dt.datetime, ids: Sequence[str]) -> Desk:
    """Read the project at ``root`` as it is advertised at ``now``, and pick roles by their ids.

    Raises:
        ContentProblems: when a file of content has a problem.
        LookupError: for an id that no role has, with the nearest one that there is.
    """
    name, address = site_settings(root)
    settings = BuildSettings(
        root=root,
        site_name=name,
        now=now,
        change_dates=change_dates(root, now.date()),
        workers=os.cpu_count() or 1,
        site_address=address,
    )
    content, views = read_roles(settings)
    by_id = {view.id: view for view in views}
    for id_ in ids:
        if id_ not in by_id:
            raise LookupError(f'there is no role "{id_}"; {known_hint(id_, by_id)}')
    issue = Issue(name, content_version(root), example_notice(content))
    return Desk(settings, issue, content.site.colour, [by_id[id_] for id_ in ids])


def pack_files(desk: Desk, edition: str) -> Iterator[tuple[str, bytes]]:
    """Make an edition of the pack of each role, one booklet of all, or candidates' statements."""
    if edition == "supporting-statement":
        yield from _statements(desk)
        return
    if edition == "booklet":
        names = [FILE_NAMES["booklet"]]
        jobs = [booklet_job(desk.roles, desk.issue, desk.settings.site_name, desk.colour)]
    else:
        chosen = cast("RoleEdition", edition)
        names = [f"{view.id}/{FILE_NAMES[chosen]}" for view in desk.roles]
        jobs = [
            edition_job(chosen, view, desk.issue, page_address(view, desk.settings))
            for view in desk.roles
        ]
    made = render_pdfs(jobs, desk.templates, desk.settings.workers)
    for name, pdf in zip(names, made, strict=True):
        yield name, pdf.data


def _statements(desk: Desk) -> Iterator[tuple[str, bytes]]:
    for view in desk.roles:
        form = supporting_statement(view)
        if form is None:
            reason = "no supporting statement: no criterion is assessed by application"
            desk.left_out.append(f"{view.id}: {reason}")
        else:
            yield f"{view.id}/supporting-statement.docx", form


def panel_files(desk: Desk, candidates: int) -> Iterator[tuple[str, bytes]]:
    """Make the papers of the panel of each role, for so many ``candidates``."""
    for view in desk.roles:
        papers = panel_papers(view, desk.issue.site_name, candidates)
        desk.left_out.extend(f"{view.id}: {reason}" for reason in papers.left_out)
        for name, data in papers.rendered(desk.templates, desk.settings.workers).items():
            yield f"{view.id}/{name}", data
