"""Records of a file of site_config/ that stand inside its notes, and so are read as words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from rolebook.base.problems import Problem
from rolebook.model.values.fields import id_for
from rolebook.read.source_file import SourceFile

_KEY = re.compile(r"( *)([\w-]+):(?: .*)?")


def records_in_notes(
    source_file: SourceFile, name: str, record: type[BaseModel]
) -> Iterator[tuple[str, Problem]]:
    """Find what was added below the notes of a file, by its id, with the problem to tell.

    Notes may hold anything, so only this counts, in notes that end the file: a line with nothing
    but an id, at the left edge of the notes, and further in on the line below it a key that a
    record of the file has.
    """
    if ("notes",) not in source_file.values:
        return
    position = source_file.position(("notes",))
    if any(line.strip() for line in source_file.lines[position.last_line :]):
        return
    lines = source_file.lines[position.line : position.last_line]
    edge = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    for index, (line, below) in enumerate(pairwise(lines)):
        id_, key = _KEY.fullmatch(line.rstrip()), _KEY.fullmatch(below.rstrip())
        if not id_ or not key or not line.rstrip().endswith(":") or id_[2] != id_for(id_[2]):
            continue
        if len(id_[1]) == edge < len(key[1]) and key[2] in record.model_fields:
            message = (
                f'"{id_[2]}:" is read as a part of the notes; move it, with the lines that belong '
                f'to it, to the other entries below the line "{name}:", or, if it is meant as a '
                "note, begin it further in"
            )
            number = position.line + index + 1
            yield id_for(id_[2]), Problem(source_file.file, number, edge + 1, "notes", message)
