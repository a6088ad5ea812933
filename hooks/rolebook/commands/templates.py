"""``rolebook templates``: which files decide how a site looks, and copies of them to change."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import project

if TYPE_CHECKING:
    from rolebook.editing.template_copies import TemplateCopy


@click.group()
def templates() -> None:
    """List, copy and compare the files that decide how pages and documents look.

    A file of your own under templates/ replaces the one of the same name that comes with Rolebook.

    Example: rolebook templates list
    """


@templates.command("list")
@project
def list_(root: Path) -> None:
    """List every file that you can replace, with those that you have.

    Example: rolebook templates list
    """
    from rolebook.editing.template_copies import copies_in, packaged_names

    own = {copy.name: copy for copy in copies_in(root)}
    for name in packaged_names():
        click.echo(f"{name}{_state(own[name]) if name in own else ''}")


def _state(copy: TemplateCopy) -> str:
    if copy.is_outdated:
        return f"  (yours; changed in Rolebook since: rolebook templates diff {copy.name})"
    return "  (yours)"


@templates.command()
@project
@click.argument("name")
def copy(root: Path, name: str) -> None:
    """Copy the file NAME to templates/, where you can change it.

    Example: rolebook templates copy web/library.html.j2
    """
    from rolebook.base.suggestions import known_hint
    from rolebook.editing.template_copies import copy_template, packaged_names

    name = name.replace("\\", "/").removeprefix("templates/")
    if name not in (names := packaged_names()):
        raise click.UsageError(f'"{name}" doesn\'t come with Rolebook; {known_hint(name, names)}')
    try:
        path = copy_template(root, name)
    except FileExistsError as error:
        raise click.ClickException(
            f"templates/{name} is there already. To start again, delete it first"
        ) from error
    click.echo(f"Wrote {path.relative_to(root).as_posix()}. Your pages now follow this file.")
    click.echo("Commit templates/.originals too: Rolebook compares later versions with it.")


@templates.command()
@project
@click.argument("name", required=False)
def diff(root: Path, name: str | None) -> None:
    """Show how your templates differ, and what has changed in Rolebook since you copied them.

    Example: rolebook templates diff web/library.html.j2
    """
    from rolebook.base.suggestions import known_hint
    from rolebook.editing.template_copies import copies_in

    own = {copy.name: copy for copy in copies_in(root)}
    if name is not None:
        name = name.replace("\\", "/").removeprefix("templates/")
        if name not in own:
            hint = known_hint(name, own) if own else "no file in templates/ replaces one of ours"
            raise click.UsageError(f'"{name}" isn\'t a template of yours; {hint}')
    for copy in own.values() if name is None else [own[name]]:
        if copy.original is not None and copy.is_outdated:
            _show(copy.original, copy.packaged, copy.name, "when you copied it", "in Rolebook now")
        _show(copy.packaged, copy.own, copy.name, "in Rolebook now", "yours")
    if not own:
        click.echo("No file in templates/ replaces one that comes with Rolebook.")


def _show(before: bytes, after: bytes, name: str, was: str, is_now: str) -> None:
    """Print the difference between two states of a file; of fonts, only that there is one."""
    old, new = (data.decode(errors="replace").splitlines() for data in (before, after))
    if b"\0" in before + after:
        click.echo(f"{name}: {was} and {is_now} differ" if before != after else f"{name}: the same")
        return
    for line in difflib.unified_diff(
        old, new, f"{name} ({was})", f"{name} ({is_now})", lineterm=""
    ):
        click.echo(line)
