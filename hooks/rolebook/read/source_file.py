"""YAML text as plain values, each with its place in the file.

Scalars stay the text that was typed (the model decides what they mean), so nothing is lost to
guesses such as ``9:30`` → 570 or ``no`` → false. Only an empty value, ``~`` and ``null`` mean that
nothing was given; a key without a value counts as left out.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import yaml

from rolebook.base.problems import Problem
from rolebook.base.suggestions import on_one_line, shortened

from .commas import Cut, cuts_in_braces, cuts_in_brackets
from .plain_text import may_be_misread, plain_text_faults, with_lines
from .syntax import syntax_problem
from .unsafe import DEEPEST, TOO_DEEP, unsafe_problems

try:
    from yaml import CBaseLoader as _BaseLoader
except ImportError:  # pragma: no cover - wheels of PyYAML carry libyaml
    from yaml import BaseLoader as _BaseLoader  # type: ignore[assignment]


class _Loader(_BaseLoader):
    """Leaves out what tells kinds of scalars apart, a quarter of the time that reading takes."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Give no tag: what a scalar means, the model decides."""
        return ""

    def descend_resolver(self, current_node: yaml.Node | None, current_index: Any) -> None:
        """Note nothing of the way to a node."""

    def ascend_resolver(self) -> None:
        """Nor of the way back."""


Path = tuple[Hashable, ...]
_Entry = TypeVar("_Entry")

_NOTHING = {"", "~", "null", "Null", "NULL"}


class Place(NamedTuple):
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
    #: The places that ``problems`` are about, as far as they have one.
    faulty: set[Path] = field(default_factory=set)
    #: The lists and sets of keys that hold nothing, not even a key that is left blank.
    empty: list[Path] = field(default_factory=list)
    #: The keys with nothing after them.
    blank: list[Path] = field(default_factory=list)
    #: The sets of keys that are written in braces.
    in_braces: set[Path] = field(default_factory=set)
    #: The names that git may have for the bytes that this was read from.
    blobs: tuple[str, ...] = ()

    def place(self, path: Path) -> Place:
        """Give the place of a value, or of the nearest thing around it that the file holds."""
        while path:
            found = self.values.get(path) or self.keys.get(path)
            if found:
                return found
            path = path[:-1]
        return self.values.get((), Place(1, 1, 1))

    def held(self, path: Path) -> Any:
        """Give the value at ``path``, or None where the file holds none."""
        value: Any = self.data
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def typed(self, path: Path) -> str | None:
        """Give the text at ``path`` as it was typed, or None where there is no text."""
        value = self.held(path)
        return value if isinstance(value, str) else None

    def problem(self, path: Path, message: str, snippet: str = "", at_key: bool = False) -> Problem:
        """Build a problem about the value at ``path``, pointing at ``snippet`` within it."""
        place = self.keys.get(path, self.place(path)) if at_key else self.place(path)
        line, column = place.line, place.column
        if snippet:
            for number in range(place.line, min(place.last_line, len(self.lines)) + 1):
                start = place.column - 1 if number == place.line else 0
                found = self.lines[number - 1].find(snippet.split("\n")[0], start)
                if found >= 0:
                    line, column = number, found + 1
                    break
        return Problem(self.file, line, column, path_text(path), on_one_line(message))

    def add_problem(self, line: int, column: int, path: Path, message: str) -> None:
        """Note a problem of the YAML itself; ``line`` and ``column`` count from 0, as PyYAML's."""
        self.faulty.add(path)
        where = (self.file, line + 1, column + 1)
        self.problems.append(Problem(*where, path_text(path), on_one_line(message)))


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
            key = shortened(str(part))
            text += f".{key}" if text else key
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
    if isinstance(root, yaml.MappingNode):
        document.data = _value(root, (), document, may_be_misread(text))
    else:
        _add_no_keys(document, root)
    return document


