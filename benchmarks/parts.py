"""The parts of a run: each measures one question, and gives what was found."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .builders import measured, roles_project, site_builders
from .edits import edit
from .layers import Layers, layers
from .limits import limits
from .measure import Figures, Measured, Work, driver, in_turn, run_once
from .packs import WORKERS, all_packs, grown, packs
from .peers.rolebook import PAGES, WHOLE, pages_command, rolebook_whole
from .peers.site_builder import COLD, EDITED, FILLING, SiteBuilder
from .sizes import Sizes, sizes

#: At how many times the number of roles the indexes are weighed as well.
_THREE = 3
#: Runs of what takes minutes with many roles; the second looks at memory.
_FEW = 2
#: The most runs of which the layers' times are the medians.
_LAYERS = 3
#: Roles of a small site that is served, and how many titles are saved one after the other.
FEW_SERVED, _SAVES = 50, 15
SERVED = "Rolebook: served, a title saved"

Tell = Callable[[str], None]


@dataclass
class Found:
    """What a run found; a part that was not asked for leaves nothing."""

    roles: int
    more: int
    runs: int
    builders: list[SiteBuilder] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    figures: Figures = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    layers: dict[str, Layers] = field(default_factory=dict)
    sizes: list[Sizes] = field(default_factory=list)

    def measure(
        self, programs: Sequence[Measured], units: int, tell: Tell, *, memory: bool = True
    ) -> None:
        """Measure in turn, and keep the figures."""
        figures, failed = in_turn(programs, self.runs, units, tell, memory=memory)
        self.figures.update(figures)
        self.absent.update(failed)


def sites(found: Found, folder: Path, peers: Sequence[str], tell: Tell) -> None:
    """Measure builds of whole sites: cold, after an edit, and with nothing changed."""
    found.builders, missing = site_builders(folder, found.roles, peers)
    found.absent.update(missing)
    ids = role_ids(folder, found.roles)
    found.measure([measured(one, ids) for one in found.builders], found.roles, tell)


def limits_of(found: Found, folder: Path, tell: Tell) -> None:
    """Measure the physical limits, beside a site that is built first if it is not there."""
    project = roles_project(folder, found.roles)
    site = _built(project, folder / "limits-site")
    found.measure(limits(project, site, folder), found.roles, tell, memory=False)


def layers_of(found: Found, folder: Path, tell: Tell) -> None:
    """Find where the time goes of a cold build of pages, and of a rebuild with every document."""
    builders = found.builders or site_builders(folder, found.roles, ())[0]
    pages, whole = (next(one for one in builders if one.name == name) for name in (PAGES, WHOLE))
    ids = role_ids(folder, found.roles)
    tell("layers of a cold build")
    found.layers[f"{PAGES}: {COLD}"] = layers(
        pages.commands[COLD], pages.project, min(_LAYERS, found.runs), lambda run: pages.forget()
    )
    tell("layers of a rebuild")
    for builder in (pages, whole):
        if not builder.caches[0].is_dir():
            run_once(builder.commands[FILLING], builder.project)
        found.layers[f"{builder.name}: {EDITED}"] = layers(
            builder.commands[EDITED],
            builder.project,
            min(_LAYERS, found.runs),
            _edits(builder, ids),
        )


def _edits(builder: SiteBuilder, ids: Sequence[str]) -> Callable[[int], object]:
    # Roles from the end: those at the start were edited by the runs that were timed.
    return lambda run: edit(builder.page(ids[-1 - run % len(ids)]), run)


def packs_of(found: Found, folder: Path, sample: int, tell: Tell) -> None:
    """Measure packs alone, beside other programs."""
    programs, versions, missing = packs(roles_project(folder, found.roles), sample)
    found.versions.extend(versions)
    found.absent.update(missing)
    found.measure(programs, found.roles, tell)


def growth(found: Found, folder: Path, documents: bool, tell: Tell) -> None:
    """Measure pages and packs of few and of many roles, and weigh the pages of each."""
    for roles in sorted({max(found.roles // 10, 5), found.roles, _THREE * found.roles}):
        tell(f"weighing pages of {roles:,} roles")
        site = _built(roles_project(folder, roles), folder / f"weighed-{roles}")
        found.sizes.append(sizes(site, roles))
    numbers = (found.roles, found.more)
    projects = {roles: roles_project(folder, roles) for roles in numbers}
    for roles, project in projects.items():
        site = folder / f"grown-{roles}"
        name = grown(PAGES, roles)
        command = pages_command(project, site, cache=False)
        most = found.runs if roles == found.roles else _FEW
        programs = [Measured(name, (Work(name, command),), most_runs=most)]
        packs_name = grown(WORKERS, roles)
        if roles == found.roles and (WORKERS, WORKERS) in found.figures:
            found.figures[packs_name, packs_name] = found.figures[WORKERS, WORKERS]
        else:
            programs.append(all_packs(project, roles, _FEW if roles == found.roles else 1))
        found.measure(programs, roles, tell)
        if roles == found.more and site.is_dir():
            found.sizes.append(sizes(site, roles))
    if documents:
        whole = rolebook_whole(projects[found.more])
        name = grown(WHOLE, found.more)
        works = (Work(name, whole.commands[FILLING], lambda run: whole.forget()),)
        found.measure([Measured(name, works, most_runs=1)], found.more, tell)


def serving(found: Found, folder: Path, tell: Tell) -> None:
    """Measure from a save to the fresh page, with few roles and with all."""
    for roles in (FEW_SERVED, found.roles):
        project = folder / f"served-{roles}"
        shutil.copytree(roles_project(folder, roles), project)
        name = grown(SERVED, roles)
        command = driver("serve", str(project), str(_SAVES))
        work = Work(name, command, tells_seconds=True)
        found.measure([Measured(name, (work,), most_runs=1)], 1, tell, memory=False)


def role_ids(folder: Path, roles: int) -> list[str]:
    """List the ids of the roles of a project."""
    project = roles_project(folder, roles)
    return sorted(path.stem for path in (project / "content" / "roles").iterdir())


def _built(project: Path, site: Path) -> Path:
    if not site.is_dir():
        run_once(pages_command(project, site, cache=False))
    return site
