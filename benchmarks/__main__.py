"""The command ``python -m benchmarks``: makes the projects, measures, and prints tables."""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import click

from . import report
from .builders import PEERS
from .parts import Found, growth, layers_of, limits_of, packs_of, serving, sites

_PARTS = ("sites", "limits", "layers", "packs", "serving", "growth")
#: A folder of files in memory, and the bytes that a run of 10,000 roles takes there.
_IN_MEMORY, _ROOM = Path("/dev/shm"), 6_000_000_000


@click.command()
@click.option("--roles", default=1000, show_default=True, help="How many roles to make.")
@click.option("--runs", default=5, show_default=True, help="Runs of which the median is given.")
@click.option("--growth", "more", type=int, help="Roles to compare with.  [default: 10 times]")
@click.option(
    "--growth-documents", is_flag=True,
    help="Build every document of that many roles as well, once; a matter of hours.",
)  # fmt: skip
@click.option(
    "--sample", default=20, show_default=True,
    help="How many packs the other programs make in each run; the time of each is compared.",
)  # fmt: skip
@click.option(
    "--only", multiple=True, type=click.Choice((*_PARTS, *PEERS)), metavar="NAME",
    help=f"A part ({', '.join(_PARTS)}) or a peer ({', '.join(PEERS)}); again for more.",
)  # fmt: skip
@click.option("--write", is_flag=True, help="Put the tables into benchmarks/README.md.")
def main(
    roles: int, runs: int, more: int | None, growth_documents: bool, sample: int,
    only: tuple[str, ...], write: bool,
) -> None:  # fmt: skip
    """Measure Rolebook beside other programs on the same roles.

    Example: python -m benchmarks --roles 200 --only sites --only hugo
    """
    if write and only:
        raise click.UsageError("--write needs the whole run; leave --only out")
    # Gigabytes in memory are not left behind, whatever ends the run.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    start = time.monotonic()
    wanted = [part for part in _PARTS if part in only] or list(_PARTS)
    peers = [peer for peer in PEERS if peer in only] or list(PEERS)
    found = Found(roles, more or 10 * roles, runs)
    with tempfile.TemporaryDirectory(prefix="rolebook-benchmarks-", dir=_place()) as name:
        folder = Path(name)
        if "sites" in wanted:
            sites(found, folder, peers, _tell)
        if "limits" in wanted:
            limits_of(found, folder, _tell)
        if "layers" in wanted:
            layers_of(found, folder, _tell)
        if "packs" in wanted:
            packs_of(found, folder, sample, _tell)
        if "serving" in wanted:
            serving(found, folder, _tell)
        if "growth" in wanted:
            growth(found, folder, growth_documents, _tell)
    text = report.tables(found, " ".join(("python -m benchmarks", *sys.argv[1:])))
    click.echo(text)
    if write:
        report.write(text)
    _tell(f"took {(time.monotonic() - start) / 60:.0f} minutes")


def _place() -> Path | None:
    """Give the folder of files in memory, where there is one with room."""
    if _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > _ROOM:
        return _IN_MEMORY
    return None


def _tell(progress: str) -> None:
    """Show progress beside the tables, which alone go to standard output."""
    click.echo(progress, err=True)


if __name__ == "__main__":
    main()
