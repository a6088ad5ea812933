"""The command line of Rolebook: the edge at which the clock, git and folders are looked up."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook import __version__
from rolebook.dates import LONDON, in_london
from rolebook.problems import ContentProblems
from rolebook.write import replacing

if TYPE_CHECKING:
    from rolebook.papers import Desk

#: The file by which the root of a project is known.
_CONFIG = "mkdocs.yml"


def _root(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path:
    """Find the project: the folder given, or the nearest one upwards that holds mkdocs.yml."""
    start = (value or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / _CONFIG).is_file():
            return folder
        if value is not None:
            break
    raise click.UsageError(
        f"there is no {_CONFIG} in {start}; go to the folder of your project, or name it with "
        "--project"
    )


_project = click.option(
    "--project",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    callback=_root,
    help="Folder of the project; the one you are in where left out.",
)


def _moment(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            in_london(value)
        except ValueError:
            raise click.BadParameter(
                f'"{value}" is not a moment; write 2027-01-29 or 2027-01-29T12:00'
            ) from None
    return value


_now = click.option(
    "--now",
    metavar="DATE",
    callback=_moment,
    help="Build as on this day (2027-01-29) or at this time (2027-01-29T12:00).",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Publish job descriptions: one YAML file for each role; pages, comparisons and packs from it.

    Example: rolebook build
    """
    # A terminal that cannot show a sign from a file must not end the run.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@main.command()
@_project
def check(root: Path) -> None:
    """Check every role and every file of site_config/; nothing is written.

    Each problem is one line: file:line:column: field: what is wrong; what to type instead.

    Example: rolebook check
    """
    # Imported here, since reading the models takes longer than every other command's own work.
    from rolebook.check.content import read_content
    from rolebook.fonts import printable_characters

    today = dt.datetime.now(LONDON).date()
    try:
        content = read_content(root, today, printable_characters(root / "templates" / "fonts"))
    except ContentProblems as problems:
        click.echo(str(problems))
        click.echo(problems.summary, err=True)
        sys.exit(1)
    count = len(content.roles)
    click.echo(f"{count} role{'' if count == 1 else 's'} checked: no problems")


@main.command()
@_project
@_now
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder of the site.")
def build(root: Path, now: str | None, out: Path | None) -> None:
    """Publish the site: web pages and PDFs, in site/ where --out is left out.

    What was published before stays until the new site is whole.

    Example: rolebook build
    """
    target = (out or root / "site").resolve()
    with replacing(target) as fresh:
        done = _mkdocs(root, now, "build", "--quiet", "--strict", "--site-dir", str(fresh))
        if done != 0:
            sys.exit(1)
    pages = sum(1 for _ in target.rglob("*.html"))
    pdfs = sum(1 for _ in target.rglob("*.pdf"))
    click.echo(f"Published {pages} pages and {pdfs} PDFs in {target}")
    click.echo(f"Open {target / 'index.html'} in a browser, or run: make serve")


@main.command()
@_project
@_now
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port.")
def serve(root: Path, now: str | None, address: str) -> None:
    """Show the site in a browser; it is built again when a file changes.

    Example: rolebook serve
    """
    sys.exit(_mkdocs(root, now, "serve", "--dev-addr", address))


_roles = click.argument("roles", nargs=-1, required=True, metavar="ROLE...")
_out = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write in.",
)


@main.command()
@_project
@_now
@_roles
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
@_out
def pack(root: Path, now: str | None, roles: tuple[str, ...], edition: str, out: Path) -> None:
    """Write job packs of the roles named, in one of their editions.

    Each page says which version of the content it shows: a commit of git, or "draft".

    Example: rolebook pack clinical-lead --edition large-print --out packs
    """
    from rolebook.papers import pack_files

    _write(root, now, roles, out, lambda desk: pack_files(desk, edition))


@main.command()
@_project
@_now
@_roles
@click.option(
    "--candidates", type=click.IntRange(1, 500), default=20, show_default=True, help="Rows."
)
@_out
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

    moment = in_london(now) if now else dt.datetime.now(LONDON)
    try:
        desk = desk_of(root, moment, roles)
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


def _mkdocs(root: Path, now: str | None, *arguments: str) -> int:
    """Run MkDocs on the project, in a process of its own: the core does not import it."""
    # Material prints a notice about MkDocs 2 on every build; recruiters cannot act on it.
    environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ}
    if now:
        environment["ROLEBOOK_NOW"] = now
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    main()
