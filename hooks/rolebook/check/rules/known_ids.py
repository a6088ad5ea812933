"""What a file may refer to by id, and how a reference in vain is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rolebook.base.suggestions import known_hint, nearest, shortened
from rolebook.check.reading import Finding
from rolebook.model.duties import DutySet
from rolebook.model.person_specification import SharedCriterion
from rolebook.model.site_config import Organisation, PayScale
from rolebook.read.source_file import Path


@dataclass(frozen=True)
class Known:
    """The ids that a role may refer to, with what they stand for where that matters.

    A record is None where its own file has problems with it; a whole file is None where its ids
    could not be read, so that nothing which refers to it is told as well.
    """

    organisations: Mapping[str, Organisation | None] | None
    locations: Collection[str] | None
    general_duties: Mapping[str, DutySet | None] | None
    shared_criteria: Mapping[str, SharedCriterion | None] | None
    statements: Collection[str] | None
    professional_bodies: Collection[str] | None
    pay_scales: Mapping[str, PayScale | None] | None
    roles: Collection[str]


def unknown(
    path: Path, id_: str, known: Collection[str] | None, noun: str, file: str
) -> Iterator[Finding]:
    """Tell that ``id_`` is not known, if so; ``file`` is where the known ones are kept."""
    if known is None or id_ in known:
        return
    if isinstance(path[-1], int):
        hint = _hint_for_item(id_, known)
    else:
        hint = known_hint(id_, known)
        if nearest(id_, known) is None:
            hint = f"{hint}, or add it there" if known else "add it there"
    yield Finding(path, f'there is no {noun} "{shortened(id_)}" in {file}; {hint}')


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
