"""``rolebook diff``: what changed between two states of the content, in plain English."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import click

from .options import day_of, now, project


@click.command()
@project
@now
@click.argument("old", metavar="REV")
@click.argument("new", metavar="[REV]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How it is told: text, Markdown for a comment on a proposal, or JSON for programs.",
)
@click.option("--notes", is_flag=True, help="Tell of changed notes too.")
def diff(root: Path, now: str | None, old: str, new: str | None, form: str, notes: bool) -> None:
    """Tell what changed since REV, in plain English.

    REV is a commit, a branch or a tag. With one REV, your files as they are now are compared
    with it; with two, the second is compared with the first. A change in site_config/, such as a
    pay award, is told with every role that it touches and every figure that it moves. With --now,
    figures are those of that day.

    Example: rolebook diff main
    """
    from rolebook.changes.difference import difference
    from rolebook.changes.git import RevisionError, commit_named, content_at, renames
    from rolebook.changes.report import report
    from rolebook.changes.snapshot import read_bytes, read_snapshot

    try:
        with ExitStack() as stack:
            before = commit_named(root, old)
            after = commit_named(root, new) if new else None
            folders = (
                stack.enter_context(content_at(root, before)),
                stack.enter_context(content_at(root, after)) if after else root,
            )
            held = [read_bytes(folder) for folder in folders]
            unchanged = _unchanged(held[0], held[1])
            states = [
                read_snapshot(folder, files, unchanged)
                for folder, files in zip(folders, held, strict=True)
            ]
            renamed = renames(root, before, after)
    except RevisionError as error:
        raise click.ClickException(str(error)) from error
    sides = (old, new or "your files as they are now")
    found = difference(states[0], states[1], day_of(now), renamed, sides)
    click.echo(report(found, sides, form, notes), nl=False)


def _unchanged(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> set[str]:
    """Give the files of roles in which nothing can have changed, for all else is alike."""
    shared = {name for name in {*old, *new} if name.startswith("site_config/")}
    if any(old.get(name) != new.get(name) for name in shared):
        return set()
    return {name for name in {*old, *new} if name not in shared and old.get(name) == new.get(name)}
