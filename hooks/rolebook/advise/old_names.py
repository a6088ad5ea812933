"""Advice on fields that have another name now."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.base.problems import Advice
from rolebook.read.source_file import SourceFile, path_text

from .rule import REGISTER, Rule

OLD_NAME = Rule(
    "old-name",
    "Old names",
    "A field has a clearer name in this version, and the file has the old one.",
    "The old name is still read, so that a new version doesn't stop your site. A later version "
    "will report it as an error.",
    "A rule of this project",
    waivable=False,
)
REGISTER.others.append(OLD_NAME)


def old_names_in(source_file: SourceFile) -> Iterator[Advice]:
    """Find the fields of a file that have another name now."""
    for path, new in source_file.renamed:
        position = source_file.key_position((*path[:-1], new)) or source_file.position(path)
        message = (
            f'is called "{new}" now; write "{new}:" in its place, or type rolebook upgrade, which '
            "does so in every file"
        )
        where = (source_file.file, position.line, position.column)
        yield Advice(*where, path_text(path), message, OLD_NAME.id)
