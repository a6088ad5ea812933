"""``rolebook cache``: how much is kept from build to build, and what can go."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from rolebook.cache import CACHE_FOLDER, LAST_BUILD, Cache, Size
from rolebook.last_build import keys_named_in

from .options import project


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
    click.echo(f"{_words(_cache_of(root).size())} in {root / CACHE_FOLDER}")


@cache.command()
@project
@click.option(
    "--days", type=click.IntRange(0), default=30, show_default=True, help="How long it lay unused."
)
def prune(root: Path, days: int) -> None:
    """Delete what no build has used for some days; builds make it again where it is needed.

    What the last build used stays, however long ago it was made.

    Example: rolebook cache prune --days 7
    """
    since = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
    needed = keys_named_in(root / LAST_BUILD)
    click.echo(f"Deleted {_words(_cache_of(root).prune(since.timestamp(), needed))}")


def _cache_of(root: Path) -> Cache:
    return Cache(root / CACHE_FOLDER, lambda line: click.echo(line, err=True))


def _words(size: Size) -> str:
    files = "1 file" if size.entries == 1 else f"{size.entries:,} files"
    return f"{files}, {size.bytes / 1e6:.1f} MB"
