"""``rolebook check``: every problem of every file, and nothing written."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rolebook.problems import ContentProblems

from .against import against, problems_against
from .options import moment_of, project


@click.command()
@project
@against
def check(root: Path, against: str | None) -> None:
    """Check every role and every file of site_config/; nothing is written.

    Each problem is one line: file:line:column: field: what is wrong; what to type instead.

    Example: rolebook check
    """
    # Imported here, since reading the models takes longer than every other command's own work.
    from rolebook.check.content import read_content
    from rolebook.fonts import printable_characters

    now = moment_of(None)
    fixed = problems_against(root, against, now)
    try:
        printable = printable_characters(root / "templates" / "fonts")
        content = read_content(root, now.date(), printable)
        if fixed:
            raise ContentProblems(fixed)
    except ContentProblems as found:
        problems = ContentProblems([*found.problems, *fixed])
        click.echo(str(problems))
        click.echo(problems.summary, err=True)
        sys.exit(1)
    count = len(content.roles)
    click.echo(f"{count} role{'' if count == 1 else 's'} checked: no problems")
