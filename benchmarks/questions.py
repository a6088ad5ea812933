"""What the benchmarks ask: each question is one command, and answers with goals and a table."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

from .bench import PEERS, Bench
from .measure import Figures, Measured, Times, Work, python
from .peers.chromium import chromium_version
from .peers.hugo import EQUAL
from .peers.rolebook import PACKS, PAGES, WHOLE, rolebook_packs, rolebook_pages, rolebook_whole
from .peers.site_builder import COLD, EDITED, FILLING, UNCHANGED, PeerMissing
from .peers.weasyprint import load_weasyprint
from .serving import saves
from .sizes import files_table, sizes
from .tables import figures_table, kilobytes, megabytes, milliseconds, table

CORES = os.cpu_count() or 1
#: Roles of a small site that is served, and how many titles are saved one after the other.
_FEW_SERVED, _SAVES = 50, 15
#: How many packs the other programs make in a run; the time of each is compared.
_SAMPLE = 20
_HUGO = ("Hugo", EQUAL)
_PYTHON = "Python that does nothing"


@dataclass(frozen=True)
class Goal:
    """Something to reach, what was measured, and whether that is enough; None if not measured."""

    what: str
    measured: str
    reached: bool | None


@dataclass(frozen=True)
class Answer:
    """What a question found: goals, and tables of Markdown."""

    goals: tuple[Goal, ...]
    tables: tuple[str, ...]


def cold(bench: Bench) -> Answer:
    """Builds pages and data from nothing, beside Hugo."""
    pages, others = rolebook_pages(bench.own_project("cold", bench.roles)), bench.peers(*_HUGO)
    figures = bench.measure([
        bench.builds(pages, COLD, FILLING), *(bench.builds(one, COLD) for one in others)
    ])  # fmt: skip
    what = "pages and data, cold with an empty store"
    goals = (
        _ratio(what, figures, (PAGES, FILLING), COLD, 4.7),
        _ratio(what, figures, (PAGES, FILLING), COLD, 2.0, EQUAL),
    )
    files = files_table([(one.name, one.site) for one in (pages, *others) if one.site.is_dir()])
    return Answer(goals, (figures_table("cold", figures, ("Hugo", COLD)), files))


def edited(bench: Bench) -> Answer:
    """Builds after one duty was edited, with the role's pack, beside Hugo's rebuild."""
    packs = rolebook_packs(bench.own_project("edited", bench.roles))
    first = bench.measure([bench.builds(packs, FILLING)], 1)
    figures = bench.measure([
        bench.builds(packs, EDITED, UNCHANGED),
        *(bench.builds(one, EDITED) for one in bench.peers(*_HUGO))
    ])  # fmt: skip
    goal = _ratio("one edit with its pack", figures, (PACKS, EDITED), EDITED, 0.55)
    return Answer((goal,), (figures_table("edit", first | figures, ("Hugo", EDITED)),))


def unchanged(bench: Bench) -> Answer:
    """Builds with nothing changed, beside a Python that does nothing."""
    pages = rolebook_pages(bench.own_project("unchanged", bench.roles))
    bench.measure([bench.builds(pages, FILLING)], 1)
    bare = Measured(_PYTHON, (Work("started", python("-c", "")),))
    figures = bench.measure([bench.builds(pages, UNCHANGED), bare])
    mine, other = figures.get((PAGES, UNCHANGED)), figures[_PYTHON, "started"]
    more = mine.seconds - other.seconds if mine else None
    goal = _under("nothing changed, over bare Python's start", more, 0.10)
    return Answer((goal,), (figures_table("nothing changed", figures, None),))


def pack(bench: Bench) -> Answer:
    """What a role's pack and picture cost the processor in a real build."""
    figures = bench.measure([
        bench.builds(rolebook_pages(bench.own_project("pack-pages", bench.roles)), FILLING),
        bench.builds(rolebook_packs(bench.own_project("pack-packs", bench.roles)), FILLING),
    ])  # fmt: skip
    cpu = _more(figures, lambda times: times.cpu)
    goal = Goal(
        "a pack in a real build, CPU: at most 65 ms",
        milliseconds(cpu) if cpu else "",
        cpu <= 0.065 if cpu else None,
    )
    return Answer((goal,), (figures_table("packs in a real build", figures, None),))


def serve(bench: Bench) -> Answer:
    """From the save of a title until its page is fresh, while a site is served."""
    goals = []
    for roles in sorted({_FEW_SERVED, bench.roles}):
        try:
            seconds = saves(bench.own_project(f"served-{roles}", roles), _SAVES, bench.tell)
        except TimeoutError as error:
            bench.missing[f"serve, {roles:,} roles"] = str(error)
            continue
        goals.append(_under(f"`serve`, save to page at {roles:,} roles", seconds, 0.5))
    return Answer(tuple(goals), ())


