"""What a new project starts with, filled in for one employer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from pydantic import TypeAdapter, ValidationError

from rolebook import __version__
from rolebook.base.project_folders import packaged
from rolebook.model.values.fields import Name, id_for, name_for
from rolebook.read.mkdocs_file import address_problem as address_problem

from .new_role import as_typed

#: Folders of a project that the example roles bring in place of the starter's own.
_OF_ROLES = ("content", "site_config")
#: Git and editors would heed files with a dot in our own repository.
_DOT = "dot-"


@dataclass(frozen=True)
class Starter:
    """What an employer is asked; ``address`` is empty if it is not known yet."""

    employer: str
    address: str = ""
    host: str = "none"
    """``github``, ``gitlab``, ``netlify`` or ``none``"""
    example: bool = False
    """Whether to start with the example roles"""


def starter_files(starter: Starter) -> dict[str, bytes]:
    """Give each file of a new project by its name, in the order of names."""
    # Workflows have braces of their own.
    environment = Environment(  # noqa: S701 - what is written is not HTML
        block_start_string="<%", block_end_string="%>",
        variable_start_string="<<", variable_end_string=">>",
        trim_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined,
    )  # fmt: skip
    environment.filters["typed"] = as_typed
    filled = {
        **asdict(starter),
        "site_name": f"Jobs at {starter.employer}",
        "id": id_for(name_for(starter.employer)) or "our-organisation",
        "version": __version__,
    }
    files = {
        name: environment.from_string(path.read_text("utf-8")).render(filled).encode()
        for part in ("common", starter.host)
        for name, path in files_in(packaged("starter") / part)
    }
    if starter.example:
        files = {name: text for name, text in files.items() if not name.startswith(_OF_ROLES)}
        for part in _OF_ROLES:
            examples = files_in(packaged(part))
            files |= {f"{part}/{name}": path.read_bytes() for name, path in examples}
    return dict(sorted(files.items()))


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Give each file of a part of the starter project, by its name in a project."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix().replace(_DOT, "."), path


def name_problem(name: str) -> str:
    """Say why an employer cannot have a name; empty where it can."""
    try:
        TypeAdapter(Name).validate_python(name)
    except ValidationError as error:
        return str(error.errors()[0]["msg"])
    return ""
