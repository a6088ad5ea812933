"""The command ``python -m benchmarks.first_load``: what first visits to each kind of page cost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import click

from .make_vacancies import make_vacancies
from .measure import NOW, ROOT, run_once
from .peers.rolebook import build_command
from .reader import chromium, chromium_program, served, slow_tab

_SEED = 20261123
_LIGHTHOUSE = ROOT / "tests/tools/node_modules/lighthouse/cli/index.js"

#: Kinds of pages: what they are called, the site that has one, and its address there.
_PAGES = (
    ("home, 2 vacancies", "real", ""),
    ("home, {vacancies} vacancies", "many", ""),
    ("role page", "real", "roles/clinical-lead/"),
    ("library, 5 roles", "real", "roles/"),
    ("search, with a question", "real", "search/?q=risk"),
    ("compare, all roles", "real", "compare/"),
    ("compare, roles chosen", "real",
     "compare/any/?roles=clinical-lead,sessional-therapist-cyp"),
    ("careers", "careers", "careers/"),
    ("criteria", "real", "criteria/"),
)  # fmt: skip

#: Notes when the page's main thread was last busy for so long that a tap would have to wait.
_WATCH = """
window.busyUntil = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) {
    busyUntil = Math.max(busyUntil, task.startTime + task.duration);
  }
}).observe({ type: "longtask", buffered: true });
"""
_READY = """() => ({
  painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  ready: Math.max(busyUntil, performance.getEntriesByType("navigation")[0].loadEventEnd),
})"""


@dataclass(frozen=True)
class Visit:
    """One first visit to an address: bytes by address, and milliseconds from its beginning."""

    address: str
    sent: Mapping[str, int]
    painted: float
    ready: float

    def bytes_of(self, ending: str) -> int:
        """Give the bytes of files whose names end so."""
        names = {address: urlsplit(address).path for address in self.sent}
        return sum(size for address, size in self.sent.items() if names[address].endswith(ending))


@click.command()
@click.option("--vacancies", default=3000, show_default=True, help="Vacancies of the long list.")
@click.option("--runs", default=3, show_default=True, help="Visits of which the median is given.")
@click.option("--marks/--no-marks", default=True, help="Ask Lighthouse for its marks as well.")
@click.option("--only", default="", help="Measure only pages whose names begin so.")
def main(vacancies: int, runs: int, marks: bool, only: str) -> None:
    """Measure the first visit to each kind of page, on a slow phone with a slow connection.

    Example: python -m benchmarks.first_load --runs 3
    """
    with tempfile.TemporaryDirectory(prefix="rolebook-first-load-") as folder, ExitStack() as open_:
        pages = [page for page in _PAGES if page[0].startswith(only)]
        sites = dict(_sites(Path(folder), vacancies, {site for _, site, _ in pages}))
        hosts = {name: open_.enter_context(served(site)) for name, site in sites.items()}
        browser = open_.enter_context(chromium())
        click.echo(
            "| page | compressed | page itself | styles | scripts | requests | first paint |"
            " interactive | Lighthouse |"
        )
        click.echo("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for name, site, path in pages:
            address = hosts[site] + path
            visits = [_visit(browser, address) for _ in range(runs)]
            mark = _mark(address, runs, Path(folder)) if marks else "–"
            click.echo(_row(name.format(vacancies=f"{vacancies:,}"), visits, mark))


def _row(name: str, visits: Sequence[Visit], mark: str) -> str:
    first = visits[0]
    sizes = (
        sum(first.sent.values()),
        first.sent[first.address],
        first.bytes_of(".css"),
        first.bytes_of(".js"),
    )
    cells = [
        name,
        *(f"{size / 1000:.1f} kB" for size in sizes),
        str(len(first.sent)),
        *(f"{median(times) / 1000:.2f} s" for times in (
            [visit.painted for visit in visits], [visit.ready for visit in visits]
        )),
        mark,
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _visit(browser: Any, address: str) -> Visit:
    """Come to a page with nothing of the site in the browser's cache."""
    with slow_tab(browser) as (tab, sent):
        # The pages are those of a certain day: later, their vacancies would have closed.
        tab.add_init_script(f"Date.now = () => {int(NOW.timestamp() * 1000)}")
        tab.add_init_script(_WATCH)
        tab.goto(address, wait_until="load")
        tab.wait_for_load_state("networkidle")
        tab.wait_for_timeout(1000)
        told = tab.evaluate(_READY)
        return Visit(address, dict(sent), told["painted"], told["ready"])


def _mark(address: str, runs: int, folder: Path) -> str:
    """Give Lighthouse's mark for performance on a phone, of 100: the median of ``runs``."""
    node = shutil.which("node")
    if node is None or not _LIGHTHOUSE.exists():
        click.echo("no Lighthouse here; install it with: npm ci --prefix tests/tools", err=True)
        return "–"
    report = folder / "lighthouse.json"
    marks = []
    for _ in range(runs):
        subprocess.run(
            [
                node, str(_LIGHTHOUSE), address, "--output=json", f"--output-path={report}",
                "--quiet", "--only-categories=performance",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
                " --disable-background-networking",
            ],
            check=True, capture_output=True, timeout=300,
            env={**os.environ, "CHROME_PATH": chromium_program()},
        )  # fmt: skip
        marks.append(json.loads(report.read_text("utf-8"))["categories"]["performance"]["score"])
    return f"{median(marks) * 100:.0f}"


def _sites(folder: Path, vacancies: int, wanted: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Publish the real roles, a project with career paths, and one with many vacancies."""
    if "real" in wanted:
        yield "real", _published(ROOT, folder / "real")
    if "careers" in wanted:
        project = folder / "careers-project"
        shutil.copytree(ROOT / "tests" / "projects" / "market", project)
        for part in ("hooks", "templates"):
            shutil.copytree(ROOT / part, project / part)
        shutil.copy2(ROOT / "mkdocs.yml", project)
        yield "careers", _published(project, folder / "careers", "--pages-only")
    if "many" in wanted:
        project = folder / "many-project"
        project.mkdir()
        make_vacancies(ROOT, project, vacancies, _SEED, NOW.date())
        yield "many", _published(project, folder / "many", "--pages-only")


def _published(project: Path, site: Path, *options: str) -> Path:
    run_once(build_command(project, site, *options))
    return site


if __name__ == "__main__":
    main()
