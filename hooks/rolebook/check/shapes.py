"""Whether a file has the shape that the model asks for, told in words of the field."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rolebook.model.fields import Record
from rolebook.problems import Problem
from rolebook.read.document import Document, Path
from rolebook.suggest import known_hint, one_of

Shape = TypeVar("Shape", bound=BaseModel)


def read_record(model: type[Shape], document: Document) -> tuple[Shape | None, list[Problem]]:
    """Give the record that a file holds, or None with what is wrong with the file."""
    problems = [*document.problems, *empty_collections(document, document.data, ())]
    if document.problems and not document.data:
        return None, problems
    empties = {problem.field for problem in problems}
    try:
        record = model.model_validate(document.data)
    except ValidationError as error:
        told = [
            _problem(model, document, details)
            for details in error.errors(include_url=False)
            if not _only_follows(details)
        ]
        problems.extend(problem for problem in told if problem.field not in empties)
        return None, problems
    return (None if problems else record), problems


def _only_follows(details: ErrorDetails) -> bool:
    """Whether a list counts as too short only because its items have problems of their own."""
    least = (details.get("ctx") or {}).get("min_length", 1)
    return details["type"] == "too_short" and len(details["input"]) >= least


def empty_collections(document: Document, data: Any, path: Path) -> Iterator[Problem]:
    """Find lists and sets of keys that hold nothing."""
    if isinstance(data, (list, dict)) and not data and path:
        kind, sign = ("list", "[]") if isinstance(data, list) else ("set of keys", "{}")
        if document.lines[document.place(path).line - 1].find(sign) >= 0:
            yield document.problem(
                path, f"is an empty {kind}; take the line out, or write what belongs in it"
            )
        else:
            yield document.problem(path, "is empty; take the line out, or write what belongs in it")
    children = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, child in children:
        yield from empty_collections(document, child, (*path, key))


def _problem(model: type[BaseModel], document: Document, details: ErrorDetails) -> Problem:
    """Put one of pydantic's errors into words."""
    path, annotation = _walk(model, details["loc"])
    kind = details["type"]
    context: Mapping[str, Any] = details.get("ctx") or {}
    value = details["input"]
    if kind == "rolebook":
        return document.problem(path, str(context["message"]), str(context.get("snippet", "")))
    if kind == "missing":
        key = str(path[-1])
        example = _example(model, path)
        if path in document.keys:
            return document.problem(
                path, f"is blank; write what belongs there, such as {example}", at_key=True
            )
        inside = f" of {document.problem(path[:-1], '').field}" if len(path) > 1 else ""
        return document.problem(path, f'is missing{inside}; add a line "{key}: {example}"')
    if kind == "extra_forbidden":
        known = _known_keys(model, path[:-1], details["loc"][:-1])
        return document.problem(
            path,
            f"is not a key that is known here; {known_hint(str(path[-1]), known)}",
            at_key=True,
        )
    if kind in ("literal_error", "union_tag_invalid"):
        if kind == "union_tag_invalid":
            path = (*path, "type")
            words = [word.strip(" '") for word in str(context["expected_tags"]).split(",")]
            given = str(context["tag"])
        else:
            words = [str(word) for word in get_args(_bare(annotation))]
            given = value if isinstance(value, str) else ""
        if not given:
            return document.problem(path, f"holds the wrong kind of thing; write {one_of(words)}")
        return document.problem(path, f'"{given}" is not a choice here; {_choice(given, words)}')
    if kind == "union_tag_not_found":
        tags = one_of(_tags(annotation))
        return document.problem(path, f'has no type; add a line "type: " with {tags}')
    if kind in ("tuple_type", "list_type"):
        shown = f'"{_short(value)}" is' if isinstance(value, str) else "this is"
        return document.problem(
            path,
            f'{shown} not a list; write each item on a line of its own that begins with "- ", '
            "or leave the line out",
        )
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        keys = ", ".join(_known_keys(model, path, details["loc"])) or "ids"
        if value is None:
            return document.problem(path, f"is blank; write keys under it ({keys}), or take it out")
        shown = f'"{_short(value)}" is' if isinstance(value, str) else "this is"
        return document.problem(
            path, f"{shown} not a set of keys; write keys under it, each on its own line: {keys}"
        )
    if kind == "too_short":
        least = context.get("min_length", 1)
        return document.problem(path, f"has too few items; write at least {least}")
    return document.problem(path, details["msg"])


