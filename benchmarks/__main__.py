"""The command ``python -m benchmarks``: makes the projects, measures, and prints tables."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from . import report
from .make_roles import make_project
from .measure import ROOT, Measure, Times, driver, layers, measure
from .plain_material import write_project
from .views import NOW, read_views
from .weasyprint_packs import WeasyPrintMissing, load_weasyprint

#: Fixes the words of the made roles.
_SEED = 20261123
#: How many times as many roles growth is measured with.
_GROWTH = 4


@click.command()
@click.option("--roles", default=100, show_default=True, help="How many roles to make.")
@click.option("--runs", default=5, show_default=True, help="Runs of which the median is given.")
@click.option(
    "--weasyprint-packs", "sample", default=20, show_default=True,
    help="How many packs WeasyPrint makes in each run; its time for each is compared.",
)  # fmt: skip
@click.option("--growth", is_flag=True, help=f"Measure {_GROWTH} times as many roles as well.")
@click.option("--write", is_flag=True, help="Put the tables into benchmarks/README.md.")
def main(roles: int, runs: int, sample: int, growth: bool, write: bool) -> None:
    """Measure Rolebook beside plain Material for MkDocs and WeasyPrint.

    Example: python -m benchmarks --roles 100 --runs 5
    """
    try:
        load_weasyprint()
    except WeasyPrintMissing as error:
        raise click.ClickException(str(error)) from error
    with tempfile.TemporaryDirectory(prefix="rolebook-benchmarks-") as folder:
        rolebook, plain = _make(Path(folder), roles)
        measures = [*_sites(rolebook, plain), *_packs(rolebook, sample)]
        times = measure(measures, runs, roles, _tell)
        parts = [report.tables(roles, runs, times, layers(rolebook, runs))]
        if growth:
            parts.append(_growth(Path(folder), roles, runs, times))
    text = "\n\n".join(parts)
    click.echo(text)
    if write:
        report.write(text)


def _growth(folder: Path, roles: int, runs: int, times: dict[str, Times]) -> str:
    more = roles * _GROWTH
    grown = measure(_sites(*_make(folder, more)), runs, more, _tell)
    both = {(roles, name): few for name, few in times.items()}
    both.update({(more, name): many for name, many in grown.items()})
    return report.growth(roles, more, both)


def _make(folder: Path, roles: int) -> tuple[Path, Path]:
    """Make a project for Rolebook, and one of the same pages for plain Material."""
    rolebook, plain = folder / f"rolebook-{roles}", folder / f"plain-{roles}"
    make_project(ROOT, rolebook, roles, _SEED)
    views, site = read_views(rolebook)
    write_project(plain, views, site)
    return rolebook, plain


def _sites(rolebook: Path, plain: Path) -> list[Measure]:
    mkdocs = ("-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", "{site}")
    build = ("-m", "rolebook.cli", "build", "--now", NOW.replace(tzinfo=None).isoformat())
    return [
        Measure(report.PLAIN, (*mkdocs, "--config-file", str(plain / "mkdocs.yml"))),
        Measure(report.PAGES, driver("pages", str(rolebook), "{site}")),
        Measure(report.WHOLE, (*build, "--project", str(rolebook), "--out", "{site}")),
    ]


def _packs(rolebook: Path, sample: int) -> list[Measure]:
    cores = str(os.cpu_count() or 1)
    one, each = driver("packs", str(rolebook), "1"), driver("packs", str(rolebook), cores)
    pages = driver("weasyprint", str(rolebook), str(sample))
    return [
        Measure(report.ONE_WORKER, one, tells_seconds=True),
        Measure(report.WORKERS, each, tells_seconds=True),
        Measure(report.WEASYPRINT, pages, tells_seconds=True),
        Measure(report.EDITIONS, (*each, "--all-editions"), tells_seconds=True),
        Measure(report.PAPERS, driver("papers", str(rolebook), "5"), tells_seconds=True),
    ]


def _tell(progress: str) -> None:
    """Show progress beside the tables, which alone go to standard output."""
    click.echo(progress, err=True)


if __name__ == "__main__":
    main()
