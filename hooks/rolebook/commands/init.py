"""``rolebook init``: the repository of an employer who starts with Rolebook."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from .asking import Asking
from .options import FOLDER, WORDS

_HOSTS = {
    "github": "GitHub, published with GitHub Pages",
    "gitlab": "GitLab, published with GitLab Pages",
    "netlify": "Netlify, from any git host",
    "none": "none of these, or not decided yet",
}


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--employer", type=WORDS, metavar="NAME", help="Name of the employer.")
@click.option("--address", metavar="URL", help="Address of the site, if you know it yet.")
@click.option("--host", metavar="HOST", help=f"{', '.join(_HOSTS)}: where the site is published.")
@click.option("--example", is_flag=True, help="Start with five example roles.")
def init(
    folder: Path, employer: str | None, address: str | None, host: str | None, example: bool
) -> None:
    """Start a project in FOLDER: a sample role, settings, and what publishes the site.

    In a terminal, you are asked for what you don't give as an option.

    \b
    Examples:
      rolebook init my-jobs
      rolebook init my-jobs --employer "Example Care" --host github
    """  # noqa: D301 - \b keeps the lines of the examples apart
    from rolebook.editing.schema_files import refresh
    from rolebook.editing.starter import Starter, address_problem, name_problem, starter_files
    from rolebook.site.replacing import write_file

    asking = Asking(sys.stdin.isatty())
    name = asking.value("employer", employer, "What is your organisation called?", name_problem,
                        needed=True)  # fmt: skip
    question = "What will be the address of the site? (Press Enter if you don't know yet)"
    address = asking.value("address", address, question, address_problem)
    question = "Where is it published? (Press Enter for none)"
    host = asking.known("host", host, question, _HOSTS, needed=False) or "none"
    files = starter_files(Starter(name, address, host, example))
    folder = folder.resolve()
    if taken := next((file for file in files if (folder / file).exists()), None):
        raise click.UsageError(
            f"{folder} already has {taken}, and nothing was written. Choose an empty folder"
        )
    for file, data in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        write_file(folder / file, data)
    refresh(folder)
    _begin_git(folder)
    shown = _typed(folder)
    click.echo(f"Wrote {len(files)} files in {folder}")
    click.echo(f"To see the site, type:\n\n  cd {shown}\n  rolebook serve\n")
    click.echo("README.md says how to go on from there.")


def _begin_git(folder: Path) -> None:
    """Make the folder a repository of git, unless it is within one or there is no git."""
    try:
        within = subprocess.run(
            ["git", "rev-parse"],  # noqa: S607 - that of the person
            cwd=folder, capture_output=True, check=False,
        )  # fmt: skip
        if within.returncode != 0:
            command = ["git", "init", "--quiet", "--initial-branch=main"]
            subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603
    except OSError:
        pass


def _typed(folder: Path) -> str:
    """Give a folder as it may be typed from here."""
    here = Path.cwd()
    shown = str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)
    return f'"{shown}"' if " " in shown else shown
