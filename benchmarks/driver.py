"""What each measured process does; it prints what it finds as one line of JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from rolebook import build, documents
from rolebook.check.content import read_content
from rolebook.enrich.role_view import role_view
from rolebook.render.editions import ROLE_EDITIONS, Issue, RoleEdition, edition_job
from rolebook.render.panel.papers import panel_papers
from rolebook.render.supporting_statement import supporting_statement
from rolebook.render.typst_pdf import (
    Pdf,
    PdfJob,
    render_pdfs,
    start_processes,
    try_pdfs,
)
from rolebook.render.web_pages import WebPages

from .views import read_views
from .weasyprint_packs import make_packs

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def main() -> None:
    """Run one measured process."""


@main.command()
@click.argument("project", type=_FOLDER)
@click.argument("site", type=_FOLDER)
def pages(project: Path, site: Path) -> None:
    """Build the site with its pages alone: each PDF is a few bytes, and no picture is made."""

    def no_pdfs(jobs: Iterable[PdfJob], *others: object) -> Iterator[Pdf]:
        return (Pdf(b"%PDF", 8) for _ in jobs)

    _replace(documents, try_pdfs=no_pdfs, _pictures=lambda *others: {})
    _replace(build, MANY=sys.maxsize)
    _mkdocs_build(project, site)


@main.command()
@click.argument("project", type=_FOLDER)
@click.argument("workers", type=int)
@click.option("--all-editions", is_flag=True, help="Every PDF of a role, not its pack alone.")
def packs(project: Path, workers: int, all_editions: bool) -> None:
    """Make the pack of every role and nothing else; reading the roles is not counted."""
    views, site = read_views(project)
    notice = site.example_notice.text.plain if site.example_notice else None
    issue = Issue("Example jobs", notice)
    editions: tuple[RoleEdition, ...] = ROLE_EDITIONS if all_editions else ("full",)
    start = time.perf_counter()
    jobs = [
        edition_job(edition, view, issue, f"https://jobs.example.org/roles/{view.id}/")
        for view in views
        for edition in editions
    ]
    templates = project / "templates"
    if workers == 1:
        made = list(render_pdfs(jobs, templates, 1))
    else:
        with start_processes(templates, workers) as processes:
            made = list(render_pdfs(jobs, templates, workers, processes))
    _tell(seconds=time.perf_counter() - start, packs=len(views), files=len(made))


@main.command()
@click.argument("project", type=_FOLDER)
@click.argument("roles", type=int)
def papers(project: Path, roles: int) -> None:
    """Make every edition, form and panel paper of the first roles, in one process."""
    views, _ = read_views(project)
    issue, templates = Issue("Example jobs"), project / "templates"
    start = time.perf_counter()
    for view in views[:roles]:
        jobs = [edition_job(edition, view, issue) for edition in ROLE_EDITIONS]
        list(render_pdfs(jobs, templates, 1))
        supporting_statement(view)
        panel_papers(view, "Example jobs").rendered(templates)
    _tell(seconds=time.perf_counter() - start, packs=roles)


@main.command()
@click.argument("project", type=_FOLDER)
@click.argument("sample", type=int)
def weasyprint(project: Path, sample: int) -> None:
    """Make packs by WeasyPrint: those of the first ``sample`` roles of each kind by turns."""
    views, site = read_views(project)
    # Ids end with a number that counts the roles made from one real role.
    chosen = sorted(views, key=lambda view: view.id.rpartition("-")[2])[:sample]
    _tell(seconds=make_packs(chosen, site, project / "templates"), packs=len(chosen))


@main.command()
@click.argument("project", type=_FOLDER)
@click.argument("site", type=_FOLDER)
def layers(project: Path, site: Path) -> None:
    """Build the whole site, and tell how many seconds were spent in each layer."""
    clock = _Clock()
    start = time.perf_counter()
    _replace(
        build,
        read_content=clock.watch("read and check", read_content),
        role_view=clock.watch("enrich", role_view),
    )
    _replace(
        documents,
        edition_job=clock.watch("data of PDFs", edition_job),
        try_pdfs=clock.watch_each("PDFs", try_pdfs),
        supporting_statement=clock.watch("forms in Word", supporting_statement),
    )
    WebPages.role = clock.watch("pages of roles", WebPages.role)  # type: ignore[method-assign]
    _mkdocs_build(project, site)
    _tell(total=time.perf_counter() - start, **clock.seconds)


def _replace(module: Any, **functions: Any) -> None:
    """Put other functions in the place of those that a module calls by these names."""
    for name, function in functions.items():
        assert hasattr(module, name), f"{module.__name__} no longer calls {name}"
        setattr(module, name, function)


class _Clock:
    """Adds up the seconds that functions take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def watch(self, layer: str, function: Any) -> Any:
        """Give the function with its time taken."""

        def watched(*arguments: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self._add(layer, start)

        return watched

    def watch_each(self, layer: str, function: Any) -> Any:
        """Give the function, which yields, with the time taken that its caller waits."""

        def watched(*arguments: Any) -> Iterator[Any]:
            items = function(*arguments)
            while True:
                start = time.perf_counter()
                item = next(items, None)
                self._add(layer, start)
                if item is None:
                    return
                yield item

        return watched

    def _add(self, layer: str, start: float) -> None:
        spent = time.perf_counter() - start
        self.seconds[layer] = self.seconds.get(layer, 0.0) + spent


def _mkdocs_build(project: Path, site: Path) -> None:
    """Build as the command ``mkdocs build --quiet --strict`` does, within this process."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    config = load_config(str(project / "mkdocs.yml"), site_dir=str(site), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    config.plugins.on_shutdown()


def _tell(**found: float) -> None:
    print(json.dumps(found))


if __name__ == "__main__":
    main()
