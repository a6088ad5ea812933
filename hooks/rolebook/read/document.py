"""YAML text as plain values, each with its place in the file.

Scalars stay the text that was typed (the model decides what they mean), so nothing is lost to
guesses such as ``9:30`` → 570 or ``no`` → false. Only an empty value, ``~`` and ``null`` mean that
nothing was given; a key without a value counts as left out.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import yaml

from rolebook.problems import Problem

from .syntax import syntax_problem, unsafe_problems

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # pragma: no cover - wheels of PyYAML carry libyaml
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

Path = tuple[Hashable, ...]

_NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Place:
    """Where a value stands; lines and columns count from 1."""

    line: int
    column: int
    last_line: int


@dataclass
class Document:
    """The values of one file (``data``), with the place of every key and value."""

    file: str
    lines: list[str]
    data: dict[str, Any] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Give the place of a value, or of the nearest thing around it that the file holds."""
        while path:
            found = self.values.get(path) or self.keys.get(path)
            if found:
                return found
            path = path[:-1]
        return self.values.get((), Place(1, 1, 1))

    def problem(self, path: Path, message: str, snippet: str = "", at_key: bool = False) -> Problem:
        """Build a problem about the value at ``path``, pointing at ``snippet`` where it holds it."""
        place = self.keys.get(path, self.place(path)) if at_key else self.place(path)
        line, column = place.line, place.column
        if snippet:
            for number in range(place.line, place.last_line + 1):
                start = place.column - 1 if number == place.line else 0
                found = self.lines[number - 1].find(snippet.split("\n")[0], start)
                if found >= 0:
                    line, column = number, found + 1
                    break
        return Problem(self.file, line, column, path_text(path), message)


def path_text(path: Path) -> str:
    """Write a path as a person reads it.

    >>> path_text(("vacancies", 0, "closes"))
    'vacancies[1].closes'
    """
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else str(part)
    return text


def read_document(file: str, text: str) -> Document:
    """Read one YAML file; what is wrong with its YAML is in ``problems`` of the answer."""
    document = Document(file, text.split("\n"))
    document.problems = unsafe_problems(file, text)
    if document.problems:
        return document
    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        document.problems.append(syntax_problem(file, document.lines, error))
        return document
    if root is None:
        document.problems.append(
            Problem(file, 1, 1, "", "is empty; start with a line such as title: Support Worker")
        )
        return document
    if not isinstance(root, yaml.MappingNode):
        document.problems.append(
            Problem(
                file,
                root.start_mark.line + 1,
                root.start_mark.column + 1,
                "",
                "does not hold keys and values; write lines such as title: Support Worker",
            )
        )
        return document
    document.data = _value(root, (), document)
    return document


def _place(node: yaml.Node) -> Place:
    start, end = node.start_mark, node.end_mark
    # A block scalar ends at the start of the line after it.
    last = end.line if end.column == 0 and end.line > start.line else end.line + 1
    return Place(start.line + 1, start.column + 1, last)


def _value(node: yaml.Node, path: Path, document: Document) -> Any:
    document.values[path] = _place(node)
    if isinstance(node, yaml.ScalarNode):
        text: str = node.value
        return None if node.style is None and text in _NOTHING else text
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), document) for index, item in enumerate(node.value)]
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        mark = key_node.start_mark
        if not isinstance(key_node, yaml.ScalarNode):
            document.problems.append(
                Problem(
                    document.file,
                    mark.line + 1,
                    mark.column + 1,
                    path_text(path),
                    "a key must be one word; if this is text that begins with a bracket, "
                    "put it in double quotes",
                )
            )
            continue
        key: str = key_node.value
        key_path = (*path, key)
        if key_path in document.keys:
            first = document.keys[key_path].line
            document.problems.append(
                Problem(
                    document.file,
                    mark.line + 1,
                    mark.column + 1,
                    path_text(key_path),
                    f"is given twice, first on line {first}; keep one and take the other out",
                )
            )
            continue
        document.keys[key_path] = _place(key_node)
        value = _value(value_node, key_path, document)
        if value is not None:
            mapping[key] = value
    return mapping


def leftover_blank(document: Document, path: Path) -> bool:
    """Whether the file holds the key at ``path`` with nothing after it."""
    return path in document.keys


def scalars(data: Any, path: Path = ()) -> list[tuple[Path, str]]:
    """List every text of a document with its path."""
    found: list[tuple[Path, str]] = []
    if isinstance(data, dict):
        for key, value in data.items():
            found.extend(scalars(value, (*path, key)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found.extend(scalars(value, (*path, index)))
    elif isinstance(data, str):
        found.append((path, data))
    return found
