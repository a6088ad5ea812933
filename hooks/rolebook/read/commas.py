"""Commas inside braces and brackets that cut a text or a figure in two."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import NamedTuple

import yaml

from rolebook.base.suggestions import quoted_whole, shortened

#: Where a figure was cut at the comma of its thousands: what stands before and after that comma.
_THOUSANDS = re.compile(r"(?:.*[^0-9])?[0-9]{1,3}", re.DOTALL)
_HUNDREDS = re.compile(r"[0-9]{3}(?![0-9])")


class Cut(NamedTuple):
    """What a comma cut off: lines and columns count from 0."""

    line: int
    column: int
    entry: Hashable
    """The key or the number of the entry that has lost its end; None where there is none"""
    pieces: range
    """Which entries are no entries, but what was cut off"""
    message: str


def cuts_in_braces(node: yaml.MappingNode, lines: list[str]) -> Iterator[Cut]:
    """Find what stands between commas without a colon: ``{detail: At home, or by phone}``."""
    entries = node.value
    number = 0
    while number < len(entries):
        first = number
        while number < len(entries) and _is_bare(entries[number], lines):
            number += 1
        if number > first:
            before = entries[first - 1] if first else (None, None)
            yield _cut_in_braces(before, entries[first][0], entries[number - 1][0], lines)._replace(
                pieces=range(first, number)
            )
        number += 1


def cuts_in_brackets(node: yaml.SequenceNode, lines: list[str]) -> Iterator[Cut]:
    """Find figures that are cut at their thousands: ``[Up to £8,000, A gym]``."""
    items = node.value
    number = lost = 0
    while number < len(items):
        first = number
        while number + 1 < len(items) and _is_one_figure(items[number], items[number + 1], lines):
            number += 1
        if number > first:
            value, mark = items[first], items[first].start_mark
            whole = _joined(value, items[number], lines)
            message = (
                f'"{shortened(value.value)}" is cut off at its comma, because it is in brackets '
                f"[ ]; {quoted_whole(whole)}, or write a space after the comma if two items are "
                "meant"
            )
            pieces = range(first + 1, number + 1)
            yield Cut(mark.line, mark.column, first - lost, pieces, message)
            lost += len(pieces)
        number += 1


def _cut_in_braces(
    before: tuple[yaml.Node | None, yaml.Node | None],
    bare: yaml.ScalarNode,
    last: yaml.ScalarNode,
    lines: list[str],
) -> Cut:
    key, value = before
    if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode) and value.value:
        mark = value.start_mark
        message = (
            f'"{shortened(value.value)}" is cut off at its comma, because it is in braces '
            f"{{ }}; {quoted_whole(_joined(value, last, lines))}"
        )
        return Cut(mark.line, mark.column, key.value, range(0), message)
    mark = bare.start_mark
    message = (
        f'"{shortened(bare.value)}" is in braces {{ }} and has no colon after it; write a colon '
        "and what it says, or, if the braces belong to the text, put the whole text in double "
        "quotes"
    )
    return Cut(mark.line, mark.column, None, range(0), message)


def _is_bare(entry: tuple[yaml.Node, yaml.Node], lines: list[str]) -> bool:
    """Whether an entry of braces is a key alone, without a colon."""
    key, value = entry
    return (
        isinstance(key, yaml.ScalarNode)
        and isinstance(value, yaml.ScalarNode)
        and not value.value
        and not value.style
        and ":" not in _between(key, value, lines)
    )


def _is_one_figure(one: yaml.Node, other: yaml.Node, lines: list[str]) -> bool:
    return (
        isinstance(one, yaml.ScalarNode)
        and isinstance(other, yaml.ScalarNode)
        and not (one.style or other.style)
        and _THOUSANDS.fullmatch(one.value) is not None
        and _HUNDREDS.match(other.value) is not None
        and _between(one, other, lines) == ","
    )


def _joined(first: yaml.Node, last: yaml.Node, lines: list[str]) -> str:
    """Give the text of ``first`` with all that follows it up to the end of ``last``."""
    rest = " ".join("\n".join(_lines_between(first.end_mark, last.end_mark, lines)).split())
    return f"{first.value}{rest}"


def _between(one: yaml.Node, other: yaml.Node, lines: list[str]) -> str:
    return "\n".join(_lines_between(one.end_mark, other.start_mark, lines))


def _lines_between(start: yaml.Mark, end: yaml.Mark, lines: list[str]) -> list[str]:
    found = lines[start.line : end.line + 1]
    if found:
        found[-1] = found[-1][: end.column]
        found[0] = found[0][start.column :]
    return found
