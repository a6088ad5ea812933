"""A field that a person names, such as ``pay.maximum``, as an edit of its file."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from rolebook.base.suggestions import known_hint
from rolebook.check.shape.allowed import annotation_below, entry_of, keys_of, names_anything
from rolebook.read.source_file import Path, path_text

from .file_edits import CannotEditError, Set, value_at
from .yaml_layout import Value

_PART = re.compile(r"([^.\[\]]+)|\[([0-9]+)\]")


def path_named(name: str) -> Path:
    """Read a path as messages write it; items count from 1 there, and from 0 in what comes back.

    >>> path_named("vacancies[1].closes")
    ('vacancies', 0, 'closes')

    Raises:
        CannotEditError: if it is no path.
    """
    parts = [(found[1], found[2]) for found in _PART.finditer(name)]
    path = tuple(key or int(number) - 1 for key, number in parts)
    if -1 in path:
        raise CannotEditError(f"items count from 1, so write {name.replace('[0]', '[1]')}")
    if not path or path_text(path) != name:
        raise CannotEditError(f'"{name}" isn\'t a field; write it like pay.maximum')
    return path


def field_edit(model: type[BaseModel], data: dict[str, Any], name: str, new: str | None) -> Set:
    """Give the edit that writes ``new`` as the field ``name``, or takes it out if that is None.

    ``data`` is what the file of ``model`` says now.

    Raises:
        CannotEditError: if there is no such field, or it has no value of its own.
    """
    path = path_named(name)
    annotations = _annotations(model, data, path)
    old = value_at(data, path)
    if new is None:
        if old is None:
            raise CannotEditError(f"{name} isn't in the file")
        return Set(path, old, None)
    if _has_lines(old) or (old is None and _is_list(annotations[-1])):
        inner = f"{name}[1]" if _is_list(annotations[-1]) else _first_below(name, annotations[-1])
        raise CannotEditError(f"{name} has more than one value; name one of them, such as {inner}")
    # What is around a field may not be there yet.
    length = next(n for n in range(1, len(path) + 1) if n == len(path) or not _in(data, path[:n]))
    value: Value = new
    for part in reversed(path[length:]):
        value = [value] if isinstance(part, int) else {str(part): value}
    known = keys_of(annotations[length - 1])
    key = path[length - 1]
    before = known[: known.index(key)] if isinstance(key, str) and key in known else None
    after = None if before is None else tuple(reversed(before))
    return Set(path[:length], old, value, after)


def _annotations(model: type[BaseModel], data: dict[str, Any], path: Path) -> list[Any]:
    """Give what the model allows at each step of a path, beginning with the file itself."""
    found: list[Any] = [model]
    for at, part in enumerate(path):
        here, around = found[-1], path_text(path[:at])
        below: Any = entry_of(here, part)
        if isinstance(part, int):
            if below is None:
                raise CannotEditError(f"{around} isn't a list")
            items = value_at(data, path[:at]) or ()
            if isinstance(items, list | tuple) and part > len(items):
                count = f"has {len(items)} item{'' if len(items) == 1 else 's'}"
                raise CannotEditError(
                    f"{around} {count}; write {around}[{len(items) + 1}] to add one"
                )
        elif below is None:
            known = keys_of(here)
            if _is_list(here):
                raise CannotEditError(f"{around} is a list; name one item, such as {around}[1]")
            if not known:
                raise CannotEditError(f"{around} has no fields of its own")
            if part not in known:
                raise CannotEditError(
                    f"{path_text(path[: at + 1])} isn't a field Rolebook knows; "
                    f"{known_hint(str(part), known)}"
                )
            below = annotation_below(here, str(part))
        found.append(below)
    return found


def _in(data: Any, path: Path) -> bool:
    return value_at(data, path) is not None


def _has_lines(value: Any) -> bool:
    return isinstance(value, list | dict)


def _is_list(annotation: Any) -> bool:
    return entry_of(annotation, 0) is not None and not names_anything(annotation)


def _first_below(name: str, annotation: Any) -> str:
    known = keys_of(annotation)
    return f"{name}.{known[0]}" if known else name
