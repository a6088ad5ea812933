"""``rolebook upgrade``: a project brought up to the version of Rolebook that is installed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rolebook import __version__

from .check import check_result
from .file_changes import FileChange, show, write
from .options import moment_of, now, project


@click.command()
@project
@now
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if a file is due.")
@click.option("--yes", is_flag=True, help="Write without asking, as scripts need.")
def upgrade(root: Path, now: str | None, only_check: bool, yes: bool) -> None:
    """Bring a project up to the version of Rolebook that is installed.

    Fields that have a clearer name now get it, in your roles and in site_config/. The files that
    publish your site and help your editor are brought up to date: .github/workflows/,
    .gitlab-ci.yml, netlify.toml, .vscode/, .devcontainer/ and the version in requirements.txt. What
    you have changed in them stays. Everything is shown before it is written.

    Install the new version first, with pip install --upgrade rolebook.

    Example: rolebook upgrade
    """
    from rolebook.editing.content_files import content_files, with_new_names
    from rolebook.editing.file_edits import CannotEditError
    from rolebook.editing.owned_files import NewerVersionError, upgraded_files
    from rolebook.editing.schema_files import refresh
    from rolebook.editing.template_copies import copies_in
    from rolebook.report.reporters import REPORTERS

    try:
        due = upgraded_files(root)
    except NewerVersionError as error:
        raise click.ClickException(
            f"this project needs Rolebook {error}, and this is {__version__}. Install it with "
            "pip install -r requirements.txt"
        ) from error
    changes = {
        name: FileChange(file.before, file.after)
        for name, file in due.items()
        if not file.conflicts
    }
    conflicts = {name: file.conflicts for name, file in due.items() if file.conflicts}
    left = []
    for content_file in content_files(root):
        try:
            change = FileChange(*with_new_names(content_file))
        except CannotEditError as error:
            left.append(str(error))
            continue
        if change.before != change.after:
            changes[content_file.name] = change
    show(changes)
    for words in left:
        click.echo(words)
    for name, lines in conflicts.items():
        for line in lines:
            click.echo(
                f"{name}:{line}: you have changed this line, and so has Rolebook; the file stays "
                "as it is, so change it in your editor"
            )
    for copy in copies_in(root):
        if copy.is_outdated:
            click.echo(
                f"templates/{copy.name}: has changed in Rolebook since you copied it; to see how, "
                f"type rolebook templates diff {copy.name}"
            )
    if changes and not only_check and (yes or _agreed(len(changes))):
        write(root, changes)
        refresh(root)
        found = check_result(root, moment_of(now))
        if report := REPORTERS["lines"](found):
            click.echo(report)
        click.echo(found.summary, err=True)
        click.echo(f"Wrote {_count(len(changes))} for Rolebook {__version__}.")
        changes = {}
    elif changes:
        click.echo(f"{_count(len(changes))} to upgrade; nothing was written.")
    elif not conflicts and not left:
        click.echo(f"Everything is up to date with Rolebook {__version__}.")
    sys.exit(1 if changes or conflicts or left else 0)


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        raise click.UsageError("nothing was written; look at the changes above, and add --yes")
    return click.confirm(f"Write {'this file' if count == 1 else f'these {count} files'}?")


def _count(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"
