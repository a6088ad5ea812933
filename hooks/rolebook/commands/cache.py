"""``rolebook cache``: how much is kept from build to build, and what can go."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

import click

from rolebook.base.project_folders import CACHE_FOLDER, MERGED_TEMPLATES
from rolebook.build.project_files import STORE
from rolebook.store.database import DATABASE, Database

from .options import project

#: Beside the store: themes, what is remembered of sites, and merged templates.
_FOLDERS = ("themes", "sites", MERGED_TEMPLATES.name)
#: What versions before the store left there.
_OLD = ("[0-9a-f][0-9a-f]", "templates", "work", "last-build")


class Size(NamedTuple):
    """How much is kept: results of steps, and bytes on disk."""

    results: int
    bytes: int


@click.group()
def cache() -> None:
    """Tell or tidy what builds keep in .cache/rolebook/, so that they need not make it again.

    Example: rolebook cache size
    """


@cache.command()
@project
def size(root: Path) -> None:
    """Tell how much is kept.

    Example: rolebook cache size
    """
    click.echo(f"{_words(_kept(root))} in {root / CACHE_FOLDER}")


@cache.command()
@project
@click.option(
    "--days", type=click.IntRange(0), default=30, show_default=True, help="How long it lay unused."
)
def prune(root: Path, days: int) -> None:
    """Delete what no build has used for some days; builds make it again where it is needed.

    Builds do so themselves after a month.

    Example: rolebook cache prune --days 7
    """
    held = _kept(root)
    since = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
    for path in _unused(root / CACHE_FOLDER, since.timestamp()):
        with suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if (root / STORE / DATABASE).exists():
        # What was used today has been used after midnight.
        first = since.date() + dt.timedelta(days=0 if days else 1)
        with closing(Database(root / STORE)) as database:
            database.prune(first.toordinal())
    left = _kept(root)
    click.echo(f"Deleted {_words(Size(held.results - left.results, held.bytes - left.bytes))}")


def _unused(folder: Path, since: float) -> Iterator[Path]:
    for name in _OLD:
        yield from folder.glob(name)
    for path in (path for name in _FOLDERS for path in folder.glob(f"{name}/*")):
        if path.stat().st_mtime < since:
            yield path


def _kept(root: Path) -> Size:
    results = 0
    if (root / STORE / DATABASE).exists():
        with closing(Database(root / STORE)) as database:
            results = database.results()
    # A folder that was the site is made of links to values, which take no room twice.
    states = [path.stat() for path in (root / CACHE_FOLDER).rglob("*") if path.is_file()]
    sizes = {(state.st_dev, state.st_ino): state.st_size for state in states}
    return Size(results, sum(sizes.values()))


def _words(size: Size) -> str:
    results = "1 result" if size.results == 1 else f"{size.results:,} results"
    return f"{results}, {size.bytes / 1e6:.1f} MB"
