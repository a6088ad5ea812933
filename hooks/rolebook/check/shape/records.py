"""Whether a file has the shape that the model asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import copy
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError, create_model

from rolebook.base.problems import Problem
from rolebook.check.reading import Reading, with_blanks, without
from rolebook.read.source_file import Path, SourceFile

from .renamed import OLD_NAMES, renamed_in

Shape = TypeVar("Shape", bound=BaseModel)

#: How often what has a problem is taken out of a file to look at the rest of it.
_PASSES = 8
#: A file with more problems than this is some other kind of file; a list of all would not help.
_ENOUGH = 200


def read_record(
    model: type[Shape],
    source_file: SourceFile,
    ids: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Reading[Shape]:
    """Read the record that a file holds, with everything that is wrong with its shape.

    ``ids`` are those that other files hold, by the name of the file, for what to type instead.
    A record is only checked as a whole (dates in order) when each of its values can be read.
    So what cannot be read is taken out, and the rest read again, until no more problems appear.
    """
    if source_file.problems and not source_file.data:
        return Reading(source_file, None, _not_too_many(source_file, source_file.problems))
    if any(path[-1] in OLD_NAMES for path in source_file.keys):
        _give_new_names(model, source_file)
    empty = dict(_empty_problems(source_file))
    if source_file.blank:
        source_file.data = _with_unknown_blanks(model, source_file)
    record, problems, removed = _read_what_is_left(model, source_file, set(empty), ids)
    told = [*source_file.problems, *empty.values(), *problems]
    return Reading(source_file, record, _not_too_many(source_file, told), frozenset(removed))


def _give_new_names(model: type[BaseModel], source_file: SourceFile) -> None:
    """Read each field that has another name now under that, unless the file has both."""
    from .allowed import annotation_at, record_names

    for path in list(source_file.keys):
        if path[-1] in OLD_NAMES:
            records = record_names(annotation_at(model, path[:-1]))
            renamed = renamed_in(records, str(path[-1]))
            if renamed and (*path[:-1], renamed.new) not in source_file.keys:
                source_file.rename(path, renamed.new)


def _with_unknown_blanks(model: type[BaseModel], source_file: SourceFile) -> dict[str, Any]:
    """Give the values of a file with its blank keys that are no keys of the model.

    A key with nothing after it counts as left out, so it is in no values; one that nothing reads
    may be a heading whose lines have gone elsewhere, and ids are no keys that can be left out.
    """
    blanks = set(source_file.blank)
    try:
        model.model_validate(with_blanks(source_file.data, blanks))
    except ValidationError as invalid:
        from .shape_errors import is_unknown, shape_errors_in

        errors = shape_errors_in(invalid, _ENOUGH + 1, model, source_file, set(), {})
        unknown = {error.path for error in errors if error.path in blanks and is_unknown(error)}
        return cast(dict[str, Any], with_blanks(source_file.data, unknown))
    return source_file.data


def _read_what_is_left(
    model: type[Shape],
    source_file: SourceFile,
    removed: set[Path],
    ids: Mapping[str, Collection[str]],
) -> tuple[Shape | None, list[Problem], set[Path]]:
    """Give the record without what cannot be read, the problems, and what was taken out."""
    problems: list[Problem] = []
    shape = model
    for _ in range(_PASSES):
        data = without(source_file.data, removed) if removed else source_file.data
        try:
            return shape.model_validate(data), problems, removed
        except ValidationError as invalid:
            # Most files have no error, and the words for errors take long to load.
            from .shape_errors import problems_of, shape_errors_in, unusable

            errors = shape_errors_in(invalid, _ENOUGH + 1, model, source_file, removed, ids)
        problems.extend(problems_of(errors, removed, source_file))
        more = {path for error in errors if (path := unusable(error))} - removed
        if (not more and shape is not model) or len(errors) >= _ENOUGH:
            break
        removed = removed | more
        shape = _lenient(model)
    return None, problems, removed


def _not_too_many(source_file: SourceFile, problems: list[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= _ENOUGH:
        return tuple(problems)
    listed = sorted(problems)[:_ENOUGH]
    message = "has more problems than are listed here; put these right first, and check again"
    return (*listed, source_file.problem((), message))


def _empty_problems(source_file: SourceFile) -> Iterator[tuple[Path, Problem]]:
    for path in source_file.empty:
        if path not in source_file.faulty:
            message = "is empty; take the line out, or write what belongs in it"
            yield path, source_file.problem(path, message)


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
