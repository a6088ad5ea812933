"""The command ``python -m benchmarks``: makes the projects, measures, and prints tables."""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import click

from .bench import Bench
from .questions import QUESTIONS
from .report import report, write

#: A folder of files in memory, and the bytes that a run of 10,000 roles takes there.
_IN_MEMORY, _ROOM = Path("/dev/shm"), 6_000_000_000
_HELP = "\n".join(f"  {name:11} {ask.__doc__}" for name, ask in QUESTIONS.items())


@click.command(epilog=f"\b\nQuestions:\n{_HELP}")
@click.argument("questions", nargs=-1, type=click.Choice(tuple(QUESTIONS)), metavar="[QUESTION]...")
@click.option("--roles", default=1000, show_default=True, help="How many roles to make.")
@click.option("--runs", default=5, show_default=True, help="Runs of which the median is given.")
@click.option("--many", type=int, help="Roles to measure memory with.  [default: 10 times]")
@click.option("--write", "into_readme", is_flag=True, help="Put the tables into README.md here.")
def main(
    questions: tuple[str, ...], roles: int, runs: int, many: int | None, into_readme: bool
) -> None:
    """Measure Rolebook beside other programs on the same roles; ask all where none is named.

    Example: python -m benchmarks cold edit --roles 300 --runs 3
    """
    # Gigabytes in memory are not left behind, whatever ends the run.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rolebook-benchmarks-", dir=_place()) as folder:
        bench = Bench(Path(folder), roles, many or 10 * roles, runs, _tell)
        answers = [QUESTIONS[name](bench) for name in questions or QUESTIONS]
    text = report(bench, answers, " ".join(("python -m benchmarks", *sys.argv[1:])))
    click.echo(text)
    if into_readme:
        write(text)
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
