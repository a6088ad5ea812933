"""``rolebook pack`` and ``rolebook panel``: papers that are made beside the site."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rolebook.base.dates import LONDON, in_london
from rolebook.base.problems import ContentProblems
from rolebook.base.project_folders import templates_folder
from rolebook.changes.file_versions import past_of
from rolebook.changes.git import RevisionError, commit_before, commit_named, content_at
from rolebook.commands.folders.documents import PaperFolder
from rolebook.commands.folders.panel_papers import PANEL_FOLDER, keep_out_of_git
from rolebook.model.edition_names import EDITION_NAMES

from .options import FOLDER, WORDS, check_moment, moment_of, now, out, project

if TYPE_CHECKING:
    from rolebook.build.papers import Desk, Papers
    from rolebook.build.settings import BuildSettings

#: So many files are worth a progress bar.
_MANY = 8

_selecting = (
    click.argument("roles", nargs=-1, metavar="[ROLE]..."),
    click.option("--open", "is_open", is_flag=True, help="Every role that is open now."),
    click.option("--department", type=WORDS, metavar="NAME", help="Every role of a department."),
    click.option("--organisation", type=WORDS, metavar="ID", help="Every role of an organisation."),
    click.option(
        "--vacancy",
        type=WORDS,
        metavar="REFERENCE",
        help="The role of this vacancy, as the vacancy advertises it; also after it has closed.",
    ),
    click.option("--every-role", is_flag=True, help="Every role there is."),
    click.option(
        "--as-at",
        metavar="DATE",
        callback=check_moment,
        help="As candidates saw it at noon of this day (2026-01-29) or at this time "
        "(2026-01-29T17:00), from git.",
    ),
    click.option(
        "--revision",
        type=WORDS,
        metavar="REV",
        help="As it was at a commit, branch or tag, from git.",
    ),
    click.option(
        "--overwrite",
        is_flag=True,
        help="Replace papers even if somebody has written in them since.",
    ),
)


def _select(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_selecting):
        command = option(command)
    return command


@click.command()
@project
@now
@_select
@click.option(
    "--edition",
    type=click.Choice(EDITION_NAMES),
    default="full",
    show_default=True,
    help="Which edition. A booklet holds all the roles in one PDF; a supporting statement is a "
    "form in Word for candidates to fill in; all makes everything but the booklet.",
)
@out
def pack(root: Path, now: str | None, edition: str, out: Path, **asked: Any) -> None:
    """Write job packs of the roles named, in one of their editions.

    Each page says which version of the content it shows: a commit of git, or "draft". With
    --as-at, that is the version of a day, which must not be before your first commit. With
    --vacancy, the reference is in the name of each file. A file that somebody has changed is kept.

    \b
    Examples:
      rolebook pack clinical-lead --edition large-print --out packs
      rolebook pack --open --edition booklet --out packs
      rolebook pack clinical-lead --revision HEAD --out packs
    """  # noqa: D301 - \b keeps the lines of the examples apart
    from rolebook.build.papers import pack_papers

    _write(root, now, asked, out, lambda desk: pack_papers(desk, edition))


@click.command()
@project
@now
@_select
@click.option(
    "--candidates", type=click.IntRange(1, 500), default=20, show_default=True, help="Rows."
)
@click.option(
    "--out",
    type=FOLDER,
    help=f"Folder to write in; {PANEL_FOLDER}/ in the project if you leave it out.",
)
def panel(root: Path, now: str | None, candidates: int, out: Path | None, **asked: Any) -> None:
    """Write the papers of the panel: shortlisting grid, score sheets and assessment plan.

    They are for the panel's eyes only, so they are never written into the site. Git ignores the
    folder that they are written to, since candidates' names will be in them. Those of one vacancy
    have its reference in their names. A paper that somebody has written in is kept.

    \b
    Examples:
      rolebook panel clinical-lead --candidates 12
      rolebook panel --vacancy EXAMPLE-SESSIONAL --out ../panel
    """  # noqa: D301
    from rolebook.build.papers import panel_files

    out = out or root / PANEL_FOLDER

    def papers_of(desk: Desk) -> Papers:
        keep_out_of_git(out, root)
        return panel_files(desk, candidates)

    for kept in (root / "site", root / "content"):
        if kept in (out.resolve(), *out.resolve().parents):
            raise click.UsageError(f"{out} is published or holds roles; name a folder elsewhere")
    _write(root, now, asked, out, papers_of)


def _write(
    root: Path,
    now: str | None,
    asked: dict[str, Any],
    out: Path,
    papers_of: Callable[[Desk], Papers],
) -> None:
    """Write files of the roles asked for; say what went wrong as ``check`` does."""
    from rolebook.build.papers import Selection, desk_of

    as_at, revision = asked.pop("as_at"), asked.pop("revision")
    selection = Selection(
        asked["roles"],
        asked["is_open"],
        asked["department"] or "",
        asked["organisation"] or "",
        asked["vacancy"] or "",
    )
    if selection == Selection() and not asked["every_role"]:
        raise click.UsageError(
            "name a role, such as clinical-lead, or write --open, --department, --organisation, "
            "--vacancy or --every-role"
        )
    try:
        with _settings(root, now, as_at, revision) as settings:
            desk = desk_of(settings, selection)
            kept = _write_files(papers_of(desk), PaperFolder(root, out, asked["overwrite"]))
    except ContentProblems as problems:
        click.echo(str(problems))
        click.echo(problems.summary, err=True)
        sys.exit(1)
    except (LookupError, ValueError) as error:
        raise click.ClickException(str(error.args[0])) from error
    for reason in (*desk.left_out, *desk.failed):
        click.echo(reason, err=True)
    if kept:
        for path in kept:
            click.echo(f"{path} was kept, because somebody may have written in it", err=True)
        raise click.ClickException(
            "add --overwrite to replace what was kept, or name another folder with --out"
        )
    if desk.failed:
        sys.exit(1)


def _write_files(papers: Papers, folder: PaperFolder) -> list[Path]:
    """Write each file and tell its name; many are shown on a bar, in a terminal alone.

    Gives the files that were kept as they are.
    """
    bar = click.progressbar(
        papers.files,
        length=papers.count,
        label="Writing",
        file=sys.stderr,
        hidden=papers.count < _MANY or not sys.stderr.isatty(),
    )
    with bar as files, closing(folder):
        for name, data in files:
            folder.write(name, data)
    for path in folder.written:
        click.echo(path)
    return folder.kept


@contextmanager
def _settings(
    root: Path, now: str | None, as_at: str | None, revision: str | None
) -> Iterator[BuildSettings]:
    """Give the settings for the content as it is, or as it was."""
    if as_at and revision:
        raise click.UsageError("--as-at and --revision both name a version; keep one of the two")
    if not as_at and not revision:
        moment = moment_of(now)
        yield _settings_of(root, root, moment, None)
        return
    try:
        if as_at:
            moment = _noon(as_at)
            commit = commit_before(root, moment)
        else:
            assert revision is not None
            commit = commit_named(root, revision)
            moment = moment_of(now)
        with content_at(root, commit) as folder:
            yield _settings_of(root, folder, in_london(now) if now else moment, commit)
    except RevisionError as error:
        raise click.ClickException(str(error)) from error


def _noon(day_or_moment: str) -> dt.datetime:
    """Read a moment; of a day alone, noon."""
    try:
        day = dt.date.fromisoformat(day_or_moment)
    except ValueError:
        return in_london(day_or_moment)
    return dt.datetime.combine(day, dt.time(12), LONDON)


def _settings_of(
    root: Path, content: Path, moment: dt.datetime, commit: str | None
) -> BuildSettings:
    from rolebook.build.settings import BuildSettings
    from rolebook.read.mkdocs_file import site_in

    site = site_in(root, os.environ)
    if site.problems:
        raise ContentProblems(list(site.problems))
    return BuildSettings(
        root=content,
        site_name=site.name,
        now=moment,
        past=past_of(root, commit),
        workers=os.cpu_count() or 1,
        site_address=site.address,
        templates=templates_folder(root),
    )
