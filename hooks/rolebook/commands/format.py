"""``rolebook format``: files laid out evenly, with comments, order and quotation marks kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from .options import project


@click.command("format")
@project
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if a file is due.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def format_files(root: Path, only_check: bool, files: tuple[Path, ...]) -> None:
    """Tidy FILES, or every role and every file of site_config/ where none is named.

    Two spaces for each level, lines of at most 100 signs, one blank line at most, line ends and
    encoding as everywhere else (LF, UTF-8). What the file says stays the same to the letter, with
    its comments, its order and its quotation marks. A file that cannot be read is told, and left.

    Example: rolebook format content/roles/clinical-lead.yaml
    """
    from rolebook.base.problems import Problem
    from rolebook.editing.schema_files import refresh
    from rolebook.editing.tidy import CannotTidyError, tidied
    from rolebook.read.decoding import decode, file_bytes
    from rolebook.site.replacing import write_file

    refresh(root)
    due, wrong, count = 0, False, 0
    for path in files or _all(root):
        name = _name(path, root)
        data = file_bytes(path)
        text = decode(name, data)
        count += 1
        try:
            if isinstance(text, Problem):
                raise CannotTidyError([text])
            new = tidied(name, text).encode()
        except CannotTidyError as error:
            click.echo(str(error))
            wrong = True
            continue
        if new != data:
            due += 1
            if not only_check:
                write_file(path, new)
            click.echo(f"{name}: {'is to be tidied' if only_check else 'tidied'}")
    done = "to be tidied" if only_check else "tidied"
    click.echo(f"{count} file{'' if count == 1 else 's'} read, {due} {done}")
    sys.exit(1 if wrong or (only_check and due) else 0)


def _all(root: Path) -> Iterator[Path]:
    from rolebook.check.files import role_files

    yield from role_files(root)
    yield from sorted((root / "site_config").glob("*.yaml"))


def _name(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root).as_posix()
    except ValueError:
        return str(path)
