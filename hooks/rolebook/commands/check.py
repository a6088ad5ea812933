"""``rolebook check``: every error and all advice on every file, and nothing written."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from rolebook.base.memory import search_seldom
from rolebook.base.project_folders import templates_folder

from .against import against, problems_against
from .options import CONFIG, PLACE, moment_of, now, project

if TYPE_CHECKING:
    from rolebook.base.problems import Problem
    from rolebook.report.result import CheckResult

#: The forms of the report; the module that holds them takes long to read.
_FORMATS = ("text", "lines", "json", "github", "gitlab", "sarif")


@click.command()
@project
@now
@click.argument("files", nargs=-1, metavar="[FILES]...", type=PLACE)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="Form of the report: text in a terminal, lines elsewhere, where left out.",
)
@click.option("--strict", is_flag=True, help="Exit with status 1 for advice as well as for errors.")
@against
def check(
    root: Path,
    now: str | None,
    files: tuple[Path, ...],
    form: str | None,
    strict: bool,
    against: str | None,
) -> None:
    """Check every role, every file of site_config/ and mkdocs.yml; none of them is changed.

    Errors stop the site from being published; advice never does, and "rolebook docs advice"
    explains it. With FILES, only what is found in these files is reported, though all are read.
    Whether each advert fits its one page is seen when the site is built, and MkDocs checks the keys
    of mkdocs.yml that Rolebook does not read.

    Example: rolebook check

    Example: rolebook check content/roles/clinical-lead.yaml --strict
    """
    from rolebook.editing.schema_files import refresh
    from rolebook.report.reporters import REPORTERS

    search_seldom()
    refresh(root)
    named = _named_files(root, files)
    moment = moment_of(now)
    result = check_result(root, moment, problems_against(root, against, moment))
    if files:
        known = {*result.lines, *(error.file for error in result.errors)}
        result = result.limited_to({name for name in known if _is_within(name, named)})
    form = form or ("text" if sys.stdout.isatty() else "lines")
    if report := REPORTERS[form](result):
        click.echo(report)
    if form == "text":
        click.echo()
    # The summary is for people: it must not stand in what a program reads.
    click.echo(result.summary, err=form != "text")
    if result.errors or (strict and result.advice):
        sys.exit(1)


def check_result(
    root: Path,
    moment: dt.datetime,
    older: Iterable[Problem] = (),
    instead: Mapping[Path, bytes] = MappingProxyType({}),
) -> CheckResult:
    """Check a project; ``older`` are further problems.

    ``instead`` is read in place of what some files hold.
    """
    # Imported here, since reading the models takes longer than every other command's own work.
    from rolebook.advise.advice import advice_on, rule_ids
    from rolebook.advise.rule import REGISTER
    from rolebook.changes.first_committed import closing_dates_committed
    from rolebook.changes.git import project_prefix
    from rolebook.check.content import check_content
    from rolebook.read.fonts import font_problems, printable_characters
    from rolebook.read.mkdocs_file import site_in
    from rolebook.report.result import CheckResult

    today = moment.date()
    templates = templates_folder(root)
    printable = printable_characters(templates / "fonts")
    checked = check_content(root, today, printable, rule_ids(), instead)
    fonts = font_problems(templates)
    site = site_in(root, os.environ)
    content = checked.content
    mkdocs = (root / CONFIG).read_text("utf-8", errors="replace")
    committed = closing_dates_committed(root, content, today) if content else None
    return CheckResult(
        errors=tuple(sorted({*checked.problems, *site.problems, *older, *fonts})),
        advice=advice_on(checked, today, committed, mkdocs),
        roles=checked.role_count,
        lines={name: source_file.lines for name, source_file in checked.source_files.items()},
        rules={rule.id: rule for rule in REGISTER.all()},
        prefix=project_prefix(root),
        advice_held_back=checked.content is None,
    )


def _named_files(root: Path, files: Iterable[Path]) -> set[str]:
    """Give the names within the project of the files and folders that were named."""
    named = set()
    for path in files:
        found = path.resolve()
        if not found.exists():
            raise click.UsageError(f"there is no {path}; check the name, or leave it out")
        if not found.is_relative_to(root):
            raise click.UsageError(f"{path} is not in the project, {root}; name a file of its own")
        named.add(found.relative_to(root).as_posix())
    return named


def _is_within(name: str, named: set[str]) -> bool:
    return "." in named or any(name == one or name.startswith(f"{one}/") for one in named)
