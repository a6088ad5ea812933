"""All faults in the shape of a file, and which of them are told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pydantic import BaseModel, ValidationError

from rolebook.base.problems import Problem
from rolebook.check.reading import in_file, owner
from rolebook.read.source_file import Document, Path

from .allowed import names_anything, walk
from .key_messages import list_of_parts, looks_like_text
from .key_suggestions import meant_key
from .messages import problem_of
from .missing_headings import lost_headings
from .shape_error import Fault

#: Errors of a record as a whole, which may only come of what was taken out of it.
_FOLLOWERS = ("missing", "too_short", "rolebook")


def faults_in(
    error: ValidationError,
    most: int,
    model: type[BaseModel],
    document: Document,
    removed: set[Path],
    ids: Mapping[str, Collection[str]],
) -> list[Fault]:
    """Give the faults of a file, ``most`` of them; ``removed`` was taken out before it was read."""
    faults = []
    for details in error.errors(include_url=False)[:most]:
        path, annotation = walk(model, details["loc"])
        path = in_file(path, removed)
        # An item that is text alone is read as {"text": …}, which the file has not.
        while path and document.typed(path[:-1]) is not None:
            path = path[:-1]
        faults.append(Fault(model, document, details, path, annotation, ids))
    return faults


def is_unknown(fault: Fault) -> bool:
    """Whether a key with nothing after it is none that could be left out."""
    return fault.kind == "extra_forbidden" or names_anything(fault.around)


def problems_of(faults: list[Fault], removed: set[Path], document: Document) -> Iterator[Problem]:
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
        if fault.kind == "missing" and (
            fault.path in meant or fault.path[:-1] in document.faulty - {()}
        ):
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


def unusable(fault: Fault) -> Path | None:
    """Give the place that must be taken out for the rest to be read; None where it is the file."""
    if fault.kind == "missing":
        return fault.path[:-1] or None
    return fault.path
