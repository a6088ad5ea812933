"""What a file may refer to by id, and how a reference in vain is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from rolebook.base.suggestions import known_hint, nearest, shortened
from rolebook.check.reading import Finding
from rolebook.model.references import references_in
from rolebook.read.source_file import Path

#: The lists of ids that a file may refer to, each with the records by their ids. A record is None
#: where its own file has problems with it; a list is None where its ids could not be read, so that
#: nothing which refers to it is reported as well.
Known = Mapping[str, Mapping[str, Any] | None]


def unknown_ids(record: Any, path: Path, known: Known) -> Iterator[Finding]:
    """Find the ids that a record at ``path`` refers to in vain."""
    for where, to, id_, is_key in references_in(record, path):
        ids = known.get(to.list)
        if ids is not None and id_ not in ids:
            message = f'there is no {to.noun} "{shortened(id_)}" in {to.file}'
            yield Finding(where, f"{message}; {_hint(where, id_, ids)}", at_key=is_key)


def _hint(path: Path, id_: str, known: Collection[str]) -> str:
    if isinstance(path[-1], int):
        return _hint_for_item(id_, known)
    hint = known_hint(id_, known)
    if nearest(id_, known) is None:
        return f"{hint}, or add it there" if known else "add it there"
    return hint


def _hint_for_item(id_: str, known: Collection[str]) -> str:
    """Say what to type in a list, from which what is gone can be taken out."""
    # A list may stand on one line, so "take the line out" would take all of it.
    if near := nearest(id_, known):
        return f'write "{near}", or take it out of the list'
    hint = f"{known_hint(id_, known)}, add it there" if known else "add it there"
    return f"{hint}, or take it out of the list"


def unknown_within(path: Path, name: str, known: Collection[str], what: str) -> Iterator[Finding]:
    """Tell that ``name`` is not known, if so; ``what`` says of what and where: ``band in …``."""
    if name not in known:
        noun, where = what.split(" in ", 1)
        yield Finding(
            path, f'there is no {noun} "{shortened(name)}" in {where}; {known_hint(name, known)}'
        )
