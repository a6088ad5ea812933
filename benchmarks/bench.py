"""One sitting of the benchmarks: its projects, which questions share, and how they are measured."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .edits import edit
from .make_roles import make_project
from .markdown_pages import RolePage, role_pages
from .measure import ROOT, Figures, Measured, Tell, Work, in_turn, run_once
from .peers.eleventy import eleventy
from .peers.hugo import EQUAL, hugo, hugo_equal
from .peers.material import material
from .peers.rolebook import build_command
from .peers.site_builder import COLD, EDITED, FILLING, PeerMissing, SiteBuilder
from .peers.zensical import zensical

#: Fixes the words of the made roles.
_SEED = 20261123
#: Makes the project of each other program.
_PEERS: dict[str, Callable[[Path, Sequence[RolePage]], SiteBuilder]] = {
    "Hugo": hugo,
    EQUAL: hugo_equal,
    "Eleventy": eleventy,
    "Zensical": zensical,
    "Material": lambda project, pages: material(project, pages, in_navigation=False),
    "Material, all in the navigation": lambda project, pages: material(
        project, pages, in_navigation=True
    ),
}
PEERS = tuple(_PEERS)


@dataclass
class Bench:
    """A sitting in ``folder``: of ``roles`` roles, with ``many`` where memory is measured.

    ``missing`` says what to install, by the name of each program that is not there.
    """

    folder: Path
    roles: int
    many: int
    runs: int
    tell: Tell
    missing: dict[str, str] = field(default_factory=dict)
    versions: dict[str, None] = field(default_factory=dict)

    def project(self, roles: int) -> Path:
        """Make a project of so many roles for Rolebook, unless it is there."""
        project = self.folder / f"roles-{roles}"
        if not project.is_dir():
            make_project(ROOT, project, roles, _SEED)
        return project

    def own_project(self, name: str, roles: int) -> Path:
        """Give a copy of a project of so many roles, for one builder alone."""
        return Path(shutil.copytree(self.project(roles), self.folder / name))

    def site(self, roles: int) -> Path:
        """Give the pages and data that Rolebook builds of so many roles."""
        site = self.folder / f"site-{roles}"
        if not site.is_dir():
            self.tell(f"building the pages of {roles:,} roles")
            run_once(build_command(self.project(roles), site, "--no-cache", "--pages-only"))
        return site

    @cached_property
    def pages(self) -> list[RolePage]:
        """What other programs are given: the page of each role as Markdown."""
        return role_pages(self.site(self.roles))

    def peers(self, *names: str) -> list[SiteBuilder]:
        """Make a new project for each program that is there."""
        builders = []
        for name in names:
            project = self.folder / name
            shutil.rmtree(project, ignore_errors=True)
            try:
                builders.append(_PEERS[name](project, self.pages))
            except PeerMissing as error:
                self.missing[name] = str(error)
        return builders

    def measure(
        self, measured: Sequence[Measured], runs: int | None = None, *, memory: bool = False
    ) -> Figures:
        """Measure in turn; what fails is noted as missing."""
        figures, failed = in_turn(measured, runs or self.runs, self.tell, memory=memory)
        self.missing.update(failed)
        return figures

    def builds(self, builder: SiteBuilder, *works: str, roles: int | None = None) -> Measured:
        """Say how a builder is measured; each run edits the file of another role."""
        self.versions[builder.version] = None
        roles = roles or self.roles
        ids = sorted(path.stem for path in (self.project(roles) / "content/roles").iterdir())

        def before(work: str) -> Callable[[int], object]:
            if work in (COLD, FILLING):
                return lambda run: builder.forget()
            if work == EDITED:
                return lambda run: edit(builder.page(ids[run % len(ids)]), run)
            return lambda run: None

        return Measured(
            name=builder.name,
            works=tuple(
                Work(work, builder.commands[work], before(work))
                for work in works
                if work in builder.commands
            ),
            folder=builder.project,
            units=roles,
            most_runs=builder.most_runs,
        )
