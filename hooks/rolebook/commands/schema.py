"""``rolebook schema``: what editors complete, explain and mark while somebody types."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .options import project


@click.command()
@project
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; fail if a file is not current."
)
def schema(root: Path, only_check: bool) -> None:
    """Write schemas/, by which an editor completes keys and ids and marks mistakes.

    "rolebook check", "build", "serve", "new" and "format" do this too, if .vscode/settings.json
    names the folder. So git need not keep schemas/, and you seldom need this command.

    Example: rolebook schema
    """
    from rolebook.editing.schema_files import FOLDER, schema_files
    from rolebook.site.replacing import write_file

    folder = root / FOLDER
    due = {
        name: text
        for name, text in schema_files(root).items()
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != text
    }
    if only_check:
        for name in due:
            click.echo(f"{FOLDER}/{name} is not current; run: rolebook schema")
        sys.exit(1 if due else 0)
    for name, text in due.items():
        write_file(folder / name, text.encode())
        click.echo(f"{FOLDER}/{name}")
    if not due:
        click.echo(f"Everything in {FOLDER}/ is current.")
