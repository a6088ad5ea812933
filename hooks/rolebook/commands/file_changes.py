"""Changes of a project's files, written only if nobody else has changed a file meanwhile."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import click


class FileChange(NamedTuple):
    """The bytes of a file before and after a change."""

    before: bytes
    after: bytes


def show(changes: Mapping[str, FileChange]) -> None:
    """Print what changes in each file, by its name."""
    for name, change in changes.items():
        before, after = (data.decode(errors="replace").splitlines() for data in change)
        lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm="")
        click.echo("\n".join(lines))


def write(root: Path, changes: Mapping[str, FileChange]) -> None:
    """Write every file, each in one step.

    Raises:
        click.ClickException: if a file has changed since it was read; nothing is written then.
    """
    from rolebook.site.replacing import write_file

    for name, change in changes.items():
        if (root / name).read_bytes() != change.before:
            raise click.ClickException(
                f"{name} has been changed meanwhile, so nothing was written. Look at it and try "
                "again"
            )
    for name, change in changes.items():
        write_file(root / name, change.after)
