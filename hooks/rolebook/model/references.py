"""Which fields of a record refer to something by its id, and in which list that id is kept.

The type of a field says it once. What checks ids, suggests them, describes them to editors, puts
them into words and finds out who uses a record follows from that.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, ForwardRef, NamedTuple, get_args, get_type_hints

from pydantic import BaseModel

from rolebook.model.values.fields import Id, Text

Path = tuple[Hashable, ...]


@dataclass(frozen=True)
class RefersTo:
    """Marks a field that contains ids of a list, and says what one of that list is called."""

    list: str
    noun: str

    @property
    def file(self) -> str:
        """Where the list is kept."""
        return file_of(self.list)


def file_of(list_: str) -> str:
    """Give the file, or the folder, in which the ids of a list are kept."""
    kept = {"roles": "content/roles/", "duties": "site_config/general_duties.yaml"}
    return kept.get(list_, f"site_config/{list_}.yaml")


OrganisationId = Annotated[Id, RefersTo("organisations", "organisation")]
LocationId = Annotated[Id, RefersTo("locations", "location")]
DutySetId = Annotated[Id, RefersTo("general_duties", "set of general duties")]
DutyId = Annotated[Id, RefersTo("duties", "duty")]
SharedCriterionId = Annotated[Id, RefersTo("shared_criteria", "shared criterion")]
StatementId = Annotated[Id, RefersTo("statements", "statement")]
ProfessionalBodyId = Annotated[Id, RefersTo("professional_bodies", "professional body")]
PayScaleId = Annotated[Text, RefersTo("pay_scales", "pay scale")]
CustomFieldId = Annotated[Id, RefersTo("custom_fields", "custom field")]
RoleId = Annotated[Id, RefersTo("roles", "role")]


class Reference(NamedTuple):
    """An id that a record refers to, with the path of the id in the record."""

    path: Path
    to: RefersTo
    id: str
    is_key: bool = False
    """Whether the id is the name of a field rather than a value"""


def refers_to(*annotations: Any) -> RefersTo | None:
    """Give what the ids of a field refer to; None where the field contains no ids."""
    return next((part for part in _parts(annotations) if isinstance(part, RefersTo)), None)


def field_refers_to(record: type[BaseModel], field: str) -> RefersTo | None:
    """Give what the ids of a field of ``record`` refer to; None where it contains no ids."""
    return dict(_reference_fields(record)).get(field)


def references_in(value: Any, path: Path = ()) -> Iterator[Reference]:
    """Give every id that a record refers to, and those within it."""
    if isinstance(value, BaseModel):
        for name, to in _reference_fields(type(value)):
            inner = getattr(value, name)
            if to is None:
                yield from references_in(inner, (*path, name))
            elif isinstance(inner, tuple):
                yield from (Reference((*path, name, i), to, id_) for i, id_ in enumerate(inner))
            elif isinstance(inner, dict):
                yield from (Reference((*path, name, id_), to, id_, True) for id_ in inner)
            elif inner is not None:  # what is left of a file with problems may lack it
                yield Reference((*path, name), to, inner)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from references_in(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from references_in(item, (*path, key))


def lists_referred_to(records: Iterable[type[BaseModel]]) -> set[str]:
    """Give the lists to which some records refer, or records within them."""
    reached = {kind for record in records for kind in _within(record)}
    return {field.to.list for kind in reached for field in _fields(kind) if field.to is not None}


class _Field(NamedTuple):
    name: str
    to: RefersTo | None
    records: tuple[type[BaseModel], ...]
    """The kinds of record that the field may contain"""


@lru_cache(maxsize=512)
def _reference_fields(record: type[BaseModel]) -> tuple[tuple[str, RefersTo | None], ...]:
    """Give the fields with ids, and with None those that contain records with ids.

    Most fields have neither, and a role is looked through at each build.
    """
    return tuple(
        (field.name, field.to)
        for field in _fields(record)
        if field.to is not None or lists_referred_to(field.records)
    )


@lru_cache(maxsize=512)
def _within(record: type[BaseModel]) -> frozenset[type[BaseModel]]:
    """Give the kinds of record that may be within a record, with its own."""
    found = {record}
    waiting = [record]
    while waiting:
        new = {kind for field in _fields(waiting.pop()) for kind in field.records} - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


@lru_cache(maxsize=512)
def _fields(record: type[BaseModel]) -> tuple[_Field, ...]:
    found = []
    for name, info in record.model_fields.items():
        parts = list(_parts((*info.metadata, info.annotation)))
        if any(isinstance(part, ForwardRef) for part in parts):  # to resolve all takes long
            parts = list(_parts((get_type_hints(record, include_extras=True)[name],)))
        kinds = (part for part in parts if isinstance(part, type) and issubclass(part, BaseModel))
        to = next((part for part in parts if isinstance(part, RefersTo)), None)
        found.append(_Field(name, to, tuple(kinds)))
    return tuple(found)


def _parts(annotations: Iterable[Any]) -> Iterator[Any]:
    """Give everything that an annotation is made of."""
    for annotation in annotations:
        yield annotation
        yield from _parts((*getattr(annotation, "__metadata__", ()), *get_args(annotation)))