def _add_no_keys(document: Document, root: yaml.Node | None) -> None:
    advice = 'write a line for each fact, such as "title: Support Worker"'
    # Of "---" alone, YAML makes a text without a letter, on the line after the last.
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        comments = any(line.lstrip().startswith("#") for line in document.lines)
        what = "holds nothing but comments" if comments else "is empty"
        document.problems.append(Problem(document.file, 1, 1, "", f"{what}; {advice}"))
        return
    if isinstance(root, yaml.SequenceNode):
        what, advice = 'begins as a list, with "-"', f"take the first - out and {advice}"
    else:
        what = "holds text alone, without a key and a colon before it"
    mark = root.start_mark
    document.add_problem(mark.line, mark.column, (), f"{what}; {advice}")


def _place(node: yaml.Node) -> Place:
    start, end = node.start_mark, node.end_mark
    # A block scalar ends at the start of the line after it.
    last = end.line if end.column == 0 and end.line > start.line else end.line + 1
    return Place(start.line + 1, start.column + 1, last)


def _value(node: yaml.Node, path: Path, document: Document, doubtful: bool) -> Any:
    """Give the value of a node; texts without quotes are looked at where they are ``doubtful``."""
    place = document.values[path] = _place(node)
    if isinstance(node, yaml.ScalarNode):
        text: str = node.value
        if not node.style:
            if doubtful:
                for line, column, message in plain_text_faults(node, document.lines):
                    document.add_problem(line, column, path, message)
            if text in _NOTHING:
                return None
        if node.style == "|" or place.last_line - place.line < 1:
            return text
        opening = "- |-" if path and isinstance(path[-1], int) else f"{path[-1]}: |-"
        return with_lines(node, document.lines, place.last_line, opening)
    if len(path) > DEEPEST:
        document.problems.append(Problem(document.file, place.line, place.column, "", TOO_DEEP))
        return None
    if not node.value and path:
        document.empty.append(path)
    if isinstance(node, yaml.SequenceNode):
        cuts = list(cuts_in_brackets(node, document.lines)) if node.flow_style else []
        items = _without_cuts(node.value, cuts, path, document)
        return [_value(item, (*path, at), document, doubtful) for at, item in enumerate(items)]
    assert isinstance(node, yaml.MappingNode), "YAML has no other kind of node"
    return _keys_and_values(node, path, document, doubtful)


_TWICE = "is given twice, first on line {0}; keep one and take the other out"
#: What begins as the entry around it began is mostly one more, whose hyphen is missing.
_ANOTHER_ENTRY = (
    'is given twice, first on line {0}; if another entry begins here, put "- " before it, in the '
    "column of the other hyphens; if not, keep one and take the other out"
)


def _keys_and_values(
    node: yaml.MappingNode, path: Path, document: Document, doubtful: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    cuts: list[Cut] = []
    if node.flow_style:
        document.in_braces.add(path)
        cuts = list(cuts_in_braces(node, document.lines))
    for key_node, value_node in _without_cuts(node.value, cuts, path, document):
        mark = key_node.start_mark
        if not isinstance(key_node, yaml.ScalarNode):
            document.add_problem(
                mark.line,
                mark.column,
                path,
                "a bracket stands where a key belongs; if this is text, put the whole text in "
                "double quotes",
            )
            continue
        key: str = key_node.value
        key_path = (*path, key)
        if key_path in document.keys:
            first = document.keys[key_path].line
            another = bool(path) and isinstance(path[-1], int) and key == node.value[0][0].value
            message = (_ANOTHER_ENTRY if another else _TWICE).format(first, key)
            document.add_problem(mark.line, mark.column, key_path, message)
            if another:
                break  # what is below belongs to the other entry
            continue
        document.keys[key_path] = _place(key_node)
        value = _value(value_node, key_path, document, doubtful)
        if value is not None:
            found[key] = value
        else:
            document.blank.append(key_path)
    return found


def _without_cuts(
    entries: list[_Entry], cuts: list[Cut], path: Path, document: Document
) -> list[_Entry]:
    """Note what commas cut off, and give the entries without those pieces."""
    for cut in cuts:
        place = path if cut.entry is None else (*path, cut.entry)
        document.add_problem(cut.line, cut.column, place, cut.message)
    pieces = {number for cut in cuts for number in cut.pieces}
    return [entry for number, entry in enumerate(entries) if number not in pieces]


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
