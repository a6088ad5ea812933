"""What ``rolebook check --against`` looks at: vacancies that are open, then and now."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from rolebook.base.problems import Problem

from .options import WORDS

against = click.option(
    "--against",
    type=WORDS,
    metavar="REV",
    help="Also find what must not change while a vacancy is open, compared with this commit, "
    "branch or tag: title, pay, essential criteria, and a closing date brought forward.",
)


def problems_against(root: Path, revision: str | None, now: dt.datetime) -> list[Problem]:
    """Find what changed in open vacancies since ``revision``; nothing where none is named."""
    if revision is None:
        return []
    from rolebook.changes.fixed_while_open import fixed_problems
    from rolebook.changes.git import RevisionError, commit_moment, commit_named, content_at
    from rolebook.changes.snapshot import read_bytes, read_snapshot

    try:
        commit = commit_named(root, revision)
        with content_at(root, commit) as folder:
            old = read_snapshot(folder, read_bytes(folder))
    except RevisionError as error:
        raise click.ClickException(str(error)) from error
    new = read_snapshot(root, read_bytes(root))
    return fixed_problems(old, new, commit_moment(root, commit), now)
