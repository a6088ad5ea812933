"""The command line of Rolebook."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from rolebook.check.content import read_content
from rolebook.fonts import printable_characters
from rolebook.model.fields import LONDON
from rolebook.problems import ContentProblems


@click.group()
def main() -> None:
    """Publish job descriptions from YAML."""


@main.command()
def check() -> None:
    """Check every role and every file of site_config/."""
    root = Path.cwd()
    today = dt.datetime.now(LONDON).date()
    try:
        content = read_content(root, today, printable_characters(root / "templates" / "fonts"))
    except ContentProblems as problems:
        click.echo(str(problems))
        click.echo(problems.summary, err=True)
        sys.exit(1)
    click.echo(f"{len(content.roles)} roles: no problems", err=True)


if __name__ == "__main__":
    main()