def _choice(given: str, words: list[str]) -> str:
    hint = known_hint(given, words)
    if hint.startswith("did you mean") and len(words) > 1:
        return f"{hint} The choices are {one_of(words)}"
    return hint


def _short(value: str) -> str:
    text = " ".join(value.split())
    return text if len(text) <= 40 else f"{text[:37]}..."


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


def _tags(annotation: Any) -> list[str]:
    tags: list[str] = []
    for member in _members(annotation):
        if isinstance(member, type) and issubclass(member, BaseModel):
            tags.extend(get_args(_bare(member.model_fields["type"].annotation)))
    return tags


def _walk(model: type[BaseModel], location: tuple[int | str, ...]) -> tuple[Path, Any]:
    """Follow an error's location through the model.

    pydantic puts the tag of a union into the location, which is no key of the file; the path that
    comes back has none. The annotation is that of the last step.
    """
    path: list[int | str] = []
    annotation: Any = model
    for part in location:
        members = _members(annotation)
        member = members[0]
        if len(members) > 1:
            chosen = [m for m in members if _has_tag(m, part)]
            if chosen:
                annotation = chosen[0]
                continue
        origin = get_origin(member)
        if isinstance(member, type) and issubclass(member, BaseModel):
            info = member.model_fields.get(str(part))
            annotation = Any if info is None else info.annotation
        elif origin is tuple and isinstance(part, int):
            annotation = get_args(member)[0]
        elif origin is dict:
            annotation = get_args(member)[1]
            if part == "[key]":
                continue
        path.append(part)
    return tuple(path), annotation


def _has_tag(member: Any, tag: int | str) -> bool:
    return (
        isinstance(member, type)
        and issubclass(member, BaseModel)
        and "type" in member.model_fields
        and tag in get_args(_bare(member.model_fields["type"].annotation))
    )


def _known_keys(model: type[BaseModel], path: Path, location: tuple[int | str, ...]) -> list[str]:
    _, annotation = _walk(model, location)
    keys: list[str] = []
    for member in _members(annotation):
        if isinstance(member, type) and issubclass(member, Record):
            keys.extend(key for key in member.model_fields if key not in keys)
    return keys


#: What to type where a key is missing, by the name of the key.
_EXAMPLES = {
    "title": "Support Worker",
    "name": "North Kent Mind",
    "organisation": "north-kent-mind",
    "summary": "One or two sentences about the role",
    "text": "The words",
    "post": "Team Leader",
    "reference": "SW-2027-01",
    "on": "2027-01-29",
    "when": "100 to 450 supervised hours",
    "question": "Are you registered with a professional body?",
    "start": "9:00",
    "end": "17:00",
    "required": "yes",
    "shown": "yes",
    "effective_from": "2026-04-01",
    "checked_on": "2026-04-01",
    "scale": "the id of a pay scale",
    "set": "the id of a set of general duties",
    "body": "the id of a professional body",
    "depends_on": "supervised clinical hours",
    "full_time_hours": "37.5",
    "abbreviation": "BACP",
    "lowest": "5",
    "highest": "9",
}


def _example(model: type[BaseModel], path: Path) -> str:
    """What may be written at ``path``: a choice, an example, or the keys that belong under it."""
    _, annotation = _walk(model, path)  # type: ignore[arg-type]
    member = _members(annotation)[0]
    if get_origin(member) is Literal:
        return str(get_args(member)[0])
    if tags := _tags_or_none(annotation):
        return f"with type: {tags[0]} under it"
    if isinstance(member, type) and issubclass(member, BaseModel):
        required = [key for key, info in member.model_fields.items() if info.is_required()]
        return f"with {one_of(required or list(member.model_fields)[:3])} under it"
    if get_origin(member) is tuple:
        return 'with items under it, each after "- "'
    return _EXAMPLES.get(str(path[-1]), "…")


def _tags_or_none(annotation: Any) -> list[str]:
    try:
        return _tags(annotation) if len(_members(annotation)) > 1 else []
    except KeyError:
        return []
