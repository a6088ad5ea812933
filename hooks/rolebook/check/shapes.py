"""Whether a file has the shape that the model asks for."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError, create_model

from rolebook.problems import Problem
from rolebook.read.document import Document, Path, path_text

from .allowed import walk
from .reading import Reading, in_file, owner, without
from .wording import Fault, home_of, looks_like_text, problem_of, suggested_key

Shape = TypeVar("Shape", bound=BaseModel)

#: How often what has a problem is taken out of a file to look at the rest of it.
_PASSES = 8
#: A file with more problems than this is no file of Rolebook, and is not looked at again.
_ENOUGH = 200
#: Errors of a record as a whole, which may only come of what was taken out of it.
_FOLLOWERS = ("missing", "too_short", "rolebook")


def read_record(model: type[Shape], document: Document) -> Reading[Shape]:
    """Read the record that a file holds, with everything that is wrong with its shape.

    A record is only checked as a whole (dates in order) when each of its values can be read.
    So what cannot be read is taken out, and the rest read again, until no more problems appear.
    """
    problems = list(document.problems)
    if problems and not document.data:
        return Reading(document, None, tuple(problems))
    known = {problem.field for problem in problems}
    empty = {
        path: document.problem(path, "is empty; take the line out, or write what belongs in it")
        for path in _empties(document.data, (), {key[:-1] for key in document.keys})
        if path_text(path) not in known
    }
    problems.extend(empty.values())
    removed: set[Path] = set(empty)
    shape = model
    for _ in range(_PASSES):
        data = without(document.data, removed) if removed else document.data
        try:
            record = shape.model_validate(data)
        except ValidationError as error:
            faults = _faults(model, document, error, removed)
            problems.extend(_told(faults, removed, document))
            more = {place for fault in faults if (place := _unusable(fault))} - removed
            if (not more and shape is not model) or () in more or len(problems) > _ENOUGH:
                break
            removed |= more
            shape = _lenient(model)
        else:
            return Reading(document, record, tuple(problems), frozenset(removed))
    return Reading(document, None, tuple(problems), frozenset(removed))


def _empties(data: Any, path: Path, with_keys: set[Path]) -> Iterator[Path]:
    """List the lists and sets of keys that hold nothing, not even a key that is left blank."""
    if not isinstance(data, (list, dict)):
        return
    if not data and path and path not in with_keys:
        yield path
    for key, child in data.items() if isinstance(data, dict) else enumerate(data):
        yield from _empties(child, (*path, key), with_keys)


def _faults(
    model: type[BaseModel], document: Document, error: ValidationError, removed: set[Path]
) -> list[Fault]:
    faults = []
    for details in error.errors(include_url=False):
        path, annotation = walk(model, details["loc"])
        path = in_file(path, removed)
        # An item that is text alone is read as {"text": …}, which the file has not.
        while path and document.typed(path[:-1]) is not None:
            path = path[:-1]
        faults.append(Fault(model, document, details, path, annotation))
    return faults


def _told(faults: list[Fault], removed: set[Path], document: Document) -> Iterator[Problem]:
    """Put faults into words, but for those that only follow from others."""
    told = {problem.field for problem in document.problems}
    follow = removed | {owner(path) for path in removed} | {path[:-1] for path in removed}
    meant = {key for fault in faults if fault.kind == "extra_forbidden" for key in _meant(fault)}
    for fault in faults:
        missing = fault.kind == "missing"
        if fault.kind in _FOLLOWERS and fault.path in follow:
            continue
        if missing and fault.path in meant:
            continue
        if missing and path_text(fault.path) in told:
            continue
        if fault.kind == "too_short" and len(fault.given) >= fault.context.get("min_length", 1):
            continue  # it counts as short because its items have problems of their own
        yield problem_of(fault)


def _meant(fault: Fault) -> Iterator[Path]:
    """List the keys that an unknown key stands for, which are therefore not missing."""
    record = fault.path[:-1]
    if looks_like_text(fault):
        yield (*record, "text")
    elif key := home_of(fault) or suggested_key(fault):
        yield (*record, key)


def _unusable(fault: Fault) -> Path | None:
    """Give the place that must be taken out for the rest to be read; None where it is the file."""
    if fault.kind == "missing":
        return fault.path[:-1] or None
    return fault.path


@lru_cache(maxsize=32)
def _lenient(model: type[Shape]) -> type[Shape]:
    """Make the model of a file in which nothing is required."""
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if info.is_required():
            optional = copy(info)
            optional.default = None
            fields[name] = (info.annotation, optional)
    return create_model(f"Lenient{model.__name__}", __base__=model, **fields)
