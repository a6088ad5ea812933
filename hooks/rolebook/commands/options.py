"""The options that several commands take, and what they mean."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import click

from rolebook.base.dates import LONDON, in_london

#: Moment for which the site is built, as 2026-11-23 or 2026-11-23T12:00; the clock where not set.
NOW = "ROLEBOOK_NOW"

#: Set to any word: nothing is taken from the cache, and nothing kept in it.
NO_CACHE = "ROLEBOOK_NO_CACHE"

#: The file by which the root of a project is known.
CONFIG = "mkdocs.yml"


#: What is said of an option whose value a script has left empty.
_EMPTY = "is empty; write a value, or leave it out"


class _Words(click.types.StringParamType):
    """Words; a variable of a script that was never set gives none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        words = super().convert(value, param, ctx)
        if not words.strip():
            self.fail(_EMPTY, param, ctx)
        return words


class _Place(click.Path):
    """A file or folder; nothing is not taken for the folder you are in."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        if not os.fspath(value):
            self.fail(_EMPTY, param, ctx)
        return super().convert(value, param, ctx)


WORDS = _Words()
PLACE = _Place(path_type=Path)
FOLDER = _Place(path_type=Path, file_okay=False)


def _root(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path:
    """Find the project: the folder given, or the nearest one upwards that holds mkdocs.yml."""
    start = (value or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return folder
        if value is not None:
            break
    raise click.UsageError(
        f"there is no {CONFIG} in {start}; go to the folder of your project, or name it with "
        "--project"
    )


project = click.option(
    "--project",
    "root",
    type=FOLDER,
    callback=_root,
    help="Folder of the project; the one you are in where left out.",
)


def check_moment(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    """Refuse what is no moment, with how to write one."""
    if value is not None:
        try:
            in_london(value)
        except ValueError:
            raise click.BadParameter(
                f'"{value}" is not a moment; write 2027-01-29 or 2027-01-29T12:00'
            ) from None
    return value


now = click.option(
    "--now",
    metavar="DATE",
    callback=check_moment,
    help="Build as on this day (2027-01-29) or at this time (2027-01-29T12:00).",
)


def serve_command(root: Path) -> str:
    """Give what somebody types to see the site: a checkout has a Makefile for that."""
    return "make serve" if (root / "Makefile").is_file() else "rolebook serve"


out = click.option(
    "--out",
    type=FOLDER,
    required=True,
    help="Folder to write in.",
)


def moment_of(now: str | None) -> dt.datetime:
    """Give the moment that ``--now`` names, or the clock's."""
    return in_london(now) if now else dt.datetime.now(LONDON)


def day_of(now: str | None) -> dt.date:
    """Give the day in London that ``--now`` names, or the clock's."""
    return moment_of(now).date()
