"""Which fields of a file refer to something by its id, and in which list that id is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args

from pydantic import BaseModel

from rolebook.model.values.fields import Id, Text


@dataclass(frozen=True)
class RefersTo:
    """Marks a field that holds ids of a list: a file of site_config/, ``roles`` or ``duties``."""

    list: str


OrganisationId = Annotated[Id, RefersTo("organisations")]
LocationId = Annotated[Id, RefersTo("locations")]
DutySetId = Annotated[Id, RefersTo("general_duties")]
DutyId = Annotated[Id, RefersTo("duties")]
SharedCriterionId = Annotated[Id, RefersTo("shared_criteria")]
StatementId = Annotated[Id, RefersTo("statements")]
ProfessionalBodyId = Annotated[Id, RefersTo("professional_bodies")]
PayScaleId = Annotated[Text, RefersTo("pay_scales")]
RoleId = Annotated[Id, RefersTo("roles")]


def references_of(records: Iterable[type[BaseModel]]) -> dict[str, str]:
    """Give the list that each field of some records, and of those within them, refers to."""
    found: dict[str, str] = {}
    waiting = list(records)
    seen = set(waiting)
    while waiting:
        for name, info in waiting.pop().model_fields.items():
            for part in _parts((*info.metadata, info.annotation)):
                if isinstance(part, RefersTo):
                    assert found.setdefault(name, part.list) == part.list, f"{name} means two lists"
                elif isinstance(part, type) and issubclass(part, BaseModel) and part not in seen:
                    seen.add(part)
                    waiting.append(part)
    return found


def _parts(annotations: Iterable[Any]) -> Iterator[Any]:
    """Give everything that an annotation is made of."""
    for annotation in annotations:
        yield annotation
        yield from _parts((*getattr(annotation, "__metadata__", ()), *get_args(annotation)))


def ids_in(value: Any, references: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give every id that a record refers to, with its list."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            held = getattr(value, name, None)
            if name in references:
                ids = held if isinstance(held, tuple) else (held,)
                yield from ((references[name], id_) for id_ in ids if id_ is not None)
            else:
                yield from ids_in(held, references)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from ids_in(item, references)
