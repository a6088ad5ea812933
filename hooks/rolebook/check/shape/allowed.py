"""What the model allows at a path in a file: its keys, its choices and what belongs there."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from rolebook.base.suggestions import one_of
from rolebook.model.references import refers_to
from rolebook.read.source_file import Path

Location = tuple[int | str, ...]

#: What belongs after a key that is missing, by the name of the key. None of it is a fact: whoever
#: types what a message says must not publish what nobody gave.
_SAYS = {
    "title": "the title as people read it",
    "link": "a web address",
    "email": "an email address",
    "minimum": "an amount in pounds",
    "name": "the name as people read it",
    "summary": "one or two sentences about the role",
    "text": "the words",
    "heading": "the heading of the first page",
    "introduction": "a few words of welcome",
    "post": "the title of the post",
    "reference": "a reference of your own, which no other vacancy has",
    "on": "a day, as year-month-day",
    "when": "when that is",
    "question": "the question",
    "start": "a time of the 24-hour clock",
    "end": "a time of the 24-hour clock",
    "required": "yes or no",
    "shown": "yes or no",
    "effective_from": "a day, as year-month-day",
    "checked_on": "a day, as year-month-day",
    "until": "a day, as year-month-day",
    "id": "an id in small letters, digits and hyphens",
    "rule": "the id of a rule of advice",
    "reason": "the reason",
    "depends_on": "what the pay depends on",
    "full_time_hours": "the hours of a full-time week",
    "abbreviation": "its abbreviation",
    "lowest": "the lower spine point",
    "highest": "the higher spine point",
}

#: The key to begin a record with, where it is not the first that is required.
_FIRST = {"Duties": "sections"}


def walk(model: type[BaseModel], location: Location) -> tuple[Path, Any]:
    """Follow an error's location through the model.

    pydantic puts the tag of a union into the location, which is no key of the file; the path that
    comes back has none. The annotation is that of the last step.
    """
    path: list[int | str] = []
    annotation: Any = model
    for part in location:
        if part == "[key]":  # the error is about the key that the path ends with
            break
        if chosen := _member_with_tag(annotation, part):
            annotation = chosen
            continue
        member = _members(annotation)[0]
        if _is_record(member):
            known = str(part) in member.model_fields
            annotation = _annotation(member, str(part)) if known else Any
        else:
            annotation = entry_of(annotation, part) or annotation
        path.append(part)
    return tuple(path), annotation


def annotation_at(model: type[BaseModel], path: Path) -> Any:
    """Give what the model allows at a path in a file; of several kinds of record, all of them."""
    annotation: Any = model
    for part in path:
        annotation = entry_of(annotation, part) or annotation_below(annotation, str(part))
    return annotation


def entry_of(annotation: Any, part: object) -> Any:
    """Give what the model allows for an item of a list, or under a name that people choose.

    None where there is neither.
    """
    member = _members(annotation)[0]
    if get_origin(member) is tuple and isinstance(part, int):
        return get_args(member)[0]
    return get_args(member)[1] if get_origin(member) is dict else None


def keys_of(annotation: Any) -> list[str]:
    """List the keys of a record, or of all records that may be at one path."""
    keys: dict[str, None] = {}
    for record in _records(annotation):
        keys.update(dict.fromkeys(record.model_fields))
    return list(keys)


def names_anything(annotation: Any) -> bool:
    """Whether the keys at a path are names that people choose, such as ids."""
    return get_origin(_bare(annotation)) is dict


def annotation_below(annotation: Any, key: str) -> Any:
    """Give what the model allows for ``key`` of a record; of several kinds, all their choices."""
    found = [
        _annotation(record, key) for record in _records(annotation) if key in record.model_fields
    ]
    choices = [word for allowed in found for word in choices_of(allowed)]
    if len(found) > 1 and choices:
        return Literal[tuple(choices)]
    return found[0] if found else Any


def list_of(annotation: Any, item: Any) -> str | None:
    """Give the key of a record whose list may hold ``item``, where there is one."""
    for record in _records(annotation):
        for name in record.model_fields:
            member = _members(_annotation(record, name))[0]
            if get_origin(member) is not tuple or not isinstance(item, dict) or not item:
                continue
            if set(item) <= set(keys_of(get_args(member)[0])):
                return name
    return None


def record_names(annotation: Any) -> list[str]:
    """List the names of the records that may be at one path."""
    return [record.__name__ for record in _records(annotation)]


def required_of(annotation: Any) -> list[str]:
    """List the keys that a record must have."""
    return [
        name
        for record in _records(annotation)
        for name, info in record.model_fields.items()
        if info.is_required()
    ]


def choices_of(annotation: Any) -> list[str]:
    """List the words that may be written where only some are allowed."""
    bare = _bare(annotation)
    return [str(word) for word in get_args(bare)] if get_origin(bare) is Literal else []


def types_of(annotation: Any) -> list[str]:
    """List what may follow ``type:`` where several kinds of record may stand, else nothing."""
    if len(_members(annotation)) < 2:
        return []
    return [tag for record in _records(annotation) for tag in _tags(record)]


def types_with(annotation: Any, key: str) -> list[str]:
    """List the types of those records that may be at one path which have ``key``."""
    records = [record for record in _records(annotation) if key in record.model_fields]
    return [tag for record in records for tag in _tags(record)]


def homes_of(annotation: Any, key: str) -> list[str]:
    """List the keys of a record below which ``key`` is known."""
    return [name for name, below in _fields_of(annotation) if key in keys_of(below)]


def lists_of(annotation: Any, key: str) -> list[str]:
    """List the keys of a record below which there is a list with ``key`` in each entry."""
    return [
        name
        for name, below in _fields_of(annotation)
        for member in _members(below)
        if get_origin(member) is tuple and key in keys_of(get_args(member)[0])
    ]


def _fields_of(annotation: Any) -> Iterator[tuple[str, Any]]:
    """Give the keys of the records that may be at one path, with what each allows."""
    for record in _records(annotation):
        for name in record.model_fields:
            yield name, _annotation(record, name)


def says(key: str, annotation: Any) -> str:
    """Say what belongs after ``key`` on its line; empty where it belongs on lines below.

    >>> says("reference", str)
    'a reference of your own, which no other vacancy has'
    """
    if types_of(annotation):
        return ""
    member = _members(annotation)[0]
    if choices := choices_of(member):
        return one_of(choices)
    if get_origin(member) is tuple and (choices := choices_of(get_args(member)[0])):
        return f"{one_of(choices)}, or several of them, in brackets [ ]"
    if get_origin(member) in (tuple, dict) or _is_record(member):
        return ""
    if to := refers_to(annotation):
        return f"the id of {'an' if to.noun[0] in 'aeiou' else 'a'} {to.noun}"
    return _SAYS.get(key, "what belongs there")


def first_below(annotation: Any) -> str:
    """Say what to begin with below a key whose value takes lines of its own."""
    if tags := types_of(annotation):
        return f'"type: " with {one_of(tags)}'
    member = _members(annotation)[0]
    if get_origin(member) is tuple:
        return 'a line for each item that begins with "- "'
    if not _is_record(member):
        return "a name and a colon for each, on a line of its own"
    required = [name for name, info in member.model_fields.items() if info.is_required()]
    first = _FIRST.get(member.__name__) or (required or list(member.model_fields))[0]
    below = _annotation(member, first)
    if after := says(first, below):
        return f'"{first}: " with {after}'
    return f'"{first}:"'


def _annotation(record: type[BaseModel], name: str) -> Any:
    annotation = record.model_fields[name].annotation
    if isinstance(annotation, ForwardRef):  # a record that holds records of its own kind
        return get_type_hints(record, include_extras=True)[name]
    marks = record.model_fields[name].metadata
    return Annotated[(annotation, *marks)] if marks else annotation


def _bare(annotation: Any) -> Any:
    """Take Annotated, Optional and the like off an annotation."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            inner = [part for part in get_args(annotation) if part is not type(None)]
            if len(inner) != 1:
                return annotation
            annotation = inner[0]
        else:
            return annotation


def _members(annotation: Any) -> list[Any]:
    bare = _bare(annotation)
    if get_origin(bare) in (Union, types.UnionType):
        return [_bare(part) for part in get_args(bare) if part is not type(None)]
    return [bare]


def _is_record(member: Any) -> bool:
    return isinstance(member, type) and issubclass(member, BaseModel)


def _records(annotation: Any) -> Iterator[type[BaseModel]]:
    yield from (member for member in _members(annotation) if _is_record(member))


def _tags(record: type[BaseModel]) -> list[str]:
    info = record.model_fields.get("type")
    return choices_of(info.annotation) if info else []


def _member_with_tag(annotation: Any, tag: int | str) -> type[BaseModel] | None:
    """Give the record of a union that ``tag`` names; None where there is no union."""
    if len(_members(annotation)) < 2:
        return None
    return next((record for record in _records(annotation) if tag in _tags(record)), None)
