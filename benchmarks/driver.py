"""What each measured process does; it prints what it finds as one line of JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from itertools import repeat
from pathlib import Path
from statistics import median

import click

from rolebook.build.processes import processes
from rolebook.enrich.role_view import RoleView
from rolebook.model.edition_names import RoleEdition
from rolebook.render.documents.editions import Issue, edition_job
from rolebook.render.documents.panel.panel_papers import panel_papers
from rolebook.render.documents.supporting_statement import supporting_statement
from rolebook.render.documents.typst_pdf import pdf_here, render_pdfs
from rolebook.render.web.downloads import PDF_EDITIONS
from rolebook.render.web.pages import WebPages

from .peers.chromium import print_packs
from .peers.pack_html import pack_html
from .peers.weasyprint import make_packs
from .serving import saves
from .views import read_views

#: Every PDF of one role.
_EDITIONS = tuple(PDF_EDITIONS.values())
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def main() -> None:
    """Run one measured process."""


@main.command()
@click.argument("project", type=_FOLDER)
@click.argument("workers", type=int)
@click.option("--all-editions", is_flag=True, help="Every PDF of a role, not its pack alone.")
@click.option("--sample", type=int, help="Of how many roles; of all where left out.")
def packs(project: Path, workers: int, all_editions: bool, sample: int | None) -> None:
    """Make the packs of roles and nothing else; reading the roles is not counted."""
    views, site = read_views(project)
    views = _by_turns(views)[:sample]
    notice = site.example_notice.text.plain if site.example_notice else None
    issue = Issue("Example jobs", notice)
    editions: tuple[RoleEdition, ...] = _EDITIONS if all_editions else ("full",)
    start = time.perf_counter()
    jobs = (
        edition_job(edition, view, issue, f"https://jobs.example.org/roles/{view.id}/")
        for view in views
        for edition in editions
    )
    # As in a build, none is kept in memory: the parent process only hands them on.
    templates = project / "templates"
    if workers == 1:
        files = sum(1 for _ in render_pdfs(jobs, templates, 1))
    else:
        with processes(workers) as pool:
            files = sum(1 for _ in pool.map(pdf_here, jobs, repeat(templates)))
    _tell(seconds=time.perf_counter() - start, packs=len(views), files=files)


@main.command()
@click.argument("project", type=_FOLDER)
@click.argument("roles", type=int)
def papers(project: Path, roles: int) -> None:
    """Make every edition, form and panel paper of the first roles, in one process."""
    views, _ = read_views(project)
    issue, templates = Issue("Example jobs"), project / "templates"
    start = time.perf_counter()
    for view in _by_turns(views)[:roles]:
        jobs = [edition_job(edition, view, issue) for edition in _EDITIONS]
        list(render_pdfs(jobs, templates, 1))
        supporting_statement(view)
        panel_papers(view, "Example jobs").rendered(templates)
    _tell(seconds=time.perf_counter() - start, packs=roles)


@main.command()
@click.argument("project", type=_FOLDER)
@click.argument("sample", type=int)
@click.argument("processes", type=int)
def weasyprint(project: Path, sample: int, processes: int) -> None:
    """Make packs by WeasyPrint, of the first ``sample`` roles of each kind by turns."""
    documents = _pack_documents(project, sample)
    _tell(seconds=make_packs(documents, project / "templates", processes), packs=len(documents))


@main.command()
@click.argument("project", type=_FOLDER)
@click.argument("sample", type=int)
@click.argument("tabs", type=int)
def chromium(project: Path, sample: int, tabs: int) -> None:
    """Make the same packs by Chromium, which runs already, in so many tabs at once."""
    documents = _pack_documents(project, sample)
    _tell(seconds=print_packs(documents, project / "templates", tabs), packs=len(documents))


@main.command()
@click.argument("project", type=_FOLDER)
@click.argument("times", type=int)
def serve(project: Path, times: int) -> None:
    """Serve a project, save the titles of so many roles, and give the median wait."""
    seconds = saves(project, times)
    _tell(seconds=median(seconds), slowest=max(seconds))


def _pack_documents(project: Path, sample: int) -> list[str]:
    views, site = read_views(project)
    web = WebPages(project / "templates", site)
    return [pack_html(view, web) for view in _by_turns(views)[:sample]]


def _by_turns(views: Iterable[RoleView]) -> list[RoleView]:
    """Order roles so that any first few are made from all real roles alike."""
    # Ids end with a number that counts the roles made from one real role.
    return sorted(views, key=lambda view: (int(view.id.rpartition("-")[2]), view.id))


def _tell(**found: float) -> None:
    print(json.dumps(found))


if __name__ == "__main__":
    main()
