"""Every builder of sites with its own project of the same roles, and how each is measured."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from .edits import edit
from .make_roles import make_project
from .markdown_pages import home_page, role_pages
from .measure import ROOT, Measured, Work
from .peers.eleventy import eleventy
from .peers.hugo import hugo
from .peers.material import material
from .peers.rolebook import rolebook_packs, rolebook_pages, rolebook_whole
from .peers.site_builder import COLD, EDITED, FILLING, PeerMissing, SiteBuilder
from .peers.zensical import zensical
from .views import read_views

#: Fixes the words of the made roles.
SEED = 20261123
#: Names by which one program can be asked for.
PEERS = ("hugo", "eleventy", "zensical", "material", "material-in-navigation")


def roles_project(folder: Path, roles: int) -> Path:
    """Make a project of so many roles for Rolebook, unless it is there."""
    project = folder / f"roles-{roles}"
    if not project.is_dir():
        make_project(ROOT, project, roles, SEED)
    return project


def site_builders(
    folder: Path, roles: int, peers: Sequence[str], *, whole: bool = True
) -> tuple[list[SiteBuilder], dict[str, str]]:
    """Make a project of the same roles for each program.

    Returns:
        The programs, and what is missing by the name of each peer that is not there.
    """
    made = roles_project(folder, roles)
    builders = [rolebook_pages(_copy(made, folder / "rolebook-pages"))]
    if whole:
        builders.append(rolebook_packs(_copy(made, folder / "rolebook-packs")))
        builders.append(rolebook_whole(_copy(made, folder / "rolebook-whole")))
    views, site = read_views(made)
    pages, home = role_pages(views, site), home_page(site)
    makers: dict[str, Callable[[Path], SiteBuilder]] = {
        "hugo": lambda project: hugo(project, pages, home),
        "eleventy": lambda project: eleventy(project, pages, home),
        "zensical": lambda project: zensical(project, pages, home),
        "material": lambda project: material(project, pages, home, in_navigation=False),
        "material-in-navigation": lambda project: material(
            project, pages, home, in_navigation=True
        ),
    }
    missing = {}
    for name in peers:
        try:
            builders.append(makers[name](folder / name))
        except PeerMissing as error:
            missing[name] = str(error)
    return builders, missing


def measured(builder: SiteBuilder, ids: Sequence[str]) -> Measured:
    """Tell how a builder is measured; each run edits the file of another role."""

    def before(work: str) -> Callable[[int], object]:
        if work in (COLD, FILLING):
            return lambda run: builder.forget()
        if work == EDITED:
            return lambda run: edit(builder.page(ids[run % len(ids)]), run)
        return lambda run: None

    return Measured(
        name=builder.name,
        works=tuple(
            Work(work, command, before(work), once=work in builder.once)
            for work, command in builder.commands.items()
        ),
        folder=builder.project,
        most_runs=builder.most_runs,
        environment=builder.environment,
    )


def _copy(project: Path, target: Path) -> Path:
    shutil.copytree(project, target)
    return target
