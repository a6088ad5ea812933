"""``rolebook set``: one field of a role, or of a file of site_config/, written for you."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .check import check_result
from .file_changes import FileChange, show, write
from .options import moment_of, now, project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel

    from rolebook.base.problems import Problem


@click.command("set")
@project
@now
@click.option("--remove", is_flag=True, help="Take the field out; VALUE is then left out.")
@click.option(
    "--dry-run", "--check", "dry_run", is_flag=True,
    help="Show what would change, and write nothing.",
)  # fmt: skip
@click.argument("file", metavar="ROLE")
@click.argument("field")
@click.argument("value", required=False)
def set_field(
    root: Path,
    now: str | None,
    remove: bool,
    dry_run: bool,
    file: str,
    field: str,
    value: str | None,
) -> None:
    """Write VALUE as the FIELD of ROLE, and leave the rest of its file as it is.

    ROLE is the id of a role, or a file of site_config/. FIELD is written as in messages. The first
    item of a list is [1], and the number after the last adds one. What would be an error isn't
    written.

    \b
    Examples:
      rolebook set clinical-lead pay.maximum 48330.12
      rolebook set clinical-lead "vacancies[1].closes" "2027-01-29 23:59"
      rolebook set site_config/site.yaml heading "Jobs with us"
    """  # noqa: D301 - \b keeps the lines of the examples apart
    from rolebook.editing.field_edit import field_edit, path_named
    from rolebook.editing.file_edits import CannotEditError, edited, value_at, values_in
    from rolebook.editing.schema_files import refresh
    from rolebook.report.reporters import REPORTERS

    if remove is (value is not None):
        raise click.UsageError("write the value after the field, or --remove in its place")
    path, model = _file_named(root, file)
    name = path.relative_to(root).as_posix()
    before = path.read_bytes()
    try:
        data = values_in(name, before)
        edit = field_edit(model, data, field, value)
        old = value_at(data, path_named(field))
        after = edited(name, before, [edit])
    except CannotEditError as error:
        raise click.ClickException(f"nothing was written\n{error}") from error
    if after == before:
        click.echo(f"{name}: {field} is {_quoted(old)} already")
        return
    moment = moment_of(now)
    found = check_result(root, moment, instead={path: after})
    new = _new_errors(name, field, check_result(root, moment).errors, found.errors)
    if new:
        listed = "\n".join(str(problem) for problem in new)
        raise click.ClickException(f"nothing was written, since this would be wrong:\n{listed}")
    changes = {name: FileChange(before, after)}
    if dry_run:
        show(changes)
    else:
        write(root, changes)
        refresh(root)
        click.echo(f"{name}: {field}: {_quoted(old)} → {_quoted(value)}")
    found = found.limited_to({name})
    if report := REPORTERS["lines"](found):
        click.echo(report)
    click.echo(found.summary, err=True)


def _quoted(value: object) -> str:
    from rolebook.base.suggestions import shortened

    return "nothing" if value is None else f'"{shortened(str(value))}"'


def _file_named(root: Path, file: str) -> tuple[Path, type[BaseModel]]:
    """Find the file of a role by its id or name, or a file of site_config/ by its name."""
    from rolebook.base.suggestions import known_hint
    from rolebook.editing.content_files import content_files

    files = {each.name: each for each in content_files(root)}
    roles = {each.path.stem: each for each in files.values() if each.name.startswith("content/")}
    wanted = file.replace("\\", "/").removeprefix("./")
    known = files if "/" in wanted else roles
    if wanted not in known:
        raise click.UsageError(f'there is no role or file "{file}"; {known_hint(wanted, known)}')
    return known[wanted].path, known[wanted].model


def _new_errors(
    name: str, field: str, before: Sequence[Problem], after: Sequence[Problem]
) -> list[Problem]:
    """Give the errors that a change brings.

    An error of the file may hide others. So if it has one already, only those of the field count.
    """
    known = {(error.file, error.field, error.message) for error in before}
    had = any(error.file == name for error in before)
    return [
        error
        for error in after
        if (error.file, error.field, error.message) not in known
        and (not had or error.file != name or error.field == field)
    ]