def memory(bench: Bench) -> Answer:
    """The memory that pages, and pages with packs, take with many roles."""
    figures: Figures = {}
    goals = []
    for make, words in ((rolebook_pages, "pages"), (rolebook_packs, "packs")):
        builder = make(bench.own_project(f"memory-{words}", bench.many))
        programs = [bench.builds(builder, FILLING, roles=bench.many)]
        figures |= bench.measure(programs, 1, memory=True)
        builder.forget()
        found = figures.get((builder.name, FILLING))
        size = found.memory if found else None
        goals.append(Goal(
            f"memory at {bench.many:,} roles, {words}: at most 600 MB", megabytes(size),
            size <= 600_000_000 if size else None,
        ))  # fmt: skip
    return Answer(tuple(goals), (figures_table(f"{bench.many:,} roles", figures, None),))


def whole(bench: Bench) -> Answer:
    """Builds every document: cold once, after an edit, and with nothing changed."""
    builder = rolebook_whole(bench.own_project("whole", bench.roles))
    figures = bench.measure([bench.builds(builder, FILLING)], 1, memory=True)
    figures |= bench.measure([bench.builds(builder, EDITED, UNCHANGED)], memory=True)
    return Answer((), (figures_table(WHOLE, figures, None),))


def peers(bench: Bench) -> Answer:
    """Builds of whole sites by Rolebook and by all other programs."""
    builders = [rolebook_pages(bench.own_project("peers", bench.roles)), *bench.peers(*PEERS)]
    works = (COLD, FILLING, EDITED, UNCHANGED)
    figures = bench.measure([bench.builds(one, *works) for one in builders])
    notes = "\n".join(f"- {one.name} {one.note}." for one in builders if one.note)
    return Answer((), (figures_table("site", figures, ("Hugo", COLD)), notes))


def peer_packs(bench: Bench) -> Answer:
    """Packs by WeasyPrint and by Chromium; reading and starting are not counted."""
    site, templates = bench.site(bench.roles), bench.project(bench.roles) / "templates"
    programs = []

    def program(name: str, module: str, sample: int, workers: int) -> None:
        command = python("-m", f"benchmarks.peers.{module}", str(site), str(templates),
                         str(sample), str(workers))  # fmt: skip
        programs.append(Measured(name, (Work("packs", command, tells_seconds=True),), units=sample))

    try:
        load_weasyprint()
        bench.versions[f"WeasyPrint {version('weasyprint')}"] = None
        program("WeasyPrint, one process for each core", "weasyprint", _SAMPLE, CORES)
    except PeerMissing as error:
        bench.missing["WeasyPrint"] = str(error)
    try:
        bench.versions[chromium_version()] = None
        program("Chromium, one running browser, two tabs for each core", "chromium",
                2 * _SAMPLE, 2 * CORES)  # fmt: skip
    except PeerMissing as error:
        bench.missing["Chromium"] = str(error)
    return Answer((), (figures_table("packs", bench.measure(programs), None),))


def size(bench: Bench) -> Answer:
    """How large a role's page is, and the largest index that a browser loads."""
    weighed = [sizes(bench.site(roles), roles) for roles in (bench.roles, 3 * bench.roles)]
    rows = [
        (f"{one.roles:,} roles", kilobytes(one.page), kilobytes(one.page_compressed),
         kilobytes(one.largest[1]), f"`{one.largest[0]}`")
        for one in weighed
    ]  # fmt: skip
    pages = [one.page for one in weighed]
    grows, (path, largest) = max(pages) / min(pages) - 1, weighed[-1].largest
    goals = (
        Goal("a role's page, whatever the number of roles: within 2%", f"{grows:.1%}",
             grows <= 0.02),
        Goal(f"no index past 300 kB compressed at {3 * bench.roles:,} roles",
             f"{kilobytes(largest)}, `{path}`", largest <= 300_000),
    )  # fmt: skip
    header = ("size", "a role's page", "compressed", "largest index, compressed", "which")
    return Answer(goals, (table(header, rows),))


#: Every question by the name of its command.
QUESTIONS: dict[str, Callable[[Bench], Answer]] = {
    "cold": cold,
    "edit": edited,
    "unchanged": unchanged,
    "pack": pack,
    "serve": serve,
    "memory": memory,
    "whole": whole,
    "peers": peers,
    "peer-packs": peer_packs,
    "size": size,
}


def _ratio(
    what: str, figures: Figures, mine: tuple[str, str], work: str, limit: float, peer: str = "Hugo"
) -> Goal:
    what = f"{what}: at most {limit} of {peer}"
    one, other = figures.get(mine), figures.get((peer, work))
    if one is None or other is None:
        return Goal(what, "", None)
    ratio = one.seconds / other.seconds
    measured = (
        f"{ratio:.2f}: {one.seconds:.2f} s against {other.seconds:.2f} s; "
        f"of CPU {one.cpu / other.cpu:.2f}"
    )
    return Goal(what, measured, ratio <= limit)


def _under(what: str, seconds: float | None, limit: float) -> Goal:
    measured = f"{seconds:.2f} s" if seconds is not None else ""
    return Goal(f"{what}: under {limit} s", measured, seconds < limit if seconds else None)


def _more(figures: Figures, of: Callable[[Times], float]) -> float | None:
    """Give what a role takes more in a build with packs than in one of pages and data."""
    without, with_packs = figures.get((PAGES, FILLING)), figures.get((PACKS, FILLING))
    if without is None or with_packs is None:
        return None
    return (of(with_packs) - of(without)) / with_packs.units
