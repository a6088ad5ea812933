"""Long lines of a file, folded so that they can be read without scrolling sideways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    SingleQuotedScalarString,
)

WIDTH = 100
#: A line that began with such a word would look like an item of a list, or a row of a table.
_NOT_FIRST = re.compile(r"(?:[-*+|>#]|[0-9]{1,3}[.)])")


def fold_long_lines(data: Any, column: int = 0) -> None:
    """Fold, in place, every text below ``data`` that reaches beyond the width.

    Text in which each line end counts (``|``) stays as it is. ``column`` is where the keys or the
    hyphens' texts of ``data`` begin, from 0.
    """
    if isinstance(data, CommentedMap):
        for key, value in data.items():
            data[key] = _folded(value, column + len(str(key)) + 2, column + 2)
            deeper = column + 2
            fold_long_lines(data[key], deeper)
    elif isinstance(data, CommentedSeq):
        # The hyphen stands two columns in, and the item two after it.
        for index, value in enumerate(data):
            data[index] = _folded(value, column + 2, column + 2)
            fold_long_lines(data[index], column + 2)


def _folded(value: Any, begins: int, below: int) -> Any:
    """Give a value that fits; it ``begins`` in one column, and stands ``below`` in another."""
    if isinstance(value, FoldedScalarString):
        if _widest(value) + below > WIDTH and not _is_laid_out(value):
            return _at_words(value, below)
    elif isinstance(value, (DoubleQuotedScalarString, SingleQuotedScalarString)) or (
        type(value) is str
    ):
        quotes = 0 if type(value) is str else 2
        if begins + len(value) + quotes > WIDTH and _can_fold(value):
            return _at_words(str(value), below)
    elif (
        isinstance(value, (CommentedSeq, CommentedMap))
        and value.fa.flow_style()
        and begins + _length(value) > WIDTH
    ):
        value.fa.set_block_style()
    return value


def _at_words(text: str, column: int) -> FoldedScalarString:
    folded: FoldedScalarString = FoldedScalarString(text)
    setattr(folded, "fold_pos", list(_positions(text, WIDTH - column)))  # noqa: B010
    return folded


def _positions(text: str, room: int) -> Iterator[int]:
    """Give the spaces at which to break, so that each line has at most ``room`` signs."""
    start, last = 0, -1
    for found in re.finditer(r"\n|(?<=\S) (?=\S)|$", text):
        at = found.start()
        if at - start > room and last > start:
            yield last
            start = last + 1
        if found.group() == "\n":
            start, last = at + 1, -1
        elif found.group() and not _NOT_FIRST.match(text, at + 1):
            last = at


def _widest(value: FoldedScalarString) -> int:
    positions = set(getattr(value, "fold_pos", ()))
    lines = "".join("\n" if at in positions else sign for at, sign in enumerate(value))
    return max((len(line) for line in lines.split("\n")), default=0)


def _is_laid_out(text: str) -> bool:
    """Whether a line begins with a space, so that its line ends stay as they are."""
    return any(line[:1].isspace() for line in text.split("\n"))


def _can_fold(text: str) -> bool:
    return " " in text and text == text.strip() and "\n" not in text and text.isprintable()


def _length(value: Any) -> int:
    if isinstance(value, CommentedSeq):
        return sum(_length(item) + 2 for item in value)
    if isinstance(value, CommentedMap):
        return sum(len(str(key)) + 2 + _length(item) + 2 for key, item in value.items())
    return len(str(value))
