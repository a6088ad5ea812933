"""``rolebook new``: the file of a new role, from a few questions or from another role."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from .asking import PAY_HELP, Asking
from .options import WORDS, project, serve_command

_CONTRACTS = "permanent, fixed-term, casual, self-employed, apprenticeship, secondment, volunteer"


@click.command()
@project
@click.argument("title", required=False)
@click.option(
    "--from",
    "source",
    metavar="ROLE",
    help="Begin with a copy of this role; of the other options, only --id goes with it.",
)
@click.option(
    "--id",
    "id_",
    type=WORDS,
    metavar="ID",
    help="Name of the file; made from the title if left out.",
)
@click.option("--organisation", metavar="ID", help="Id from site_config/organisations.yaml.")
@click.option("--summary", help="One or two sentences for lists and search results.")
@click.option("--base", metavar="ID", help="Id of the place from site_config/locations.yaml.")
@click.option("--contract", metavar="TYPE", help=f"{_CONTRACTS} or not-stated.")
@click.option("--pattern", metavar="WORD", help="full-time, part-time, either or flexible.")
@click.option("--hours", metavar="NUMBER", help="Hours a week.")
@click.option("--full-time-hours", metavar="NUMBER", help="Hours a week of a full-time post.")
@click.option("--pay", help=PAY_HELP)
@click.option("--general-duties", metavar="ID", help="Id from site_config/general_duties.yaml.")
@click.option(
    "--duty", "duties", multiple=True, help="Something to do; give it once for each duty."
)
def new(root: Path, title: str | None, source: str | None, id_: str | None, **given: Any) -> None:
    """Write the file of a new role, called TITLE.

    What is not given as an option is asked for in a terminal. Without one, only the title, the
    summary and one duty are needed, and the organisation where there are several.

    \b
    Examples:
      rolebook new "Support Worker"
      rolebook new "Senior Clinical Lead" --from clinical-lead
    """  # noqa: D301 - \b keeps the lines of the examples apart
    from rolebook.base.problems import ContentProblems, Problem
    from rolebook.check.shape.records import read_record
    from rolebook.editing.known_ids import known_ids
    from rolebook.editing.new_role import new_role
    from rolebook.editing.schema_files import refresh
    from rolebook.model.role import Role
    from rolebook.read.source_file import read_source_file
    from rolebook.site.replacing import write_file

    if source is not None:
        _refuse_beside_from(given)
    asking = Asking(sys.stdin.isatty())
    title = asking.text("title", title, "Title of the role, as candidates read it")
    id_ = _free_id(root, title, id_)
    name = f"content/roles/{id_}.yaml"
    lists = {key: ids or {} for key, ids in known_ids(root).items()}

    def problems_of(text: str) -> Sequence[Problem]:
        return read_record(Role, read_source_file(name, text), lists).problems

    try:
        if source is not None:
            text = _copy_of(root, name, title, source)
        else:
            answers = asking.answers(
                title, lists, given, lambda draft: problems_of(new_role(name, draft))
            )
            text = new_role(name, answers)
        if found := problems_of(text):
            raise ContentProblems(list(found))
    except ContentProblems as problems:
        raise click.ClickException(f"nothing was written\n{problems}") from problems
    path = root / name
    write_file(path, text.encode())
    refresh(root)
    click.echo(f"Wrote {name}")
    click.echo("Open it in your editor, and go through what its notes say.")
    click.echo(f"To see it, run: {serve_command(root)}")


def _refuse_beside_from(given: dict[str, Any]) -> None:
    """Refuse what a copy would not heed: it takes all but the title from the other role."""
    from rolebook.base.suggestions import and_list

    names = {"duties": "duty"}
    keys = [names.get(key, key) for key, value in given.items() if value not in (None, ())]
    if keys:
        options = and_list(f"--{key.replace('_', '-')}" for key in keys)
        do, them = ("does", "it") if len(keys) == 1 else ("do", "them")
        raise click.UsageError(
            f"{options} {do} not go with --from, which copies all but the title; leave {them} out, "
            "and make the change in the new file"
        )


def _free_id(root: Path, title: str, id_: str | None) -> str:
    """Give an id that no role has yet."""
    from rolebook.base.suggestions import shortened
    from rolebook.check.files import role_files
    from rolebook.model.values.fields import id_for, length_problem, name_for

    wanted = name_for(title) if id_ is None else id_
    better = id_for(wanted)
    if not wanted:
        raise click.UsageError(
            f'"{title}" holds no letter from a to z that a file could be named after; name it with '
            "--id, such as --id support-worker"
        )
    if better != wanted:
        raise click.UsageError(
            f'"{wanted}" cannot be the address of a page; use small letters, digits and hyphens, '
            f"such as --id {better or 'support-worker'}"
        )
    if too_long := length_problem(wanted):
        raise click.UsageError(f'"{shortened(wanted)}" {too_long}')
    taken = {path.stem: path for path in role_files(root)}
    if wanted in taken:
        number = next(n for n in range(2, 10_000) if f"{wanted}-{n}" not in taken)
        raise click.UsageError(
            f"{taken[wanted].relative_to(root).as_posix()} is there already and stays as it is; "
            f"give the new role another name, such as --id {wanted}-{number}"
        )
    return wanted


def _copy_of(root: Path, name: str, title: str, source: str) -> str:
    from rolebook.base.suggestions import known_hint
    from rolebook.check.files import role_files
    from rolebook.editing.new_role import copied_role
    from rolebook.read.decoding import decode, file_bytes
    from rolebook.read.source_file import read_source_file

    files = {path.stem: path for path in role_files(root)}
    path = files.get(source.removesuffix(".yaml"))
    if path is None:
        raise click.UsageError(f'there is no role "{source}"; {known_hint(source, files)}')
    file = path.relative_to(root).as_posix()
    text = decode(file, file_bytes(path))
    problems = read_source_file(file, text).problems if isinstance(text, str) else [text]
    if problems or not isinstance(text, str):
        raise click.ClickException(f"put this right first\n{problems[0]}")
    return copied_role(name, text, title, source)
