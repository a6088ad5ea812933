"""``rolebook pack`` and ``rolebook panel``: papers that are made beside the site."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.problems import ContentProblems

from .options import moment_of, now, out, project, roles

if TYPE_CHECKING:
    from rolebook.papers import Desk


@click.command()
@project
@now
@roles
@click.option(
    "--edition",
    type=click.Choice(
        ["full", "advert", "description", "large-print", "booklet", "supporting-statement"]
    ),
    default="full",
    show_default=True,
    help="Which edition; a booklet holds all the roles named, and a supporting statement is a form "
    "in Word for candidates to fill in.",
)
@out
def pack(root: Path, now: str | None, roles: tuple[str, ...], edition: str, out: Path) -> None:
    """Write job packs of the roles named, in one of their editions.

    Each page says which version of the content it shows: a commit of git, or "draft".

    Example: rolebook pack clinical-lead --edition large-print --out packs
    """
    from rolebook.papers import pack_files

    _write(root, now, roles, out, lambda desk: pack_files(desk, edition))


@click.command()
@project
@now
@roles
@click.option(
    "--candidates", type=click.IntRange(1, 500), default=20, show_default=True, help="Rows."
)
@out
def panel(root: Path, now: str | None, roles: tuple[str, ...], candidates: int, out: Path) -> None:
    """Write the papers of the panel: shortlisting grid, score sheets and assessment plan.

    They are for the panel's eyes only, so they are never written into the site.

    Example: rolebook panel clinical-lead --candidates 12 --out panel
    """
    from rolebook.papers import panel_files

    for kept in (root / "site", root / "content"):
        if kept in (out.resolve(), *out.resolve().parents):
            raise click.UsageError(f"{out} is published or holds roles; name a folder elsewhere")
    _write(root, now, roles, out, lambda desk: panel_files(desk, candidates))


def _write(
    root: Path,
    now: str | None,
    roles: tuple[str, ...],
    out: Path,
    files: Callable[[Desk], Iterator[tuple[str, bytes]]],
) -> None:
    """Write files of the roles named; say what went wrong as ``check`` does."""
    from rolebook.papers import desk_of
    from rolebook.render.typst_pdf import PdfRendererError

    try:
        desk = desk_of(root, moment_of(now), roles)
        for name, data in files(desk):
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            click.echo(path)
    except ContentProblems as problems:
        click.echo(str(problems))
        click.echo(problems.summary, err=True)
        sys.exit(1)
    except (LookupError, PdfRendererError) as error:
        raise click.ClickException(str(error.args[0])) from error
    for reason in desk.left_out:
        click.echo(reason, err=True)
