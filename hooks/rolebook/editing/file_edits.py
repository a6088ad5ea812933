"""Changes in a person's YAML file: what an edit is about is replaced, and no other byte.

An edit is made in the text, then the text is read again. Unless it says what it should, and nothing
else, the edit is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from rolebook.base.problems import Problem
from rolebook.base.suggestions import shortened
from rolebook.read.decoding import decode
from rolebook.read.source_file import Path, path_text, read_source_file

from .yaml_layout import Layout, Value


class Set(NamedTuple):
    """Write ``new`` in place of ``old``; None is for what isn't there yet, or is taken out.

    What is around it must be there. A list or a record can be added and taken out as a whole.
    """

    path: Path
    old: Value | None
    new: Value | None
    after: tuple[str, ...] | None = None
    """Keys after which a new key goes, the nearest first; None puts it last"""


class Rename(NamedTuple):
    """Give the key at the end of ``path`` another name."""

    path: Path
    new: str


class Insert(NamedTuple):
    """Put an item before the one that has the index at the end of ``path``."""

    path: Path
    value: Value


class Move(NamedTuple):
    """Put an item of a list where another is now; ``to`` is the other's index."""

    path: Path
    to: int


Edit = Set | Rename | Insert | Move


class CannotEditError(Exception):
    """An edit that was not made; its text says why, for the person who asked for it."""


def edited(name: str, data: bytes, edits: Iterable[Edit]) -> bytes:
    """Give the bytes of a file after edits, each of which sees those before it.

    ``name`` is the file's name as problems show it.

    Raises:
        CannotEditError: if the file can't be read, says something else than an edit expects, or
            wouldn't say what it should.
    """
    mark = "\ufeff"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotEditError(f"{name} isn't saved as UTF-8; save it again as UTF-8") from error
    begin, text = mark[: text.startswith(mark)], text.removeprefix(mark)
    for edit in edits:
        text = _after(name, text, edit)
    return (begin + text).encode()


def values_in(name: str, data: bytes) -> dict[str, Any]:
    """Give what a file says, each value as the text that was typed.

    Raises:
        CannotEditError: if it can't be read.
    """
    text = decode(name, data)
    source_file = read_source_file(name, text) if isinstance(text, str) else None
    problems = [text] if isinstance(text, Problem) else source_file.problems if source_file else []
    if problems or source_file is None:
        raise CannotEditError(f"put this right first\n{problems[0]}")
    return source_file.data


def value_at(data: Any, path: Path) -> Any:
    """Give what is at a path; None if nothing is."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _after(name: str, text: str, edit: Edit) -> str:
    expected = values_in(name, text.encode())
    _change(expected, edit)
    for changed in _written(Layout(text), edit):
        try:
            if values_in(name, changed.encode()) == expected:
                return changed
        except CannotEditError:
            continue  # written in another way, it may be read
    raise CannotEditError(
        f"{name} is laid out in a way in which {path_text(edit.path)} can't be changed safely; "
        "change it in your editor"
    )


def _written(layout: Layout, edit: Edit) -> Iterable[str]:
    """Give the text after an edit, in each of the ways in which it may be written."""
    if isinstance(edit, Rename):
        return layout.renamed(edit.path, edit.new)
    if isinstance(edit, Move):
        return layout.moved(edit.path, edit.to)
    if isinstance(edit, Insert):
        return layout.inserted(edit.path, edit.value)
    if edit.new is None:
        return layout.without(edit.path)
    if not layout.has(edit.path):
        return layout.inserted(edit.path, edit.new, edit.after)
    if edit.old is None:
        return layout.filled(edit.path, edit.new)
    if isinstance(edit.old, str) and isinstance(edit.new, str):
        return layout.replaced(edit.path, edit.new)
    return ()


def _change(data: dict[str, Any], edit: Edit) -> None:
    """Make an edit in the values of a file.

    Raises:
        CannotEditError: if they are not what the edit expects.
    """
    path = edit.path
    around, last, found = value_at(data, path[:-1]), path[-1], value_at(data, path)
    if isinstance(edit, Set):
        if found != edit.old:
            is_now = "isn't there" if found is None else f'is now "{shortened(str(found))}"'
            raise CannotEditError(f"{path_text(path)} {is_now}; look at it and try again")
        _put(data, path, edit.new)
    elif isinstance(edit, Insert):
        if not isinstance(around, list) or not isinstance(last, int) or last > len(around):
            raise CannotEditError(f"{path_text(path[:-1])} isn't a list with that many items")
        around.insert(last, edit.value)
    elif found is None:
        raise CannotEditError(f"{path_text(path)} isn't there")
    elif isinstance(edit, Move):
        if not isinstance(around, list) or not isinstance(last, int) or edit.to >= len(around):
            raise CannotEditError(f"{path_text(path[:-1])} isn't a list with that many items")
        around.insert(edit.to, around.pop(last))
    elif edit.new in around:
        raise CannotEditError(f"{path_text((*path[:-1], edit.new))} is there already")
    else:
        around[edit.new] = around.pop(last)


def _put(data: dict[str, Any], path: Path, new: Value | None) -> None:
    """Put a value at a path, or take out what is there with whatever would then be empty."""
    around, last = value_at(data, path[:-1]), path[-1]
    if isinstance(around, list) and isinstance(last, int):
        around[last : last + 1] = [] if new is None else [new]
    elif not isinstance(around, dict) or not isinstance(last, str):
        raise CannotEditError(f"{path_text(path[:-1])} can't have anything like {path_text(path)}")
    elif new is None:
        around.pop(last, None)
    else:
        around[last] = new
    if not around and len(path) > 1:
        _put(data, path[:-1], None)
