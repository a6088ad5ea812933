"""Whether a file has the shape that the model asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import copy
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError, create_model

from rolebook.problems import Problem
from rolebook.read.document import Document, Path

from .allowed import walk
from .fault import Fault
from .headings import lost_headings
from .keys import list_of_parts, looks_like_text
from .meant_keys import meant_key
from .reading import Reading, in_file, owner, without
from .wording import problem_of

Shape = TypeVar("Shape", bound=BaseModel)

#: How often what has a problem is taken out of a file to look at the rest of it.
_PASSES = 8
#: A file with more problems than this is some other kind of file; a list of all would not help.
_ENOUGH = 200
#: Errors of a record as a whole, which may only come of what was taken out of it.
_FOLLOWERS = ("missing", "too_short", "rolebook")


def read_record(
    model: type[Shape],
    document: Document,
    ids: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Reading[Shape]:
    """Read the record that a file holds, with everything that is wrong with its shape.

    ``ids`` are those that other files hold, by the name of the file, for what to type instead.
    A record is only checked as a whole (dates in order) when each of its values can be read.
    So what cannot be read is taken out, and the rest read again, until no more problems appear.
    """
    if document.problems and not document.data:
        return Reading(document, None, _not_too_many(document, document.problems))
    empty = dict(_empty_problems(document))
    record, problems, removed = _read_what_is_left(model, document, set(empty), ids)
    told = [*document.problems, *empty.values(), *problems]
    return Reading(document, record, _not_too_many(document, told), frozenset(removed))


def _read_what_is_left(
    model: type[Shape],
    document: Document,
    removed: set[Path],
    ids: Mapping[str, Collection[str]],
) -> tuple[Shape | None, list[Problem], set[Path]]:
    """Give the record without what cannot be read, the problems, and what was taken out."""
    problems: list[Problem] = []
    shape = model
    for _ in range(_PASSES):
        data = without(document.data, removed) if removed else document.data
        try:
            return shape.model_validate(data), problems, removed
        except ValidationError as error:
            faults = _faults(model, document, error, removed, ids)
        problems.extend(_told(faults, removed, document))
        more = {place for fault in faults if (place := _unusable(fault))} - removed
        if (not more and shape is not model) or len(faults) >= _ENOUGH:
            break
        removed = removed | more
        shape = _lenient(model)
    return None, problems, removed


def _not_too_many(document: Document, problems: list[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= _ENOUGH:
        return tuple(problems)
    listed = sorted(problems)[:_ENOUGH]
    message = "has more problems than are listed here; put these right first, and check again"
    return (*listed, document.problem((), message))


def _empty_problems(document: Document) -> Iterator[tuple[Path, Problem]]:
    for path in document.empty:
        if path not in document.faulty:
            message = "is empty; take the line out, or write what belongs in it"
            yield path, document.problem(path, message)


def _faults(
    model: type[BaseModel],
    document: Document,
    error: ValidationError,
    removed: set[Path],
    ids: Mapping[str, Collection[str]],
) -> list[Fault]:
    faults = []
    for details in error.errors(include_url=False)[: _ENOUGH + 1]:
        path, annotation = walk(model, details["loc"])
        path = in_file(path, removed)
        # An item that is text alone is read as {"text": …}, which the file has not.
        while path and document.typed(path[:-1]) is not None:
            path = path[:-1]
        faults.append(Fault(model, document, details, path, annotation, ids))
    return faults


def _told(faults: list[Fault], removed: set[Path], document: Document) -> Iterator[Problem]:
    """Put faults into words, but for those that only follow from others."""
    touched = removed | document.faulty
    follow = touched | {owner(path) for path in touched} | {path[:-1] for path in removed}
    meant = {key for fault in faults if fault.kind == "extra_forbidden" for key in _meant(fault)}
    explained: set[Path] = set()
    for lost in lost_headings(faults):
        explained |= lost.explains
        yield lost.problem
    for fault in faults:
        if fault.path in explained:
            continue
        if fault.path in document.faulty and fault.kind != "extra_forbidden":
            continue  # what was read is not what was meant
        if fault.kind in _FOLLOWERS and fault.path in follow:
            continue
        if fault.kind == "missing" and fault.path in meant:
            continue
        if fault.kind == "too_short" and len(fault.given) >= fault.context.get("min_length", 1):
            continue  # it counts as short because its items have problems of their own
        yield problem_of(fault)


def _meant(fault: Fault) -> Iterator[Path]:
    """List the keys that an unknown key stands for, which are therefore not missing."""
    if looks_like_text(fault) or list_of_parts(fault):
        yield (*fault.path[:-1], "text")
    elif meant := meant_key(fault):
        yield meant.path[:-1] if meant.where == "under" else meant.path


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
