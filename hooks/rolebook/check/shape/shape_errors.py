"""All errors in the shape of a file, and which of them are reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pydantic import BaseModel, ValidationError

from rolebook.base.problems import Problem
from rolebook.check.reading import owner, path_in_file
from rolebook.read.source_file import Path, SourceFile

from .allowed import names_anything, walk
from .key_messages import list_of_parts, looks_like_text
from .key_suggestions import suggested_key
from .messages import problem_of
from .missing_headings import missing_headings
from .shape_error import ShapeError

#: Errors of a record as a whole, which may only come of what was taken out of it.
_FOLLOWERS = ("missing", "too_short", "rolebook")


def shape_errors_in(
    invalid: ValidationError,
    most: int,
    model: type[BaseModel],
    source_file: SourceFile,
    removed: set[Path],
    ids: Mapping[str, Collection[str]],
) -> list[ShapeError]:
    """Give the errors of a file, ``most`` of them; ``removed`` was taken out before it was read."""
    errors = []
    for details in invalid.errors(include_url=False)[:most]:
        path, annotation = walk(model, details["loc"])
        path = path_in_file(path, removed)
        # An item that is text alone is read as {"text": …}, which the file has not.
        while path and source_file.typed(path[:-1]) is not None:
            path = path[:-1]
        errors.append(ShapeError(model, source_file, details, path, annotation, ids))
    return errors


def is_unknown(error: ShapeError) -> bool:
    """Whether a key with nothing after it is none that could be left out."""
    return error.kind == "extra_forbidden" or names_anything(error.around)


def problems_of(
    errors: list[ShapeError], removed: set[Path], source_file: SourceFile
) -> Iterator[Problem]:
    """Put errors into words, but for those that only follow from others."""
    touched = removed | source_file.faulty
    follow = touched | {owner(path) for path in touched} | {path[:-1] for path in removed}
    meant = {key for error in errors if error.kind == "extra_forbidden" for key in _meant(error)}
    explained: set[Path] = set()
    for lost in missing_headings(errors):
        explained |= lost.explains
        yield lost.problem
    for error in errors:
        if error.path in explained:
            continue
        if error.path in source_file.faulty and error.kind != "extra_forbidden":
            continue  # what was read is not what was meant
        if error.kind in _FOLLOWERS and error.path in follow:
            continue
        if error.kind == "missing" and (
            error.path in meant or error.path[:-1] in source_file.faulty - {()}
        ):
            continue
        if error.kind == "too_short" and len(error.given) >= error.context.get("min_length", 1):
            continue  # it counts as short because its items have problems of their own
        yield problem_of(error)


def _meant(error: ShapeError) -> Iterator[Path]:
    """List the keys that an unknown key stands for, which are therefore not missing."""
    if looks_like_text(error) or list_of_parts(error):
        yield (*error.path[:-1], "text")
    elif meant := suggested_key(error):
        yield meant.path[:-1] if meant.where == "under" else meant.path


def unusable(error: ShapeError) -> Path | None:
    """Give the path that must be taken out for the rest to be read; None where it is the file."""
    if error.kind == "missing":
        return error.path[:-1] or None
    return error.path
